// Levels put together into rows of several ticks.

import type {BookSide} from '../domain/feed-event.js';
import type {LevelColumns} from '../domain/snapshot.js';

/** One or several levels of a side that share a row. Prices in units of 0.0001. */
export type LevelGroup = {
  /** Of the row: a multiple of `step`. */
  readonly price: number;
  /** The price farthest from the market of those in it. */
  readonly worst: number;
  /** In units of 0.000001 shares. */
  readonly size: number;
  readonly levels: number;
};

/**
 * The row that a price belongs to: bids down and asks up, so that neither side ever looks better
 * than it is, and a row of bids never reaches one of asks.
 */
export function rowPrice(price: number, side: BookSide, step: number): number {
  return (side === 'bid' ? Math.floor(price / step) : Math.ceil(price / step)) * step;
}

/** Best first. Without a step each level is a row of its own, on the grid of the tick or not. */
export function groupLevels(
  {side, length, prices, sizes}: LevelColumns,
  step: number | undefined,
): LevelGroup[] {
  const groups: LevelGroup[] = [];
  for (let i = 0; i < length; i++) {
    const worst = prices[i]!;
    const size = sizes[i]!;
    const price = step === undefined ? worst : rowPrice(worst, side, step);
    const last = groups.at(-1);
    if (last?.price === price) {
      groups[groups.length - 1] = {
        price,
        worst,
        size: last.size + size,
        levels: last.levels + 1,
      };
    } else {
      groups.push({price, worst, size, levels: 1});
    }
  }

  return groups;
}
