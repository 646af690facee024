import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {toPlainText} from '../../../src/domain/plain-text.js';

const runs = {seed: 20_260_907, numRuns: 500};

/** Text made mostly of what must not survive: escapes, their parts, controls, marks, surrogates. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['\x1b', '\x1b[', '\x9b', '\x1b]', '\x9d', '\x90', '\x07', '\x1b\\', '\x9c', '[', ']'],
        ...['31m', '0;title', '2J', '\n', '\t', '\r', '\x00', '\x7f', '\x85', '\u2028', '\u2029'],
        ...['\u202e', '\u2066', '\u200e', '\u061c', '\ufeff', '\u200b', '\u{e0041}', '  ', '…'],
        ...['\ud83d', '\ude00', '😀', 'é', '中', 'e\u0301'],
      ),
      fc.string({unit: 'binary', maxLength: 4}),
    ),
    {maxLength: 24},
  )
  .map((parts) => parts.join(''));

describe('toPlainText', () => {
  test.each([
    ['plain text stays', 'Fed cut Sep?', 'Fed cut Sep?'],
    ['accents, CJK and joined emoji stay', 'Ó 中文 👩‍🚀', 'Ó 中文 👩‍🚀'],
    ['a colour goes with its parameters', 'a\x1b[1;31mred\x1b[0m b', 'ared b'],
    ['an 8-bit control sequence goes', 'a\x9b2Jb', 'ab'],
    ['a window title goes with its text', 'a\x1b]0;pwned\x07b', 'ab'],
    ['a hyperlink leaves its text', '\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\', 'link'],
    ['a device string goes with its text', 'a\x1bPq#0\x1b\\b', 'ab'],
    ['an unterminated string swallows the rest', 'a\x1b]52;c;ZXZpbA==', 'a'],
    ['a reset of the terminal goes', 'a\x1bcb', 'ab'],
    ['a change of character set goes', 'a\x1b(0b', 'ab'],
    ['line ends and tabs become one space', 'a\r\n\t b\u2028c\x85d', 'a b c d'],
    ['other controls go', 'a\x00\x08\x7f\x81b', 'ab'],
    ['overrides of direction go', 'a\u202eb\u2066c\u200fd', 'abcd'],
    ['zero-width spaces and tags go', 'a\u200bb\ufeffc\u{e0041}d', 'abcd'],
    ['lone surrogates go', 'a\ud800b\udc00c', 'abc'],
  ])('%s', (_title, text, expected) => {
    expect(toPlainText(text, 100)).toBe(expected);
  });

  test.each([
    ['what fits is not cut', 'abcde', 5, 'abcde'],
    ['a cut is marked inside the limit', 'abcdef', 5, 'abcd…'],
    ['no space is left before the mark', 'abc def', 5, 'abc…'],
    ['a pair of surrogates is never halved', 'ab😀cd', 4, 'ab…'],
    ['no room is no text', 'abc', 0, ''],
  ])('%s', (_title, text, maxLength, expected) => {
    expect(toPlainText(text, maxLength)).toBe(expected);
  });

  test('no control character, override or lone surrogate survives, whatever comes in', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({min: 0, max: 40}), (text, maxLength) => {
        const plain = toPlainText(text, maxLength);

        expect(plain).not.toMatch(
          /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]/u,
        );
        expect(plain.length).toBeLessThanOrEqual(maxLength);
      }),
      runs,
    );
  });

  test('applying it twice is applying it once', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({min: 0, max: 40}), (text, maxLength) => {
        const once = toPlainText(text, maxLength);

        expect(toPlainText(once, maxLength)).toBe(once);
      }),
      runs,
    );
  });

  test('printable ASCII without double spaces is never changed', () => {
    fc.assert(
      fc.property(fc.string({unit: 'grapheme-ascii'}), (text) => {
        const line = text.replace(/ +/g, ' ').trim();

        expect(toPlainText(line, 1000)).toBe(line);
      }),
      runs,
    );
  });
});
