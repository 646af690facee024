// The past of the selected market: the heatmap of its depth and the line of its prices, each in a panel
// of its own or one above the other.

import {POINT_SECONDS, type HistorySource} from '../domain/history.js';
import type {Price} from '../domain/price.js';
import {DOT_COLUMNS} from './braille.js';
import {buildDepthMap, type DepthMap} from './depth-map.js';
import {buildDepthRows, shareDepthSpace} from './depth-rows.js';
import {selectPriceScale} from './depth-scale.js';
import {selectHeatMode} from './heat-cells.js';
import {SPAN_SECONDS} from './history-choice.js';
import type {PaintRow} from './paint-row.js';
import {buildPriceLineRows, shareLineSpace} from './price-line-rows.js';
import {clipRow, run} from './row-builder.js';
import {seeHistory, seeSeed} from './seen-history.js';
import {
  selectDepthCells,
  selectPointCells,
  selectPriceCells,
  selectTimeFrame,
} from './time-cells.js';
import type {PanelContext, PanelSize} from './view-input.js';

/** Depth is kept for five minutes. */
const DEPTH_SPAN_S = 300;

/** A column comes a moment after its second; after so many without one something is wrong. */
const AWAITED_S = 2;

/** Where nothing says how fine prices are. */
const ASSUMED_TICK = 100 as Price;

/** Share of the heatmap where both stand in one region, and the least rows of the line. */
const DEPTH_SHARE = 0.62;
const LEAST_LINE_ROWS = 4;

/** The heatmap of a paint, to be the same at the next one where nothing has changed. */
export type DepthView = {
  readonly book: string;
  readonly key: string;
  readonly rows: readonly PaintRow[];
  /** Undefined while there is nothing to show. */
  readonly map: DepthMap | undefined;
};

export function buildDepthView(
  context: PanelContext,
  {width, height}: PanelSize,
  previous: DepthView | undefined,
): DepthView {
  const {selection, ui, glyphs, formatTime} = context;
  const past = selectPast(context);
  if (past === undefined || selection === undefined) return nothingYet(context, width);
  const {history, endSecond, tickUnits} = past;
  const {span, zoom} = ui.history;
  const book = `${selection.market.conditionId} ${selection.outcomeIndex}`;
  const mode = selectHeatMode(context, glyphs);
  const look = [glyphs.isAscii, mode.valuesACell, tickUnits];
  const key = [history.version, endSecond, width, height, span, zoom, ...look].join(' ');
  if (previous?.book === book && previous.key === key) return previous;

  const space = shareDepthSpace(width, height, tickUnits);
  const spanS = Math.min(DEPTH_SPAN_S, SPAN_SECONDS[span]);
  const frame = selectTimeFrame(endSecond, spanS, space.cells);
  const cells = selectDepthCells(history, frame);
  const known = previous?.book === book ? previous.map : undefined;
  const mids = cells.flatMap((cell) => (cell.kind === 'column' ? middleOf(cell.column) : []));
  if (mids.length === 0) mids.push(...middleOf({bestBid: 0, bestAsk: 10_000}));
  const scale = selectPriceScale({
    ...{mids, tickUnits, zoom, previous: known?.scale},
    steps: space.mapRows * mode.valuesACell,
  });
  const map = buildDepthMap(cells, scale, known?.fullSize);
  const title = `DEPTH ${span === '1 h' ? '5 min' : span}`;
  const rows = buildDepthRows({
    ...{map, frame, space, mode, tickUnits, title, width, formatTime, glyphs},
  });
  return {book, key, rows, map};
}

export function buildLinePanel(context: PanelContext, {width, height}: PanelSize): PaintRow[] {
  const {selection, ui, glyphs, formatTime, pasts} = context;
  const past = selectPast(context);
  if (past === undefined || selection === undefined) return [...nothingYet(context, width).rows];
  const {history, endSecond, tickUnits} = past;
  const {span} = ui.history;
  const space = shareLineSpace(width, height, tickUnits);
  const hasPoints = SPAN_SECONDS[span] > DEPTH_SPAN_S;
  const frame = selectTimeFrame(endSecond, SPAN_SECONDS[span], space.cells * DOT_COLUMNS, {
    unit: hasPoints ? POINT_SECONDS : 1,
    group: DOT_COLUMNS,
  });
  const halves = hasPoints ? selectPointCells(history, frame) : selectPriceCells(history, frame);
  const seed = pasts.seedOf(selection.market.conditionId);
  const points = seed.kind === 'loaded' ? seed.points : [];
  return buildPriceLineRows({
    title: `PRICE ${span}`,
    ...{halves, frame, seed, space, tickUnits, width, formatTime, glyphs},
    seedPoints: seeSeed(points, selection.outcomeIndex),
  });
}

/** Rows of the heatmap where the line stands below it, a rule between them. */
export function depthRowsAbove(height: number): number {
  const share = Math.round((height - 1) * DEPTH_SHARE);
  return Math.max(1, Math.min(share, height - 1 - LEAST_LINE_ROWS));
}

/** Both, for a region that has no other panel. */
export function buildHistoryRows(
  context: PanelContext,
  depth: DepthView,
  {width, height}: PanelSize,
): readonly PaintRow[] {
  const above = depthRowsAbove(height);
  const below = height - above - 1;
  const filled = Array.from({length: above}, (_, i) => depth.rows[i] ?? []);
  if (below < 1) return filled;
  const rule = run(context.glyphs.rule.repeat(width), 'dim');
  return [...filled, [rule], ...buildLinePanel(context, {width, height: below})];
}

type Past = {
  readonly history: HistorySource;
  readonly endSecond: number;
  readonly tickUnits: number;
};

/** Undefined while there is none. */
function selectPast(context: PanelContext): Past | undefined {
  const {selection, tickSize, pasts} = context;
  const kept = selection && pasts.historyOf(selection.market.conditionId);
  if (selection === undefined || kept?.newestSecond === undefined) return undefined;
  return {
    history: seeHistory(kept, selection.outcomeIndex),
    endSecond: selectEnd(context, kept.newestSecond),
    tickUnits: tickSize ?? ASSUMED_TICK,
  };
}

/**
 * The newest second of the picture. Where columns stay out, time goes on without them, as a gap; a
 * frozen screen stops, and a recording's time is its own.
 */
function selectEnd({session, ui, shown, wallMs, nowUs}: PanelContext, newest: number): number {
  if (session.source === 'replay') {
    if (ui.frozen === undefined || shown?.focus === undefined) return newest;
    return Math.min(newest, Math.floor(shown.focus.timestampMs / 1000));
  }

  if (ui.frozen !== undefined) {
    const frozenMs = wallMs - (nowUs - ui.frozen.sinceUs) / 1000;
    return Math.floor(frozenMs / 1000) - 1;
  }

  return Math.max(newest, Math.floor(wallMs / 1000) - 1 - AWAITED_S);
}

function middleOf({
  bestBid,
  bestAsk,
}: {
  readonly bestBid: number;
  readonly bestAsk: number;
}): readonly number[] {
  const mid = (bestBid + bestAsk) / 2;
  return Number.isNaN(mid) ? [] : [mid];
}

function nothingYet({selection, glyphs}: PanelContext, width: number): DepthView {
  const what = selection === undefined ? 'no market yet' : 'it begins with the first book';
  const rows = [[run('HISTORY', 'dim')], [run(`${what}${glyphs.ellipsis}`, 'dim')]];
  const fitted = rows.map((row) => clipRow(row, width, glyphs.ellipsis));
  return {book: '', key: '', rows: fitted, map: undefined};
}
