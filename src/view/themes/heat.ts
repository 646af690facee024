// Heatmaps: eight steps of rising lightness, so that the order shows without any hue. The highest
// stays below white, since the dots of trades lie over them.

import {HEAT_STEPS, type HeatStep} from '../paint-row.js';
import {colour, type Colour, type Look} from './look.js';

export type HeatLooks = Readonly<Record<`heat_${HeatStep}`, Look>>;

/** From indigo over red to amber. */
export const WARM_HEAT: HeatLooks = buildHeat([
  colour(undefined, 233, '#0d1226'),
  colour(undefined, 235, '#1c2252'),
  colour(undefined, 53, '#3b2a78'),
  colour(undefined, 54, '#6a2c82'),
  colour(undefined, 126, '#97387a'),
  colour(undefined, 131, '#c04c62'),
  colour(undefined, 166, '#dd6a45'),
  colour(undefined, 208, '#ee9433'),
]);

/** From navy over grey to a pale yellow: hues that every kind of colour vision tells apart. */
export const BLUE_YELLOW_HEAT: HeatLooks = buildHeat([
  colour(undefined, 17, '#001a3e'),
  colour(undefined, 18, '#12316a'),
  colour(undefined, 239, '#3b496c'),
  colour(undefined, 59, '#575d6d'),
  colour(undefined, 242, '#707173'),
  colour(undefined, 102, '#8a8678'),
  colour(undefined, 137, '#a59c74'),
  colour(undefined, 179, '#c3b369'),
]);

/** Without hues glyphs of growing weight tell the steps. */
export const NO_HEAT: HeatLooks = buildHeat([]);

function buildHeat(steps: readonly Colour[]): HeatLooks {
  const looks = HEAT_STEPS.map((step) => {
    const ink = steps[step];
    return [`heat_${step}`, ink === undefined ? {} : {ink}] as const;
  });
  return Object.fromEntries(looks) as HeatLooks;
}
