import {describe, expect, test} from 'vitest';
import type {Price} from '../../../src/domain/price.js';
import type {BookImage} from '../../../src/domain/snapshot.js';
import {UNICODE_GLYPHS} from '../../../src/view/glyphs.js';
import {buildLadderLines, type LadderLine} from '../../../src/view/ladder-lines.js';
import {buildLadderHeading, buildLadderRows} from '../../../src/view/ladder-rows.js';
import {moveCursor, selectWindow} from '../../../src/view/ladder-window.js';
import {rowText, sampleBook, sampleLevels, type SampleLevels} from '../../support/view-sample.js';

function book(asks: SampleLevels, bids: SampleLevels, change: Partial<BookImage> = {}): BookImage {
  return sampleBook({asks: sampleLevels('ask', asks), bids: sampleLevels('bid', bids), ...change});
}

function describeLine(line: LadderLine): string {
  switch (line.kind) {
    case 'level':
      return `${line.side} ${line.price}`;
    case 'empty':
      return `empty ${line.price}`;
    case 'fold':
      return `fold ${line.price}-${line.lowest} ${line.ticks}`;
    case 'more':
      return `more ${line.side} ${line.count}`;
    case 'middle':
      return 'middle';
  }
}

function checkLines(image: BookImage, expected: readonly string[]): void {
  expect(buildLadderLines(image).map(describeLine)).toEqual(expected);
}

describe('lines', () => {
  test('asks stand above bids, each tick of a small gap is shown, a long gap folds', () => {
    const image = book(
      [
        [46.7, 1],
        [47.1, 2],
        [48.0, 3],
      ],
      [
        [46.4, 1],
        [46.2, 2],
      ],
    );
    checkLines(image, [
      'ask 4800',
      'fold 4790-4720 8',
      'ask 4710',
      'empty 4700',
      'empty 4690',
      'empty 4680',
      'ask 4670',
      'empty 4660',
      'middle',
      'empty 4650',
      'bid 4640',
      'empty 4630',
      'bid 4620',
    ]);
  });

  test('a wide spread has only the middle between the best prices', () => {
    checkLines(book([[60, 1]], [[40, 1]]), ['ask 6000', 'middle', 'bid 4000']);
  });

  test('a crossed book keeps both sides whole', () => {
    checkLines(book([[46, 1]], [[47, 1]]), ['ask 4600', 'middle', 'bid 4700']);
  });

  test('prices off the grid of a coarser tick stay, with the ticks between them', () => {
    const image = book(
      [[48.5, 1]],
      [
        [46.7, 1],
        [44, 1],
      ],
      {tickSize: 100 as Price},
    );
    checkLines(image, [
      'ask 4850',
      'empty 4800',
      'middle',
      'empty 4700',
      'bid 4670',
      'empty 4600',
      'empty 4500',
      'bid 4400',
    ]);
  });

  test('without a tick size no gap is claimed', () => {
    const image = book(
      [[47, 1]],
      [
        [46, 1],
        [40, 1],
      ],
      {tickSize: undefined},
    );
    checkLines(image, ['ask 4700', 'middle', 'bid 4600', 'bid 4000']);
  });

  test('levels that the image was cut by are counted at the end of their side', () => {
    const image = sampleBook({
      asks: sampleLevels('ask', [[47, 1]], 3),
      bids: sampleLevels('bid', [], 0),
    });
    checkLines(image, ['more ask 2', 'ask 4700', 'middle']);
  });

  test('an empty book is the middle alone', () => {
    checkLines(book([], []), ['middle']);
  });

  test('sums count from the best level outwards', () => {
    const lines = buildLadderLines(
      book(
        [
          [47, 5],
          [48, 7],
        ],
        [
          [46, 1],
          [45, 2],
          [44, 3],
        ],
      ),
    );
    const sums = lines.flatMap((line) =>
      line.kind === 'level' ? [`${line.side} ${line.price} ${line.cumulative / 1e6}`] : [],
    );
    expect(sums).toEqual(['ask 4800 12', 'ask 4700 5', 'bid 4600 1', 'bid 4500 3', 'bid 4400 6']);
  });
});

