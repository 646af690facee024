// What the offset of the clocks means: this machine's clock, or a feed that is late.

import {type Finding, passed, warned} from './check.js';
import type {OffsetEstimate} from '../metrics/clock-offset.js';
import {formatMs} from './format-outcome.js';

/** From here on no latency can be read any more. */
const LIMIT_MS = 1_000;

const SET_HINT = "Let this machine's clock be set by NTP: books do not depend on it, latencies do";
const LATE_HINT = 'The clock is right and the feed is late: try another network, or later';
const STAMP_HINT = "The exchange's stamps are ahead of its own clock: there is nothing to set here";

/**
 * `feed` is NaN where no change came within `waitedMs`. REST's clock shows whole seconds, which is
 * enough to tell whose fault a large offset is.
 */
export function judgeClock(
  feed: OffsetEstimate,
  rest: OffsetEstimate | undefined,
  waitedMs: number,
): Finding {
  if (Number.isNaN(feed.offsetMs)) return judgeByRest(rest, waitedMs);
  const figures = {
    clock_offset_ms: feed.offsetMs,
    clock_uncertainty_ms: feed.uncertaintyMs,
    ...restFigures(rest),
  };
  const words = describe(feed);
  if (!isOff(feed)) return passed(words, figures);
  const isOurs = rest === undefined || isOff(rest);
  if (isOurs) return warned(words, SET_HINT, figures);
  return warned(
    `${words}, but not of its REST's`,
    feed.offsetMs > 0 ? LATE_HINT : STAMP_HINT,
    figures,
  );
}

function judgeByRest(rest: OffsetEstimate | undefined, waitedMs: number): Finding {
  const unknown = `unknown: no change came within ${waitedMs / 1000} s`;
  const figures = {clock_offset_ms: null, clock_uncertainty_ms: null, ...restFigures(rest)};
  if (rest !== undefined && isOff(rest)) {
    return warned(`${unknown}; by REST ${describe(rest)}`, SET_HINT, figures);
  }

  const byRest = rest === undefined ? '' : '; REST has the same second';
  return warned(`${unknown}${byRest}`, 'A busier market tells: polybook-tui doctor', figures);
}

function restFigures(rest: OffsetEstimate | undefined): Readonly<Record<string, number>> {
  if (rest === undefined) return {};
  return {
    rest_clock_offset_ms: rest.offsetMs,
    rest_clock_uncertainty_ms: rest.uncertaintyMs,
  };
}

/** Beyond the limit whatever the uncertainty. */
function isOff({offsetMs, uncertaintyMs}: OffsetEstimate): boolean {
  return Math.abs(offsetMs) - uncertaintyMs >= LIMIT_MS;
}

function describe({offsetMs, uncertaintyMs}: OffsetEstimate): string {
  const direction = offsetMs < 0 ? 'behind' : 'ahead of';
  const amount = `${formatMs(Math.abs(offsetMs))} (give or take ${formatMs(uncertaintyMs)})`;
  return `this machine is ${amount} ${direction} the exchange`;
}
