// What the exchange's frames mean, one value a message (PROTOCOL: market channel).

import type {AssetId, ConditionId} from './market.js';
import type {Price} from './price.js';
import type {SizeMicros} from './size.js';

export type BookSide = 'bid' | 'ask';

/** What the taker did. */
export type TakerSide = 'buy' | 'sell';

export type Level = {
  readonly price: Price;
  readonly size: SizeMicros;
};

/** The whole book of one asset; it replaces what was there. */
export type BookSnapshotEvent = {
  readonly kind: 'book_snapshot';
  readonly market: ConditionId;
  readonly assetId: AssetId;
  /** Exchange time of the book's last change, which may be hours before it was sent. */
  readonly timestampMs: number;
  /** Undefined where the message has none; such a book can't be judged by its hash. */
  readonly hash: string | undefined;
  /** In the order received. A level that could not be parsed is missing here and is an issue. */
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
  readonly tickSize: Price | undefined;
  /** Verbatim (`"0.620"`, `""` if never traded); undefined where the message has none. */
  readonly lastTradePrice: string | undefined;
  /** Only REST replies carry these two. */
  readonly minOrderSize: string | undefined;
  readonly negRisk: boolean | undefined;
};

export type LevelChange = {
  readonly assetId: AssetId;
  readonly side: BookSide;
  readonly price: Price;
  /** New size of the whole level; 0 removes it. */
  readonly size: SizeMicros;
  /** Hash of this asset's whole book after the whole batch. */
  readonly hash: string | undefined;
  /** Best prices of this asset after the whole batch: undefined where not said, 0 / 1 for an empty side. */
  readonly bestBid: Price | undefined;
  readonly bestAsk: Price | undefined;
};

/** Some levels of one market's two books. All of it is applied before anything is judged. */
export type PriceChangeEvent = {
  readonly kind: 'price_change';
  readonly market: ConditionId;
  readonly timestampMs: number;
  readonly changes: readonly LevelChange[];
};

/** A fill, sent for the taker's token only. */
export type TradeEvent = {
  readonly kind: 'trade';
  readonly market: ConditionId;
  readonly assetId: AssetId;
  readonly timestampMs: number;
  readonly price: Price;
  readonly size: SizeMicros;
  readonly side: TakerSide;
  readonly transactionHash: string | undefined;
};

export type TickSizeChangeEvent = {
  readonly kind: 'tick_size_change';
  readonly market: ConditionId;
  readonly assetId: AssetId;
  readonly timestampMs: number;
  readonly oldTickSize: Price | undefined;
  readonly newTickSize: Price;
};

/** Sent ahead of the batch it describes: a check, never a source. */
export type BestPricesEvent = {
  readonly kind: 'best_prices';
  readonly market: ConditionId;
  readonly assetId: AssetId;
  readonly timestampMs: number;
  readonly bestBid: Price | undefined;
  readonly bestAsk: Price | undefined;
};

/** Sent for every market of the exchange, not only for subscribed ones. */
export type NewMarketEvent = {
  readonly kind: 'new_market';
  readonly market: ConditionId;
  readonly slug: string | undefined;
  readonly question: string | undefined;
  readonly assetIds: readonly AssetId[];
  readonly timestampMs: number;
};

/** Sent for every market of the exchange, not only for subscribed ones. */
export type MarketResolvedEvent = {
  readonly kind: 'market_resolved';
  readonly market: ConditionId;
  readonly assetIds: readonly AssetId[];
  readonly winningAssetId: AssetId | undefined;
  readonly winningOutcome: string | undefined;
  readonly timestampMs: number;
};

export type FeedEvent =
  | BookSnapshotEvent
  | PriceChangeEvent
  | TradeEvent
  | TickSizeChangeEvent
  | BestPricesEvent
  | NewMarketEvent
  | MarketResolvedEvent;

export type DecodeIssueCode =
  | 'NOT_JSON'
  | 'NOT_AN_EVENT'
  | 'UNKNOWN_EVENT_TYPE'
  | 'BAD_FIELD'
  | 'BAD_LEVEL'
  | 'FRAME_TOO_LARGE'
  | 'TOO_DEEP';

/** Why a message, or one level of it, was left out. */
export type DecodeIssue = {
  readonly code: DecodeIssueCode;
  /** The offending piece, at most 80 characters. */
  readonly detail: string;
};

/** Frames that are not JSON and mean something. */
export type ControlFrame = 'pong' | 'no_new_assets';

export type DecodedFrame = {
  readonly events: readonly FeedEvent[];
  readonly issues: readonly DecodeIssue[];
  readonly control: ControlFrame | undefined;
};
