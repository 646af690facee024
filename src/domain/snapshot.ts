// The newest state of everything, as the UI sees it: one immutable copy a paint. The worker writes
// it into shared memory, which holds numbers only; strings are looked up in the `Catalog`.

import type {ConnectionPhase} from './connection-state.js';
import type {BookSide, TakerSide} from './feed-event.js';
import type {Price} from './price.js';
import type {SizeMicros} from './size.js';
import type {Trust} from './trust.js';

/** Levels of one side, best first, as two parallel columns. */
export type LevelColumns = {
  readonly side: BookSide;
  /** Entries in the columns. */
  readonly length: number;
  /** In units of 0.0001 (`Price`). */
  readonly prices: Float64Array;
  /** In units of 0.000001 shares (`SizeMicros`). */
  readonly sizes: Float64Array;
  /** Levels that the book has; more than `length` where the image was cut. */
  readonly total: number;
};

/** The book in focus, in depth. */
export type BookImage = {
  /** Index into `Catalog.assetIds`. */
  readonly assetIndex: number;
  /** Steps of this book since its first snapshot; 0 while it has none. */
  readonly revision: number;
  readonly trust: Trust;
  readonly bids: LevelColumns;
  readonly asks: LevelColumns;
  readonly tickSize: Price | undefined;
  /** Market-wide: the raw price of whichever token traded last. */
  readonly lastTradePrice: Price | undefined;
  /** Exchange time of the last applied event. */
  readonly timestampMs: number;
  /** Monotonic time of the last applied event. */
  readonly updatedUs: number;
  /** Proven and failed batches and books of this asset. */
  readonly verified: number;
  readonly failed: number;
};

/** Best prices of one watched book. */
export type TopOfBook = {
  readonly assetIndex: number;
  readonly bestBid: Price | undefined;
  readonly bidSize: SizeMicros;
  readonly bestAsk: Price | undefined;
  readonly askSize: SizeMicros;
  readonly trust: Trust;
  readonly updatedUs: number;
};

/** Trades of a market that are kept, and large ones beyond them. */
export const TAPE_LENGTH = 128;

export type TradeImage = {
  /** Counts up through the session; identifies the trade. */
  readonly sequence: number;
  readonly assetIndex: number;
  readonly timestampMs: number;
  readonly price: Price;
  readonly size: SizeMicros;
  readonly side: TakerSide;
};

/** What became of a level within the window of the flow: its size changed by added - pulled - traded. */
export type LevelFlowImage = {
  readonly side: BookSide;
  readonly price: Price;
  readonly added: SizeMicros;
  /** Left the level without being traded, as far as trades have been told. */
  readonly pulled: SizeMicros;
  readonly traded: SizeMicros;
};

/** What takers have bought and sold at a price in the session. */
export type VolumeAtPrice = {
  readonly price: Price;
  readonly bought: SizeMicros;
  readonly sold: SizeMicros;
};

/** Sums over the trades of a market in the session, as one of its outcomes sees them. */
export type TradeTotals = {
  readonly trades: number;
  readonly volume: SizeMicros;
  /** What was paid for this outcome's shares, in dollars. */
  readonly notional: number;
  /** Average price by volume, in dollars; NaN before the first trade. */
  readonly vwap: number;
  readonly high: Price | undefined;
  readonly low: Price | undefined;
  /** What takers have bought less what they have sold, in SizeMicros. */
  readonly cumulativeDelta: number;
};

/** What became of the book in focus and its market. Trades of the other outcome are seen from this one. */
export type FlowImage = {
  /**
   * Monotonic time since when every change of the book was seen: younger than the window, its levels tell of
   * this time alone. Undefined while changes are missed.
   */
  readonly sinceUs: number | undefined;
  /** Levels of the window, the nearest to the inside market first; at most `MAX_FLOW_LEVELS`. */
  readonly levels: readonly LevelFlowImage[];
  /** The nearest to the inside market first; at most `MAX_VOLUME_PRICES`. */
  readonly volumes: readonly VolumeAtPrice[];
  readonly totals: TradeTotals;
  /**
   * Order flow imbalance of each of the last seconds up to the one at hand, oldest first, in SizeMicros:
   * positive where buyers gained at the best levels. At most 60 seconds.
   */
  readonly imbalances: Float64Array;
  /** Cumulative delta at the end of each of the last seconds, likewise. */
  readonly cumulativeDeltas: Float64Array;
};

export type Counters = {
  readonly frames: number;
  readonly bytes: number;
  readonly events: number;
  readonly issues: number;
  /** Changes ignored: before a first book, or of assets nobody watches. */
  readonly ignored: number;
  readonly books: number;
  readonly trades: number;
  readonly batches: number;
  readonly verified: number;
  readonly hashFailed: number;
  readonly bboFailed: number;
  readonly crossed: number;
  readonly reconnects: number;
};

export type Snapshot = {
  /** Counts publishes. */
  readonly sequence: number;
  /** Monotonic time of the publish. */
  readonly publishedUs: number;
  /**
   * What the clock of the feed showed then, whose times all others here are, and how fast it runs. The same as
   * `publishedUs` and 1, unless a recording is played.
   */
  readonly feedUs: number;
  readonly feedRate: number;
  /** Of the socket that feeds the book in focus. */
  readonly connection: {
    readonly phase: ConnectionPhase;
    readonly attempt: number;
    readonly sinceUs: number;
    /** Monotonic time of the next try; 0 unless `backing_off`. */
    readonly retryAtUs: number;
    /** Monotonic time of the last data frame (PONG does not count); 0 while there was none. */
    readonly lastDataUs: number;
    /** Which socket of the session it is, counted from 1; 0 while there was none. */
    readonly epoch: number;
    /** Sockets that are needed for all watched books, and those of them that are connected. */
    readonly lines: number;
    readonly linesUp: number;
  };
  readonly focus: BookImage | undefined;
  /** One for each watched asset, ordered by asset index. */
  readonly tops: readonly TopOfBook[];
  /** Trades of the market in focus, newest first. */
  readonly trades: readonly TradeImage[];
  /** Those of `LARGE_TRADE_DOLLARS` and more that came before `trades`, newest first. */
  readonly largeTrades: readonly TradeImage[];
  /** Undefined where `focus` is. */
  readonly flow: FlowImage | undefined;
  readonly counters: Counters;
  /** PING to PONG in ms, the newest; NaN while there was none. */
  readonly pingMs: number;
  /** Estimate of (our clock - the exchange's clock) in ms; NaN while unknown. */
  readonly clockOffsetMs: number;
  /** How far the truth may be from the estimate, in ms; NaN while unknown. */
  readonly clockUncertaintyMs: number;
  /** Data frames and their bytes, over the last full second. */
  readonly framesPerS: number;
  readonly bytesPerS: number;
  /** Used by the ingest thread. */
  readonly ingestHeapBytes: number;
};
