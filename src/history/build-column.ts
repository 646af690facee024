// A book at the end of a second, as its column.

import type {Level} from '../domain/feed-event.js';
import type {DepthColumn, DepthLevels, PastTrade} from '../domain/history.js';
import {MAX_DEPTH, MAX_SECOND_TRADES} from './column-rows.js';

/** A book whose sides are iterated best price first. */
export type SampledBook = {
  readonly bids: Iterable<Level>;
  readonly asks: Iterable<Level>;
};

export type ColumnFacts = {
  readonly second: number;
  /** Undefined where it could not be trusted. */
  readonly book: SampledBook | undefined;
  /** NaN while there was no trade. */
  readonly last: number;
  readonly trades: readonly PastTrade[];
  /** Whether levels and trades are kept, or the prices alone. */
  readonly hasDepth: boolean;
};

const NO_LEVELS: DepthLevels = {length: 0, prices: [], sizes: []};

export function buildColumn({second, book, last, trades, hasDepth}: ColumnFacts): DepthColumn {
  if (book === undefined) return buildGap(second);
  const bids = selectLevels(book.bids, hasDepth ? MAX_DEPTH : 1);
  const asks = selectLevels(book.asks, hasDepth ? MAX_DEPTH : 1);
  const bestBid = bids.prices[0] ?? Number.NaN;
  const bestAsk = asks.prices[0] ?? Number.NaN;
  const bidSize = bids.sizes[0] ?? Number.NaN;
  const askSize = asks.sizes[0] ?? Number.NaN;
  return {
    second,
    isGap: false,
    bestBid,
    bestAsk,
    microprice: (bestBid * askSize + bestAsk * bidSize) / (bidSize + askSize),
    last,
    bids: hasDepth ? bids : NO_LEVELS,
    asks: hasDepth ? asks : NO_LEVELS,
    trades: hasDepth ? selectLargest(trades) : [],
  };
}

export function buildGap(second: number): DepthColumn {
  return {
    second,
    isGap: true,
    bestBid: Number.NaN,
    bestAsk: Number.NaN,
    microprice: Number.NaN,
    last: Number.NaN,
    bids: NO_LEVELS,
    asks: NO_LEVELS,
    trades: [],
  };
}

function selectLevels(side: Iterable<Level>, count: number): DepthLevels {
  const prices: number[] = [];
  const sizes: number[] = [];
  for (const {price, size} of side) {
    if (prices.length === count) break;
    prices.push(price);
    sizes.push(size);
  }

  return {length: prices.length, prices, sizes};
}

function selectLargest(trades: readonly PastTrade[]): readonly PastTrade[] {
  if (trades.length <= MAX_SECOND_TRADES) return trades;
  return [...trades].sort((a, b) => b.size - a.size).slice(0, MAX_SECOND_TRADES);
}
