// The past of one market, as both threads keep it: columns of seconds and points of ten.

import {
  POINT_SECONDS,
  type DepthColumn,
  type HistorySource,
  type PricePoint,
} from '../domain/history.js';
import {
  allocateColumnRows,
  copyColumn,
  readColumn,
  writeColumn,
  type ColumnRows,
} from './column-rows.js';
import {allocatePointRows, readPoint, writePoint, type PointRows} from './point-rows.js';

/** Seconds that are kept in full depth. */
export const DEPTH_SECONDS = 300;

/** Points that are kept: an hour. */
export const LINE_POINTS = 360;

/** Some of a history on its way to the other thread, in the order of time. */
export type HistoryBlock = {
  /** The oldest second that the sender has ever known, and the newest. */
  readonly firstSecond: number;
  readonly newestSecond: number;
  readonly columns: ColumnRows;
  readonly points: PointRows;
};

/** What it is to be handed over with, so that nothing is copied. */
export function buffersOf({columns, points}: HistoryBlock): ArrayBuffer[] {
  return [...Object.values(columns), ...Object.values(points)].map(({buffer}) => buffer);
}

/**
 * A row belongs to the second that its place is the remainder of, so nothing is ever moved: a
 * newer one takes the place of the one five minutes (an hour) older. What is told of a second
 * ends whatever was known of it and of later ones, so that a clock that was turned back, or a
 * recording that begins anew, tells its own story.
 *
 * It takes 7,560 bytes for its line, and with depth 267,600 more.
 */
export class MarketHistory implements HistorySource {
  #columns: ColumnRows | undefined;
  readonly #points = allocatePointRows(LINE_POINTS);
  /** The oldest second ever known, also where it is kept no longer. */
  #first: number | undefined;
  #firstColumn: number | undefined;
  #newest: number | undefined;
  #version = 0;

  constructor({hasDepth}: {readonly hasDepth: boolean}) {
    if (hasDepth) this.keepDepth();
  }

  get version(): number {
    return this.#version;
  }

  get hasDepth(): boolean {
    return this.#columns !== undefined;
  }

  get newestSecond(): number | undefined {
    return this.#newest;
  }

