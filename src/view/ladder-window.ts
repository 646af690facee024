// Which lines of the ladder are on the screen. A window is anchored by a price at a row, not by a
// row number: what the user looks at stays where it is while levels come and go around it.

import type {LadderLine} from './ladder-lines.js';

/** Rows from the edge at which the inside market is brought back to the middle. */
export const EDGE_ROWS = 2;

export type LadderAnchor = {
  /** In units of 0.0001. */
  readonly price: number;
  /** Row of the window on which the line of this price stands. */
  readonly row: number;
};

export type LadderWindow = {
  /** Index of the line on the first row; negative where blank rows come before the first line. */
  readonly top: number;
  /** Undefined while there is no line with a price. */
  readonly anchor: LadderAnchor | undefined;
};

export type WindowInput = {
  readonly lines: readonly LadderLine[];
  readonly height: number;
  /** Where the cursor is; undefined while the ladder follows the market. */
  readonly held: LadderAnchor | undefined;
  /** The anchor of the last paint of the same book at the same height, if it may be kept. */
  readonly previous: LadderAnchor | undefined;
};

export function selectWindow({lines, height, held, previous}: WindowInput): LadderWindow {
  if (held !== undefined) return {top: clampTop(lines, height, topOf(lines, held)), anchor: held};

  if (previous !== undefined) {
    const top = topOf(lines, previous);
    if (isInsideComfortable(lines, height, top)) return {top, anchor: previous};
  }

  const top = centredTop(lines, height);
  return {top, anchor: anchorNearMiddle(lines, height, top)};
}

/**
 * The cursor after it moved by `rows` lines that have a price (negative: towards higher prices), and
 * the window with it where it comes to an edge. Without a cursor it begins beside the middle, where
 * the window stands.
 */
export function moveCursor(
  lines: readonly LadderLine[],
  height: number,
  {top, cursor}: {readonly top: number; readonly cursor: LadderAnchor | undefined},
  rows: number,
): LadderAnchor | undefined {
  const step = Math.sign(rows);
  const from = cursor === undefined ? middleOf(lines) : lineOf(lines, cursor.price);
  let index = from;
  let left = Math.abs(rows);
  for (let next = from + step; left > 0 && next >= 0 && next < lines.length; next += step) {
    if (!hasPrice(lines[next]!)) continue;
    index = next;
    left--;
  }

  const line = lines[index];
  if (line === undefined || !hasPrice(line)) return cursor;
  const edge = Math.min(EDGE_ROWS - 1, Math.floor((height - 1) / 2));
  const row = Math.min(height - 1 - edge, Math.max(edge, index - top));
  return {price: line.price, row: index - clampTop(lines, height, index - row)};
}

/** Index of the line that the cursor is on. */
export function cursorLine(lines: readonly LadderLine[], cursor: LadderAnchor): number {
  return lineOf(lines, cursor.price);
}

export function hasPrice(line: LadderLine): line is Extract<LadderLine, {readonly price: number}> {
  return 'price' in line;
}

/** The line that stands for this price: its own, the fold it is in, or else the nearest one. */
function lineOf(lines: readonly LadderLine[], price: number): number {
  let nearest = 0;
  let nearestDistance = Infinity;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (!hasPrice(line)) continue;
    const lowest = line.kind === 'fold' ? line.lowest : line.price;
    const distance = Math.max(0, price - line.price, lowest - price);
    if (distance < nearestDistance) {
      nearest = i;
      nearestDistance = distance;
    }
  }

  return nearest;
}

function topOf(lines: readonly LadderLine[], anchor: LadderAnchor): number {
  return lineOf(lines, anchor.price) - anchor.row;
}

/** Centres the middle, but hides no line of a ladder that fits as a whole. */
function centredTop(lines: readonly LadderLine[], height: number): number {
  const centred = middleOf(lines) - Math.floor((height - 1) / 2);
  const spare = height - lines.length;
  return spare < 0 ? centred : Math.min(0, Math.max(-spare, centred));
}

/** Keeps the window on the lines; a ladder that fits as a whole cannot be scrolled. */
function clampTop(lines: readonly LadderLine[], height: number, top: number): number {
  const centred = centredTop(lines, height);
  if (lines.length <= height) return centred;
  const first = Math.min(0, centred);
  const last = Math.max(lines.length - height, centred);
  return Math.min(last, Math.max(first, top));
}

function anchorNearMiddle(
  lines: readonly LadderLine[],
  height: number,
  top: number,
): LadderAnchor | undefined {
  const centre = Math.floor((height - 1) / 2);
  for (let distance = 0; distance <= height; distance++) {
    // The row below first: it keeps the best bid in place when the market is in the middle.
    for (const row of [centre + distance, centre - distance]) {
      const line = row >= 0 && row < height ? lines[top + row] : undefined;
      if (line !== undefined && hasPrice(line)) return {price: line.price, row};
    }
  }

  return undefined;
}

/** Both best prices, or the middle where one is missing, are away from the edges. */
function isInsideComfortable(lines: readonly LadderLine[], height: number, top: number): boolean {
  const middle = middleOf(lines);
  let upper = middle;
  while (upper > 0 && lines[upper]!.kind !== 'level') upper--;
  let lower = middle;
  while (lower < lines.length - 1 && lines[lower]!.kind !== 'level') lower++;
  return upper - top >= EDGE_ROWS && lower - top <= height - 1 - EDGE_ROWS;
}

function middleOf(lines: readonly LadderLine[]): number {
  return lines.findIndex(({kind}) => kind === 'middle');
}
