// The book as a price axis, highest price first: what each line of the ladder stands for.

import type {BookSide} from '../domain/feed-event.js';
import type {BookImage, LevelColumns} from '../domain/snapshot.js';

/** Empty ticks in a row that are still shown one by one; more of them fold into one line. */
export const MAX_EMPTY_TICKS = 3;

/** Prices are in units of 0.0001, sizes in units of 0.000001 shares. */
export type LadderLine =
  | {
      readonly kind: 'level';
      readonly side: BookSide;
      readonly price: number;
      readonly size: number;
      /** Sizes of this side from its best level to this one. */
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

/** Every level of the image exactly once, the gaps between them, and the middle between the sides. */
export function buildLadderLines(book: BookImage): LadderLine[] {
  const tick = book.tickSize;
  const asks = buildSide(book.asks, tick);
  const bids = buildSide(book.bids, tick);
  const spread = buildSpread(book, tick);
  return [...asks.reverse(), ...spread, ...bids];
}

/** One side from its best level outwards. */
function buildSide(levels: LevelColumns, tick: number | undefined): LadderLine[] {
  const {side, length, prices, sizes, total} = levels;
  const lines: LadderLine[] = [];
  let cumulative = 0;
  for (let i = 0; i < length; i++) {
    const price = prices[i]!;
    const size = sizes[i]!;
    cumulative += size;
    if (i > 0) pushGap(lines, prices[i - 1]!, price, tick);
    lines.push({kind: 'level', side, price, size, cumulative});
  }

  const hidden = total - length;
  if (hidden > 0) lines.push({kind: 'more', side, count: hidden});
  return lines;
}

/** A narrow spread shows its ticks, so that the axis holds still while best prices move in it. */
function buildSpread(book: BookImage, tick: number | undefined): LadderLine[] {
  const middle: LadderLine = {kind: 'middle'};
  const bid = book.bids.length > 0 ? book.bids.prices[0]! : Infinity;
  const ask = book.asks.length > 0 ? book.asks.prices[0]! : -Infinity;
  if (bid >= ask) return [middle]; // A side is missing, or the book is crossed.

  const gap: LadderLine[] = [];
  pushGap(gap, ask, bid, tick);
  if (gap[0]?.kind === 'fold') return [middle];
  const upper = Math.floor(gap.length / 2);
  return [...gap.slice(0, upper), middle, ...gap.slice(upper)];
}

/**
 * Adds the ticks strictly between two prices, in the direction from the one to the other. Prices
 * off the grid of the current tick (older orders after a tick change) are bounds like any other.
 */
function pushGap(lines: LadderLine[], from: number, to: number, tick: number | undefined): void {
  if (tick === undefined || tick <= 0) return;

  const highest = (Math.ceil(Math.max(from, to) / tick) - 1) * tick;
  const lowest = (Math.floor(Math.min(from, to) / tick) + 1) * tick;
  const ticks = Math.round((highest - lowest) / tick) + 1;
  if (ticks > MAX_EMPTY_TICKS) {
    lines.push({kind: 'fold', price: highest, lowest, ticks});
    return;
  }

  for (let i = 0; i < ticks; i++) {
    lines.push({kind: 'empty', price: to > from ? lowest + i * tick : highest - i * tick});
  }
}
