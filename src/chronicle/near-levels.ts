// The part of a book that events are about: what the next trades would meet.

import type {BookSide, Level} from '../domain/feed-event.js';
import type {Price} from '../domain/price.js';
import {NEAR_TICKS} from './thresholds.js';

/** One side of a book, best price first. */
export type SideLevels = Iterable<Level> & {
  readonly side: BookSide;
  readonly best: Price | undefined;
  readonly sizeAt: (price: Price) => number | undefined;
};

/** Levels at most `NEAR_TICKS` from the best one. */
export function selectNearLevels(levels: SideLevels, tickSize: number): readonly Level[] {
  const {best} = levels;
  const near: Level[] = [];
  if (best === undefined) return near;
  for (const level of levels) {
    if (Math.abs(level.price - best) > NEAR_TICKS * tickSize) break;
    near.push(level);
  }

  return near;
}
