// The two scales of the heatmap: prices to steps, sizes to shades. Both hold still: they give way only
// where what they show would no longer fit.

import {PRICE_ONE} from '../domain/price.js';
import {clamp} from './clamp.js';
import {HEAT_STEPS, type HeatStep} from './paint-row.js';

/** Ticks that one step may stand for. */
const STEP_TICKS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000] as const;

/** What the mid did is shown with so much room around it. */
const MARGIN = 1.5;

/** Steps of finer prices have to fit with so much to spare before they are taken. */
const SPARE = 1.5;

/** From one shade to the next: eight of them span a little less than three powers of ten. */
const SHADE_RATIO = Math.cbrt(10);

export type PriceScale = {
  /** Price units of one step. */
  readonly stepUnits: number;
  /** The step at the top; each row below it is one less. */
  readonly topStep: number;
  readonly steps: number;
  /** Index of the group of ticks that fits by itself. */
  readonly fitting: number;
};

export type PriceScaleInput = {
  /** Of the shown columns, in the order of time; there is at least one. */
  readonly mids: readonly number[];
  readonly tickUnits: number;
  readonly steps: number;
  readonly zoom: number;
  /** Of the last paint of the same book. */
  readonly previous: PriceScale | undefined;
};

export function selectPriceScale(input: PriceScaleInput): PriceScale {
  const {mids, tickUnits, steps, zoom, previous} = input;
  const fitting = selectFitting(input);
  const index = clamp(fitting + zoom, 0, STEP_TICKS.length - 1);
  const stepUnits = STEP_TICKS[index]! * tickUnits;
  const middle = Math.round(mids.at(-1)! / stepUnits);
  const isSame = previous?.stepUnits === stepUnits && previous.steps === steps;
  if (isSame && isNearMiddle(previous, middle)) return {...previous, fitting};

  // No row is wasted beyond the prices that there are, as long as others are missing.
  const highest = Math.max(steps - 1, Math.ceil(PRICE_ONE / stepUnits));
  const topStep = clamp(middle + Math.floor(steps / 2), steps - 1, highest);
  return {stepUnits, topStep, steps, fitting};
}

/** From 5 to 95 % of the mids, so that one wild second does not flatten the rest. */
function selectFitting({mids, tickUnits, steps, previous}: PriceScaleInput): number {
  const sorted = [...mids].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round((sorted.length - 1) * share)]!;
  const range = (at(0.95) - at(0.05)) * MARGIN;
  const fits = (spare: number): number => {
    const found = STEP_TICKS.findIndex((ticks) => ticks * tickUnits * steps >= range * spare);
    return found === -1 ? STEP_TICKS.length - 1 : found;
  };
  const least = fits(1);
  if (previous?.steps !== steps || least > previous.fitting) return least;
  return Math.min(previous.fitting, fits(SPARE));
}

/** The inner half of the rows, or anywhere where the axis ends anyway. */
function isNearMiddle({topStep, steps, stepUnits}: PriceScale, middle: number): boolean {
  const row = topStep - middle;
  const isInside = row >= 0 && row < steps;
  const edge = steps / 4;
  const isHigh = row < edge && topStep * stepUnits < PRICE_ONE;
  const isLow = row >= steps - edge && topStep > steps - 1;
  return isInside && !isHigh && !isLow;
}

/** The row of a step; it may lie outside. */
export function rowOfStep(scale: PriceScale, step: number): number {
  return scale.topStep - step;
}

/** Bids round down and asks up, so that a step never shows a false cross. */
export function stepOf({stepUnits}: PriceScale, price: number, side: 'bid' | 'ask'): number {
  return side === 'bid' ? Math.floor(price / stepUnits) : Math.ceil(price / stepUnits);
}

/** The size that the strongest shade stands for: 1, 2 or 5 of a power of ten, and no less than `most`. */
export function selectFullSize(most: number, previous: number | undefined): number {
  if (!(most > 0)) return previous ?? 1;
  if (previous !== undefined && most <= previous && most > previous / 10) return previous;
  const power = 10 ** Math.floor(Math.log10(most));
  return ([1, 2, 5].find((digit) => digit * power >= most) ?? 10) * power;
}

/** The shade of a size, three to each power of ten; undefined where there is nothing. */
export function shadeOf(size: number, fullSize: number): HeatStep | undefined {
  if (!(size > 0)) return undefined;
  const weaker = Math.floor(Math.log(fullSize / size) / Math.log(SHADE_RATIO) + 1e-9);
  const last = HEAT_STEPS.length - 1;
  return HEAT_STEPS[clamp(last - weaker, 0, last)];
}
