// Sums of best prices over books of which exactly so many come true, and what buying or selling one of
// each would earn. In whole units throughout.

import {PRICE_ONE} from '../domain/price.js';
import type {TwoWay} from './asset-tops.js';

export type PriceSum = {
  /** In units of 0.0001. */
  readonly sum: number;
  /** What trading all of them earns a share, in units of 0.0001 and before fees; negative where it costs. */
  readonly edge: number;
  /** Shares that can be had of each, in units of 0.000001: those of the smallest. */
  readonly size: number;
};

export type PriceSums = {
  /** Buying one of each. */
  readonly ask: PriceSum;
  /** Selling one of each. */
  readonly bid: PriceSum;
};

/** `winners`: how many of the books end at 1, the others at 0. At least one book. */
export function sumPrices(tops: readonly TwoWay[], winners: number): PriceSums {
  const worth = winners * PRICE_ONE;
  const ask = tops.reduce((sum, {bestAsk}) => sum + bestAsk, 0);
  const bid = tops.reduce((sum, {bestBid}) => sum + bestBid, 0);
  return {
    ask: {sum: ask, edge: worth - ask, size: Math.min(...tops.map(({askSize}) => askSize))},
    bid: {sum: bid, edge: bid - worth, size: Math.min(...tops.map(({bidSize}) => bidSize))},
  };
}
