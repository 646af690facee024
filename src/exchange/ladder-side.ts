import {complement, type Price} from '../domain/price.js';
import type {Level} from '../domain/feed-event.js';
import type {SizeMicros} from '../domain/size.js';

/** Books show two decimals of a share, so resting sizes are integers of 0.01 shares. */
export const MICROS_PER_CENT_SHARE = 10_000;

/**
 * The bids of one outcome, worst first: the order in which the exchange writes levels. Seen from
 * the other outcome the same levels are its asks, and mirroring keeps that order right as well.
 */
export class LadderSide {
  readonly #tickSize: Price;
  // Parallel and sorted by tick; the levels are made once a change, not once a reading.
  readonly #ticks: number[] = [];
  readonly #sizes: number[] = [];
  readonly #levels: Level[] = [];
  readonly #mirrored: Level[] = [];

  constructor(tickSize: Price) {
    this.#tickSize = tickSize;
  }

  get length(): number {
    return this.#ticks.length;
  }

  /** Tick of the best level; 0 while the side is empty. */
  get best(): number {
    return this.#ticks.at(-1) ?? 0;
  }

  /** As bids of this outcome, ascending. */
  get levels(): readonly Level[] {
    return this.#levels;
  }

  /** As asks of the other outcome, descending. */
  get mirrored(): readonly Level[] {
    return this.#mirrored;
  }

  /** Tick of the level at a rank, 0 being the best one; 0 where there is none. */
  tickAt(rank: number): number {
    return this.#ticks[this.#ticks.length - 1 - rank] ?? 0;
  }

  /** In 0.01 shares; 0 where there is no level. */
  sizeAt(tick: number): number {
    const index = this.#indexOf(tick);
    return this.#ticks[index] === tick ? this.#sizes[index]! : 0;
  }

  /** Sets the whole level, in 0.01 shares; 0 removes it. */
  set(tick: number, sizeCents: number): void {
    const index = this.#indexOf(tick);
    const removed = this.#ticks[index] === tick ? 1 : 0;
    if (sizeCents === 0) {
      for (const column of [this.#ticks, this.#sizes, this.#levels, this.#mirrored]) {
        column.splice(index, removed);
      }

      return;
    }

    const price = (tick * this.#tickSize) as Price;
    const size = (sizeCents * MICROS_PER_CENT_SHARE) as SizeMicros;
    this.#ticks.splice(index, removed, tick);
    this.#sizes.splice(index, removed, sizeCents);
    this.#levels.splice(index, removed, {price, size});
    this.#mirrored.splice(index, removed, {price: complement(price), size});
  }

  /** Index of the first tick that is not below the given one. */
  #indexOf(tick: number): number {
    let low = 0;
    let high = this.#ticks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#ticks[middle]! < tick) low = middle + 1;
      else high = middle;
    }

    return low;
  }
}
