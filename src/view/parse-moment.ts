// What is typed to go somewhere in a recording, as a command for whoever plays it.

import type {Playback, PlayCommand} from '../domain/playback.js';
import {clamp} from './clamp.js';
import {resolveLocal, toLocalMs, type LocalTime} from './local-time.js';
import {formatMoment, spansDays} from './play-words.js';

/** What a text may be, for whoever typed another one. */
const TAKEN = 'takes 12:03:15, 12:03, +90s, -5m, 45%, 2026-11-24T12:03:15Z';

const SECOND_US = 1_000_000;
const MINUTE_US = 60 * SECOND_US;
const HOUR_US = 60 * MINUTE_US;
const DAY_US = 24 * HOUR_US;
const DAY_MS = DAY_US / 1000;

const UNITS_US: Readonly<Record<string, number>> = {
  ms: 1000,
  s: SECOND_US,
  m: MINUTE_US,
  min: MINUTE_US,
  h: HOUR_US,
  d: DAY_US,
};

const TENTH = /^\d$/;
const PERCENT = /^(\d{1,3}(?:\.\d+)?) ?%$/;
const SECONDS = /^([+-]) ?(\d+(?:\.\d+)?)$/;
const SPANS = /^([+-]) ?((?:\d+(?:\.\d+)? ?(?:min|ms|s|m|h|d) ?)+)$/;
const SPAN = /(\d+(?:\.\d+)?) ?(min|ms|s|m|h|d)/g;
const CLOCK = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?$/;
const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?) ?(?:(Z)|([+-])(\d\d):?(\d\d))?)?$/i;

/** What is known of the recording's times. */
export type KnownTimes = Pick<Playback, 'positionUs' | 'firstUs' | 'lastUs'>;

export type Moment =
  | {readonly kind: 'found'; readonly command: PlayCommand}
  /** Why it leads nowhere. */
  | {readonly kind: 'refused'; readonly reason: string};

/**
 * A share (`45%`, or a digit for its tenth), a span from here (`+90s`, `-1m30s`), a time of day in the
 * time zone of the screen (`12:03`, `12:03:15.250`) or ISO 8601. A time stands for all of the minute or
 * second that it names, and leads to the first part of that which is in the recording. Of several times
 * of day it is the one nearest to the position.
 */
export function parseMoment(text: string, times: KnownTimes, zone: LocalTime): Moment {
  const typed = text.trim();
  return (
    parseShare(typed) ??
    parseSkip(typed) ??
    parseClockTime(typed, times, zone) ??
    parseIso(typed, times, zone) ?? {kind: 'refused', reason: TAKEN}
  );
}

function parseShare(text: string): Moment | undefined {
  if (TENTH.test(text)) return found({kind: 'go_to_share', fraction: Number(text) / 10});
  const percent = Number(PERCENT.exec(text)?.[1]);
  return percent <= 100 ? found({kind: 'go_to_share', fraction: percent / 100}) : undefined;
}

function parseSkip(text: string): Moment | undefined {
  const seconds = SECONDS.exec(text);
  const spans = SPANS.exec(text);
  const sign = (seconds ?? spans)?.[1];
  if (sign === undefined) return undefined;
  const span =
    seconds === null
      ? Array.from(spans![2]!.matchAll(SPAN)).reduce(
          (sum, [, count, unit]) => sum + Number(count) * UNITS_US[unit!]!,
          0,
        )
      : Number(seconds[2]) * SECOND_US;
  const us = Math.round(span);
  if (!Number.isSafeInteger(us)) return undefined;
  return found({kind: 'skip', us: sign === '-' && us !== 0 ? -us : us});
}

