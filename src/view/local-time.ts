// From what a clock on the wall says to Unix time, for any time zone that is told by its two formats.

import type {FormatDate, FormatTime} from './format-time.js';

/** A time zone, as its clocks and calendars show it. */
export type LocalTime = {
  readonly formatTime: FormatTime;
  readonly formatDate: FormatDate;
};

const DAY_MS = 86_400_000;

/**
 * What the zone's clock shows at a Unix time, in ms, as if it were a clock of UTC. NaN where the time is
 * none.
 */
export function toLocalMs(unixMs: number, {formatDate, formatTime}: LocalTime): number {
  const second = Date.parse(`${formatDate(unixMs)}T${formatTime(unixMs)}Z`);
  return second + (unixMs - Math.floor(unixMs / 1000) * 1000);
}

/**
 * The Unix times, in ms, at which the zone's clock shows `localMs`, earliest first: one as a rule, two
 * where it is set back, none where it is set forward.
 */
export function resolveLocal(localMs: number, zone: LocalTime): readonly number[] {
  // No zone changes its offset twice in two days.
  const offsets = [localMs - DAY_MS, localMs + DAY_MS].map((ms) => toLocalMs(ms, zone) - ms);
  const times = new Set(offsets.map((offset) => localMs - offset));
  return [...times].filter((ms) => toLocalMs(ms, zone) === localMs).sort((a, b) => a - b);
}
