// The flow column of the ladder, in three widths.
//
//    +1.2k  -300 ×1.1k      +900 ×1.1k      +900, or ×1.1k where there were trades

import {padStart} from './fit-text.js';
import {COMPACT_CELLS, formatCompactShares} from './format-number.js';
import type {Glyphs} from './glyphs.js';
import type {RowFlow} from './level-flows.js';
import type {PaintRow, StyleName} from './paint-row.js';
import {run} from './row-builder.js';

/** A sign and a size. */
const FIGURE_CELLS = 1 + COMPACT_CELLS;

/** Figures that a flow column has room for, the widest column first. */
export const FLOW_FIGURES = [3, 2, 1] as const;

export type FlowFigures = (typeof FLOW_FIGURES)[number];

/** Cells of so many figures with a blank beside each. */
export function flowCells(figures: number): number {
  return figures * (FIGURE_CELLS + 1);
}

/** Exactly as wide as the column without the blank that parts it from the sums. */
export function buildFlowCells(
  flow: RowFlow | undefined,
  figures: FlowFigures,
  glyphs: Glyphs,
): PaintRow {
  if (flow === undefined) return [run(' '.repeat(flowCells(figures) - 1))];
  const {added, pulled, traded} = flow;
  const net = figure(added - pulled - traded, added < pulled + traded ? '-' : '+');
  const sold = figure(traded, glyphs.times, 'mark');
  switch (figures) {
    case 3:
      return [figure(added, '+'), BLANK, figure(pulled, '-'), BLANK, sold];
    case 2:
      return [net, BLANK, sold];
    case 1:
      return [traded > 0 ? sold : net];
  }
}

/** The headings over it. `seconds` is as far back as it goes. */
export function formatFlowHeading(
  figures: FlowFigures,
  seconds: number | undefined,
  glyphs: Glyphs,
): string {
  const net = `${glyphs.delta}${seconds === undefined ? glyphs.none : `${seconds}s`}`;
  const traded = `${glyphs.times}trd`;
  const words = {3: ['+add', '-pull', traded], 2: [net, traded], 1: [net]}[figures];
  return words.map((word) => padStart(word, FIGURE_CELLS)).join(' ');
}

const BLANK = run(' ');

/** Nothing is told by a blank: a level has seldom all three. */
function figure(size: number, sign: string, style: StyleName = 'dim'): PaintRow[number] {
  const text = size === 0 ? '' : sign + formatCompactShares(Math.abs(size));
  return run(padStart(text, FIGURE_CELLS), style);
}
