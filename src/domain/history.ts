// What is kept of a market's past, second by second, as seen from its first outcome.

import type {TakerSide} from './feed-event.js';
import type {ConditionId} from './market.js';
import type {Price} from './price.js';
import type {SizeMicros} from './size.js';

/** Levels of one side as they were, best first, in units of `Price` and `SizeMicros`. */
export type DepthLevels = {
  readonly length: number;
  readonly prices: ArrayLike<number>;
  /** For shades and bars only: they are kept as 32-bit floats, within 6e-8 of what they were. */
  readonly sizes: ArrayLike<number>;
};

export type PastTrade = {
  readonly price: Price;
  readonly size: SizeMicros;
  readonly side: TakerSide;
};

/** The book at the end of one second, and the trades of that second. */
export type DepthColumn = {
  /** Unix time of its beginning, in s. */
  readonly second: number;
  /** Its book could not be trusted at some moment of it: there are no prices, levels or trades. */
  readonly isGap: boolean;
  /** In units of 0.0001; NaN where the side is empty. */
  readonly bestBid: number;
  readonly bestAsk: number;
  /** In units of 0.0001, not necessarily whole; NaN where a side is empty. */
  readonly microprice: number;
  /** Price of the last trade, of this second or before; NaN while none was seen. */
  readonly last: number;
  /** The levels nearest to the middle; empty in the columns of a market that keeps none. */
  readonly bids: DepthLevels;
  readonly asks: DepthLevels;
  readonly trades: readonly PastTrade[];
};

/** Prices at the end of some seconds, in units of 0.0001; NaN while unknown. */
export type PricePoint = {
  /** Unix time of its beginning, in s. */
  readonly second: number;
  /** A second of it was a gap, or is missing. */
  readonly isGap: boolean;
  readonly mid: number;
  readonly microprice: number;
  readonly last: number;
};

/** Length of a point, in s. */
export const POINT_SECONDS = 10;

/** What was received of one market. A second without a column is a gap like those that say so. */
export type HistorySource = {
  /** Moves with every change. */
  readonly version: number;
  /** The oldest and the newest second that there are columns of; undefined while there are none. */
  readonly firstSecond: number | undefined;
  readonly newestSecond: number | undefined;
  readonly columnAt: (second: number) => DepthColumn | undefined;
  /** Beginning of the oldest point. */
  readonly firstPointSecond: number | undefined;
  /** The point that this second lies in. */
  readonly pointAt: (second: number) => PricePoint | undefined;
};

/** A price that the exchange tells of the time before this session. */
export type SeedPoint = {
  /** Unix time, in s. */
  readonly second: number;
  /** In units of 0.0001, of the market's first outcome. */
  readonly price: number;
};

/** What came of asking the exchange for a market's past. */
export type PriceSeed =
  | {readonly kind: 'none'}
  | {readonly kind: 'asked'}
  | {readonly kind: 'loaded'; readonly points: readonly SeedPoint[]}
  /** A few words. */
  | {readonly kind: 'failed'; readonly reason: string};

/** The past of every market, as far as it is known. */
export type PastSource = {
  readonly historyOf: (market: ConditionId) => HistorySource | undefined;
  readonly seedOf: (market: ConditionId) => PriceSeed;
};
