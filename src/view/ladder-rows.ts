// The painted ladder: one row a line, bids left of the price, asks right of it.

import type {BookSide} from '../domain/feed-event.js';
import type {Rewards} from '../domain/market.js';
import type {BookImage, LevelFlowImage} from '../domain/snapshot.js';
import {clipText, padEnd, padStart} from './fit-text.js';
import {formatFlowHeading} from './flow-cells.js';
import {formatCount} from './format-number.js';
import {centCells, centDecimals} from './format-price.js';
import type {Glyphs} from './glyphs.js';
import {selectInsideMarket} from './inside-market.js';
import {MIRROR_SEPARATOR, selectLadderColumns} from './ladder-columns.js';
import {rowPrice} from './group-levels.js';
import type {Group} from './ladder-choice.js';
import {rowStep, stepOf, type LadderLine} from './ladder-lines.js';
import {aggregateFlows} from './level-flows.js';
import {buildEmptyRow, buildLevelRow, type Earning} from './level-row.js';
import {buildMiddleRow} from './middle-row.js';
import type {PaintRow} from './paint-row.js';
import {selectRewardsBand} from './rewards-band.js';
import {centreRow, clipRow, restyleRow, run, underlayRow} from './row-builder.js';

export type LadderInput = {
  readonly book: BookImage;
  readonly lines: readonly LadderLine[];
  readonly group: Group;
  /** Index of the line on the first row; see `LadderWindow`. */
  readonly top: number;
  /** Index of the line that the cursor is on; undefined while there is none. */
  readonly cursorIndex: number | undefined;
  readonly width: number;
  /** Rows, the headings not counted. */
  readonly height: number;
  readonly lastTrade: number | undefined;
  /** What an order has to be like to earn; undefined where the market pays nothing. */
  readonly rewards?: Rewards | undefined;
  /** What became of levels within the window. */
  readonly flows: readonly LevelFlowImage[];
  /** Whether each price has that of the other outcome beside it. */
  readonly hasMirror?: boolean;
  /** What the middle says besides, where there is room. */
  readonly aside?: string | undefined;
  /** The levels are old and must not look live. */
  readonly isDimmed: boolean;
  readonly glyphs: Glyphs;
};

export function buildLadderRows(input: LadderInput): PaintRow[] {
  const {book, lines, group, top, cursorIndex, height, width, glyphs, lastTrade} = input;
  const {hasMirror = false, aside} = input;
  const decimals = selectDecimals(book, group);
  const inside = selectInsideMarket(book);
  const {bestBid, bestAsk} = inside;
  const step = rowStep(book, group);
  const rowOf = (price: number | undefined, side: BookSide): number | undefined =>
    price === undefined || step === undefined ? price : rowPrice(price, side, step);
  const visible = Array.from({length: height}, (_, row) => lines[top + row]);
  const context = {
    columns: selectLadderColumns(width, decimals, hasMirror),
    decimals,
    largest: largestSize(visible),
    bestBid: rowOf(bestBid, 'bid'),
    bestAsk: rowOf(bestAsk, 'ask'),
    // A trade is on the row of the side that it was taken from.
    lastTrade: rowOf(lastTrade, (lastTrade ?? 0) >= (bestAsk ?? Infinity) ? 'ask' : 'bid'),
    flowOf: aggregateFlows(input.flows, step),
    earning: selectEarning(input),
    hasMirror,
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
        return buildRemark(
          `${formatCount(line.ticks)} empty ${group === 1 ? 'ticks' : 'rows'}`,
          width,
          glyphs,
        );
      case 'more': {
        const levels = line.count === 1 ? 'level' : 'levels';
        return buildRemark(`${formatCount(line.count)} more ${levels}`, width, glyphs);
      }
      case 'middle':
        return buildMiddleRow(
          {
            inside,
            lastTrade: {seen: lastTrade, raw: book.lastTradePrice},
            decimals: selectDecimals(book, 1),
            aside,
          },
          width,
          glyphs,
        );
    }
  };

  return visible.map((line, i) => {
    const row = clipRow(buildRow(line), width, glyphs.ellipsis);
    const shown = input.isDimmed ? restyleRow(row, 'dim') : row;
    return top + i === cursorIndex ? underlayRow(shown, 'cursor', width) : shown;
  });
}

/**
 * The headings over the columns that are shown. `flowSeconds` is how far back the flow goes; with `names`, of
 * the shown outcome and of the other one, there are prices of both.
 */
export function buildLadderHeading(
  book: BookImage,
  group: Group,
  flowSeconds: number | undefined,
  {
    width,
    glyphs,
    names,
  }: {
    readonly width: number;
    readonly glyphs: Glyphs;
    readonly names?: readonly string[] | undefined;
  },
): PaintRow {
  const decimals = selectDecimals(book, group);
  const columns = selectLadderColumns(width, decimals, names !== undefined);
  const {sumCells, sizeCells, barCells, priceCells, marginCells, flowFigures} = columns;
  const hasSums = sumCells > 0;
  const flow = flowFigures && formatFlowHeading(flowFigures, flowSeconds, glyphs);
  const nameCells = centCells(decimals);
  const price = names
    ?.map((name) => padStart(clipText(name, nameCells, glyphs.ellipsis), nameCells))
    .join(MIRROR_SEPARATOR);
  const text = [
    ' '.repeat(marginCells),
    flow === undefined ? '' : `${flow} `,
    hasSums ? `${padStart(glyphs.sum, sumCells - 1)} ` : '',
    `${padStart('bid', sizeCells - 1)} `,
    ' '.repeat(barCells + 1),
    padEnd(padStart(price ?? 'price', priceCells - 1), priceCells),
    ' '.repeat(barCells + 1),
    padStart('ask', sizeCells),
    hasSums ? padStart(glyphs.sum, sumCells) : '',
    flow === undefined ? '' : ` ${flow}`,
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

/** Decimals that the rows need: more while older orders off the grid of the tick have rows. */
function selectDecimals(book: BookImage, group: Group): number {
  const step = stepOf(book, group);
  if (group > 1 && step !== undefined) return centDecimals(step);
  let decimals = step === undefined ? 0 : centDecimals(step);
  for (const {prices, length} of [book.bids, book.asks]) {
    for (let i = 0; i < length; i++) decimals = Math.max(decimals, centDecimals(prices[i]!));
  }

  return decimals;
}

function selectEarning({book, rewards}: LadderInput): Earning | undefined {
  const band = rewards && selectRewardsBand(book, rewards);
  return band && {lowest: band.lowest, highest: band.highest, minSize: rewards.minSize};
}
