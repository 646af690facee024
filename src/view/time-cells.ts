// The time axis of the past: which seconds each cell stands for. Cells begin at whole multiples of
// their length, so that a picture moves by whole cells and each of them stays what it was.

import type {DepthColumn, HistorySource, PastTrade, PricePoint} from '../domain/history.js';
import {POINT_SECONDS} from '../domain/history.js';

export type TimeFrame = {
  /** The newest second that is shown. */
  readonly endSecond: number;
  readonly cellSeconds: number;
  readonly cells: number;
  /** Cells that are drawn as one. */
  readonly group: number;
};

/**
 * So many cells that hold at least `spanSeconds`; the length of each is a multiple of `unit`, and the
 * newest group of them is whole: what of it lies ahead is blank.
 */
export function selectTimeFrame(
  endSecond: number,
  spanSeconds: number,
  cells: number,
  {unit = 1, group = 1} = {},
): TimeFrame {
  const cellSeconds = Math.ceil(spanSeconds / cells / unit) * unit;
  return {endSecond, cells, cellSeconds, group};
}

/** The first second of a cell. */
export function startOfCell(frame: TimeFrame, cell: number): number {
  const {endSecond, cellSeconds, cells, group} = frame;
  const last = Math.floor(endSecond / cellSeconds / group) * group + group - 1;
  return (last - (cells - 1 - cell)) * cellSeconds;
}

/** Before anything is known it is blank; with a second of it missing it is a gap as a whole. */
export type DepthCell =
  | {readonly kind: 'blank' | 'gap'}
  | {
      readonly kind: 'column';
      /** Of the cell's newest second. */
      readonly column: DepthColumn;
      /** All of the cell. */
      readonly trades: readonly PastTrade[];
    };

export function selectDepthCells(history: HistorySource, frame: TimeFrame): DepthCell[] {
  return Array.from({length: frame.cells}, (_, cell): DepthCell => {
    const columns = collect(frame, cell, history.firstSecond, 1, (second) =>
      history.columnAt(second),
    );
    if (columns === 'blank' || columns === 'gap') return {kind: columns};
    const trades = columns.flatMap((column) => column.trades);
    return {kind: 'column', column: columns.at(-1)!, trades};
  });
}

export type PriceCell =
  | {readonly kind: 'blank' | 'gap'}
  | {
      readonly kind: 'prices';
      readonly mid: number;
      readonly microprice: number;
      readonly last: number;
    };

/** Prices at the end of each cell, from seconds. */
export function selectPriceCells(history: HistorySource, frame: TimeFrame): PriceCell[] {
  return Array.from({length: frame.cells}, (_, cell): PriceCell => {
    const columns = collect(frame, cell, history.firstSecond, 1, (second) =>
      history.columnAt(second),
    );
    if (columns === 'blank' || columns === 'gap') return {kind: columns};
    const {bestBid, bestAsk, microprice, last} = columns.at(-1)!;
    return {kind: 'prices', mid: (bestBid + bestAsk) / 2, microprice, last};
  });
}

/** The same from points; the frame's cells have to be made of whole ones. */
export function selectPointCells(history: HistorySource, frame: TimeFrame): PriceCell[] {
  const first = history.firstPointSecond;
  return Array.from({length: frame.cells}, (_, cell): PriceCell => {
    const points = collect<PricePoint>(frame, cell, first, POINT_SECONDS, (second) =>
      history.pointAt(second),
    );
    if (points === 'blank' || points === 'gap') return {kind: points};
    return {...points.at(-1)!, kind: 'prices'};
  });
}

/** What is known of a cell from `first` on, each `step` seconds; a gap where anything is missing. */
function collect<Known extends {readonly isGap: boolean}>(
  frame: TimeFrame,
  cell: number,
  first: number | undefined,
  step: number,
  at: (second: number) => Known | undefined,
): 'blank' | 'gap' | readonly Known[] {
  const start = startOfCell(frame, cell);
  const end = Math.min(frame.endSecond, start + frame.cellSeconds - 1);
  if (first === undefined || end < first || start > end) return 'blank';
  const known: Known[] = [];
  for (let second = Math.max(start, first); second <= end; second += step) {
    const found = at(second);
    if (found === undefined || found.isGap) return 'gap';
    known.push(found);
  }

  return known;
}
