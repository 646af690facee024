// What REST says of markets instead of the truth, for as long as somebody wants it to.

import type {ConditionId} from '../domain/market.js';
import type {OutcomeIndex} from './market-book.js';

/**
 * - `resolved`: closed, with a winner and without a book; nothing has traded since.
 * - `paused`: takes no orders.
 * - `vanished`: nobody has ever heard of it.
 */
export type ToldState =
  | {readonly kind: 'resolved'; readonly winner: OutcomeIndex; readonly sinceMs: number}
  | {readonly kind: 'paused'}
  | {readonly kind: 'vanished'};

type Told = {readonly market: ConditionId; readonly state: ToldState};

/** Overrides may overlap: what was said last holds, until it is taken back. */
export class RestOverrides {
  #told: readonly Told[] = [];
  #ghosts = 0;

  /** Whether all markets are as they really are. */
  get isTruth(): boolean {
    return this.#told.length === 0;
  }

  get hasGhostBooks(): boolean {
    return this.#ghosts > 0;
  }

  /** What is said of a market; undefined where that is the truth. */
  of(market: ConditionId): ToldState | undefined {
    return this.#told.findLast((told) => told.market === market)?.state;
  }

  /** Returns what takes it back, which is to be called once. */
  tell(market: ConditionId, state: ToldState): () => void {
    const told = {market, state};
    this.#told = [...this.#told, told];
    return () => {
      this.#told = this.#told.filter((other) => other !== told);
    };
  }

  /** Every book is nearly empty. Returns what takes it back, which is to be called once. */
  showGhostBooks(): () => void {
    this.#ghosts++;
    return () => {
      this.#ghosts--;
    };
  }
}
