// Cells of a heatmap: two values a cell in half blocks where the palette has tints, else one value
// a cell in glyphs of growing weight.

import type {Glyphs} from './glyphs.js';
import {HEAT_STEPS, type HeatStep, type PaintRun} from './paint-row.js';
import type {Palette} from './palette.js';

/** How many values lie above each other in one cell. */
export type HeatMode = {readonly valuesACell: 1 | 2};

const HALF_BLOCKS: HeatMode = {valuesACell: 2};
const SHADES: HeatMode = {valuesACell: 1};

export function selectHeatMode({hasTints}: Pick<Palette, 'hasTints'>, glyphs: Glyphs): HeatMode {
  return hasTints && !glyphs.isAscii ? HALF_BLOCKS : SHADES;
}

/** A cell of two values, the upper one first. Nothing keeps the terminal's own background. */
export function buildHeatPair(
  upper: HeatStep | undefined,
  lower: HeatStep | undefined,
  glyphs: Glyphs,
): PaintRun {
  if (upper === undefined) {
    return lower === undefined
      ? {text: ' ', style: 'plain'}
      : {text: glyphs.lowerHalf, style: `heat_${lower}`};
  }

  return lower === undefined
    ? {text: glyphs.upperHalf, style: `heat_${upper}`}
    : {text: glyphs.upperHalf, style: `heat_${upper}`, under: `heat_${lower}`};
}

/** A cell of one value. */
export function buildHeatShade(step: HeatStep | undefined, glyphs: Glyphs): PaintRun {
  if (step === undefined) return {text: ' ', style: 'plain'};
  const {shades} = glyphs;
  // The lightest shade stands for the least that there is: only nothing is blank.
  const weight = 1 + Math.floor((step * (shades.length - 1)) / HEAT_STEPS.length);
  return {text: shades[weight]!, style: `heat_${step}`};
}
