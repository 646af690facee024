import fc from 'fast-check';
import {expect, test} from 'vitest';
import {AnsiLineParser} from '../../../src/paint/ansi-line.js';
import {GlyphTable} from '../../../src/paint/glyph-table.js';
import {Grid} from '../../../src/paint/grid.js';
import {StyleTable} from '../../../src/paint/style-table.js';
import type {PaintRow, StyleName} from '../../../src/view/paint-row.js';
import {createPalette} from '../../../src/view/palette.js';
import {createTerminal, screenCells, writeToTerminal} from '../../support/terminal.js';

const COLUMNS = 24;
const ROWS = 6;
const palette = createPalette('16');

function setUp(columns = COLUMNS, rows = ROWS) {
  const styles = new StyleTable();
  const glyphs = new GlyphTable();
  const grid = new Grid(columns, rows, glyphs, styles);
  const parser = new AnsiLineParser(glyphs, styles);
  const styleOf = (style: StyleName): number => styles.idOf(palette.sgr(style));
  return {grid, parser, styleOf};
}

/** A cell as the emulator is expected to show it. */
type Cell = {text: string; style: StyleName};

type Token = {readonly text: string; readonly width: 1 | 2};

const TOKENS: readonly Token[] = [
  ...Array.from('aZ09 . │█▌▁¢é…', (text) => ({text, width: 1 as const})),
  {text: 'e\u0301', width: 1},
  ...Array.from('日한🙂', (text) => ({text, width: 2 as const})),
];
const STYLES = ['plain', 'bid', 'ask', 'strong', 'selected'] as const;

/** The same picture in the plainest way: an array of rows, one string a cell. */
class ReferenceGrid {
  readonly cells: Cell[][] = Array.from({length: ROWS}, () =>
    Array.from({length: COLUMNS}, () => ({text: ' ', style: 'plain'})),
  );

  clear(): void {
    for (const row of this.cells) row.fill({text: ' ', style: 'plain'});
  }

  paint(x: number, y: number, width: number, runs: readonly Run[]): void {
    const row = this.cells[y]!;
    const end = Math.min(x + width, COLUMNS);
    for (const edge of [x, end]) {
      if (row[edge]?.text !== '') continue;
      row[edge] = {...row[edge], text: ' '};
      row[edge - 1] = {...row[edge - 1]!, text: ' '};
    }

    let at = x;
    for (const {tokens, style} of runs) {
      for (const token of tokens) {
        if (at >= end) break;
        const isCut = at + token.width > end;
        row[at++] = {text: isCut ? ' ' : token.text, style};
        if (token.width === 2 && !isCut) row[at++] = {text: '', style};
      }
    }

    while (at < end) row[at++] = {text: ' ', style: 'plain'};
  }
}

type Run = {readonly tokens: readonly Token[]; readonly style: (typeof STYLES)[number]};

type Step =
  | {readonly kind: 'row'; x: number; y: number; width: number; runs: readonly Run[]}
  | {readonly kind: 'line'; y: number; runs: readonly Run[]}
  | {readonly kind: 'clear'}
  | {readonly kind: 'show'}
  | {readonly kind: 'erase'};

const runs = fc.array(
  fc.record({
    tokens: fc.array(fc.constantFrom(...TOKENS), {maxLength: 14}),
    style: fc.constantFrom(...STYLES),
  }),
  {maxLength: 3},
);
const y = fc.nat(ROWS - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('row' as const),
      x: fc.nat(COLUMNS - 1),
      y,
      width: fc.integer({min: 1, max: COLUMNS + 4}),
      runs,
    }),
  },
  {weight: 2, arbitrary: fc.record({kind: fc.constant('line' as const), y, runs})},
  {weight: 4, arbitrary: fc.constant<Step>({kind: 'show'})},
  {weight: 1, arbitrary: fc.constant<Step>({kind: 'clear'})},
  {weight: 1, arbitrary: fc.constant<Step>({kind: 'erase'})},
);

const toRow = (of: readonly Run[]): PaintRow =>
  of.map(({tokens, style}) => ({text: tokens.map(({text}) => text).join(''), style}));

