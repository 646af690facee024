// Spreads that are wide for this market, and their end. Compared in units of `Price`: ticks change.

import type {MarketFact} from '../domain/market-event.js';
import {medianOf} from './median.js';
import {
  DWELL_MS,
  SPREAD_END_TIMES_USUAL,
  SPREAD_MIN_SAMPLES,
  SPREAD_MIN_TICKS,
  SPREAD_SAMPLE_MS,
  SPREAD_SAMPLES,
  SPREAD_TIMES_USUAL,
} from './thresholds.js';

export class SpreadWatch {
  readonly #samples: number[] = [];
  #sampledMs = Number.NEGATIVE_INFINITY;
  /** Since when it is wide, and what was usual then; undefined while it is not. */
  #wide: {readonly sinceMs: number; readonly usual: number} | undefined;
  /** Since when it is the opposite of what was told last; undefined while it is not. */
  #turningMs: number | undefined;

  /** `spread`: undefined while a side is empty. */
  note(spread: number | undefined, tickSize: number, atMs: number): MarketFact | undefined {
    if (spread === undefined) {
      this.#turningMs = undefined;
      return undefined;
    }

    return this.#wide === undefined
      ? this.#awaitWide(spread, tickSize, atMs)
      : this.#awaitUsual(spread, tickSize, this.#wide, atMs);
  }

  #awaitWide(spread: number, tickSize: number, atMs: number): MarketFact | undefined {
    const usual =
      this.#samples.length < SPREAD_MIN_SAMPLES
        ? Number.POSITIVE_INFINITY
        : medianOf(this.#samples);
    if (spread < Math.max(SPREAD_MIN_TICKS * tickSize, SPREAD_TIMES_USUAL * usual)) {
      this.#turningMs = undefined;
      this.#sample(spread, atMs);
      return undefined;
    }

    this.#turningMs ??= atMs;
    if (atMs - this.#turningMs < DWELL_MS) return undefined;
    this.#wide = {sinceMs: this.#turningMs, usual};
    this.#turningMs = undefined;
    const [spreadTicks, usualTicks] = [spread / tickSize, usual / tickSize];
    return {kind: 'spread_wide', spreadTicks, usualTicks};
  }

  #awaitUsual(
    spread: number,
    tickSize: number,
    {sinceMs, usual}: {readonly sinceMs: number; readonly usual: number},
    atMs: number,
  ): MarketFact | undefined {
    const isUsual = spread < SPREAD_MIN_TICKS * tickSize || spread < SPREAD_END_TIMES_USUAL * usual;
    if (!isUsual) {
      this.#turningMs = undefined;
      return undefined;
    }

    this.#turningMs ??= atMs;
    if (atMs - this.#turningMs < DWELL_MS) return undefined;
    const lastedMs = this.#turningMs - sinceMs;
    this.#wide = undefined;
    this.#turningMs = undefined;
    return {kind: 'spread_usual', spreadTicks: spread / tickSize, lastedMs};
  }

  #sample(spread: number, atMs: number): void {
    if (atMs - this.#sampledMs < SPREAD_SAMPLE_MS) return;
    this.#sampledMs = atMs;
    this.#samples.push(spread);
    if (this.#samples.length > SPREAD_SAMPLES) this.#samples.shift();
  }
}
