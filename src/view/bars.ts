// Bars and sparklines: amounts as block characters, never wider than the cells they are given.

import {padEnd, padStart} from './fit-text.js';

/**
 * A bar of exactly `cells` cells for `share` (0 to 1) of its full length. `steps` has the glyph of
 * each eighth of a cell. An amount above zero always shows at least one eighth.
 */
export function formatBar(
  share: number,
  cells: number,
  steps: readonly string[],
  direction: 'left' | 'right',
): string {
  const wanted = Number.isFinite(share) ? Math.round(share * cells * 8) : 0;
  const eighths = Math.min(cells * 8, Math.max(share > 0 ? 1 : 0, wanted));
  const full = steps[8]!.repeat(Math.floor(eighths / 8));
  const rest = steps[eighths % 8]!;
  return direction === 'right' ? padEnd(full + rest, cells) : padStart(rest + full, cells);
}

/** The newest `cells` values as columns, `low` the lowest and `high` the highest of them. */
export function formatTrend(
  values: ArrayLike<number>,
  cells: number,
  sparks: readonly string[],
  [low, high]: readonly [low: number, high: number],
): string {
  const shown = Array.from(values).slice(Math.max(0, values.length - cells));
  const span = high - low;
  const text = shown.map((value) => {
    const share = span > 0 ? Math.min(1, Math.max(0, (value - low) / span)) : 0.5;
    return sparks[Math.round(share * (sparks.length - 1))]!;
  });
  return padStart(text.join(''), cells);
}

/**
 * The newest `cells` values as columns scaled to the highest of them; NaN is a blank. Values below
 * zero stand on the floor: their sign is told by the numbers beside.
 */
export function formatSparkline(
  values: ArrayLike<number>,
  cells: number,
  sparks: readonly string[],
): string {
  const shown = Array.from(values).slice(Math.max(0, values.length - cells));
  const highest = shown.reduce((max, value) => (value > max ? value : max), 0);
  const text = shown.map((value) => {
    if (Number.isNaN(value)) return ' ';
    const share = highest > 0 ? Math.max(0, value) / highest : 0;
    return sparks[Math.round(share * (sparks.length - 1))]!;
  });
  return padStart(text.join(''), cells);
}
