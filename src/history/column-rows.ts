// Columns of seconds in typed arrays, one row each: what a history keeps, and what travels between
// threads.

import type {TakerSide} from '../domain/feed-event.js';
import type {DepthColumn, DepthLevels, PastTrade} from '../domain/history.js';
import type {Price} from '../domain/price.js';
import type {SizeMicros} from '../domain/size.js';

/** Levels that a column keeps of each side; those further away are not known to have been empty. */
export const MAX_DEPTH = 64;

/** Trades that a column keeps: the largest of its second. */
export const MAX_SECOND_TRADES = 16;

const TOPS = 4;
const COUNTS = 4;
const SIDES = 2;

export type ColumnRows = {
  /** Unix seconds; NaN where a row is empty. */
  readonly seconds: Float64Array<ArrayBuffer>;
  /** Best bid, best ask, microprice, last trade. */
  readonly tops: Float32Array<ArrayBuffer>;
  /** Whether it is a gap, bids, asks, trades. */
  readonly counts: Uint8Array<ArrayBuffer>;
  /** Bids, then asks. A price fits into 16 bits. */
  readonly prices: Uint16Array<ArrayBuffer>;
  readonly sizes: Float32Array<ArrayBuffer>;
  readonly tradePrices: Uint16Array<ArrayBuffer>;
  /** Negative where the taker sold. */
  readonly tradeSizes: Float32Array<ArrayBuffer>;
};

export function allocateColumnRows(count: number): ColumnRows {
  return {
    seconds: new Float64Array(count).fill(Number.NaN),
    tops: new Float32Array(count * TOPS),
    counts: new Uint8Array(count * COUNTS),
    prices: new Uint16Array(count * SIDES * MAX_DEPTH),
    sizes: new Float32Array(count * SIDES * MAX_DEPTH),
    tradePrices: new Uint16Array(count * MAX_SECOND_TRADES),
    tradeSizes: new Float32Array(count * MAX_SECOND_TRADES),
  };
}

export function writeColumn(rows: ColumnRows, row: number, column: DepthColumn): void {
  const bids = Math.min(MAX_DEPTH, column.bids.length);
  const asks = Math.min(MAX_DEPTH, column.asks.length);
  const trades = column.trades.slice(0, MAX_SECOND_TRADES);
  rows.seconds[row] = column.second;
  rows.tops.set([column.bestBid, column.bestAsk, column.microprice, column.last], row * TOPS);
  rows.counts.set([column.isGap ? 1 : 0, bids, asks, trades.length], row * COUNTS);
  writeLevels(rows, row * SIDES * MAX_DEPTH, column.bids, bids);
  writeLevels(rows, (row * SIDES + 1) * MAX_DEPTH, column.asks, asks);
  trades.forEach(({price, size, side}, i) => {
    rows.tradePrices[row * MAX_SECOND_TRADES + i] = price;
    const sign = side === 'buy' ? 1 : -1;
    rows.tradeSizes[row * MAX_SECOND_TRADES + i] = sign * size;
  });
}

/** The row as a column, whose levels lie in the same memory. */
export function readColumn(rows: ColumnRows, row: number): DepthColumn {
  const [isGap, bids, asks, trades] = rows.counts.subarray(row * COUNTS, (row + 1) * COUNTS);
  const [bestBid, bestAsk, microprice, last] = rows.tops.subarray(row * TOPS, (row + 1) * TOPS);
  return {
    second: rows.seconds[row]!,
    isGap: isGap === 1,
    bestBid: bestBid!,
    bestAsk: bestAsk!,
    microprice: microprice!,
    last: last!,
    bids: readLevels(rows, row * SIDES * MAX_DEPTH, bids!),
    asks: readLevels(rows, (row * SIDES + 1) * MAX_DEPTH, asks!),
    trades: Array.from({length: trades!}, (_, i) => readTrade(rows, row * MAX_SECOND_TRADES + i)),
  };
}

export function copyColumn(from: ColumnRows, fromRow: number, to: ColumnRows, toRow: number): void {
  for (const name of COLUMN_ARRAYS) {
    const source = from[name];
    const cells = source.length / from.seconds.length;
    to[name].set(source.subarray(fromRow * cells, (fromRow + 1) * cells), toRow * cells);
  }
}

const COLUMN_ARRAYS = [
  'seconds',
  'tops',
  'counts',
  'prices',
  'sizes',
  'tradePrices',
  'tradeSizes',
] as const satisfies readonly (keyof ColumnRows)[];

function writeLevels(rows: ColumnRows, at: number, levels: DepthLevels, count: number): void {
  for (let i = 0; i < count; i++) {
    rows.prices[at + i] = levels.prices[i]!;
    rows.sizes[at + i] = levels.sizes[i]!;
  }
}

function readLevels({prices, sizes}: ColumnRows, at: number, length: number): DepthLevels {
  return {
    length,
    prices: prices.subarray(at, at + length),
    sizes: sizes.subarray(at, at + length),
  };
}

function readTrade({tradePrices, tradeSizes}: ColumnRows, at: number): PastTrade {
  const signed = tradeSizes[at]!;
  const side: TakerSide = signed < 0 ? 'sell' : 'buy';
  return {price: tradePrices[at] as Price, size: Math.abs(signed) as SizeMicros, side};
}