describe('window', () => {
  const ticks = (from: number, count: number, step: number): SampleLevels =>
    Array.from({length: count}, (_, i) => [from + i * step, 10] as const);
  const deep = (best: number): LadderLine[] =>
    buildLadderLines(book(ticks(best + 0.1, 40, 0.1), ticks(best, 40, -0.1)));
  const rowOf = (lines: readonly LadderLine[], top: number, price: number): number =>
    lines.findIndex((line) => 'price' in line && line.price === price) - top;
  const middleRow = (lines: readonly LadderLine[], top: number): number =>
    lines.findIndex(({kind}) => kind === 'middle') - top;
  const fresh = {height: 21, held: undefined, previous: undefined};

  test('a fresh ladder has the middle in the middle', () => {
    const lines = deep(46);
    expect(middleRow(lines, selectWindow({...fresh, lines}).top)).toBe(10);
  });

  test('a price keeps its row while the market moves', () => {
    const before = deep(46);
    const {top, anchor} = selectWindow({...fresh, lines: before});
    const after = deep(46.5);
    const moved = selectWindow({...fresh, lines: after, previous: anchor});
    // Below the market, where no line changed sides.
    expect(rowOf(after, moved.top, 4570)).toBe(rowOf(before, top, 4570));
    expect(middleRow(after, moved.top)).toBeLessThan(10);
  });

  test('the ladder centres again when the inside market comes within two rows of the edge', () => {
    let lines = deep(46);
    let {anchor, top} = selectWindow({...fresh, lines});
    const rows: number[] = [];
    for (let best = 46.1; best < 48; best += 0.1) {
      lines = deep(best);
      ({anchor, top} = selectWindow({...fresh, lines, previous: anchor}));
      rows.push(middleRow(lines, top));
    }

    // The best ask is the row above the middle, and it must never be on the first two rows.
    expect(Math.min(...rows)).toBe(3);
    expect(rows.filter((row, i) => i > 0 && row > rows[i - 1]!)).toEqual([10, 10]);
  });

  test('the row of the cursor stays where it is, however far the market goes', () => {
    const lines = deep(46);
    const {top} = selectWindow({...fresh, lines});
    const held = moveCursor(lines, 21, {top, cursor: undefined}, 15)!;
    const after = deep(47);
    const window = selectWindow({...fresh, lines: after, held});
    expect(rowOf(after, window.top, held.price)).toBe(held.row);
  });

  test('the cursor begins beside the middle and leaves the window where it is', () => {
    const lines = deep(46);
    const {top} = selectWindow({...fresh, lines});
    for (const rows of [1, -1]) {
      const held = moveCursor(lines, 21, {top, cursor: undefined}, rows)!;
      expect(selectWindow({...fresh, lines, held}).top).toBe(top);
      expect(lines.findIndex((line) => 'price' in line && line.price === held.price)).toBe(
        lines.findIndex(({kind}) => kind === 'middle') + rows,
      );
    }
  });

  test('beyond the edge the window moves with the cursor, to the end of the book', () => {
    const lines = deep(46);
    const {top} = selectWindow({...fresh, lines});
    const held = moveCursor(lines, 21, {top, cursor: undefined}, 1000)!;
    expect(selectWindow({...fresh, lines, held}).top).toBe(lines.length - 21);
    expect(moveCursor(lines, 21, {top, cursor: held}, 1)).toEqual(held);
  });

  test('in a ladder that fits as a whole only the cursor moves', () => {
    const lines = buildLadderLines(book([[47, 1]], [[46, 1]]));
    const {top} = selectWindow({...fresh, lines});
    for (const rows of [1, -1, 5]) {
      const held = moveCursor(lines, 21, {top, cursor: undefined}, rows)!;
      expect(selectWindow({...fresh, lines, held}).top).toBe(top);
    }
  });

  test('an anchor whose level has gone stands for the fold or the level nearest to it', () => {
    const lines = buildLadderLines(
      book(
        [
          [50, 1],
          [60, 1],
        ],
        [
          [40, 1],
          [30, 1],
        ],
      ),
    );
    const window = selectWindow({...fresh, height: 4, lines, held: {price: 5500, row: 1}});
    expect(describeLine(lines[window.top + 1]!)).toBe('fold 5990-5010 99');
  });
});

