// The heatmap as rows: prices at the left, times below, the newest at the right.
//
//  DEPTH 5 min · 0.2¢ a step · 5 s a cell · log shades to 50k
//  47.0¢  ░░▒▒▓▓▒▒░░┊┊░░▒▒▓▓
//         ▒▒────●─────────▒▒ ◂A
//  46.6¢  ▓▓██▓▓          ██ ◂B
//         13:02:10   13:07:05

import {fitSegments, type Segment} from './fit-segments.js';
import {formatShares} from './format-number.js';
import {centCells, centDecimals, formatCents} from './format-price.js';
import {padStart} from './fit-text.js';
import type {FormatTime} from './format-time.js';
import {joinCells} from './cell-row.js';
import type {DepthMap, TradedSizes} from './depth-map.js';
import {shadeOf} from './depth-scale.js';
import type {Glyphs} from './glyphs.js';
import {buildDepthCell} from './depth-cell.js';
import type {HeatMode} from './heat-cells.js';
import type {HeatStep, PaintRow, PaintRun} from './paint-row.js';
import {clipRow, run} from './row-builder.js';
import {buildTimeAxis} from './time-axis.js';
import type {TimeFrame} from './time-cells.js';

/** `◂AB` and a blank before it. */
const MARK_CELLS = 4;

/** Narrower panels have no room for marks. */
const MARKS_FROM_CELLS = 32;

/** Lower ones have none for times. */
const TIMES_FROM_ROWS = 5;

/** Rows between two prices at the left. */
const LABEL_ROWS = 4;

/** A trade has a large dot from this share of the strongest shade's size on. */
const LARGE_TRADE = 0.1;

export type DepthSpace = {
  /** Cells of prices at the left, blank included. */
  readonly labels: number;
  readonly cells: number;
  readonly marks: number;
  readonly mapRows: number;
  readonly hasTimes: boolean;
};

/** How a panel of this size is shared out; at least one cell and one row are the map's. */
export function shareDepthSpace(width: number, height: number, tickUnits: number): DepthSpace {
  const labels = Math.min(centCells(centDecimals(tickUnits)) + 1, Math.max(0, width - 1));
  const marks = width >= MARKS_FROM_CELLS ? MARK_CELLS : 0;
  const hasTimes = height >= TIMES_FROM_ROWS;
  return {
    labels,
    cells: Math.max(1, width - labels - marks),
    marks,
    mapRows: Math.max(1, height - 1 - (hasTimes ? 1 : 0)),
    hasTimes,
  };
}

export type DepthRowsInput = {
  readonly map: DepthMap;
  readonly frame: TimeFrame;
  readonly space: DepthSpace;
  readonly mode: HeatMode;
  readonly tickUnits: number;
  readonly title: string;
  readonly width: number;
  readonly formatTime: FormatTime;
  readonly glyphs: Glyphs;
};

export function buildDepthRows(input: DepthRowsInput): PaintRow[] {
  const {frame, space, width, formatTime, glyphs} = input;
  const rows = [buildHeading(input)];
  for (let row = 0; row < space.mapRows; row++) rows.push(buildMapRow(input, row));
  if (space.hasTimes) {
    // Letters for marks would make one word with it.
    const gap = glyphs.isAscii ? ' ' : '';
    const legend: PaintRow = [
      run(glyphs.bought[1], 'trade_buy'),
      run(`${gap}bought `, 'dim'),
      run(glyphs.sold[1], 'trade_sell'),
      run(`${gap}sold`, 'dim'),
    ];
    rows.push(buildTimeAxis(frame, space.labels, [legend], formatTime));
  }

  return rows.map((row) => clipRow(row, width, glyphs.ellipsis));
}

function buildHeading({map, frame, title, tickUnits, width, glyphs}: DepthRowsInput): PaintRow {
  const {stepUnits} = map.scale;
  const step = formatCents(stepUnits, centDecimals(tickUnits), glyphs.cent);
  const fact = (text: string, rank: number): Segment => ({row: [run(text, 'dim')], rank});
  const facts = [
    fact(title, 0),
    fact(`${step} a step`, 1),
    fact(`${frame.cellSeconds} s a cell`, 3),
    fact(`log shades to ${formatShares(map.fullSize)}`, 2),
  ];
  return fitSegments(facts, width, glyphs.separator);
}

function buildMapRow(input: DepthRowsInput, row: number): PaintRow {
  const {map, space, mode} = input;
  const cells = map.cells.map((_, x) => buildCell(input, x, row));
  return [
    run(buildLabel(input, row), 'dim'),
    ...joinCells(cells),
    ...(space.marks === 0 ? [] : [buildMark(map, row, mode, input.glyphs)]),
  ];
}

function buildLabel({map, space, mode, tickUnits, glyphs}: DepthRowsInput, row: number): string {
  const {topStep, stepUnits} = map.scale;
  const price = (topStep - row * mode.valuesACell) * stepUnits;
  const isShown = row % LABEL_ROWS === 0 && price >= 0 && price <= 10_000;
  if (!isShown) return ' '.repeat(space.labels);
  const text = formatCents(price, centDecimals(tickUnits), glyphs.cent);
  return `${padStart(text, space.labels - 1)} `.slice(0, space.labels);
}

function buildCell({map, mode, glyphs}: DepthRowsInput, x: number, row: number): PaintRun {
  const kind = map.cells[x]!.kind;
  if (kind === 'blank') return run(' ');
  if (kind === 'gap') return run(glyphs.gap, 'dim');
  const {steps} = map.scale;
  const first = row * mode.valuesACell;
  const shades: (HeatStep | undefined)[] = [];
  let traded: TradedSizes | undefined;
  let hasMid = false;
  for (let y = first; y < Math.min(steps, first + mode.valuesACell); y++) {
    shades.push(shadeOf(map.sizes[x * steps + y]!, map.fullSize));
    traded = addTraded(traded, map.trades.get(x * steps + y));
    hasMid ||= map.mids[x] === y;
  }

  const mark = traded === undefined ? undefined : buildDot(traded, map.fullSize, glyphs);
  const over = mark ?? (hasMid ? run(glyphs.midMark, 'strong') : undefined);
  return buildDepthCell(shades, over, mode, glyphs);
}

function addTraded(
  sum: TradedSizes | undefined,
  more: TradedSizes | undefined,
): TradedSizes | undefined {
  if (sum === undefined || more === undefined) return sum ?? more;
  return {bought: sum.bought + more.bought, sold: sum.sold + more.sold};
}

/** The side that traded more has the cell. */
function buildDot({bought, sold}: TradedSizes, fullSize: number, glyphs: Glyphs): PaintRun {
  const size = Math.max(bought, sold);
  const index = size >= fullSize * LARGE_TRADE ? 1 : 0;
  return bought >= sold
    ? run(glyphs.bought[index], 'trade_buy')
    : run(glyphs.sold[index], 'trade_sell');
}

/** Where the best prices are now: `A`, `B`, or both. */
function buildMark(map: DepthMap, row: number, {valuesACell}: HeatMode, glyphs: Glyphs): PaintRun {
  const isHere = (step: number | undefined): boolean =>
    step !== undefined && Math.floor(step / valuesACell) === row;
  const names = `${isHere(map.bestAsk) ? 'A' : ''}${isHere(map.bestBid) ? 'B' : ''}`;
  return run(names === '' ? '' : ` ${glyphs.lastTradeRight}${names}`, 'strong');
}
