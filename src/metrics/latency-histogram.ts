import Int32HistogramModule from 'hdr-histogram-js/dist/Int32Histogram.js';

// The file is CommonJS with a `default` property; deep, because the package's index loads a
// WebAssembly build and a compressor (140 kB bundled) that nothing here uses.
const Int32Histogram = Int32HistogramModule.default;

/** Two significant digits: a value is told within 1 %. */
const SIGNIFICANT_DIGITS = 2;

/** A day in µs. Larger values (a clock wrong by days) are recorded as a day. */
const HIGHEST_VALUE = 86_400_000_000;

type Histogram = InstanceType<typeof Int32Histogram>;

function create(): Histogram {
  return new Int32Histogram(1, HIGHEST_VALUE, SIGNIFICANT_DIGITS);
}

/**
 * A HDR histogram that also takes negative values, which clocks of two machines produce: they go
 * into a mirrored histogram, made when the first one comes. Values are integers, here always µs.
 */
export class LatencyHistogram {
  readonly #positive = create();
  #negative: Histogram | undefined;

  record(value: number): void {
    const rounded = Math.round(value);
    if (rounded >= 0) {
      this.#positive.recordValue(Math.min(rounded, HIGHEST_VALUE));
      return;
    }

    this.#negative ??= create();
    this.#negative.recordValue(Math.min(-rounded, HIGHEST_VALUE));
  }

  get count(): number {
    return this.#positive.totalCount + (this.#negative?.totalCount ?? 0);
  }

  /** The greatest value recorded, within the stated precision; NaN while there is none. */
  get max(): number {
    return this.percentile(100);
  }

  /** The value at a percentile (0-100]; NaN while nothing was recorded. */
  percentile(percentile: number): number {
    const positives = this.#positive.totalCount;
    const negatives = this.#negative?.totalCount ?? 0;
    const total = positives + negatives;
    if (total === 0) return Number.NaN;

    const rank = Math.max(1, Math.ceil((percentile / 100) * total));
    if (rank > negatives) {
      return this.#positive.getValueAtPercentile((100 * (rank - negatives)) / positives);
    }

    // The rank-th smallest of all is the (negatives - rank + 1)-th smallest of the mirror.
    const mirrored = ((negatives - rank + 1) / negatives) * 100;
    return -this.#negative!.getValueAtPercentile(mirrored);
  }

  add(other: LatencyHistogram): void {
    this.#positive.add(other.#positive);
    if (other.#negative === undefined || other.#negative.totalCount === 0) return;
    this.#negative ??= create();
    this.#negative.add(other.#negative);
  }

  reset(): void {
    this.#positive.reset();
    this.#negative?.reset();
  }
}
