// The time of a replay: it runs at the replay's speed, stands while that is paused, and never goes back, not
// even where the replay does. Everything that a recording brings is dated by it.

import type {Clock} from '../domain/clock.js';

/** All spans that are counted by are whole parts of it. */
const WHOLE_US = 60_000_000;

export class PlayClock {
  readonly #system: Clock;
  #playUs: number;
  /** When the system's clock showed what `playUs` is of. */
  #systemUs: number;
  #rate = 0;

  constructor(system: Clock) {
    this.#system = system;
    this.#systemUs = system.nowUs();
    // What is counted by the second is so from the recording's first moment on, whenever it is played.
    this.#playUs = Math.floor(this.#systemUs / WHOLE_US) * WHOLE_US;
  }

  /** Times the system's pace; 0 while it stands. */
  get rate(): number {
    return this.#rate;
  }

  nowUs = (): number => {
    if (this.#rate === 0) return this.#playUs;
    return this.#playUs + (this.#system.nowUs() - this.#systemUs) * this.#rate;
  };

  setRate(rate: number): void {
    this.#anchor(this.nowUs());
    this.#rate = rate;
  }

  /** Something of that time is done now: the clock is not behind it, and not far ahead of it. */
  reach(playUs: number, aheadUs = 0): void {
    const nowUs = this.nowUs();
    if (nowUs < playUs || nowUs > playUs + aheadUs) this.#anchor(playUs);
  }

  /** How long until then by the system's clock, in µs; infinite while it stands. */
  untilUs(playUs: number): number {
    return Math.max(0, playUs - this.nowUs()) / this.#rate;
  }

  #anchor(playUs: number): void {
    this.#playUs = playUs;
    this.#systemUs = this.#system.nowUs();
  }
}
