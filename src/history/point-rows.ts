// Points of ten seconds in typed arrays, one row each.

import type {PricePoint} from '../domain/history.js';

const PRICES = 3;

export type PointRows = {
  /** Unix time of the point's beginning, in s; NaN where a row is empty. */
  readonly seconds: Float64Array<ArrayBuffer>;
  readonly gaps: Uint8Array<ArrayBuffer>;
  /** Mid, microprice, last trade. */
  readonly prices: Float32Array<ArrayBuffer>;
};

export function allocatePointRows(count: number): PointRows {
  return {
    seconds: new Float64Array(count).fill(Number.NaN),
    gaps: new Uint8Array(count),
    prices: new Float32Array(count * PRICES),
  };
}

export function writePoint(rows: PointRows, row: number, point: PricePoint): void {
  rows.seconds[row] = point.second;
  rows.gaps[row] = point.isGap ? 1 : 0;
  rows.prices.set([point.mid, point.microprice, point.last], row * PRICES);
}

export function readPoint(rows: PointRows, row: number): PricePoint {
  return {
    second: rows.seconds[row]!,
    isGap: rows.gaps[row] === 1,
    mid: rows.prices[row * PRICES]!,
    microprice: rows.prices[row * PRICES + 1]!,
    last: rows.prices[row * PRICES + 2]!,
  };
}
