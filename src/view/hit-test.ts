// What lies under a cell of the screen. Rows say themselves what they stand for, so that nothing is
// laid out a second time.

import type {Chrome} from './chrome.js';
import {cellWidth} from './cell-width.js';
import type {LadderView} from './ladder-panel.js';
import {placedPanels, placeOf, type Screen} from './layout.js';
import type {PaintRow, Region, Target} from './paint-row.js';
import type {Panels} from './panels.js';

/** The parts of a view model that are asked. */
export type SeenScreen = {
  readonly chrome: Chrome;
  readonly panels: Panels;
  readonly ladder: LadderView | undefined;
};

type Cell = {readonly x: number; readonly y: number};

/** What a cell stands for. */
export type CellTarget =
  | Exclude<Target, {kind: 'span'}>
  /** Of a recording, 0 to 1. */
  | {readonly kind: 'share'; readonly fraction: number};

/** What the text at this cell stands for. */
export function targetAt({chrome, panels}: SeenScreen, cell: Cell): CellTarget | undefined {
  if (chrome.kind === 'too_small') return undefined;
  const {layout, overlay, full} = chrome;
  const {timeline} = layout;
  if (timeline !== undefined && contains(timeline, cell)) {
    return targetIn(panels.timeline, timeline, cell);
  }

  if (overlay !== undefined) return targetIn(overlay.rows, layout.body, cell);
  if (full !== undefined) return targetIn(panels[full], layout.body, cell);
  const placed = placedPanels(layout).find(({region}) => contains(region, cell));
  return placed && targetIn(panels[placed.panel], placed.region, cell);
}

/** Row of the ladder's lines, counted from the first one shown; undefined beside them. */
export function ladderRowAt(
  {chrome, ladder}: SeenScreen,
  cell: Cell,
): {readonly ladder: LadderView; readonly row: number} | undefined {
  const region = isLadderAt(chrome, cell) ? placeOf(chrome.layout, 'ladder')?.region : undefined;
  if (region === undefined || ladder === undefined) return undefined;
  const row = cell.y - region.y - ladder.headingRows;
  return row >= 0 && row < ladder.height ? {ladder, row} : undefined;
}

/** Whether the cell is the ladder's, with its headings and what its cursor says. */
export function isLadderAt(
  chrome: Chrome,
  cell: Cell,
): chrome is Extract<Chrome, {readonly layout: Screen}> {
  if (chrome.kind === 'too_small' || chrome.overlay !== undefined || chrome.full !== undefined) {
    return false;
  }

  const place = placeOf(chrome.layout, 'ladder');
  return place !== undefined && contains(place.region, cell);
}

function contains({x, y, width, height}: Region, cell: Cell): boolean {
  return cell.x >= x && cell.x < x + width && cell.y >= y && cell.y < y + height;
}

function targetIn(rows: readonly PaintRow[], region: Region, {x, y}: Cell): CellTarget | undefined {
  let at = region.x;
  for (const {text, target} of rows[y - region.y] ?? []) {
    const cells = cellWidth(text);
    if (x < at + cells) return target && toCellTarget(target, x - at, cells);
    at += cells;
  }

  return undefined;
}

function toCellTarget(target: Target, offset: number, cells: number): CellTarget {
  if (target.kind !== 'span') return target;
  const {from, to} = target;
  return {kind: 'share', fraction: cells < 2 ? from : from + ((to - from) * offset) / (cells - 1)};
}
