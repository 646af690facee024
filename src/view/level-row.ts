// One row of the ladder that has a price: a level, or an empty tick between levels.

import {formatBar} from './bars.js';
import {formatShares} from './format-number.js';
import {formatCents} from './format-price.js';
import type {Glyphs} from './glyphs.js';
import type {LadderColumns} from './ladder-columns.js';
import type {LadderLine} from './ladder-lines.js';
import type {PaintRow, StyleName} from './paint-row.js';
import {run} from './row-builder.js';
import {padEnd, padStart} from './fit-text.js';

export type LevelContext = {
  readonly columns: LadderColumns;
  /** Of prices, in cents. */
  readonly decimals: number;
  /** Size of a level whose bar fills its column. */
  readonly largest: number;
  readonly bestBid: number | undefined;
  readonly bestAsk: number | undefined;
  readonly lastTrade: number | undefined;
  readonly glyphs: Glyphs;
};

export function buildLevelRow(
  line: Extract<LadderLine, {kind: 'level'}>,
  context: LevelContext,
): PaintRow {
  const {columns, largest, bestBid, bestAsk, glyphs} = context;
  const {marginCells, sumCells, sizeCells, barCells} = columns;
  const share = largest > 0 ? line.size / largest : 0;
  const size = padStart(formatShares(line.size), sizeCells - 1);
  const sum = sumCells > 0 ? padStart(formatShares(line.cumulative), sumCells - 1) : '';
  const isBest = line.price === (line.side === 'bid' ? bestBid : bestAsk);
  const price = buildPrice(line.price, isBest ? 'strong' : 'price', context);

  if (line.side === 'bid') {
    const bar = formatBar(share, barCells, glyphs.leftBars, 'left');
    const outer = ' '.repeat(marginCells) + (sum === '' ? '' : `${sum} `);
    return [run(outer, 'dim'), run(`${size} `, 'bid'), run(bar, 'bid_bar'), ...price];
  }

  const bar = formatBar(share, barCells, glyphs.rightBars, 'right');
  const outer = sum === '' ? '' : ` ${sum}`;
  return [
    blankSide(columns),
    ...price,
    run(bar, 'ask_bar'),
    run(` ${size}`, 'ask'),
    run(outer, 'dim'),
  ];
}

export function buildEmptyRow(price: number, context: LevelContext): PaintRow {
  return [blankSide(context.columns), ...buildPrice(price, 'dim', context)];
}

/** The price between its walls; the last trade's has pointers for walls. */
function buildPrice(price: number, style: StyleName, context: LevelContext): PaintRow {
  const {columns, decimals, lastTrade, glyphs} = context;
  const text = padStart(formatCents(price, decimals, glyphs.cent), columns.priceCells - 1);
  const cell = run(padEnd(text, columns.priceCells), style);
  return price === lastTrade
    ? [run(glyphs.lastTradeLeft, 'mark'), cell, run(glyphs.lastTradeRight, 'mark')]
    : [run(glyphs.wall, 'dim'), cell, run(glyphs.wall, 'dim')];
}

function blankSide({marginCells, sumCells, sizeCells, barCells}: LadderColumns): PaintRow[number] {
  return run(' '.repeat(marginCells + sumCells + sizeCells + barCells));
}
