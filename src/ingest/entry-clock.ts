import type {Entry} from '../recording/entry.js';

/** Monotonic time of a recording that is done again: as its entries have it, in whole µs from 1 on. */
export class EntryClock {
  #nowUs = 0;
  #lastUs: number | undefined;

  get nowUs(): number {
    return this.#nowUs;
  }

  /** The time of the next entry: at least one µs after the one before it, so that each has its own. */
  advance({kind, wallUs, monoUs}: Entry): number {
    const atUs = Number.isNaN(monoUs) ? wallUs : monoUs;
    const isComparable = !Number.isNaN(atUs) && kind !== 'gap';
    // Another run of the program has another count, and where a gap lies it may have begun.
    if (kind === 'start') this.#lastUs = undefined;
    const stepUs = isComparable && this.#lastUs !== undefined ? atUs - this.#lastUs : 0;
    if (isComparable) this.#lastUs = atUs;
    this.#nowUs += Math.max(1, Math.round(stepUs));
    return this.#nowUs;
  }
}
