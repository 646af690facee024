// Goes on with a series: when the market on the screen is over, the next window is looked for, around
// its end often, later less so, and after a long time no more.

import type {Clock, Timers} from '../domain/clock.js';
import type {Market} from '../domain/market.js';
import {PolybookError} from '../domain/problem.js';
import {nextSlugs} from './series.js';

/** How often it is looked whether the market is over. */
const LOOK_EVERY_US = 1_000_000;

/** Pauses between two questions about the next window. */
const FIRST_PAUSE_US = 2_000_000;
const LONGEST_PAUSE_US = 30_000_000;

/** A series that has not gone on by then is over. */
const PATIENCE_US = 15 * 60_000_000;

export type FollowedMarket = {
  readonly market: Market;
  /** Resolved or closed, whatever its announced end. */
  readonly isOver: boolean;
};

export type SeriesFollowerOptions = {
  /** The market on the screen; undefined where none is followed. */
  readonly shown: () => FollowedMarket | undefined;
  /** Undefined while there is none. */
  readonly find: (market: Market, signal: AbortSignal) => Promise<Market | undefined>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly onNext: (before: Market, next: Market) => void;
  /** A sentence without a full stop. */
  readonly onGivenUp: (sentence: string) => void;
};

type Wait = {
  readonly market: Market;
  readonly sinceUs: number;
  dueUs: number;
  pauseUs: number;
  isGivenUp: boolean;
};

export class SeriesFollower {
  readonly #options: SeriesFollowerOptions;
  readonly #abort = new AbortController();
  #wait: Wait | undefined;
  #isAsking = false;
  #cancelLook: () => void;

  constructor(options: SeriesFollowerOptions) {
    this.#options = options;
    this.#cancelLook = this.#lookLater();
  }

  close(): void {
    this.#abort.abort();
    this.#cancelLook();
  }

  #lookLater(): () => void {
    return this.#options.timers.after(LOOK_EVERY_US, () => {
      this.#look();
      if (!this.#abort.signal.aborted) this.#cancelLook = this.#lookLater();
    });
  }

  #look(): void {
    const {shown, clock} = this.#options;
    const nowUs = clock.nowUs();
    const followed = shown();
    if (followed === undefined || !this.#isDue(followed)) {
      this.#wait = undefined;
      return;
    }

    const {market} = followed;
    if (this.#wait?.market.conditionId !== market.conditionId) {
      this.#wait = {
        market,
        sinceUs: nowUs,
        dueUs: nowUs,
        pauseUs: FIRST_PAUSE_US,
        isGivenUp: false,
      };
    }

    const wait = this.#wait;
    if (wait.isGivenUp || this.#isAsking || nowUs < wait.dueUs) return;
    if (nowUs - wait.sinceUs >= PATIENCE_US) {
      wait.isGivenUp = true;
      const minutes = PATIENCE_US / 60_000_000;
      this.#options.onGivenUp(
        `"${market.question}" has had no successor for ${minutes} min: it is not waited for any more`,
      );
      return;
    }

    void this.#ask(wait);
  }

  #isDue({market, isOver}: FollowedMarket): boolean {
    const wallMs = this.#options.clock.wallMs();
    if (nextSlugs(market, wallMs).length === 0) return false;
    return isOver || (market.endDateMs !== undefined && market.endDateMs <= wallMs);
  }

  async #ask(wait: Wait): Promise<void> {
    const {find, clock, onNext} = this.#options;
    this.#isAsking = true;
    let next: Market | undefined;
    try {
      next = await find(wait.market, this.#abort.signal);
    } catch (error) {
      if (this.#abort.signal.aborted) return;
      // The next question may be answered; that the exchange is out of reach is on the screen already.
      if (!(error instanceof PolybookError)) throw error;
      wait.pauseUs = Math.max(wait.pauseUs, (error.retryAfterMs ?? 0) * 1000);
    } finally {
      this.#isAsking = false;
    }

    wait.dueUs = clock.nowUs() + wait.pauseUs;
    wait.pauseUs = Math.min(2 * wait.pauseUs, LONGEST_PAUSE_US);
    // The user may look at something else by now.
    if (next === undefined || this.#wait !== wait) return;
    this.#wait = undefined;
    onNext(wait.market, next);
  }
}
