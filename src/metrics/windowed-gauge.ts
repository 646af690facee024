import type {Gauge} from '../domain/snapshot.js';
import {LatencyHistogram} from './latency-histogram.js';

const SLOTS = 5;

/** How long a read may be served from the last one: merging histograms costs more than recording. */
const REUSE_US = 250_000;

const EMPTY: Gauge = {
  count: 0,
  p50: Number.NaN,
  p95: Number.NaN,
  p99: Number.NaN,
  max: Number.NaN,
};

/** Percentiles of the last window (between 4/5 of it and all of it), from a ring of histograms. */
export class WindowedGauge {
  readonly #slotUs: number;
  readonly #slots = Array.from({length: SLOTS}, () => new LatencyHistogram());
  readonly #merged = new LatencyHistogram();
  readonly #unitUs: number;
  #slotNumber = 0;
  #read: Gauge = EMPTY;
  #readUs = Number.NEGATIVE_INFINITY;

  /** `unitUs`: how many µs the unit of the reading has, 1000 for a gauge in ms. */
  constructor(options: {windowUs: number; unitUs: number}) {
    this.#slotUs = options.windowUs / SLOTS;
    this.#unitUs = options.unitUs;
  }

  record(valueUs: number, nowUs: number): void {
    this.#advance(nowUs);
    this.#slots[this.#slotNumber % SLOTS]!.record(valueUs);
  }

  read(nowUs: number): Gauge {
    if (nowUs - this.#readUs < REUSE_US) return this.#read;
    this.#readUs = nowUs;
    this.#advance(nowUs);
    this.#merged.reset();
    for (const slot of this.#slots) if (slot.count > 0) this.#merged.add(slot);
    this.#read = this.#merged.count === 0 ? EMPTY : this.#percentiles();
    return this.#read;
  }

  #percentiles(): Gauge {
    const at = (percentile: number): number => this.#merged.percentile(percentile) / this.#unitUs;
    return {count: this.#merged.count, p50: at(50), p95: at(95), p99: at(99), max: at(100)};
  }

  /** Empties the slots that time has passed since the last call. */
  #advance(nowUs: number): void {
    const number = Math.floor(nowUs / this.#slotUs);
    const passed = Math.min(number - this.#slotNumber, SLOTS);
    for (let i = 0; i < passed; i++) this.#slots[(number - i) % SLOTS]!.reset();
    if (number > this.#slotNumber) this.#slotNumber = number;
  }
}
