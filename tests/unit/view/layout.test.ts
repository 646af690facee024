import {expect, test} from 'vitest';
import {
  computeLayout,
  placedPanels,
  placeOf,
  type Layout,
  type Screen,
} from '../../../src/view/layout.js';

function screen(layout: Layout): Screen {
  if (layout.kind !== 'screen') throw new Error('too small');
  return layout;
}

function panelsAt(columns: number, rows: number, marketCount = 4): string[] {
  const layout = screen(
    computeLayout(columns, rows, {marketCount, hasBanner: false, hasHistory: true}),
  );
  return placedPanels(layout).map(({panel, region}) => `${panel} ${region.width}x${region.height}`);
}

const WIDE_SIDES = [
  'depth 33x32',
  'line 33x13',
  'feed 36x14',
  'tape 36x16',
  'flow 36x11',
  'fill 36x4',
];

test.each([
  [40, 8, ['ladder 40x6']],
  [60, 20, ['markets 60x1', 'ladder 60x16']],
  [80, 24, ['markets 80x1', 'ladder 52x20', 'tape 28x13', 'fill 28x5', 'pair 28x2']],
  [
    120,
    40,
    [
      ...['markets 32x6', 'events 32x28', 'pair 32x3', 'ladder 54x37'],
      ...['feed 34x14', 'tape 34x12', 'flow 34x7', 'fill 34x4'],
    ],
  ],
  [160, 48, ['markets 34x6', 'events 34x36', 'pair 34x3', 'ladder 57x45', ...WIDE_SIDES]],
])('at %ix%i there are these panels', (columns, rows, panels) => {
  expect(panelsAt(columns, rows)).toEqual(panels);
});

test.each([
  [99, 24, {}, undefined, 2],
  [100, 24, {}, '100x1', undefined],
  [100, 15, {}, undefined, undefined],
  [120, 40, {}, '120x1', 4],
  [160, 48, {}, '160x1', 5],
  [160, 48, {isNegRisk: true}, '160x1', 8],
  [160, 48, {isNegRisk: true, hasRewards: true}, '160x1', 9],
])(
  'at %ix%i the markets of an event have a line from 100 columns on, and its sums as many rows as there is room for: %j',
  (columns, rows, needs, line, pairRows) => {
    const all = {marketCount: 7, siblingCount: 5, hasBanner: false, ...needs};
    const layout = screen(computeLayout(columns, rows, all));
    const strip = placeOf(layout, 'siblings')?.region;
    expect(strip && `${strip.width}x${strip.height}`).toBe(line);
    expect(placeOf(layout, 'pair')?.region.height).toBe(pairRows);
  },
);

test('a single market needs no list of markets', () => {
  expect(panelsAt(80, 24, 1)).toEqual(['ladder 52x21', 'tape 28x14', 'fill 28x5', 'pair 28x2']);
  expect(panelsAt(160, 48, 1).join()).not.toContain('markets');
});

test('the ladder is there at every size, and the tape leaves before it gets narrow', () => {
  for (let columns = 40; columns <= 250; columns++) {
    const layout = screen(
      computeLayout(columns, 24, {marketCount: 9, hasBanner: false, hasHistory: true}),
    );
    const least = placeOf(layout, 'tape') === undefined ? 40 : 44;
    expect(placeOf(layout, 'ladder')?.region.width).toBeGreaterThanOrEqual(least);
  }
});

test.each([
  [39, 24],
  [80, 7],
  [0, 0],
])('%ix%i is too small and says so', (columns, rows) => {
  const layout = computeLayout(columns, rows, {marketCount: 1, hasBanner: false, hasHistory: true});
  expect(layout).toEqual({kind: 'too_small', columns, rows});
});

test('a replay has its line right above the footer from 12 rows on, and nothing overlaps at any height', () => {
  for (let rows = 8; rows <= 80; rows++) {
    for (const columns of [40, 60, 80, 120, 250]) {
      for (const isReplay of [false, true]) {
        for (const [hasBanner, hasPrompt] of [
          [false, false],
          [true, false],
          [true, true],
        ] as const) {
          const needs = {marketCount: 4, siblingCount: 4, hasBanner, isReplay, hasPrompt};
          const layout = screen(computeLayout(columns, rows, needs));
          const {title, status, banner, body, timeline, footer} = layout;
          expect(timeline !== undefined).toBe(isReplay && rows >= 12);
          expect(footer !== undefined).toBe(hasPrompt || rows >= 10);
          const lines = [title, status, banner, body, timeline, footer];
          let y = 0;
          for (const region of lines.filter((line) => line !== undefined)) {
            expect(region).toMatchObject({x: 0, y, width: columns});
            y += region.height;
          }

          expect(y).toBe(rows);
          expect(placeOf(layout, 'ladder')?.region.height).toBeGreaterThanOrEqual(4);
        }
      }
    }
  }
});
