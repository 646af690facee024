// Books of one market that can't be trusted, and when they can be again.

import type {MarketFact} from '../domain/market-event.js';
import type {AssetId} from '../domain/market.js';
import type {Trust, TrustReason, TrustState} from '../domain/trust.js';
import {DWELL_MS} from './thresholds.js';

/** Told once, of the connection, and not of each market again; or the user's own doing. */
const TOLD_ELSEWHERE: ReadonlySet<TrustReason> = new Set([
  'reconnecting',
  'worker_restarting',
  'requested',
]);

const SOUND: ReadonlySet<TrustState> = new Set(['LIVE', 'QUIET']);

type Trouble = {
  readonly sinceMs: number;
  /** Each state is told once, however often it comes back before all is well. */
  readonly told: Set<TrustState>;
  /** Since when all books are sound again; undefined while they are not. */
  soundMs: number | undefined;
};

export class TrustWatch {
  readonly #states = new Map<AssetId, TrustState>();
  #trouble: Trouble | undefined;

  note(assetId: AssetId, {state, reason}: Trust, atMs: number): MarketFact | undefined {
    this.#states.set(assetId, state);
    const isLost = state === 'SUSPECT' || (state === 'STALE' && !TOLD_ELSEWHERE.has(reason));
    if (isLost) {
      this.#trouble ??= {sinceMs: atMs, told: new Set(), soundMs: undefined};
      this.#trouble.soundMs = undefined;
      if (this.#trouble.told.has(state)) return undefined;
      this.#trouble.told.add(state);
      return {kind: 'trust_lost', state, reason};
    }

    if (state === 'RESOLVED')
      this.#trouble = undefined; // It is over, sound or not.
    else if (this.#trouble !== undefined) this.#noteSound(this.#trouble, atMs);
    return undefined;
  }

  /** To be called now and then: trust that is back is told when it has lasted. */
  advance(atMs: number): MarketFact | undefined {
    const {soundMs, sinceMs} = this.#trouble ?? {};
    if (soundMs === undefined || sinceMs === undefined) return undefined;
    if (atMs - soundMs < DWELL_MS) return undefined;
    this.#trouble = undefined;
    return {kind: 'trust_back', state: this.#weakest(), lastedMs: soundMs - sinceMs};
  }

  #noteSound(trouble: Trouble, atMs: number): void {
    // Where hashes never match a book that was stale can't get any better than it was.
    const mayBeUnproven = !trouble.told.has('SUSPECT');
    const isSound = [...this.#states.values()].every(
      (state) => SOUND.has(state) || (mayBeUnproven && state === 'UNPROVEN'),
    );
    trouble.soundMs = isSound ? (trouble.soundMs ?? atMs) : undefined;
  }

  #weakest(): TrustState {
    const states = [...this.#states.values()];
    return (['UNPROVEN', 'LIVE'] as const).find((state) => states.includes(state)) ?? 'QUIET';
  }
}
