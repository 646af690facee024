import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Rewards} from '../../../src/domain/market.js';
import type {Price} from '../../../src/domain/price.js';
import type {SizeMicros} from '../../../src/domain/size.js';
import {UNICODE_GLYPHS} from '../../../src/view/glyphs.js';
import {buildLadderLines} from '../../../src/view/ladder-lines.js';
import {buildLadderRows} from '../../../src/view/ladder-rows.js';
import {selectRewardsBand} from '../../../src/view/rewards-band.js';
import {rowText, sampleBook, sampleLevels, type SampleLevels} from '../../support/view-sample.js';

function rewards(cents: number, shares: number): Rewards {
  return {maxSpread: (cents * 100) as Price, minSize: (shares * 1_000_000) as SizeMicros};
}

function band(bids: SampleLevels, asks: SampleLevels, terms: Rewards) {
  return selectRewardsBand(
    {bids: sampleLevels('bid', bids), asks: sampleLevels('ask', asks)},
    terms,
  );
}

test('the midpoint passes over levels under the minimum, and so do the sums', () => {
  const found = band(
    [
      [49, 20],
      [48, 300],
      [46, 199],
      [44.5, 400],
      [44, 9_000],
    ],
    [
      [50, 10],
      [51, 200],
      [53, 1_000],
      [53.1, 500],
    ],
    rewards(3.5, 200),
  );
  // Around 49.5¢, the middle of 48 and 51.
  expect(found).toMatchObject({lowest: 4600, highest: 5300});
  expect(found?.bid).toEqual({size: 300_000_000, notional: 144});
  expect(found?.ask.size).toBe(1_200_000_000);
  expect(found?.ask.notional).toBeCloseTo(632, 6);
});

test('a midpoint between the ticks is kept as it is, and the edges belong to the band', () => {
  const found = band(
    [
      [46.4, 500],
      [45.0, 500],
    ],
    [
      [46.7, 500],
      [48.1, 700],
    ],
    rewards(1.55, 500),
  );
  expect(found).toMatchObject({lowest: 4500, highest: 4810});
  expect([found?.bid.size, found?.ask.size]).toEqual([1_000_000_000, 1_200_000_000]);
});

test('the band ends where prices do', () => {
  expect(band([[1, 50]], [[3, 50]], rewards(4, 10))).toMatchObject({lowest: 0, highest: 600});
  expect(band([[97, 50]], [[99, 50]], rewards(4, 10))).toMatchObject({highest: 10_000});
});

test.each<[string, SampleLevels, SampleLevels]>([
  ['no bid', [[48, 1]], [[50, 500]]],
  ['no ask', [[48, 500]], []],
])('there is none where %s has the minimum', (_, bids, asks) => {
  expect(band(bids, asks, rewards(3, 100))).toBeUndefined();
});

test('what is in the band is never more than the side holds, and grows with the band', () => {
  const levels = (best: number, step: number) =>
    fc
      .array(fc.integer({min: 1, max: 900}), {minLength: 1, maxLength: 30})
      .map((sizes) => sizes.map((shares, i) => [best + step * i, shares] as const));
  fc.assert(
    fc.property(
      levels(49, -1),
      levels(51, 1),
      fc.integer({min: 0, max: 20}),
      fc.integer({min: 1, max: 500}),
      (bids, asks, cents, minShares) => {
        const narrow = band(bids, asks, rewards(cents, minShares));
        const wide = band(bids, asks, rewards(cents + 1, minShares));
        expect(wide === undefined).toBe(narrow === undefined);
        if (narrow === undefined || wide === undefined) return;
        for (const [side, all] of [
          ['bid', bids],
          ['ask', asks],
        ] as const) {
          const total = all.reduce(
            (sum, [, shares]) => sum + (shares >= minShares ? shares : 0) * 1_000_000,
            0,
          );
          expect(narrow[side].size).toBeLessThanOrEqual(wide[side].size);
          expect(wide[side].size).toBeLessThanOrEqual(total);
        }
      },
    ),
    {seed: 20_261_124, numRuns: 200},
  );
});

test('in the ladder prices in the band are tinted, and sizes that can earn are marked', () => {
  const book = sampleBook({
    asks: sampleLevels('ask', [
      [46.7, 200],
      [46.8, 199.99],
      [50.0, 5_000],
    ]),
    bids: sampleLevels('bid', [[46.4, 1_000]]),
  });
  const rows = buildLadderRows({
    book,
    lines: buildLadderLines(book),
    group: 1,
    top: 0,
    cursorIndex: undefined,
    width: 60,
    height: 20,
    lastTrade: undefined,
    rewards: rewards(0.5, 200),
    flows: [],
    isDimmed: false,
    glyphs: UNICODE_GLYPHS,
  });
  const about = (price: string): {isTinted: boolean; isMarked: boolean} => {
    const row = rows.find((candidate) => rowText(candidate).includes(price))!;
    return {
      isTinted: row.some(({under}) => under === 'band'),
      isMarked: rowText(row).includes(UNICODE_GLYPHS.earns),
    };
  };
  expect(about('46.7¢ ')).toEqual({isTinted: true, isMarked: true});
  expect(about('46.8¢ ')).toEqual({isTinted: true, isMarked: false});
  expect(about('46.6¢ ')).toEqual({isTinted: true, isMarked: false});
  expect(about('50.0¢ ')).toEqual({isTinted: false, isMarked: false});
  expect(about('46.4¢ ')).toEqual({isTinted: true, isMarked: true});
});
