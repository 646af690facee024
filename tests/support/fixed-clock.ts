import type {Clock} from '../../src/domain/clock.js';

/** A clock that shows what the test sets it to. */
export class FixedClock implements Clock {
  us = 1_000_000;
  readonly nowUs = (): number => this.us;
  readonly wallMs = (): number => this.us / 1000;
}
