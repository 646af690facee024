// The past as the shown outcome sees it. It is kept for the first one; the second one's is its
// mirror: 1 - p, bids for asks, and a buyer there is a seller here.

import type {
  DepthColumn,
  DepthLevels,
  HistorySource,
  PastTrade,
  PricePoint,
  SeedPoint,
} from '../domain/history.js';
import {complement, PRICE_ONE} from '../domain/price.js';
import type {OutcomeIndex} from './selection.js';

export function seeHistory(history: HistorySource, outcome: OutcomeIndex): HistorySource {
  if (outcome === 0) return history;
  const {version, firstSecond, newestSecond, firstPointSecond} = history;
  return {
    ...{version, firstSecond, newestSecond, firstPointSecond},
    columnAt: (second) => {
      const column = history.columnAt(second);
      return column && mirrorColumn(column);
    },
    pointAt: (second) => {
      const point = history.pointAt(second);
      return point && mirrorPoint(point);
    },
  };
}

export function seeSeed(points: readonly SeedPoint[], outcome: OutcomeIndex): readonly SeedPoint[] {
  if (outcome === 0) return points;
  return points.map(({second, price}) => ({second, price: PRICE_ONE - price}));
}

export function mirrorColumn(column: DepthColumn): DepthColumn {
  return {
    ...column,
    bestBid: PRICE_ONE - column.bestAsk,
    bestAsk: PRICE_ONE - column.bestBid,
    microprice: PRICE_ONE - column.microprice,
    last: PRICE_ONE - column.last,
    bids: mirrorLevels(column.asks),
    asks: mirrorLevels(column.bids),
    trades: column.trades.map(mirrorTrade),
  };
}

function mirrorPoint(point: PricePoint): PricePoint {
  return {
    ...point,
    mid: PRICE_ONE - point.mid,
    microprice: PRICE_ONE - point.microprice,
    last: PRICE_ONE - point.last,
  };
}

function mirrorLevels({length, prices, sizes}: DepthLevels): DepthLevels {
  return {length, prices: Array.from(prices, (price) => PRICE_ONE - price), sizes};
}

function mirrorTrade({price, size, side}: PastTrade): PastTrade {
  return {price: complement(price), size, side: side === 'buy' ? 'sell' : 'buy'};
}
