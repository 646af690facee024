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
