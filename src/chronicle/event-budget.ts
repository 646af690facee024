// How many events of one market are told; the others are counted, and their number is told.

import {MAX_CHATTER_PER_MINUTE, MAX_PER_MINUTE, MORE_EVERY_MS} from './thresholds.js';

const MINUTE_MS = 60_000;

/** As many as `more` can take of a minute are kept for it. */
const MAX_TOLD_PER_MINUTE = MAX_PER_MINUTE - MINUTE_MS / MORE_EVERY_MS;

export class EventBudget {
  /** When the last events were told, oldest first. */
  readonly #toldMs: number[] = [];
  #left = 0;
  #leftSinceMs = 0;
  #saidMoreMs = Number.NEGATIVE_INFINITY;

  /** Whether an event may be told; `chatter` leaves room for what is not. */
  take(isChatter: boolean, atMs: number): boolean {
    this.#forget(atMs);
    const most = isChatter ? MAX_CHATTER_PER_MINUTE : MAX_TOLD_PER_MINUTE;
    if (this.#toldMs.length < most) {
      this.#toldMs.push(atMs);
      return true;
    }

    if (this.#left === 0) this.#leftSinceMs = atMs;
    this.#left++;
    return false;
  }

  /** How many were left out, if that is to be said now; 0 otherwise. */
  takeMore(atMs: number): number {
    const dueMs = Math.max(this.#leftSinceMs, this.#saidMoreMs) + MORE_EVERY_MS;
    if (this.#left === 0 || atMs < dueMs) return 0;
    this.#forget(atMs);
    if (this.#toldMs.length >= MAX_PER_MINUTE) return 0;
    this.#toldMs.push(atMs);
    this.#saidMoreMs = atMs;
    const left = this.#left;
    this.#left = 0;
    return left;
  }

  #forget(atMs: number): void {
    while (this.#toldMs.length > 0 && this.#toldMs[0]! <= atMs - MINUTE_MS) this.#toldMs.shift();
  }
}
