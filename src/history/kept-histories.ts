// The histories of all watched markets, and for whom there is room in full depth.

import type {ConditionId} from '../domain/market.js';
import {MarketHistory} from './market-history.js';

/** Markets that keep their depth because they were in focus, the newest ones. */
export const MAX_FOCUSED = 12;

/** Markets that keep their depth from the start, since a key leads to each. */
export const MAX_FIRST = 9;

/** Markets that have a history; a recording may hold more. */
export const MAX_HISTORIES = 512;

/**
 * Five minutes of depth are kept for the first nine markets and the twelve that were in focus
 * last, an hour of the line for all: 21 x 267,600 + 512 x 7,560 bytes = 9.5 MB at most.
 */
export class KeptHistories {
  readonly #histories = new Map<ConditionId, MarketHistory>();
  /** In the order in which they came into focus. */
  readonly #focused = new Set<ConditionId>();
  readonly #maxFirst: number;
  readonly #maxHistories: number;

  /** `maxFirst`: for how many markets depth is kept unasked; `maxHistories`: how many are kept. */
  constructor({maxFirst = MAX_FIRST, maxHistories = MAX_HISTORIES} = {}) {
    this.#maxFirst = maxFirst;
    this.#maxHistories = maxHistories;
  }

  get byteLength(): number {
    let bytes = 0;
    for (const {byteLength} of this.#histories.values()) bytes += byteLength;
    return bytes;
  }

  of(market: ConditionId): MarketHistory | undefined {
    return this.#histories.get(market);
  }

  /** The market is watched no more. */
  forget(market: ConditionId): void {
    this.#histories.delete(market);
    this.#focused.delete(market);
  }

  /** Undefined where there is no room for one more. */
  ensure(market: ConditionId): MarketHistory | undefined {
    const known = this.#histories.get(market);
    if (known !== undefined || this.#histories.size >= this.#maxHistories) return known;
    const history = new MarketHistory({hasDepth: this.#histories.size < this.#maxFirst});
    this.#histories.set(market, history);
    return history;
  }

  /** The market has come into focus: its depth is kept, and another's may go. */
  focus(market: ConditionId): MarketHistory | undefined {
    const history = this.ensure(market);
    if (history === undefined) return undefined;
    history.keepDepth();
    this.#focused.delete(market);
    this.#focused.add(market);
    if (this.#focused.size > MAX_FOCUSED) {
      const [oldest] = this.#focused;
      this.#focused.delete(oldest!);
      const isFirst = [...this.#histories.keys()].indexOf(oldest!) < this.#maxFirst;
      if (!isFirst) this.#histories.get(oldest!)?.dropDepth();
    }

    return history;
  }
}
