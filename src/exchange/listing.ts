// What the simulated exchange lists: the part of its markets that does not move.

import type {AssetId, ConditionId} from '../domain/market.js';
import type {Price} from '../domain/price.js';

/** How a market's book moves. Prices are those of the first outcome, as fractions. */
export type Temper = {
  /** Where the price wants to be. */
  readonly anchor: number;
  /** Standard deviation of the price around its anchor. */
  readonly swing: number;
  /** Seconds in which it forgets where it was. */
  readonly memoryS: number;
  /** The usual spread, in ticks. */
  readonly spreadTicks: number;
  /** Mean distance of new orders from the best price, in ticks. */
  readonly depthTicks: number;
  /** Levels of the whole book that it tends to. */
  readonly levels: number;
  /** Typical size of an order, in shares. */
  readonly shares: number;
  /** Part of the exchange's frames; the shares of all markets sum to 1. */
  readonly share: number;
};

/**
 * - `open`: trades.
 * - `paused`: has a book that stands still, and takes no orders.
 * - `closed`: resolved, without a book.
 * - `no_book`: open, but never had an order book.
 * - `no_tokens`: of the newer protocol: position ids instead of token ids.
 */
export type ListingState = 'open' | 'paused' | 'closed' | 'no_book' | 'no_tokens';

/** The trades of a game have two teams for outcomes. */
export type Game = {
  readonly startMs: number;
  readonly marketType: string;
};

export type ListedRewards = {
  readonly minShares: number;
  readonly maxSpreadCents: number;
  /** Dollars a day; 0 where they are over. */
  readonly dailyRate: number;
};

export type ListedMarket = {
  /** Gamma's own id. */
  readonly id: string;
  readonly slug: string;
  readonly question: string;
  /** Short name inside its event; empty where the market stands alone. */
  readonly label: string;
  readonly eventSlug: string;
  readonly conditionId: ConditionId;
  readonly outcomes: readonly [string, string];
  readonly assetIds: readonly [AssetId, AssetId];
  readonly tickSize: Price;
  readonly minOrderSize: string;
  readonly negRisk: boolean;
  readonly state: ListingState;
  /** Undefined where the listing does not say. */
  readonly endMs: number | undefined;
  /** When it closed; undefined while it has not, and where nobody knows. */
  readonly closedMs: number | undefined;
  /** Index of the outcome that won, once closed. */
  readonly winner: 0 | 1 | undefined;
  readonly game: Game | undefined;
  /** In dollars; undefined where the listing does not say. */
  readonly volume24h: number | undefined;
  /** In dollars; undefined where the listing does not say. */
  readonly liquidity: number | undefined;
  /** Undefined where orders in its book earn nothing. */
  readonly rewards: ListedRewards | undefined;
  /** Undefined where there is no book. */
  readonly temper: Temper | undefined;
};

export type ListedEvent = {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly negRisk: boolean;
  readonly markets: readonly ListedMarket[];
};