function parseClockTime(text: string, times: KnownTimes, zone: LocalTime): Moment | undefined {
  const clock = parseClock(text);
  if (clock === undefined) return undefined;
  const {positionUs, firstUs, lastUs} = times;
  const nearUs = positionUs ?? firstUs ?? lastUs;
  if (nearUs === undefined) {
    return {kind: 'refused', reason: 'no time of the recording is known yet; takes 45%, +90s'};
  }

  const anchorUs = clamp(nearUs, firstUs ?? nearUs, lastUs ?? nearUs);
  const today = Math.floor(toLocalMs(anchorUs / 1000, zone) / DAY_MS);
  // A clock that is set forward leaves a time out, so that its neighbour is two days away.
  const starts = [-2, -1, 0, 1, 2].flatMap((days) =>
    resolveUs((today + days) * DAY_US + clock.us, zone),
  );
  return selectMoment(starts, clock.lengthUs, times, zone);
}

function parseIso(text: string, times: KnownTimes, zone: LocalTime): Moment | undefined {
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, time, utc, sign, hours, minutes] = match;
  const dayMs = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // The 31st of February would be a day of March.
  if (new Date(dayMs).toISOString().slice(5, 10) !== `${month!}-${day!}`) return undefined;
  const clock = time === undefined ? {us: 0, lengthUs: DAY_US} : parseClock(time);
  if (clock === undefined) return undefined;
  const localUs = dayMs * 1000 + clock.us;
  if (utc === undefined && sign === undefined) {
    return selectMoment(resolveUs(localUs, zone), clock.lengthUs, times, zone);
  }

  const offset = parseClock(`${hours ?? '00'}:${minutes ?? '00'}`);
  if (offset === undefined) return undefined;
  const start = localUs - (sign === '-' ? -offset.us : offset.us);
  return selectMoment([start], clock.lengthUs, times, zone);
}

/** Since midnight, and how long what is named lasts, in µs. */
function parseClock(text: string): {readonly us: number; readonly lengthUs: number} | undefined {
  const match = CLOCK.exec(text);
  if (match === null) return undefined;
  const [, hours, minutes, seconds, fraction = ''] = match;
  const [h, m, s] = [Number(hours), Number(minutes), Number(seconds ?? 0)];
  if (h > 23 || m > 59 || s > 59) return undefined;
  const us = h * HOUR_US + m * MINUTE_US + s * SECOND_US + Number(fraction.padEnd(6, '0'));
  const lengthUs = seconds === undefined ? MINUTE_US : SECOND_US / 10 ** fraction.length;
  return {us, lengthUs};
}

/** Unix times, in µs, at which the zone's clock shows this. */
function resolveUs(localUs: number, zone: LocalTime): readonly number[] {
  const localMs = Math.floor(localUs / 1000);
  return resolveLocal(localMs, zone).map((ms) => ms * 1000 + (localUs - localMs * 1000));
}

/** The start that lies in the recording, with what it stands for, nearest to the position. */
function selectMoment(
  startsUs: readonly number[],
  lengthUs: number,
  times: KnownTimes,
  zone: LocalTime,
): Moment {
  const {firstUs = -Infinity, lastUs = Infinity, positionUs} = times;
  const nearUs = positionUs ?? times.firstUs ?? times.lastUs ?? 0;
  const [nearest] = startsUs
    .filter((startUs) => startUs <= lastUs && startUs + lengthUs > firstUs)
    .map((startUs) => Math.max(startUs, firstUs))
    .sort((a, b) => Math.abs(a - nearUs) - Math.abs(b - nearUs) || a - b);
  if (nearest !== undefined) return found({kind: 'go_to_time', wallUs: nearest});
  return {kind: 'refused', reason: describeRange(times, zone)};
}

/** What was asked for stands beside it. */
function describeRange(times: KnownTimes, zone: LocalTime): string {
  const {firstUs, lastUs} = times;
  if (firstUs === undefined || lastUs === undefined) return 'that time is not in the recording';
  const hasDate = spansDays(times, zone);
  const [from, to] = [firstUs, lastUs].map((us) =>
    formatMoment(us, zone, {hasDate, isExact: false}),
  );
  return `only ${from!} to ${to!} is recorded`;
}

function found(command: PlayCommand): Moment {
  return {kind: 'found', command};
}
