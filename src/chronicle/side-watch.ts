// Books of which one side, or both, is empty.

import type {BookSide} from '../domain/feed-event.js';
import type {MarketFact} from '../domain/market-event.js';
import {DWELL_MS} from './thresholds.js';

type Missing = BookSide | 'both' | 'none';

export class SideWatch {
  /** As it was told, or as the first book had it. */
  #told: Missing | undefined;
  #toldMs = 0;
  #seen: Missing = 'none';
  #seenMs = 0;

  note(hasBids: boolean, hasAsks: boolean, atMs: number): MarketFact | undefined {
    const missing = hasBids ? (hasAsks ? 'none' : 'ask') : hasAsks ? 'bid' : 'both';
    if (this.#told === undefined) {
      this.#told = missing;
      this.#toldMs = atMs;
    }

    if (missing !== this.#seen) {
      this.#seen = missing;
      this.#seenMs = atMs;
    }

    if (missing === this.#told || atMs - this.#seenMs < DWELL_MS) return undefined;
    const lastedMs = this.#seenMs - this.#toldMs;
    // From one side missing to the other it has been incomplete all the time.
    if (this.#told === 'none' || missing === 'none') this.#toldMs = this.#seenMs;
    this.#told = missing;
    return missing === 'none'
      ? {kind: 'sides_back', lastedMs}
      : {kind: 'side_empty', side: missing};
  }
}
