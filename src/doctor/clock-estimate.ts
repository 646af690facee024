// What the clock offset is worth: the one place that knows how the estimate is asked for.

import type {FeedProbe} from './feed-probe.js';

/** This machine's clock minus the exchange's; NaN where it is not known. */
export type ClockEstimate = {
  readonly offsetMs: number;
  readonly uncertaintyMs: number;
};

export function readClock(
  probe: Pick<FeedProbe, 'clockOffset' | 'pingsMs'>,
  nowUs: number,
): ClockEstimate {
  return {
    offsetMs: probe.clockOffset.read(nowUs),
    uncertaintyMs: Math.min(...probe.pingsMs) / 2 + 1,
  };
}
