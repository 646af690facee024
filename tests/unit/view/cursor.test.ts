import {describe, expect, test} from 'vitest';
import {buildCursorRows} from '../../../src/view/cursor-rows.js';
import {buildFillRows} from '../../../src/view/fill-rows.js';
import {ASCII_GLYPHS, UNICODE_GLYPHS} from '../../../src/view/glyphs.js';
import {buildLadderLines, type LadderLine} from '../../../src/view/ladder-lines.js';
import {rowText, sampleBook, sampleLevels} from '../../support/view-sample.js';

const book = sampleBook({
  asks: sampleLevels('ask', [
    [46.7, 1_000],
    [46.8, 310.5],
    [48.0, 20_000.07],
  ]),
  bids: sampleLevels('bid', [
    [46.4, 100],
    [46.3, 2_000_000],
  ]),
});

function cursorText(line: LadderLine | undefined, width = 80, glyphs = UNICODE_GLYPHS): string[] {
  return buildCursorRows(line, book, () => undefined, {width, glyphs}).map(rowText);
}

function lineAt(price: number, group: 1 | 5 = 1): LadderLine {
  return buildLadderLines(book, group).find((line) => 'price' in line && line.price === price)!;
}

describe('the cursor says', () => {
  test('of an ask: exact size, sum and notional up to it, and what buying up to it costs', () => {
    expect(cursorText(lineAt(4680))).toEqual([
      '▸ 46.8¢  ask 310.5  Σ 1,310.5  $612.31',
      '▸ buy to here avg 46.72¢  worst 46.8¢  slip 0.2t',
    ]);
  });

  test('of a bid: the same for selling', () => {
    expect(cursorText(lineAt(4640))).toEqual([
      '▸ 46.4¢  bid 100  Σ 100  $46.40',
      '▸ sell to here avg 46.40¢  worst 46.4¢  slip 0t',
    ]);
  });

  test('of a row of several ticks: up to which price it reaches', () => {
    expect(cursorText(lineAt(4700, 5))[0]).toBe(
      '▸ 47.0¢ with 46.8¢  ask 1,310.5  Σ 1,310.5  $612.31',
    );
  });

  test('of ticks without orders that there are none', () => {
    expect(cursorText(lineAt(4660))).toEqual(['▸ 46.6¢  no orders']);
    expect(cursorText(lineAt(4790))).toEqual(['▸ 46.9¢ to 47.9¢  11 empty rows']);
  });

  test('nothing of a line without a price', () => {
    expect(cursorText({kind: 'middle'})).toEqual([]);
    expect(cursorText(undefined)).toEqual([]);
  });

  test('in little room the price, the size and the average', () => {
    expect(cursorText(lineAt(4680), 28)).toEqual([
      '▸ 46.8¢  ask 310.5',
      '▸ buy to here avg 46.72¢',
    ]);
  });

  test('all of it in ASCII', () => {
    for (const line of buildLadderLines(book)) {
      for (const row of cursorText(line, 80, ASCII_GLYPHS)) expect(row).toMatch(/^[ -~]*$/);
    }
  });
});

describe('the fill panel says', () => {
  const fill = (image: typeof book | undefined, width: number): string[] =>
    buildFillRows(image, {width, height: 4, glyphs: UNICODE_GLYPHS}).map(rowText);

  test('the average price of buying and of selling for round sums, and how far that slips', () => {
    expect(fill(book, 39)).toEqual([
      'FILL               buy             sell',
      '$100      46.70¢    0t     46.35¢  0.5t',
      '$1k       47.21¢  5.1t     46.30¢  1.0t',
      '$10k      47.92¢ 12.2t     46.30¢  1.0t',
    ]);
  });

  test('without slippage where there is no room for it', () => {
    expect(fill(book, 26)[1]).toBe('$100     46.70¢    46.35¢');
  });

  test('how much there is where a side has less', () => {
    const thin = {...book, bids: sampleLevels('bid', [[46.4, 100]])};
    expect(fill(thin, 26).slice(1)).toEqual([
      '$100     46.70¢   all $46',
      '$1k      47.21¢   all $46',
      '$10k     47.92¢   all $46',
    ]);
  });

  test('nothing for a side without orders, nor without a book', () => {
    const oneSided = {...book, asks: sampleLevels('ask', [])};
    expect(fill(oneSided, 26)[1]).toBe('$100          –    46.35¢');
    expect(fill(undefined, 26)).toEqual(['FILL        buy      sell']);
  });
});
