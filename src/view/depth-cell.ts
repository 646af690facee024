// One cell of the heatmap: its shades, and what lies over them.

import type {Glyphs} from './glyphs.js';
import {buildHeatPair, buildHeatShade, type HeatMode} from './heat-cells.js';
import type {HeatStep, PaintRun} from './paint-row.js';

/** The cell's steps from top to bottom, undefined where there is nothing, and what lies over them. */
export function buildDepthCell(
  shades: readonly (HeatStep | undefined)[],
  over: PaintRun | undefined,
  {valuesACell}: HeatMode,
  glyphs: Glyphs,
): PaintRun {
  const [upper, lower] = shades;
  if (valuesACell === 1) return over ?? buildHeatShade(upper, glyphs);
  if (over === undefined) return buildHeatPair(upper, lower, glyphs);
  const under = strongest(upper, lower);
  return under === undefined ? over : {...over, under: `heat_${under}`};
}

function strongest(upper: HeatStep | undefined, lower: HeatStep | undefined): HeatStep | undefined {
  if (upper === undefined || lower === undefined) return upper ?? lower;
  return upper > lower ? upper : lower;
}
