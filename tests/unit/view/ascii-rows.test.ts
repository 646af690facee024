import fc from 'fast-check';
import {expect, test} from 'vitest';
import {toAsciiText} from '../../../src/view/ascii-rows.js';
import {cellWidth} from '../../../src/view/cell-width.js';

test.each([
  ['plain text, 100 %', 'plain text, 100 %'],
  ['“Zürich–東京 Express”', '"Zurich-???? Express"'],
  ['Aurora Cup 🏆', 'Aurora Cup ??'],
  ['Łódź…', '?odz~'],
])('%s becomes %s', (text, ascii) => {
  expect(toAsciiText(text)).toBe(ascii);
});

test('any text becomes ASCII of the same width', () => {
  fc.assert(
    fc.property(fc.string({unit: 'grapheme', maxLength: 40}), (text) => {
      const ascii = toAsciiText(text);
      expect(ascii).toMatch(/^[ -~]*$/);
      expect(ascii.length).toBe(cellWidth(text));
    }),
    {seed: 41, numRuns: 500},
  );
});
