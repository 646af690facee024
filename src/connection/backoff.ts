const FIRST_US = 1_000_000;
const LONGEST_US = 30_000_000;

/** Even the luckiest draw leaves the exchange this much air. */
const LEAST_US = 100_000;

/**
 * How long to wait before try `attempt` (1 is the first retry): full jitter under a ceiling that
 * doubles from 1 s to 30 s. `random` is in [0, 1).
 */
export function backoffUs(attempt: number, random: number): number {
  const ceilingUs = Math.min(LONGEST_US, FIRST_US * 2 ** Math.min(attempt - 1, 5));
  return Math.round(LEAST_US + random * (ceilingUs - LEAST_US));
}
