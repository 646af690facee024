// How sums of prices and their edges are written.

import type {Market} from '../domain/market.js';
import type {Price} from '../domain/price.js';
import {splitGlyphs} from './cell-width.js';
import {formatTicks} from './format-number.js';
import {centDecimals, formatCents} from './format-price.js';
import type {Glyphs} from './glyphs.js';
import type {Pair} from './select-pair.js';

/** A sum in dollars with the decimals of the tick, or more where it needs them: `0.998`. */
export function formatSum(units: number, tick: Price | undefined): string {
  const decimals = 2 + Math.max(centDecimals(units), centDecimals(tick ?? 0));
  return (units / 10_000).toFixed(decimals);
}

/** `+2t`, `-0.5t`; in cents where the tick is not known. */
export function formatEdgeTicks(units: number, tick: Price | undefined, glyphs: Glyphs): string {
  if (tick === undefined) return formatEdge(units, glyphs);
  return units === 0 ? '0t' : `${signOf(units)}${formatTicks(Math.abs(units) / tick)}`;
}

/** `+1.3¢` */
export function formatEdge(units: number, glyphs: Glyphs): string {
  const text = formatCents(Math.abs(units), centDecimals(units), glyphs.cent);
  return units === 0 ? text : `${signOf(units)}${text}`;
}

/** `Y+N` */
export function initialsOf({outcomes}: Pick<Market, 'outcomes'>): string {
  return outcomes.map(({name}) => (splitGlyphs(name)[0]?.text ?? '?').toUpperCase()).join('+');
}

/** `Y+N ask 1.002`; undefined where there is no sum. */
export function describePair(
  pair: Pair,
  market: Pick<Market, 'outcomes'>,
  tick: Price | undefined,
): string | undefined {
  if (pair.kind === 'none') return undefined;
  return `${initialsOf(market)} ask ${formatSum(pair.sums.ask.sum, tick)}`;
}

function signOf(units: number): string {
  return units < 0 ? '-' : '+';
}
