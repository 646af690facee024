// What the clock offset is worth: the one place that knows how the estimate is asked for.

import type {ClockOffset} from '../metrics/clock-offset.js';

/** This machine's clock minus the exchange's; NaN where it is not known. */
export type ClockEstimate = {
  readonly offsetMs: number;
  readonly uncertaintyMs: number;
};

export function readClock(clock: ClockOffset, leastPingMs: number, nowUs: number): ClockEstimate {
  return {offsetMs: clock.read(nowUs), uncertaintyMs: leastPingMs / 2 + 1};
}
