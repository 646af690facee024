// One row of the ladder that has a price: a level, or an empty tick between levels.

import {PRICE_ONE} from '../domain/price.js';
import {formatBar} from './bars.js';
import {buildFlowCells, flowCells} from './flow-cells.js';
import {formatShares} from './format-number.js';
import {centCells, formatCents} from './format-price.js';
import type {Glyphs} from './glyphs.js';
import {MIRROR_SEPARATOR, type LadderColumns} from './ladder-columns.js';
import type {LadderLine} from './ladder-lines.js';
import type {FlowOfRow} from './level-flows.js';
import type {PaintRow, StyleName} from './paint-row.js';
import {run} from './row-builder.js';
import {padEnd, padStart} from './fit-text.js';

/** Prices in units of 0.0001, sizes in units of 0.000001 shares; all three are included. */
export type Earning = {
  readonly lowest: number;
  readonly highest: number;
  readonly minSize: number;
};

export type LevelContext = {
  readonly columns: LadderColumns;
  /** Of prices, in cents. */
  readonly decimals: number;
  /** Size of a level whose bar fills its column. */
  readonly largest: number;
  readonly bestBid: number | undefined;
  readonly bestAsk: number | undefined;
  readonly lastTrade: number | undefined;
  readonly flowOf: FlowOfRow;
  /** Prices and sizes at which orders earn rewards; undefined where the market pays none. */
  readonly earning: Earning | undefined;
  /** Whether each price has that of the other outcome beside it. */
  readonly hasMirror: boolean;
  readonly glyphs: Glyphs;
};

export function buildLevelRow(
  line: Extract<LadderLine, {kind: 'level'}>,
  context: LevelContext,
): PaintRow {
  const {columns, largest, bestBid, bestAsk, glyphs} = context;
  const {sumCells, sizeCells, barCells} = columns;
  const share = largest > 0 ? line.size / largest : 0;
  const size = padStart(formatShares(line.size), sizeCells - 1);
  const sum = sumCells > 0 ? padStart(formatShares(line.cumulative), sumCells - 1) : '';
  const isBest = line.price === (line.side === 'bid' ? bestBid : bestAsk);
  const price = buildPrice(line.price, isBest ? 'strong' : 'price', context);
  const mark = run(canEarn(line, context.earning) ? glyphs.earns : ' ', 'mark');

  if (line.side === 'bid') {
    const bar = formatBar(share, barCells, glyphs.leftBars, 'left');
    return [
      ...buildBidFlow(line.price, context),
      run(sum === '' ? '' : `${sum} `, 'dim'),
      run(size, 'bid'),
      mark,
      run(bar, 'bid_bar'),
      ...price,
      ...buildAskFlow(line.price, blankSide(columns), context),
    ];
  }

  const bar = formatBar(share, barCells, glyphs.rightBars, 'right');
  const outer = sum === '' ? '' : ` ${sum}`;
  return [
    ...buildBidFlow(line.price, context),
    blankSide(columns),
    ...price,
    run(bar, 'ask_bar'),
    mark,
    run(size, 'ask'),
    run(outer, 'dim'),
    ...buildAskFlow(line.price, undefined, context),
  ];
}

/** What became of a level that is gone is told as well. */
export function buildEmptyRow(price: number, context: LevelContext): PaintRow {
  const blank = blankSide(context.columns);
  return [
    ...buildBidFlow(price, context),
    blank,
    ...buildPrice(price, 'dim', context),
    ...buildAskFlow(price, blank, context),
  ];
}

/** Left of the bids' sums, with the margin. */
function buildBidFlow(price: number, context: LevelContext): PaintRow {
  const {marginCells, flowFigures} = context.columns;
  const margin = run(' '.repeat(marginCells));
  if (flowFigures === undefined) return [margin];
  const flow = context.flowOf('bid', price);
  if (flow === undefined) return [run(' '.repeat(marginCells + flowCells(flowFigures)))];
  return [margin, ...buildFlowCells(flow, flowFigures, context.glyphs), run(' ')];
}

/** Right of the asks' sums; `blank` stands for what there would be in between. */
function buildAskFlow(
  price: number,
  blank: PaintRow[number] | undefined,
  context: LevelContext,
): PaintRow {
  const {flowFigures} = context.columns;
  const flow = context.flowOf('ask', price);
  if (flowFigures === undefined || flow === undefined) return [];
  const between = blank === undefined ? run(' ') : run(`${blank.text} `);
  return [between, ...buildFlowCells(flow, flowFigures, context.glyphs)];
}

/** The price between its walls; the last trade's has pointers for walls. */
function buildPrice(price: number, style: StyleName, context: LevelContext): PaintRow {
  const {columns, decimals, lastTrade, earning, hasMirror, glyphs} = context;
  const prices = hasMirror ? [price, PRICE_ONE - price] : [price];
  const text = prices
    .map((units) => padStart(formatCents(units, decimals, glyphs.cent), centCells(decimals)))
    .join(MIRROR_SEPARATOR)
    .padStart(columns.priceCells - 1);
  const cell = {
    ...run(padEnd(text, columns.priceCells), style),
    ...(isInBand(price, earning) && {under: 'band' as const}),
  };
  return price === lastTrade
    ? [run(glyphs.lastTradeLeft, 'mark'), cell, run(glyphs.lastTradeRight, 'mark')]
    : [run(glyphs.wall, 'dim'), cell, run(glyphs.wall, 'dim')];
}

function isInBand(price: number, earning: Earning | undefined): boolean {
  return earning !== undefined && price >= earning.lowest && price <= earning.highest;
}

/** Of a row of several ticks nobody can say it. */
function canEarn(
  {price, worst, size}: Extract<LadderLine, {kind: 'level'}>,
  earning: Earning | undefined,
): boolean {
  return worst === price && isInBand(price, earning) && size >= earning!.minSize;
}

/** One side without a level, its flow not counted. */
function blankSide({sumCells, sizeCells, barCells}: LadderColumns): PaintRow[number] {
  return run(' '.repeat(sumCells + sizeCells + barCells));
}
