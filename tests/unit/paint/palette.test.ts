import fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {cellWidth, isOneCellEach, splitGlyphs} from '../../../src/view/cell-width.js';
import {fitRow} from '../../../src/view/fit-row.js';
import {createPalette} from '../../../src/view/palette.js';

test.each([
  ['none', {bid: '', ask: '', strong: '1', selected: '7', plain: ''}],
  ['16', {bid: '32', ask: '31', strong: '1', selected: '7', plain: ''}],
  ['256', {bid: '38;5;29', ask: '38;5;167', plain: ''}],
  ['truecolor', {bid: '38;2;38;152;98', ask: '38;2;214;88;80', plain: ''}],
] as const)('depth %s: bids are green, asks red, or neither', (depth, looks) => {
  const palette = createPalette(depth);
  for (const [style, params] of Object.entries(looks)) {
    expect(palette.sgr(style as keyof typeof looks)).toBe(params);
  }
});

test('without colour no style sets a foreground or background', () => {
  const {sgr} = createPalette('none');
  for (const style of ['bid', 'ask', 'bid_bar', 'mark', 'good', 'warn', 'bad', 'key'] as const) {
    expect(sgr(style)).toMatch(/^[127]?$/);
  }
});

test('a row becomes text with one sequence a run, and nothing of its own text is a sequence', () => {
  const row = [
    {text: 'a\u001b[31mb\u0007', style: 'bid'},
    {text: ' c', style: 'plain'},
  ] as const;
  expect(createPalette('16').toAnsi(row)).toBe('\u001b[32ma[31mb\u001b[0m c');
});

test.each([
  ['abc', 3],
  ['47.6¢ ▌▁█ │ …', 13],
  ['日本', 4],
  ['e\u0301', 1],
  ['🙂', 2],
  ['👨\u200d👩\u200d👧', 2],
  ['a\u001bb\u0007\u009bc', 3],
  ['', 0],
  [`e${'\u0301'.repeat(500)}x`, 2],
] as const)('%j takes %i cells', (text, cells) => {
  expect(cellWidth(text)).toBe(cells);
});

test('every character of the fast path is one cell, and joins none of its neighbours', () => {
  for (let code = 0; code < 0x10000; code++) {
    const character = String.fromCharCode(code);
    if (!isOneCellEach(character)) continue;
    expect(stringWidth(character), `U+${code.toString(16)}`).toBe(1);
    expect(splitGlyphs(`a${character}a`)).toHaveLength(3);
  }
});

test('a fitted row is exactly as wide as asked, and the beginning of the row', () => {
  const text = fc.oneof(
    fc.string({unit: 'grapheme'}),
    fc.string({unit: 'binary'}),
    fc.constantFrom('日本語', 'ab', '▌█'),
  );
  const row = fc.array(fc.record({text, style: fc.constantFrom('bid' as const, 'plain' as const)}));
  fc.assert(
    fc.property(row, fc.nat(30), (runs, width) => {
      const glyphs = fitRow(runs, width).flatMap((run) => splitGlyphs(run.text));
      const cells = (of: typeof glyphs): number => of.reduce((sum, glyph) => sum + glyph.width, 0);
      expect(cells(glyphs)).toBe(width);

      const whole = runs.flatMap((run) => splitGlyphs(run.text));
      const kept = glyphs.findIndex((glyph, i) => glyph.text !== whole[i]?.text);
      if (kept === -1) return;
      // From the first difference on there are only blanks: padding, or half a wide glyph.
      expect(glyphs.slice(kept).every((glyph) => glyph.text === ' ')).toBe(true);
      if (kept < whole.length) expect(cells(whole.slice(0, kept + 1))).toBeGreaterThan(width);
    }),
    {seed: 7, numRuns: 300},
  );
});
