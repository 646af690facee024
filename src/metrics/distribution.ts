// Counts of several histograms added up, and what they say.

import type {Gauge} from '../domain/latency.js';
import {ascendingIndexes, indexOfValue, SCALE_LENGTH, valueOfIndex} from './hdr-scale.js';

export class Distribution {
  readonly #counts = new Float64Array(2 * SCALE_LENGTH);
  #count = 0;

  /** `counts`: by index of the scale, with or without a mirror for negative values. */
  add(counts: Uint32Array): void {
    for (let i = 0; i < counts.length; i++) {
      const count = counts[i]!;
      if (count === 0) continue;
      this.#counts[i]! += count;
      this.#count += count;
    }
  }

  clear(): void {
    this.#counts.fill(0);
    this.#count = 0;
  }

  get count(): number {
    return this.#count;
  }

  /** The value at a percentile (0-100] by nearest rank, within the scale's precision; NaN if empty. */
  percentile(percentile: number): number {
    if (this.#count === 0) return Number.NaN;
    const rank = Math.max(1, Math.ceil((percentile / 100) * this.#count));
    let seen = 0;
    for (const [value, count] of this.#ascending()) {
      seen += count;
      if (seen >= rank) return value;
    }

    return Number.NaN;
  }

  /** In units of `divisor` recorded ones, in one pass. */
  toGauge(divisor: number): Gauge {
    const {count} = this;
    const [p50, p95, p99, max] = this.#percentiles([50, 95, 99, 100]);
    return {
      count,
      p50: p50! / divisor,
      p95: p95! / divisor,
      p99: p99! / divisor,
      max: max! / divisor,
    };
  }

  /** Samples that are not above a value, which is taken as exactly as the scale tells it. */
  countAtMost(value: number): number {
    const limit = valueOfIndex(indexOfValue(value));
    let seen = 0;
    for (const [other, count] of this.#ascending()) {
      if (other > limit) break;
      seen += count;
    }

    return seen;
  }

  /** How many samples each of the intervals has that end at `bounds`, which ascend; the rest is left out. */
  countBetween(bounds: readonly number[]): number[] {
    const counts = bounds.map(() => 0);
    let interval = 0;
    for (const [value, count] of this.#ascending()) {
      while (interval < bounds.length && value > bounds[interval]!) interval++;
      if (interval === bounds.length) break;
      counts[interval]! += count;
    }

    return counts;
  }

  #percentiles(percentiles: readonly number[]): number[] {
    const values = percentiles.map(() => Number.NaN);
    const ranks = percentiles.map((percentile) => Math.ceil((percentile / 100) * this.#count));
    let seen = 0;
    let next = 0;
    for (const [value, count] of this.#ascending()) {
      seen += count;
      while (next < ranks.length && seen >= Math.max(1, ranks[next]!)) values[next++] = value;
    }

    return values;
  }

  /** Values that have samples, the least first. */
  *#ascending(): Generator<readonly [value: number, count: number]> {
    for (const i of ascendingIndexes()) {
      const count = this.#counts[i]!;
      if (count > 0) yield [valueOfIndex(i), count];
    }
  }
}
