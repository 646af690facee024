import {expect, test} from 'vitest';
import {ASCII_GLYPHS, UNICODE_GLYPHS} from '../../../src/view/glyphs.js';
import {buildHeatPair, buildHeatShade, selectHeatMode} from '../../../src/view/heat-cells.js';
import {HEAT_STEPS} from '../../../src/view/paint-row.js';

test.each([
  [undefined, undefined, {text: ' ', style: 'plain'}],
  [3, undefined, {text: '▀', style: 'heat_3'}],
  [undefined, 3, {text: '▄', style: 'heat_3'}],
  [5, 2, {text: '▀', style: 'heat_5', under: 'heat_2'}],
  [2, 2, {text: '▀', style: 'heat_2', under: 'heat_2'}],
] as const)('%s above %s', (upper, lower, cell) => {
  expect(buildHeatPair(upper, lower, UNICODE_GLYPHS)).toEqual(cell);
});

test('shades never become lighter with the step, and only nothing is blank', () => {
  for (const glyphs of [UNICODE_GLYPHS, ASCII_GLYPHS]) {
    const weights = HEAT_STEPS.map((step) =>
      glyphs.shades.indexOf(buildHeatShade(step, glyphs).text),
    );
    expect(weights).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
    expect(buildHeatShade(undefined, glyphs)).toEqual({text: ' ', style: 'plain'});
  }
});

test.each([
  [{hasTints: true}, UNICODE_GLYPHS, 2],
  [{hasTints: false}, UNICODE_GLYPHS, 1],
  [{hasTints: true}, ASCII_GLYPHS, 1],
] as const)('%o: %#', (palette, glyphs, valuesACell) => {
  expect(selectHeatMode(palette, glyphs)).toEqual({valuesACell});
});

test('in ASCII every cell of a heatmap is ASCII', () => {
  for (const upper of [undefined, ...HEAT_STEPS]) {
    expect(buildHeatShade(upper, ASCII_GLYPHS).text).toMatch(/^[ -~]$/);
    for (const lower of [undefined, ...HEAT_STEPS]) {
      expect(buildHeatPair(upper, lower, ASCII_GLYPHS).text).toMatch(/^[ -~]$/);
    }
  }
});
