// The samples of one stage in shared memory: a histogram for each slot of a window, the worst value of
// each second, and the session's sum. One thread records, any other reads. A slot carries the number
// of the time that it is for, so that reading changes nothing and nobody waits: a reader that comes
// while a slot is emptied misses some samples of the window's oldest end, once.

import type {WindowName} from '../domain/latency.js';
import type {Distribution} from './distribution.js';
import {indexOfValue, SCALE_LENGTH} from './hdr-scale.js';

/** Seconds that a sparkline can show. */
export const SPARK_SECONDS = 60;

const SECOND_US = 1_000_000;

type Ring = {
  readonly slotUs: number;
  readonly slots: number;
};

/** A window holds between all but one slot and all of its time. */
const RINGS: Readonly<Record<WindowName, Ring>> = {
  '10s': {slotUs: 2 * SECOND_US, slots: 5},
  '1min': {slotUs: 10 * SECOND_US, slots: 6},
  session: {slotUs: Number.POSITIVE_INFINITY, slots: 1},
};

const RING_STARTS: Readonly<Record<WindowName, number>> = {'10s': 0, '1min': 5, session: 11};
const ALL_SLOTS = 12;

// Offsets in doubles. A stamp is the number of the time that the slot is for, plus one; 0 is none.
const STAMPS = 0;
const WORST_STAMPS = STAMPS + ALL_SLOTS;
const WORST_VALUES = WORST_STAMPS + SPARK_SECONDS;
const SUM = WORST_VALUES + SPARK_SECONDS;
const HEAD_LENGTH = SUM + 1;
const HEAD_BYTES = HEAD_LENGTH * Float64Array.BYTES_PER_ELEMENT;

export type SeriesMemory = SharedArrayBuffer;

/** `isSigned`: values below zero are told apart instead of counted as zero. */
export function allocateSeries(isSigned: boolean): SeriesMemory {
  const counters = ALL_SLOTS * SCALE_LENGTH * (isSigned ? 2 : 1);
  return new SharedArrayBuffer(HEAD_BYTES + counters * Uint32Array.BYTES_PER_ELEMENT);
}

export class LatencySeries {
  readonly #head: Float64Array;
  readonly #slots: readonly Uint32Array[];
  readonly #isSigned: boolean;

  constructor(memory: SeriesMemory) {
    this.#head = new Float64Array(memory, 0, HEAD_LENGTH);
    const counters = (memory.byteLength - HEAD_BYTES) / Uint32Array.BYTES_PER_ELEMENT / ALL_SLOTS;
    this.#isSigned = counters > SCALE_LENGTH;
    this.#slots = Array.from({length: ALL_SLOTS}, (_, i) => {
      const start = HEAD_BYTES + i * counters * Uint32Array.BYTES_PER_ELEMENT;
      return new Uint32Array(memory, start, counters);
    });
  }

  /** `value` in whole units of whatever the series counts in. */
  record(value: number, nowUs: number): void {
    const taken = this.#isSigned ? value : Math.max(0, value);
    const index = indexOfValue(taken);
    this.#count('10s', index, nowUs);
    this.#count('1min', index, nowUs);
    this.#count('session', index, nowUs);
    this.#head[SUM]! += taken;

    const second = Math.floor(nowUs / SECOND_US);
    const i = second % SPARK_SECONDS;
    if (this.#head[WORST_STAMPS + i] !== second + 1) {
      this.#head[WORST_VALUES + i] = taken;
      this.#head[WORST_STAMPS + i] = second + 1;
    } else if (taken > this.#head[WORST_VALUES + i]!) this.#head[WORST_VALUES + i] = taken;
  }

  addTo(distribution: Distribution, window: WindowName, nowUs: number): void {
    const {slotUs, slots} = RINGS[window];
    const number = Math.floor(nowUs / slotUs);
    const start = RING_STARTS[window];
    for (let i = 0; i < slots; i++) {
      const stamp = this.#head[STAMPS + start + i]!;
      if (stamp > 0 && stamp - 1 > number - slots) distribution.add(this.#slots[start + i]!);
    }
  }

  /** Of all samples of the session. */
  get sum(): number {
    return this.#head[SUM]!;
  }

  /** Raises each second's value in `target`, oldest first, to the worst of that second. */
  raiseWorst(target: Float64Array, nowUs: number): void {
    const newest = Math.floor(nowUs / SECOND_US);
    for (let i = 0; i < SPARK_SECONDS; i++) {
      const second = newest - SPARK_SECONDS + 1 + i;
      const at = ((second % SPARK_SECONDS) + SPARK_SECONDS) % SPARK_SECONDS;
      if (this.#head[WORST_STAMPS + at] !== second + 1) continue;
      const worst = this.#head[WORST_VALUES + at]!;
      if (!(target[i]! >= worst)) target[i] = worst;
    }
  }

  #count(window: WindowName, index: number, nowUs: number): void {
    const {slotUs, slots} = RINGS[window];
    const number = Math.floor(nowUs / slotUs);
    const at = RING_STARTS[window] + (number % slots);
    const counts = this.#slots[at]!;
    if (this.#head[STAMPS + at] !== number + 1) {
      counts.fill(0);
      this.#head[STAMPS + at] = number + 1;
    }

    counts[index]!++;
  }
}
