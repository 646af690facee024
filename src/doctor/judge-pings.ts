import {failed, type Finding, passed, warned} from './check.js';
import {formatMs} from './format-outcome.js';

/** So many are sent. */
export const PINGS = 10;

const HINT =
  'The connection loses or holds messages: try another network, or without a VPN or proxy';

/** `pingsMs`: those that were answered. `closedReason`: of the socket, if it is closed by now. */
export function judgePings(pingsMs: readonly number[], closedReason: string | undefined): Finding {
  const lost = PINGS - pingsMs.length;
  if (closedReason !== undefined) {
    return failed(`the socket ended after ${pingsMs.length} of them: ${closedReason}`, HINT, {
      pings_lost: lost,
    });
  }

  const sorted = pingsMs.toSorted((a, b) => a - b);
  const min = sorted[0];
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) {
    return failed(`none of ${PINGS} was answered`, HINT, {pings_lost: lost});
  }

  const median = medianOf(sorted);
  const words = `least ${formatMs(min)}, median ${formatMs(median)}, most ${formatMs(max)}`;
  const figures = {ping_min_ms: min, ping_median_ms: median, ping_max_ms: max, pings_lost: lost};
  return lost === 0
    ? passed(words, figures)
    : warned(`${words}, ${lost} of ${PINGS} lost`, HINT, figures);
}

function medianOf(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
