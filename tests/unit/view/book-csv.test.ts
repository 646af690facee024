import fc from 'fast-check';
import {expect, test} from 'vitest';
import {parseScaled} from '../../../src/domain/decimal.js';
import type {BookSide} from '../../../src/domain/feed-event.js';
import type {Price} from '../../../src/domain/price.js';
import type {BookImage} from '../../../src/domain/snapshot.js';
import {buildBookCsv, buildRowsCsv, CSV_HEADER} from '../../../src/view/book-csv.js';
import {describeCopy} from '../../../src/view/copy-keys.js';
import {GROUPS} from '../../../src/view/ladder-choice.js';
import {buildLadderLines, stepOf} from '../../../src/view/ladder-lines.js';
import {sampleBook, sampleLevels} from '../../support/view-sample.js';

const book = sampleBook({
  bids: sampleLevels('bid', [
    [46.4, 13_100],
    [46.3, 0.02],
    [45.9, 7.555554],
  ]),
  asks: sampleLevels('ask', [
    [46.7, 11_020],
    [47, 1_240.5],
  ]),
  tickSize: 10 as Price,
});

test('the whole book: the sides in turn, best first, every number exact', () => {
  expect(buildBookCsv(book)).toEqual([
    'side,price,size,cumulative,notional',
    'bid,0.464,13100,13100,6078.4',
    'ask,0.467,11020,11020,5146.34',
    'bid,0.463,0.02,13100.02,0.00926',
    'ask,0.47,1240.5,12260.5,583.035',
    'bid,0.459,7.555554,13107.575554,3.467999286',
  ]);
});

test('rows of several ticks: prices of the rows, money of the levels in them', () => {
  const shown = [
    {side: 'ask', price: 4700},
    {side: 'bid', price: 4600},
    {side: 'bid', price: 4500},
  ] as const;
  expect(buildRowsCsv(book, 100, shown)).toEqual([
    CSV_HEADER,
    'ask,0.47,12260.5,12260.5,5729.375',
    'bid,0.46,13100.02,13100.02,6078.40926',
    'bid,0.45,7.555554,13107.575554,3.467999286',
  ]);
});

test('rows that are not on the screen count in the sums of those that are', () => {
  expect(buildRowsCsv(book, undefined, [{side: 'bid', price: 4590}])).toEqual([
    CSV_HEADER,
    'bid,0.459,7.555554,13107.575554,3.467999286',
  ]);
  expect(buildRowsCsv(book, undefined, [{side: 'bid', price: 1}])).toEqual([CSV_HEADER]);
});

const books: fc.Arbitrary<BookImage> = fc
  .record({
    prices: fc.uniqueArray(fc.integer({min: 1, max: 9999}), {maxLength: 40}),
    split: fc.integer({min: 1, max: 9999}),
    sizes: fc.array(
      fc.maxSafeNat().map((size) => Math.max(1, size)),
      {minLength: 1},
    ),
  })
  .map(({prices, split, sizes}) => {
    const side = (name: BookSide): BookImage['bids'] => {
      const own = prices.filter((price) => price < split === (name === 'bid'));
      own.sort((a, b) => (name === 'bid' ? b - a : a - b));
      return {
        side: name,
        length: own.length,
        prices: Float64Array.from(own),
        sizes: Float64Array.from(own, (_, i) => sizes[i % sizes.length]!),
        total: own.length,
      };
    };
    return sampleBook({bids: side('bid'), asks: side('ask'), tickSize: 10 as Price});
  });

/** Decimal text in units of 10^-places. */
function unitsOf(text: string, places: number): bigint {
  const [whole, fraction = ''] = text.split('.');
  return BigInt(whole! + fraction.padEnd(places, '0'));
}

test('however the rows are grouped, sizes and money add up to those of the book', () => {
  fc.assert(
    fc.property(books, fc.constantFrom(...GROUPS), (any, group) => {
      const shown = buildLadderLines(any, group).filter((line) => line.kind === 'level');
      const step = group === 1 ? undefined : stepOf(any, group);
      for (const lines of [buildRowsCsv(any, step, shown), buildBookCsv(any)]) {
        for (const levels of [any.bids, any.asks]) {
          const rows = lines.map((line) => line.split(',')).filter(([of]) => of === levels.side);
          const sum = (column: number, places: number): bigint =>
            rows.reduce((total, row) => total + unitsOf(row[column]!, places), 0n);
          let size = 0n;
          let notional = 0n;
          levels.sizes.forEach((each, i) => {
            size += BigInt(each);
            notional += BigInt(each) * BigInt(levels.prices[i]!);
          });
          expect(sum(2, 6)).toBe(size);
          expect(sum(4, 10)).toBe(notional);
          const sums = rows.map((row) => unitsOf(row[3]!, 6));
          const farthest = sums.reduce((most, each) => (each > most ? each : most), 0n);
          expect(farthest).toBe(size);
          for (const [, price] of rows) expect(parseScaled(price!, 4)).toBeDefined();
        }
      }
    }),
    {seed: 4180, numRuns: 200},
  );
});

test.each([
  [{copied: 42, all: 42, what: 'levels'}, 'copied 42 levels'],
  [{copied: 1, all: 1, what: 'levels'}, 'copied 1 level'],
  [{copied: 1, all: 1, what: 'rows'}, 'copied 1 row'],
  [{copied: 0, all: 0, what: 'rows'}, 'copied 0 rows'],
  [{copied: 1500, all: 2048, what: 'levels'}, 'copied 1,500 of 2,048 levels'],
] as const)('what was copied is said: %o', (copy, words) => {
  const text = describeCopy(copy);
  expect(text).toBe(`${words}; if the clipboard is empty, the terminal forbids OSC 52`);
});
