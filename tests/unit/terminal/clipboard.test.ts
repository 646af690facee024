import fc from 'fast-check';
import {expect, test} from 'vitest';
import {copyLines, MAX_CLIPBOARD_UNITS} from '../../../src/terminal/clipboard.js';

const SEQUENCE = /^\u001b\]52;c;([A-Za-z0-9+/]*={0,2})\u0007$/;

function textOf(sequence: string): string {
  return Buffer.from(SEQUENCE.exec(sequence)![1]!, 'base64').toString();
}

test('lines become one sequence, each with its line feed', () => {
  const {sequence, lines} = copyLines(['side,price', 'bid,0.5']);
  expect(sequence).toBe('\u001b]52;c;c2lkZSxwcmljZQpiaWQsMC41Cg==\u0007');
  expect(lines).toBe(2);
});

test('what does not fit is left out by whole lines, and the sequence stays within its bound', () => {
  const line = fc
    .string({unit: 'grapheme', maxLength: 1000, size: 'max'})
    .map((text) => text.replace('\n', ''));
  fc.assert(
    fc.property(fc.array(line, {maxLength: 200, size: 'max'}), (given) => {
      const {sequence, lines} = copyLines(given);
      const base64 = SEQUENCE.exec(sequence)![1]!;
      expect(base64.length).toBeLessThanOrEqual(MAX_CLIPBOARD_UNITS);
      const text = (of: readonly string[]): string => of.map((each) => `${each}\n`).join('');
      // Lone surrogates are no text; everything else comes back.
      expect(textOf(sequence)).toBe(Buffer.from(text(given.slice(0, lines))).toString());
      if (lines === given.length) return;
      const more = Buffer.from(text(given.slice(0, lines + 1))).toString('base64');
      expect(more.length).toBeGreaterThan(MAX_CLIPBOARD_UNITS);
    }),
    {seed: 52, numRuns: 15},
  );
});
