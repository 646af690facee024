// What the two best levels say together.

import type {BookImage, LevelColumns} from '../domain/snapshot.js';
import {PRICE_ONE} from '../domain/price.js';

/** Spread, in units of 0.0001, above which polymarket.com shows the last trade instead of the midpoint. */
export const WEB_SPREAD_LIMIT = 1000;

/** All prices in units of 0.0001, not necessarily whole; undefined where a side is missing. */
export type InsideMarket = {
  readonly bestBid: number | undefined;
  readonly bestAsk: number | undefined;
  readonly mid: number | undefined;
  /** The mid weighted by the opposite sizes: nearer to the side that is thinner. */
  readonly microprice: number | undefined;
  /** Whole unless an older order lies between the ticks; negative in a crossed book. */
  readonly spreadTicks: number | undefined;
  /** (bid size - ask size) / (bid size + ask size) of the best levels. */
  readonly imbalance: number | undefined;
  readonly isCrossed: boolean;
};

export function selectInsideMarket(book: BookImage): InsideMarket {
  const bestBid = bestPrice(book.bids);
  const bestAsk = bestPrice(book.asks);
  if (bestBid === undefined || bestAsk === undefined) {
    return {
      bestBid,
      bestAsk,
      mid: undefined,
      microprice: undefined,
      spreadTicks: undefined,
      imbalance: undefined,
      isCrossed: false,
    };
  }

  const bidSize = book.bids.sizes[0]!;
  const askSize = book.asks.sizes[0]!;
  const total = bidSize + askSize;
  return {
    bestBid,
    bestAsk,
    mid: (bestBid + bestAsk) / 2,
    microprice: total > 0 ? (bestBid * askSize + bestAsk * bidSize) / total : undefined,
    spreadTicks: book.tickSize === undefined ? undefined : (bestAsk - bestBid) / book.tickSize,
    imbalance: total > 0 ? (bidSize - askSize) / total : undefined,
    isCrossed: bestBid >= bestAsk,
  };
}

/** What is known of the last trade, for want of a better one. */
export type LastTrade = {
  /** As the shown outcome sees it; undefined where no trade came since the start. */
  readonly seen: number | undefined;
  /** The book's own number: of either outcome, and nobody says of which. */
  readonly raw: number | undefined;
};

/**
 * The number that polymarket.com shows for this outcome: the midpoint, a missing side counting as
 * 0 or 1; the last trade where the spread is over ten cents and there was one. Two numbers where
 * only the book's raw one is known, since it may be of the other outcome.
 */
export function selectWebPrices(
  {bestBid = 0, bestAsk = PRICE_ONE}: Pick<InsideMarket, 'bestBid' | 'bestAsk'>,
  {seen, raw}: LastTrade,
): readonly number[] {
  if (bestAsk - bestBid <= WEB_SPREAD_LIMIT) return [(bestBid + bestAsk) / 2];
  if (seen !== undefined) return [seen];
  if (raw === undefined) return [(bestBid + bestAsk) / 2];
  return raw * 2 === PRICE_ONE ? [raw] : [raw, PRICE_ONE - raw];
}

function bestPrice(levels: LevelColumns): number | undefined {
  return levels.length === 0 ? undefined : levels.prices[0];
}