function expectedCell({text, style}: Cell) {
  return {
    text,
    foreground: {bid: 'color 2', ask: 'color 1'}[style as string],
    isBold: style === 'strong',
    isInverse: style === 'selected',
  };
}

test('after any sequence of paints the bytes leave exactly the painted cells on the terminal', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, {minLength: 1, maxLength: 25}), async (steps) => {
      const {grid, parser, styleOf} = setUp();
      const reference = new ReferenceGrid();
      const terminal = createTerminal(COLUMNS, ROWS);
      let erase = '\u001b[2J';
      grid.assumeBlank();

      for (const s of [...steps, {kind: 'show'} as const]) {
        if (s.kind === 'clear') {
          grid.clear();
          reference.clear();
        } else if (s.kind === 'row') {
          grid.paintRow(s.x, s.y, s.width, toRow(s.runs), styleOf);
          reference.paint(s.x, s.y, s.width, s.runs);
        } else if (s.kind === 'line') {
          grid.paintLine(s.y, parser.parse(palette.toAnsi(toRow(s.runs))));
          reference.paint(0, s.y, COLUMNS, s.runs);
        } else if (s.kind === 'erase') {
          erase = '\u001b[0m\u001b[2J';
          grid.assumeBlank();
        } else {
          await writeToTerminal(terminal, erase + grid.diff());
          erase = '';
          const shown = screenCells(terminal).map((row) =>
            row.map(({text, foreground, isBold, isInverse}) => ({
              text,
              foreground,
              isBold,
              isInverse,
            })),
          );
          expect(shown).toEqual(reference.cells.map((row) => row.map(expectedCell)));
          expect(grid.diff()).toBe('');
        }
      }

      terminal.dispose();
    }),
    {seed: 20, numRuns: 120},
  );
});

test('a cell whose terminal content is unknown is written, blank or not', async () => {
  const {grid, styleOf} = setUp(4, 1);
  const terminal = createTerminal(4, 1);
  await writeToTerminal(terminal, 'xxxx');
  grid.paintRow(0, 0, 4, [{text: 'a', style: 'plain'}], styleOf);
  await writeToTerminal(terminal, grid.diff());
  expect(screenCells(terminal)[0]!.map(({text}) => text)).toEqual(['a', ' ', ' ', ' ']);
});

test('a cluster that the terminal draws wider than measured leaves the cells after it right', async () => {
  const {grid, styleOf} = setUp(12, 1);
  const terminal = createTerminal(12, 1);
  grid.assumeBlank();
  grid.paintRow(0, 0, 12, [{text: '..abcdefghij', style: 'plain'}], styleOf);
  await writeToTerminal(terminal, grid.diff());
  // Without grapheme support this is three glyphs of two cells each; we count two cells.
  grid.paintRow(0, 0, 12, [{text: '👨\u200d👩\u200d👧abcdefghij', style: 'plain'}], styleOf);
  await writeToTerminal(terminal, grid.diff());
  expect(
    screenCells(terminal)[0]!
      .slice(2)
      .map(({text}) => text)
      .join(''),
  ).toBe('abcdefghij');
});

test.each([
  {name: 'nothing changed', from: 'abc', to: 'abc', bytes: ''},
  {name: 'one cell', from: 'abc', to: 'abX', bytes: '\u001b[1;3H\u001b[0mX\u001b[0m'},
  {
    name: 'two cells near each other are one stretch',
    from: 'abcdef',
    to: 'XbcYef',
    bytes: '\u001b[1H\u001b[0mXbcY\u001b[0m',
  },
  {
    name: 'unchanged cells between are jumped over',
    from: '0123456789',
    to: 'X12345678Y',
    bytes: '\u001b[1H\u001b[0mX\u001b[8CY\u001b[0m',
  },
  {
    name: 'a row that became shorter is erased from there',
    from: 'a long row',
    to: 'a',
    bytes: '\u001b[1;3H\u001b[0m\u001b[K\u001b[0m',
  },
])('$name: the fewest bytes', ({from, to, bytes}) => {
  const {grid, styleOf} = setUp(20, 2);
  grid.assumeBlank();
  grid.paintRow(0, 0, 20, [{text: from, style: 'plain'}], styleOf);
  grid.diff();
  grid.paintRow(0, 0, 20, [{text: to, style: 'plain'}], styleOf);
  expect(grid.diff()).toBe(bytes);
});

