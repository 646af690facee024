// What a session keeps: the state in memory, and its changes on their way to the file.

import type {Clock, Timers} from '../domain/clock.js';
import {applyChange, NOTHING_KEPT} from './kept-state.js';
import type {KeptState, StateChange} from './kept-state.js';
import type {StateFile} from './state-file.js';

/** The file is not written more often. */
const WRITE_EVERY_US = 1_000_000;

const LOCKED_RETRY_US = 50_000;

/** At the end, so often: a lock that is there for longer was left behind. */
const LAST_TRIES = 10;

export type StateKeeperOptions = {
  /** Undefined where nothing is to outlive the session. */
  readonly file: Pick<StateFile, 'read' | 'update'> | undefined;
  readonly clock: Clock;
  readonly timers: Timers;
  /** The user should know it: a sentence without a full stop. */
  readonly onNotice: (text: string) => void;
};

export class StateKeeper {
  readonly #options: StateKeeperOptions;
  #state: KeptState = NOTHING_KEPT;
  #pending: readonly StateChange[] = [];
  #writtenUs = Number.NEGATIVE_INFINITY;
  #cancelWrite: (() => void) | undefined;
  #isOurs: boolean;
  #hasToldFailure = false;

  constructor(options: StateKeeperOptions) {
    this.#options = options;
    this.#isOurs = options.file !== undefined;
    if (options.file === undefined) return;
    const {state, notice, isOurs} = options.file.read();
    this.#state = state;
    this.#isOurs = isOurs;
    if (notice !== undefined) options.onNotice(notice);
  }

  get state(): KeptState {
    return this.#state;
  }

  apply(change: StateChange): void {
    this.#state = applyChange(this.#state, change);
    if (!this.#isOurs) return;
    const subject = subjectOf(change);
    const before = this.#pending.filter((other) => subjectOf(other) !== subject);
    this.#pending = [...before, change];
    const {nowUs} = this.#options.clock;
    this.#schedule(Math.max(0, this.#writtenUs + WRITE_EVERY_US - nowUs()));
  }

  /** Writes what is not written yet. */
  async close(): Promise<void> {
    this.#cancelWrite?.();
    const {timers} = this.#options;
    for (let tries = 1; this.#pending.length > 0 && tries <= LAST_TRIES; tries++) {
      if (this.#write(tries === LAST_TRIES)) break;
      await new Promise<void>((resolve) => timers.after(LOCKED_RETRY_US, resolve));
    }
  }

  #schedule(delayUs: number): void {
    this.#cancelWrite ??= this.#options.timers.after(delayUs, () => {
      this.#cancelWrite = undefined;
      if (!this.#write(false)) this.#schedule(LOCKED_RETRY_US);
    });
  }

  /** False where another program is writing just now. */
  #write(isLast: boolean): boolean {
    const {file, clock, onNotice} = this.#options;
    const outcome = file?.update(this.#pending, isLast);
    if (outcome?.kind === 'locked') return false;
    this.#writtenUs = clock.nowUs();
    if (outcome?.kind === 'failed') {
      // The changes stay, for a disk that has room again by the time of the next one.
      if (!this.#hasToldFailure) onNotice(outcome.message);
      this.#hasToldFailure = true;
      return true;
    }

    this.#pending = [];
    if (outcome?.notice !== undefined) onNotice(outcome.notice);
    return true;
  }
}

/** Of two changes of the same thing the newer one alone counts. */
function subjectOf(change: StateChange): string {
  switch (change.type) {
    case 'shown':
      return 'shown';
    case 'watched':
      return change.market.conditionId;
    case 'succeeded':
      return `${change.conditionId} ${change.market.conditionId}`;
    case 'unwatched':
      return change.conditionId;
  }
}
