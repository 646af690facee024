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
  /** Where the user scrolled to; undefined while the ladder follows the market. */
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

/** The anchor after scrolling by `rows` (negative: towards higher prices); undefined at the end. */
export function scrollAnchor(
  lines: readonly LadderLine[],
  height: number,
  top: number,
  rows: number,
): LadderAnchor | undefined {
  const moved = clampTop(lines, height, top + rows);
  return moved === top ? undefined : anchorNearMiddle(lines, height, moved);
}

/** The line that stands for this price: its own, the fold it is in, or else the nearest one. */
function lineOf(lines: readonly LadderLine[], price: number): number {
  let nearest = 0;
  let nearestDistance = Infinity;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (line.kind === 'middle' || line.kind === 'more') continue;
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
      if (line !== undefined && 'price' in line) return {price: line.price, row};
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
