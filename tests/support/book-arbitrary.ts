// Books of all kinds, for property tests of what is shown of them.

import fc from 'fast-check';
import type {BookSide} from '../../src/domain/feed-event.js';
import {PRICE_ONE, type Price} from '../../src/domain/price.js';
import type {BookImage, LevelColumns} from '../../src/domain/snapshot.js';
import {sampleBook} from './view-sample.js';

const ticks = fc.constantFrom(1000, 100, 50, 25, 10, 1);
const size = fc.oneof(
  fc.integer({min: 1, max: 2_000_000}),
  fc.integer({min: 1, max: 90_000_000}).map((hundredths) => hundredths * 10_000),
  fc.constant(9_007_199_254_740_991),
);

function side(name: BookSide, prices: readonly number[], sizes: readonly number[]): LevelColumns {
  const ordered = [...prices].sort((a, b) => (name === 'bid' ? b - a : a - b));
  return {
    side: name,
    length: ordered.length,
    prices: Float64Array.from(ordered),
    sizes: Float64Array.from(ordered, (_, i) => sizes[i % sizes.length]!),
    total: ordered.length,
  };
}

/** Books of every tick: sound ones, crossed ones, one-sided ones, and with prices off the grid. */
export const books: fc.Arbitrary<BookImage> = fc
  .record({
    tick: ticks,
    levels: fc.uniqueArray(fc.integer({min: 1, max: 9999}), {maxLength: 60}),
    split: fc.integer({min: 1, max: 9999}),
    overlap: fc.constantFrom(0, 0, 0, 300),
    isOnGrid: fc.boolean(),
    sizes: fc.array(size, {minLength: 1, maxLength: 8}),
    hidden: fc.constantFrom(0, 0, 1, 250),
  })
  .map(({tick, levels, split, overlap, isOnGrid, sizes, hidden}) => {
    const snap = (price: number): number =>
      isOnGrid
        ? Math.min(PRICE_ONE - tick, Math.max(tick, Math.round(price / tick) * tick))
        : price;
    const unique = (prices: readonly number[]): number[] => [...new Set(prices.map(snap))];
    const bids = side('bid', unique(levels.filter((price) => price < split + overlap)), sizes);
    const above = unique(levels.filter((price) => price >= split));
    const asks = side('ask', above, sizes);
    return sampleBook({
      tickSize: tick as Price,
      bids: {...bids, total: bids.total + hidden},
      asks,
    });
  });