describe('rows', () => {
  const rowsOf = (image: BookImage, width: number, height: number, change = {}): string[] => {
    const lines = buildLadderLines(image);
    const {top} = selectWindow({lines, height, held: undefined, previous: undefined});
    return buildLadderRows({
      group: 1,
      cursorIndex: undefined,
      book: image,
      lines,
      top,
      width,
      height,
      lastTrade: 4640,
      flows: [],
      isDimmed: false,
      glyphs: UNICODE_GLYPHS,
      ...change,
    }).map((row) => rowText(row).trimEnd());
  };

  const image = book(
    [
      [46.7, 4_000],
      [47.5, 310],
    ],
    [
      [46.4, 2_000],
      [46.3, 31_000_000],
    ],
  );

  test('size, sum, bar and price stand in columns, the last trade is marked', () => {
    expect(rowsOf(image, 48, 8)).toEqual([
      '                   │ 47.5¢ │▏       310   4.3k',
      '              ·· 7 empty ticks ··',
      '                   │ 46.7¢ │▏      4.0k   4.0k',
      '                   │ 46.6¢ │',
      '─── mid 46.55¢  µ 46.50¢  spr 3t  web 46.6¢ ────',
      '                   │ 46.5¢ │',
      '   2.0k   2.0k    ▕▸ 46.4¢ ◂',
      '  31.0M  31.0M ████│ 46.3¢ │',
    ]);
    const heading = rowText(buildLadderHeading(image, 1, 10, {width: 48, glyphs: UNICODE_GLYPHS}));
    const lowest = rowsOf(image, 48, 8).at(-1)!;
    const highest = rowsOf(image, 48, 8)[0]!;
    const end = (line: string, word: string): number => line.indexOf(word) + word.length;
    expect(end(heading, 'Σ')).toBe(end(lowest, '31.0M'));
    expect(end(heading, 'bid')).toBe(end(lowest, '31.0M  31.0M'));
    expect(end(heading, 'price')).toBe(end(lowest, '46.3¢'));
    expect(end(heading, 'ask')).toBe(end(highest, '310'));
    expect(heading.length).toBe(highest.length);
  });

  test('as the width shrinks the sums leave, then the bars', () => {
    expect(rowsOf(image, 44, 8)[6]).toBe('   2.0k         ▕▸ 46.4¢ ◂');
    expect(rowsOf(image, 26, 8)[6]).toBe('   2.0k ▸ 46.4¢ ◂');
  });

  test('outdated levels are dim, every one of them', () => {
    const lines = buildLadderLines(image);
    const rows = buildLadderRows({
      group: 1,
      cursorIndex: undefined,
      book: image,
      lines,
      top: 0,
      width: 60,
      height: 8,
      lastTrade: undefined,
      flows: [],
      isDimmed: true,
      glyphs: UNICODE_GLYPHS,
    });
    expect(new Set(rows.flat().map(({style}) => style))).toEqual(new Set(['dim']));
  });

  test.each([
    ['no asks', book([], [[46, 1]]), ' mid –  no asks  web 73.0¢ '],
    ['no bids', book([[46, 1]], []), ' mid –  no bids  web 23.0¢ '],
    ['no orders', book([], []), ' mid –  no orders  web 50.0¢ '],
    ['crossed', book([[46, 1]], [[47, 1]]), ' mid 46.50¢  µ 46.50¢  CROSSED  imb +0%  web 46.5¢ '],
  ])('a book with %s says so between the sides', (_, odd, text) => {
    const untraded = {...odd, lastTradePrice: undefined};
    const rows = rowsOf(untraded, 80, 9, {lastTrade: undefined});
    expect(rows.some((row) => row.includes(text))).toBe(true);
  });

  test('over ten cents of spread the web number is the last trade', () => {
    const wide = book([[60, 1]], [[40, 1]]);
    const rows = rowsOf({...wide, lastTradePrice: 4400 as Price}, 80, 9, {lastTrade: 5600});
    expect(rows.some((row) => row.includes('web 56.0¢ '))).toBe(true);
    // The book's own number may be of the other outcome.
    const unseen = rowsOf({...wide, lastTradePrice: 4400 as Price}, 80, 9, {lastTrade: undefined});
    expect(unseen.some((row) => row.includes('web 44.0¢ or 56.0¢ '))).toBe(true);
  });
});
