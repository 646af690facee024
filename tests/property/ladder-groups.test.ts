import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {BookImage, LevelColumns} from '../../src/domain/snapshot.js';
import {fillDollars, fillToPrice} from '../../src/view/fill-cost.js';
import {GROUPS} from '../../src/view/ladder-choice.js';
import {buildLadderLines, stepOf, type LadderLine} from '../../src/view/ladder-lines.js';
import {books} from '../support/book-arbitrary.js';

const run = {seed: 20_261_124, numRuns: 300};
/** Sums beyond this depend on their order; it is nine billion shares. */
const EXACT = Number.MAX_SAFE_INTEGER;
const groups = fc.constantFrom(...GROUPS);

type LevelLine = Extract<LadderLine, {kind: 'level'}>;

/** Rows of a side, best first. */
function rowsOf(lines: readonly LadderLine[], side: 'bid' | 'ask'): LevelLine[] {
  const rows = lines.filter(
    (line): line is LevelLine => line.kind === 'level' && line.side === side,
  );
  return side === 'ask' ? rows.reverse() : rows;
}

function isCrossed({bids, asks}: BookImage): boolean {
  return bids.length > 0 && asks.length > 0 && bids.prices[0]! >= asks.prices[0]!;
}

test('bids are rounded down and asks up by less than a row, so that neither looks better than it is', () => {
  fc.assert(
    fc.property(books, groups, (book, group) => {
      const step = group === 1 ? 0 : stepOf(book, group)!;
      for (const levels of [book.bids, book.asks]) {
        const sign = levels.side === 'bid' ? 1 : -1;
        for (const {price, worst} of rowsOf(buildLadderLines(book, group), levels.side)) {
          const rounded = sign * (worst - price);
          expect(rounded).toBeGreaterThanOrEqual(0);
          expect(rounded).toBeLessThan(Math.max(1, step));
        }
      }
    }),
    run,
  );
});

test('rows of a book that is not crossed never cross, whatever the group', () => {
  fc.assert(
    fc.property(books, groups, (book, group) => {
      fc.pre(!isCrossed(book));
      const prices = buildLadderLines(book, group).flatMap((line) =>
        line.kind === 'fold' ? [line.price, line.lowest] : 'price' in line ? [line.price] : [],
      );
      for (let i = 1; i < prices.length; i++) expect(prices[i]).toBeLessThan(prices[i - 1]!);
    }),
    run,
  );
});

test('a row has the sizes of its levels, and its sum is the book’s up to its worst level', () => {
  fc.assert(
    fc.property(books, groups, (book, group) => {
      fc.pre([book.bids, book.asks].every((levels) => sumTo(levels, undefined) < EXACT));
      for (const levels of [book.bids, book.asks]) {
        const rows = rowsOf(buildLadderLines(book, group), levels.side);
        let sum = 0;
        for (const {size, cumulative, worst} of rows) {
          sum += size;
          expect(cumulative).toBe(sum);
          expect(cumulative).toBe(sumTo(levels, worst));
        }

        expect(sum).toBe(sumTo(levels, undefined));
      }
    }),
    run,
  );
});

test('taking up to a price costs what its levels cost one by one, at no better than the best price', () => {
  fc.assert(
    fc.property(books, fc.nat(60), (book, pick) => {
      for (const levels of [book.bids, book.asks]) {
        if (levels.length === 0) {
          expect(fillToPrice(levels, 5000, 10)).toBeUndefined();
          continue;
        }

        const last = pick % levels.length;
        const cost = fillToPrice(levels, levels.prices[last]!, book.tickSize)!;
        let dollars = 0;
        for (let i = 0; i <= last; i++) dollars += (levels.prices[i]! * levels.sizes[i]!) / 1e10;
        expect(cost.sizeMicros / sumTo(levels, levels.prices[last])).toBeCloseTo(1, 9);
        expect(cost.dollars / dollars).toBeCloseTo(1, 9);
        expect(cost.worst).toBe(levels.prices[last]);
        const [low, high] = [levels.prices[0]!, cost.worst].sort((a, b) => a - b);
        expect(cost.average).toBeGreaterThanOrEqual(low! * (1 - 1e-9));
        expect(cost.average).toBeLessThanOrEqual(high! * (1 + 1e-9));
      }
    }),
    run,
  );
});

test('a round sum is spent to the cent where the side has it, and else says what there is', () => {
  fc.assert(
    fc.property(books, fc.constantFrom(1, 100, 1_000, 10_000, 1e12), (book, dollars) => {
      for (const levels of [book.bids, book.asks]) {
        const cost = fillDollars(levels, dollars, book.tickSize);
        if (cost === undefined) {
          expect(levels.length).toBe(0);
          continue;
        }

        const all = fillToPrice(levels, levels.prices[levels.length - 1]!, book.tickSize)!;
        expect(cost.isComplete).toBe(all.dollars >= dollars * (1 - 1e-12));
        expect(cost.dollars / Math.min(dollars, all.dollars)).toBeCloseTo(1, 9);
        expect(cost.slippageTicks).toBeGreaterThanOrEqual(0);
        expect(cost.slippageTicks).toBeLessThanOrEqual(all.slippageTicks! + 1e-6);
      }
    }),
    run,
  );
});

function sumTo(levels: LevelColumns, worst: number | undefined): number {
  let sum = 0;
  for (let i = 0; i < levels.length; i++) {
    sum += levels.sizes[i]!;
    if (levels.prices[i] === worst) break;
  }

  return sum;
}
