// The book as a price axis, highest price first: what each line of the ladder stands for.

import type {BookSide} from '../domain/feed-event.js';
import type {BookImage, LevelColumns} from '../domain/snapshot.js';
import {groupLevels} from './group-levels.js';
import type {Group} from './ladder-choice.js';

/** Empty rows after each other that are still shown one by one; more of them fold into one line. */
export const MAX_EMPTY_TICKS = 3;

/** Prices are in units of 0.0001, sizes in units of 0.000001 shares. */
export type LadderLine =
  | {
      readonly kind: 'level';
      readonly side: BookSide;
      readonly price: number;
      /** The price farthest from the market of those on the line; its own where rows are ticks. */
      readonly worst: number;
      readonly size: number;
      /** Sizes of this side from its best level to this line. */
      readonly cumulative: number;
    }
  | {readonly kind: 'empty'; readonly price: number}
  | {
      readonly kind: 'fold';
      /** The highest and the lowest of the empty ticks. */
      readonly price: number;
      readonly lowest: number;
      readonly ticks: number;
    }
  | {readonly kind: 'middle'}
  /** Levels that the image of the book does not hold. */
  | {readonly kind: 'more'; readonly side: BookSide; readonly count: number};

/** Units of 0.0001 from row to row; undefined where the tick is not known, and no row is empty. */
export function stepOf({tickSize}: BookImage, group: Group): number | undefined {
  return tickSize === undefined || tickSize <= 0 ? undefined : tickSize * group;
}

/** The step that levels are put together by; undefined where each has a row of its own. */
export function rowStep(book: BookImage, group: Group): number | undefined {
  return group === 1 ? undefined : stepOf(book, group);
}

/** Every level of the image exactly once, the gaps between them, and the middle between the sides. */
export function buildLadderLines(book: BookImage, group: Group = 1): LadderLine[] {
  const step = stepOf(book, group);
  const isGrouped = group > 1;
  const asks = buildSide(book.asks, step, isGrouped);
  const bids = buildSide(book.bids, step, isGrouped);
  const spread = buildSpread(asks[0], bids[0], step);
  return [...asks.reverse(), ...spread, ...bids];
}

/** One side from its best level outwards. */
function buildSide(
  levels: LevelColumns,
  step: number | undefined,
  isGrouped: boolean,
): LadderLine[] {
  const {side, length, total} = levels;
  const lines: LadderLine[] = [];
  let cumulative = 0;
  let last: number | undefined;
  for (const {price, worst, size} of groupLevels(levels, isGrouped ? step : undefined)) {
    cumulative += size;
    if (last !== undefined) pushGap(lines, last, price, step);
    lines.push({kind: 'level', side, price, worst, size, cumulative});
    last = price;
  }

  const hidden = total - length;
  if (hidden > 0) lines.push({kind: 'more', side, count: hidden});
  return lines;
}

/** A narrow spread shows its ticks, so that the axis holds still while best prices move in it. */
function buildSpread(
  bestAsk: LadderLine | undefined,
  bestBid: LadderLine | undefined,
  step: number | undefined,
): LadderLine[] {
  const middle: LadderLine = {kind: 'middle'};
  const bid = bestBid?.kind === 'level' ? bestBid.price : Infinity;
  const ask = bestAsk?.kind === 'level' ? bestAsk.price : -Infinity;
  if (bid >= ask) return [middle]; // A side is missing, or the book is crossed.

  const gap: LadderLine[] = [];
  pushGap(gap, ask, bid, step);
  if (gap[0]?.kind === 'fold') return [middle];
  const upper = Math.floor(gap.length / 2);
  return [...gap.slice(0, upper), middle, ...gap.slice(upper)];
}

/**
 * Adds the rows strictly between two prices, in the direction from the one to the other. Prices
 * off the grid of the current tick (older orders after a tick change) are bounds like any other.
 */
function pushGap(lines: LadderLine[], from: number, to: number, step: number | undefined): void {
  if (step === undefined) return;

  const highest = (Math.ceil(Math.max(from, to) / step) - 1) * step;
  const lowest = (Math.floor(Math.min(from, to) / step) + 1) * step;
  const ticks = Math.round((highest - lowest) / step) + 1;
  if (ticks > MAX_EMPTY_TICKS) {
    lines.push({kind: 'fold', price: highest, lowest, ticks});
    return;
  }

  for (let i = 0; i < ticks; i++) {
    lines.push({kind: 'empty', price: to > from ? lowest + i * step : highest - i * step});
  }
}
