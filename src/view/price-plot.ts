// The price line before it is drawn: which cell each price falls into. A gap stays a gap: no line is
// drawn over it.

import type {SeedPoint} from '../domain/history.js';
import {brailleBit, DOT_COLUMNS, DOT_ROWS} from './braille.js';
import {startOfCell, type PriceCell, type TimeFrame} from './time-cells.js';

const LABEL_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000] as const;

/** Least height of the picture, in ticks. */
const LEAST_TICKS = 4;

export type PriceRange = {
  /** At the top and at the bottom row, in units of `Price`. */
  readonly highest: number;
  readonly lowest: number;
};

/** From one round price to another, so that it changes seldom; undefined where there are none. */
export function selectPriceRange(
  prices: readonly number[],
  tickUnits: number,
): PriceRange | undefined {
  const known = prices.filter((price) => !Number.isNaN(price));
  if (known.length === 0) return undefined;
  const highest = known.reduce((most, price) => Math.max(most, price));
  const lowest = known.reduce((least, price) => Math.min(least, price));
  const range = Math.max(highest - lowest, LEAST_TICKS * tickUnits);
  const ticks = LABEL_STEPS.find((step) => step * tickUnits * LEAST_TICKS >= range) ?? 5_000;
  const unit = ticks * tickUnits;
  const bottom = Math.floor(lowest / unit) * unit;
  const top = Math.ceil(highest / unit) * unit;
  return {lowest: bottom, highest: top === bottom ? top + unit : top};
}

/** One cell of the picture. Where several fall together the mid is seen first, then the last trade. */
export type PlotCell =
  | {readonly kind: 'blank' | 'gap' | 'last' | 'microprice' | 'seed'}
  | {readonly kind: 'mid'; readonly bits: number};

export type PlotInput = {
  /** Two for each cell of the picture, in the order of time. */
  readonly halves: readonly PriceCell[];
  /** The frame of the halves. */
  readonly frame: TimeFrame;
  readonly seed: readonly SeedPoint[];
  readonly range: PriceRange;
  readonly rows: number;
};

/** Rows of cells, top to bottom. */
export function plotPrices({halves, frame, seed, range, rows}: PlotInput): PlotCell[][] {
  const cells = Math.ceil(halves.length / DOT_COLUMNS);
  const picture = Array.from({length: rows}, () =>
    Array.from({length: cells}, (): PlotCell => ({kind: 'blank'})),
  );
  const dotOf = (price: number): number => {
    const share = (range.highest - price) / (range.highest - range.lowest);
    return Math.round(share * (rows * DOT_ROWS - 1));
  };
  const put = (x: number, price: number, kind: 'last' | 'microprice' | 'seed'): void => {
    const row = picture[Math.floor(dotOf(price) / DOT_ROWS)];
    if (row !== undefined && !Number.isNaN(price)) row[x] = {kind};
  };

  plotSeed(halves, frame, seed, (half, price) => {
    put(Math.floor(half / DOT_COLUMNS), price, 'seed');
  });
  for (const kind of ['microprice', 'last'] as const) {
    halves.forEach((half, i) => {
      if (half.kind === 'prices') put(Math.floor(i / DOT_COLUMNS), half[kind], kind);
    });
  }

  let before: number | undefined;
  halves.forEach((half, i) => {
    const dot = half.kind === 'prices' && !Number.isNaN(half.mid) ? dotOf(half.mid) : undefined;
    if (dot !== undefined) {
      const x = Math.floor(i / DOT_COLUMNS);
      const [from, until] = before === undefined ? [dot, dot] : towards(before, dot);
      for (let y = from; y <= until; y++) addDot(picture, x, i, y);
    }

    before = dot;
  });
  // A gap is as wide as its cell: nothing is drawn beside it.
  halves.forEach((half, i) => {
    if (half.kind !== 'gap') return;
    for (const row of picture) row[Math.floor(i / DOT_COLUMNS)] = {kind: 'gap'};
  });
  return picture;
}

/** Left of what was received alone, and in the cell of its own time. */
function plotSeed(
  halves: readonly PriceCell[],
  frame: TimeFrame,
  seed: readonly SeedPoint[],
  put: (half: number, price: number) => void,
): void {
  const received = halves.findIndex(({kind}) => kind !== 'blank');
  const end = received === -1 ? halves.length : Math.floor(received / DOT_COLUMNS) * DOT_COLUMNS;
  const start = startOfCell(frame, 0);
  for (const {second, price} of seed) {
    const half = Math.floor((second - start) / frame.cellSeconds);
    if (half >= 0 && half < end) put(half, price);
  }
}

/** The dots between two, so that the line is whole; the one before has its own already. */
function towards(before: number, dot: number): readonly [number, number] {
  if (before === dot) return [dot, dot];
  return before < dot ? [before + 1, dot] : [dot, before - 1];
}

function addDot(picture: PlotCell[][], x: number, half: number, y: number): void {
  const row = picture[Math.floor(y / DOT_ROWS)];
  if (row === undefined) return;
  const known = row[x];
  const bits = brailleBit(half, y) | (known?.kind === 'mid' ? known.bits : 0);
  row[x] = {kind: 'mid', bits};
}
