// Time that passes as fast as what happens in it: a clock and its timers, for hours in seconds.

import type {Clock, Timers} from '../../src/domain/clock.js';

type Timer = {
  readonly atUs: number;
  readonly order: number;
  readonly run: () => void;
  isCancelled: boolean;
};

/** Turns of the microtask queue after each timer, and after one that ends a request. */
const FEW_TURNS = 2;
const MANY_TURNS = 100;

/** 2026-03-04 00:00 UTC, a Wednesday: no weekly restart for six days. */
const START_MS = Date.UTC(2026, 2, 4);

export class VirtualTime implements Clock, Timers {
  /** A binary heap, the earliest first; those of one time in the order in which they were set. */
  readonly #heap: Timer[] = [];
  #nowUs = 1_000_000;
  #order = 0;
  #turns = 0;
  #wallOffsetMs: number;

  constructor(startMs = START_MS) {
    this.#wallOffsetMs = startMs - this.#nowUs / 1000;
  }

  /** A long chain of promises begins: time waits for its end. */
  settle(): void {
    this.#turns = MANY_TURNS;
  }

  readonly nowUs = (): number => this.#nowUs;

  readonly wallMs = (): number => Math.floor(this.#nowUs / 1000 + this.#wallOffsetMs);

  readonly after = (delayUs: number, run: () => void): (() => void) => {
    const timer = {
      atUs: this.#nowUs + Math.max(0, delayUs),
      order: this.#order++,
      run,
      isCancelled: false,
    };
    this.#push(timer);
    return () => {
      timer.isCancelled = true;
    };
  };

  /** Timers that are set and not called off. */
  get timers(): number {
    return this.#heap.filter(({isCancelled}) => !isCancelled).length;
  }

  /** The wall clock is set, or the machine slept. */
  jumpWall(byMs: number): void {
    this.#wallOffsetMs += byMs;
  }

  async runFor(durationUs: number): Promise<void> {
    const endUs = this.#nowUs + durationUs;
    for (;;) {
      const timer = this.#heap[0];
      if (timer === undefined || timer.atUs > endUs) break;
      await this.#step();
    }

    this.#nowUs = endUs;
  }

  /** Resolves with the time that it took, in µs; rejects where it takes longer than `maxUs`. */
  async runUntil(
    condition: () => boolean,
    what: string | (() => string),
    maxUs: number,
  ): Promise<number> {
    const startUs = this.#nowUs;
    while (!condition()) {
      const timer = this.#heap[0];
      if (timer === undefined || timer.atUs > startUs + maxUs) {
        throw new Error(
          `Not within ${maxUs / 1e6} virtual seconds: ${typeof what === 'string' ? what : what()}`,
        );
      }

      await this.#step();
    }

    return this.#nowUs - startUs;
  }

  /** The next timer, and everything that waited for a promise of it. */
  async #step(): Promise<void> {
    const timer = this.#pop()!;
    if (timer.isCancelled) return;
    this.#nowUs = Math.max(this.#nowUs, timer.atUs);
    this.#turns = FEW_TURNS;
    timer.run();
    for (let i = 0; i < this.#turns; i++) await Promise.resolve();
  }

  #push(timer: Timer): void {
    const heap = this.#heap;
    let i = heap.push(timer) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!isBefore(heap[i]!, heap[parent]!)) break;
      [heap[i], heap[parent]] = [heap[parent]!, heap[i]!];
      i = parent;
    }
  }

  #pop(): Timer | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    heap[0] = last;
    let i = 0;
    for (;;) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < heap.length && isBefore(heap[child]!, heap[least]!)) least = child;
      }

      if (least === i) return first;
      [heap[i], heap[least]] = [heap[least]!, heap[i]!];
      i = least;
    }
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.atUs < b.atUs || (a.atUs === b.atUs && a.order < b.order);
}