  get firstSecond(): number | undefined {
    if (this.#firstColumn === undefined || this.#newest === undefined) return undefined;
    return Math.max(this.#firstColumn, this.#newest - DEPTH_SECONDS + 1);
  }

  get firstPointSecond(): number | undefined {
    if (this.#first === undefined || this.#newest === undefined) return undefined;
    const oldest = startOfPoint(this.#newest) - (LINE_POINTS - 1) * POINT_SECONDS;
    return Math.max(startOfPoint(this.#first), oldest);
  }

  get byteLength(): number {
    const arrays = [...Object.values(this.#columns ?? {}), ...Object.values(this.#points)];
    return arrays.reduce((sum, {byteLength}) => sum + byteLength, 0);
  }

  /** Keeps columns from now on; harmless where it does so already. */
  keepDepth(): void {
    this.#columns ??= allocateColumnRows(DEPTH_SECONDS);
  }

  /** Forgets its columns, and keeps the line alone. */
  dropDepth(): void {
    this.#columns = undefined;
    this.#firstColumn = undefined;
    this.#version++;
  }

  columnAt(second: number): DepthColumn | undefined {
    const row = this.#rowOfColumn(second);
    return row === undefined ? undefined : readColumn(this.#columns!, row);
  }

  pointAt(second: number): PricePoint | undefined {
    const start = startOfPoint(second);
    const row = rowOfPoint(start);
    return this.#points.seconds[row] === start ? readPoint(this.#points, row) : undefined;
  }

  /** Takes the next second; what is missing before it is a gap. */
  append(column: DepthColumn): void {
    const {second} = column;
    this.truncate(second);
    this.#first ??= second;
    this.#notePoint(column);
    this.#noteMissing(second);
    if (this.#columns !== undefined) {
      writeColumn(this.#columns, second % DEPTH_SECONDS, column);
      this.#firstColumn ??= second;
    }

    this.#newest = second;
    this.#version++;
  }

  /** Forgets this second and all after it. */
  truncate(second: number): void {
    if (this.#newest === undefined || second > this.#newest) return;
    const isAll = second <= this.#first!;
    forgetFrom(this.#points.seconds, isAll ? Number.NEGATIVE_INFINITY : second);
    if (this.#columns !== undefined) forgetFrom(this.#columns.seconds, second);
    if (this.#firstColumn !== undefined && this.#firstColumn >= second) {
      this.#firstColumn = undefined;
    }

    if (isAll) this.#first = undefined;
    this.#newest = isAll ? undefined : second - 1;
    this.#version++;
  }

  /** What came after this second, with the points that it is in; undefined if nothing did. */
  toBlock(sinceSecond = Number.NEGATIVE_INFINITY): HistoryBlock | undefined {
    const newestSecond = this.#newest;
    if (newestSecond === undefined || newestSecond <= sinceSecond) return undefined;
    const rows: number[] = [];
    const from = Math.max(sinceSecond + 1, this.firstSecond ?? newestSecond + 1);
    for (let second = from; second <= newestSecond; second++) {
      const row = this.#rowOfColumn(second);
      if (row !== undefined) rows.push(row);
    }

    const columns = allocateColumnRows(rows.length);
    rows.forEach((row, i) => {
      copyColumn(this.#columns!, row, columns, i);
    });
    const kept: PricePoint[] = [];
    const first = Math.max(startOfPoint(sinceSecond + 1), this.firstPointSecond!);
    for (let start = first; start <= newestSecond; start += POINT_SECONDS) {
      const point = this.pointAt(start);
      if (point !== undefined) kept.push(point);
    }

    const points = allocatePointRows(kept.length);
    kept.forEach((point, i) => {
      writePoint(points, i, point);
    });
    return {firstSecond: this.#first!, newestSecond, columns, points};
  }

  /** Takes what another history of the same market has told by `toBlock`. */
  absorb({firstSecond, newestSecond, columns, points}: HistoryBlock): void {
    const begins = columns.seconds[0] ?? newestSecond;
    this.truncate(Math.max(begins, firstSecond));
    this.#noteMissing(firstSecond);
    for (const [i, start] of points.seconds.entries()) {
      const point = readPoint(points, i);
      // The sender may have begun in the middle of it, after this history had lost something.
      const wasGap = start < firstSecond && this.pointAt(start)?.isGap === true;
      writePoint(this.#points, rowOfPoint(start), {...point, isGap: point.isGap || wasGap});
    }

    if (this.#columns !== undefined) {
      for (const [i, second] of columns.seconds.entries()) {
        copyColumn(columns, i, this.#columns, second % DEPTH_SECONDS);
        this.#firstColumn ??= second;
      }
    }

    this.#first = Math.min(this.#first ?? firstSecond, firstSecond);
    this.#newest = newestSecond;
    this.#version++;
  }

  #rowOfColumn(second: number): number | undefined {
    const row = second % DEPTH_SECONDS;
    return this.#columns?.seconds[row] === second ? row : undefined;
  }

  #notePoint({second, isGap, bestBid, bestAsk, microprice, last}: DepthColumn): void {
    const start = startOfPoint(second);
    const known = this.pointAt(start);
    const mid = (bestBid + bestAsk) / 2;
    const point =
      isGap && known !== undefined
        ? {...known, isGap}
        : {second: start, isGap: isGap || known?.isGap === true, mid, microprice, last};
    writePoint(this.#points, rowOfPoint(start), point);
  }

  /** Where seconds before this one are missing, the points that they lie in have a gap. */
  #noteMissing(second: number): void {
    if (this.#newest === undefined || second <= this.#newest + 1) return;
    for (const missing of [this.#newest + 1, second - 1]) {
      const start = startOfPoint(missing);
      if (this.#points.seconds[rowOfPoint(start)] === start) {
        this.#points.gaps[rowOfPoint(start)] = 1;
      }
    }
  }
}

function forgetFrom(seconds: Float64Array, from: number): void {
  for (const [row, second] of seconds.entries()) {
    if (second >= from) seconds[row] = Number.NaN;
  }
}

function startOfPoint(second: number): number {
  return Math.floor(second / POINT_SECONDS) * POINT_SECONDS;
}

function rowOfPoint(start: number): number {
  return (start / POINT_SECONDS) % LINE_POINTS;
}