test.each(['é', 'e\u0301', '日', '🙂', '…', '█'])(
  'cells around an unchanged %s change without it',
  async (glyph) => {
    const {grid, styleOf} = setUp(8, 1);
    const terminal = createTerminal(8, 1);
    grid.assumeBlank();
    for (const [left, right] of ['ab', 'XY']) {
      grid.paintRow(0, 0, 8, [{text: `${left}${glyph}${right}`, style: 'plain'}], styleOf);
      await writeToTerminal(terminal, grid.diff());
      const shown = screenCells(terminal)[0]!.map(({text}) => text);
      expect(shown.join('').trimEnd()).toBe(`${left}${glyph}${right}`);
    }
  },
);

test('control characters of a title never reach the terminal', () => {
  const {grid, styleOf} = setUp(20, 1);
  grid.assumeBlank();
  const text = 'a\u001b[2Jb\u0007\u009b1mc\r\nd';
  grid.paintRow(0, 0, 20, [{text, style: 'plain'}], styleOf);
  expect(grid.diff()).toBe('\u001b[1H\u001b[0ma[2Jb1mcd\u001b[0m');
});

test('rows and columns outside the grid are left out', () => {
  const {grid, styleOf} = setUp(4, 2);
  grid.assumeBlank();
  for (const [x, y] of [
    [4, 0],
    [-1, 0],
    [0, 2],
    [0, -1],
  ] as const) {
    grid.paintRow(x, y, 4, [{text: 'no', style: 'plain'}], styleOf);
  }

  expect(grid.diff()).toBe('');
});

test('tables of glyphs and styles stop growing, and say the nearest thing instead', () => {
  const glyphs = new GlyphTable();
  const marks = Array.from(
    {length: 5000},
    (_, i) => `x${String.fromCodePoint(0xe0100 + (i % 240), 0x300 + Math.floor(i / 240))}`,
  );
  const ids = marks.map((mark) => glyphs.idOf(mark));
  expect(glyphs.textOf(ids[0]!)).toBe(marks[0]);
  expect(glyphs.textOf(ids.at(-1)!)).toBe('x');
  expect(new Set(ids).size).toBe(4097);

  const styles = new StyleTable();
  const styleIds = Array.from({length: 5000}, (_, i) => styles.idOf(`38;2;0;${i >> 8};${i & 255}`));
  expect(styleIds.at(-1)).toBe(0);
  expect(Math.max(...styleIds)).toBe(4095);
});

test('a half block has a colour above and another one below, and the next diff knows both', async () => {
  const styles = new StyleTable();
  const grid = new Grid(4, 1, new GlyphTable(), styles);
  const terminal = createTerminal(4, 1);
  const {sgr} = createPalette('256');
  const styleOf = (style: StyleName, under?: StyleName): number => styles.idOf(sgr(style, under));
  const paint = async (lower: StyleName): Promise<string> => {
    const cell = {text: '▀', style: 'heat_5', under: lower} as const;
    grid.paintRow(0, 0, 4, [cell, {text: ' x', style: 'bid', under: 'band'}], styleOf);
    const bytes = grid.diff();
    await writeToTerminal(terminal, bytes);
    return bytes;
  };

  await paint('heat_2');
  const [half, blank, letter, rest] = screenCells(terminal)[0]!;
  expect(half).toMatchObject({text: '▀', foreground: 'color 131', background: 'color 53'});
  expect(blank).toMatchObject({text: ' ', background: 'color 233'});
  expect(letter).toMatchObject({text: 'x', foreground: 'color 29', background: 'color 233'});
  expect(rest).toMatchObject({text: ' ', background: undefined});

  expect(await paint('heat_2')).toBe('');
  expect(await paint('heat_3')).toBe('\u001b[1H\u001b[0;38;5;131;48;5;54m▀\u001b[0m');
});
