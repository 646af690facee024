// The painted ladder: one row a line, bids left of the price, asks right of it.

import type {BookImage} from '../domain/snapshot.js';
import {padEnd, padStart} from './fit-text.js';
import {formatCount} from './format-number.js';
import {centDecimals} from './format-price.js';
import type {Glyphs} from './glyphs.js';
import {selectInsideMarket} from './inside-market.js';
import {selectLadderColumns} from './ladder-columns.js';
import type {LadderLine} from './ladder-lines.js';
import {buildEmptyRow, buildLevelRow} from './level-row.js';
import {buildMiddleRow} from './middle-row.js';
import type {PaintRow} from './paint-row.js';
import {centreRow, clipRow, restyleRow, run} from './row-builder.js';

export type LadderInput = {
  readonly book: BookImage;
  readonly lines: readonly LadderLine[];
  /** Index of the line on the first row; see `LadderWindow`. */
  readonly top: number;
  readonly width: number;
  /** Rows, the headings not counted. */
  readonly height: number;
  readonly lastTrade: number | undefined;
  /** The levels are old and must not look live. */
  readonly isDimmed: boolean;
  readonly glyphs: Glyphs;
};

export function buildLadderRows(input: LadderInput): PaintRow[] {
  const {book, lines, top, height, width, glyphs, lastTrade} = input;
  const decimals = selectDecimals(book);
  const inside = selectInsideMarket(book);
  const visible = Array.from({length: height}, (_, row) => lines[top + row]);
  const context = {
    columns: selectLadderColumns(width, decimals),
    decimals,
    largest: largestSize(visible),
    bestBid: inside.bestBid,
    bestAsk: inside.bestAsk,
    lastTrade,
    glyphs,
  };

  const buildRow = (line: LadderLine | undefined): PaintRow => {
    switch (line?.kind) {
      case undefined:
        return [];
      case 'level':
        return buildLevelRow(line, context);
      case 'empty':
        return buildEmptyRow(line.price, context);
      case 'fold':
        return buildRemark(`${formatCount(line.ticks)} empty ticks`, width, glyphs);
      case 'more': {
        const levels = line.count === 1 ? 'level' : 'levels';
        return buildRemark(`${formatCount(line.count)} more ${levels}`, width, glyphs);
      }
      case 'middle':
        return buildMiddleRow(
          {inside, lastTrade: {seen: lastTrade, raw: book.lastTradePrice}, decimals},
          width,
          glyphs,
        );
    }
  };

  return visible.map((line) => {
    const row = clipRow(buildRow(line), width, glyphs.ellipsis);
    return input.isDimmed ? restyleRow(row, 'dim') : row;
  });
}

/** The headings over the columns that are shown. */
export function buildLadderHeading(book: BookImage, width: number, glyphs: Glyphs): PaintRow {
  const columns = selectLadderColumns(width, selectDecimals(book));
  const {sumCells, sizeCells, barCells, priceCells, marginCells} = columns;
  const hasSums = sumCells > 0;
  const text = [
    ' '.repeat(marginCells),
    hasSums ? `${padStart(glyphs.sum, sumCells - 1)} ` : '',
    `${padStart('bid', sizeCells - 1)} `,
    ' '.repeat(barCells + 1),
    padEnd(padStart('price', priceCells - 1), priceCells),
    ' '.repeat(barCells + 1),
    padStart('ask', sizeCells),
    hasSums ? padStart(glyphs.sum, sumCells) : '',
  ];
  return clipRow([run(text.join(''), 'dim')], width, glyphs.ellipsis);
}

/** `·· 37 empty ticks ··` */
function buildRemark(text: string, width: number, glyphs: Glyphs): PaintRow {
  const edge = glyphs.dot.repeat(2);
  return centreRow([run(`${edge} ${text} ${edge}`, 'dim')], width);
}

function largestSize(lines: readonly (LadderLine | undefined)[]): number {
  let largest = 0;
  for (const line of lines) {
    if (line?.kind === 'level') largest = Math.max(largest, line.size);
  }

  return largest;
}

/** Decimals that the tick needs, and more while older orders off its grid are in the book. */
function selectDecimals(book: BookImage): number {
  let decimals = book.tickSize === undefined ? 0 : centDecimals(book.tickSize);
  for (const {prices, length} of [book.bids, book.asks]) {
    for (let i = 0; i < length; i++) decimals = Math.max(decimals, centDecimals(prices[i]!));
  }

  return decimals;
}
