// One cell of the heatmap.

import type {Glyphs} from './glyphs.js';
import type {PaintRun} from './paint-row.js';
import {run} from './row-builder.js';
import {SHADE_COUNT} from './depth-scale.js';

/** How many steps of price lie above each other in one cell. */
export type HeatMode = {readonly valuesACell: 1 | 2};

export const SHADES: HeatMode = {valuesACell: 1};

/** The cell's steps from top to bottom, undefined where there is nothing, and what lies over them. */
export function buildHeatCell(
  shades: readonly (number | undefined)[],
  over: PaintRun | undefined,
  glyphs: Glyphs,
): PaintRun {
  if (over !== undefined) return over;
  const [shade] = shades;
  if (shade === undefined) return run(' ');
  const weight = 1 + Math.floor((shade * (glyphs.shades.length - 1)) / SHADE_COUNT);
  return run(glyphs.shades[weight]!);
}
