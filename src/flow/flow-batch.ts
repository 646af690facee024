import {SLOT_US, slotOf} from './flow-window.js';

/**
 * Tells where one book's batches end: messages with one timestamp and one hash are one transaction of
 * the exchange. A batch belongs to the slot in which it began, so that no window begins in the middle of it.
 */
export class FlowBatch {
  #timestampMs: number | undefined;
  #hash: string | undefined;
  #startedUs = 0;
  #number = 0;
  #slot = 0;

  /** Counts up through the session. */
  get number(): number {
    return this.#number;
  }

  get slot(): number {
    return this.#slot;
  }

  /** To be told of each message; whether it begins another batch. */
  join(timestampMs: number, hash: string | undefined, nowUs: number): boolean {
    const isNextHash = hash !== undefined && this.#hash !== undefined && hash !== this.#hash;
    // A batch is over in a moment; the same book may be sent again much later.
    const isOld = nowUs - this.#startedUs >= SLOT_US;
    if (timestampMs === this.#timestampMs && !isNextHash && !isOld) {
      this.#hash ??= hash;
      return false;
    }

    this.#begin(timestampMs, hash, nowUs);
    return true;
  }

  /** What comes next belongs to no batch before it. */
  restart(timestampMs: number, hash: string | undefined, nowUs: number): void {
    this.#begin(timestampMs, hash, nowUs);
  }

  #begin(timestampMs: number, hash: string | undefined, nowUs: number): void {
    this.#timestampMs = timestampMs;
    this.#hash = hash;
    this.#startedUs = nowUs;
    this.#number++;
    this.#slot = slotOf(nowUs);
  }
}
