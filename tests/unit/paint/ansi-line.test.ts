import {expect, test} from 'vitest';
import {AnsiLineParser} from '../../../src/paint/ansi-line.js';
import {GlyphTable} from '../../../src/paint/glyph-table.js';
import {StyleTable} from '../../../src/paint/style-table.js';

/** The parsed line as `style:text` stretches; `_` stands for the right half of a wide glyph. */
function parse(line: string): string[] {
  const glyphs = new GlyphTable();
  const styles = new StyleTable();
  const parsed = new AnsiLineParser(glyphs, styles).parse(line);
  const stretches: {style: string; text: string}[] = [];
  parsed.glyphs.forEach((glyph, i) => {
    const style = styles.sequenceOf(parsed.styles[i]!).slice(2, -1).replace(/^0;?/, '');
    if (style !== stretches.at(-1)?.style) stretches.push({style, text: ''});
    stretches.at(-1)!.text += glyph === 0 ? '_' : glyphs.textOf(glyph);
  });
  return stretches.map(({style, text}) => `${style}:${text}`);
}

test.each([
  ['plain text', 'ab', [':ab']],
  ['a colour and its end', '\u001b[32ma\u001b[39mb', ['32:a', ':b']],
  ['the empty sequence is a reset', '\u001b[1ma\u001b[mb', ['1:a', ':b']],
  ['bold and dim share their end', '\u001b[1m\u001b[2ma\u001b[22mb', ['1;2:a', ':b']],
  ['the same look in another order', '\u001b[31;1ma\u001b[0;1;31mb', ['1;31:ab']],
  ['256 colours', '\u001b[38;5;29ma\u001b[48;5;7mb', ['38;5;29:a', '38;5;29;48;5;7:b']],
  ['truecolor holds codes that mean else', '\u001b[38;2;1;7;31ma', ['38;2;1;7;31:a']],
  ['inverse, then not', '\u001b[7ma\u001b[27mb', ['7:a', ':b']],
  ['bright colours', '\u001b[90ma\u001b[107mb', ['90:a', '90;107:b']],
  ['wide glyphs take two cells', 'a日b', [':a日_b']],
  ['a combining mark stays with its letter', 'e\u0301x', [':e\u0301x']],
  ['unknown codes change nothing', '\u001b[1;21;53ma', ['1:a']],
  ['other sequences are dropped', 'a\u001b[2Jb\u001b[?25lc\u001b[5;5Hd', [':abcd']],
  ['sub-parameters are dropped', '\u001b[4:3ma', [':a']],
  ['links are dropped, their text stays', '\u001b]8;;http://x\u0007a\u001b]8;;\u001b\\b', [':ab']],
  ['a string without its end takes the rest', 'a\u001b]0;title', [':a']],
  ['a lone escape is dropped', 'a\u001b', [':a']],
  ['control characters are dropped', 'a\tb\u0007c\r', [':abc']],
] as const)('%s', (_name, line, stretches) => {
  expect(parse(line)).toEqual(stretches);
});

test('a line seen before is not parsed again, and the cache stays small', () => {
  const parser = new AnsiLineParser(new GlyphTable(), new StyleTable());
  const first = parser.parse('line');
  expect(parser.parse('line')).toBe(first);
  for (let i = 0; i < 600; i++) parser.parse(`line ${i}`);
  expect(parser.parse('line')).not.toBe(first);
});
