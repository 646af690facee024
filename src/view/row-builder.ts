// Rows of runs: measuring, cutting, filling. Everything that leaves `view` fits its region.

import type {PaintRow, PaintRun, StyleName, Target} from './paint-row.js';
import {cellWidth} from './cell-width.js';
import {clipText} from './fit-text.js';

export function run(text: string, style: StyleName = 'plain'): PaintRun {
  return {text, style};
}

/** Cells of the whole row. */
export function rowWidth(row: PaintRow): number {
  let cells = 0;
  for (const {text} of row) cells += cellWidth(text);
  return cells;
}

/** The row cut to `width` cells, with `ellipsis` where something was cut. */
export function clipRow(row: PaintRow, width: number, ellipsis: string): PaintRow {
  if (rowWidth(row) <= width) return row;

  const kept: PaintRun[] = [];
  let left = width;
  for (const part of row) {
    const cells = cellWidth(part.text);
    if (cells < left) {
      kept.push(part);
      left -= cells;
      continue;
    }

    // More follows than fits, so the blanks make sure that this run ends in the ellipsis.
    kept.push({...part, text: clipText(`${part.text}  `, left, ellipsis)});
    break;
  }

  return kept;
}

/** The row in the middle of `width` cells. */
export function centreRow(row: PaintRow, width: number): PaintRow {
  const margin = Math.floor((width - rowWidth(row)) / 2);
  return margin > 0 ? [run(' '.repeat(margin)), ...row] : row;
}

/** The left row and, at the right edge, the right one; a blank between them where both fit. */
export function spreadRow(left: PaintRow, right: PaintRow, width: number): PaintRow {
  const gap = Math.max(0, width - rowWidth(left) - rowWidth(right));
  return [...left, run(' '.repeat(gap)), ...right];
}

/** All rows in one style, as a book is shown that must not be taken for a live one. */
export function restyleRow(row: PaintRow, style: StyleName): PaintRow {
  return row.map((part) => ({...part, style}));
}

/** The row with what a click on any of it means. */
export function targetRow(row: PaintRow, target: Target): PaintRow {
  return row.map((part) => ({...part, target}));
}

/** The row filled up to `width` cells, with a look that lies under all of it. */
export function underlayRow(row: PaintRow, under: StyleName, width: number): PaintRow {
  const rest = width - rowWidth(row);
  const whole = rest > 0 ? [...row, run(' '.repeat(rest))] : row;
  return whole.map((part) => ({...part, under: part.under ?? under}));
}
