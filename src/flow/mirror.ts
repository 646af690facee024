// A market's trades are kept as its first outcome sees them. Whoever buys the other outcome at 1 - p sells
// this one at p, and its bids are this one's asks: everything else follows.

import type {TakerSide} from '../domain/feed-event.js';
import {complement} from '../domain/price.js';
import type {TradeTotals, VolumeAtPrice} from '../domain/snapshot.js';
import {toShares} from '../domain/size.js';

export function otherTaker(side: TakerSide): TakerSide {
  return side === 'buy' ? 'sell' : 'buy';
}

/** The same trades, as the other outcome sees them. */
export function mirrorTotals(totals: TradeTotals): TradeTotals {
  const {volume, notional, vwap, high, low, cumulativeDelta} = totals;
  return {
    ...totals,
    notional: toShares(volume) - notional,
    vwap: 1 - vwap,
    high: low === undefined ? undefined : complement(low),
    low: high === undefined ? undefined : complement(high),
    cumulativeDelta: 0 - cumulativeDelta,
  };
}

export function mirrorVolume({price, bought, sold}: VolumeAtPrice): VolumeAtPrice {
  return {price: complement(price), bought: sold, sold: bought};
}

export function mirrorSeries(series: Float64Array): Float64Array {
  return series.map((value) => 0 - value);
}
