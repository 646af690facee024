import {expect, test} from 'vitest';
import {computeLayout, type Layout, type Screen} from '../../../src/view/layout.js';

function screen(layout: Layout): Screen {
  if (layout.kind !== 'screen') throw new Error('too small');
  return layout;
}

function panelsAt(columns: number, rows: number, marketCount = 4): string[] {
  const {markets, ladder, feed, tape, footer} = screen(
    computeLayout(columns, rows, {marketCount, hasBanner: false}),
  );
  return Object.entries({markets, ladder, feed, tape, footer}).flatMap(([name, region]) =>
    region === undefined ? [] : [`${name} ${region.width}x${region.height}`],
  );
}

test.each([
  [40, 8, ['ladder 40x6']],
  [60, 20, ['markets 60x1', 'ladder 60x16', 'footer 60x1']],
  [80, 24, ['markets 80x1', 'ladder 52x20', 'tape 28x20', 'footer 80x1']],
  [120, 40, ['markets 32x37', 'ladder 54x37', 'feed 34x14', 'tape 34x23', 'footer 120x1']],
  [160, 48, ['markets 38x45', 'ladder 81x45', 'feed 41x14', 'tape 41x31', 'footer 160x1']],
])('at %ix%i there are these panels', (columns, rows, panels) => {
  expect(panelsAt(columns, rows)).toEqual(panels);
});

test('a single market needs no list of markets', () => {
  expect(panelsAt(80, 24, 1)).toEqual(['ladder 52x21', 'tape 28x21', 'footer 80x1']);
  expect(panelsAt(160, 48, 1)).not.toContain('markets');
});

test('the ladder is there at every size, and the tape leaves before it gets narrow', () => {
  for (let columns = 40; columns <= 250; columns++) {
    const {ladder, tape} = screen(computeLayout(columns, 24, {marketCount: 9, hasBanner: false}));
    expect(ladder.width).toBeGreaterThanOrEqual(tape === undefined ? 40 : 44);
  }
});

test.each([
  [39, 24],
  [80, 7],
  [0, 0],
])('%ix%i is too small and says so', (columns, rows) => {
  const layout = computeLayout(columns, rows, {marketCount: 1, hasBanner: false});
  expect(layout).toEqual({kind: 'too_small', columns, rows});
});
