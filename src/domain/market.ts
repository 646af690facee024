import type {Price} from './price.js';
import type {SizeMicros} from './size.js';

/** `0x` + 64 hex digits. */
export type ConditionId = string;

export function isConditionId(text: string | undefined): text is ConditionId {
  return text !== undefined && /^0x[0-9a-f]{64}$/i.test(text);
}

/** Decimal uint256, up to 78 digits: never a JavaScript number. */
export type AssetId = string;

/** One side of a binary market, with the token whose book is shown for it. */
export type Outcome = {
  readonly name: string;
  readonly assetId: AssetId;
};

/** What may be done with a market now, in the exchange's own terms. */
export type MarketStatus = 'open' | 'paused' | 'closed';

/** What an order has to be like to earn a share of the exchange's daily rewards. */
export type Rewards = {
  /** Farthest from the midpoint. */
  readonly maxSpread: Price;
  readonly minSize: SizeMicros;
};

/** A binary market as the viewer needs it: looked up once, then only its book changes. */
export type Market = {
  readonly conditionId: ConditionId;
  readonly slug: string | undefined;
  readonly question: string;
  /** Short name inside its event (`25 bps decrease`), or the question where it stands alone. */
  readonly label: string;
  readonly eventSlug: string | undefined;
  readonly eventTitle: string | undefined;
  /**
   * Markets of its event that may still come true, whether they can be watched or not: one that was settled
   * for its second outcome is none of them. Undefined where nobody said.
   */
  readonly eventLegs: number | undefined;
  /** Exactly two, in the exchange's order; the first is not always called "Yes". */
  readonly outcomes: readonly [Outcome, Outcome];
  readonly tickSize: Price | undefined;
  /** As text, since the book hash contains it as text (`"5"`). */
  readonly minOrderSize: string | undefined;
  readonly negRisk: boolean | undefined;
  readonly status: MarketStatus;
  /** Of the first outcome, 0 to 1, as the list has it: seconds to minutes old, never a live price. */
  readonly listedPrice: number | undefined;
  /** In dollars. */
  readonly volume24h: number | undefined;
  /** Dollars that rest in its books, as the exchange counts them. */
  readonly liquidity: number | undefined;
  /** When it is to end, Unix time in ms: announced, and often not the real end. */
  readonly endDateMs: number | undefined;
  /** Undefined where orders in its book earn nothing. */
  readonly rewards: Rewards | undefined;
};
