// A moment of a recording as somebody types it, and which one that is.

/** What `--from` and `--until` take. */
export type TimeWish =
  /** Unix time in µs. */
  | {readonly kind: 'moment'; readonly us: number}
  /** From the recording's start, in µs. */
  | {readonly kind: 'offset'; readonly us: number}
  /** Of the machine's time zone; `unitS` is how long the clock shows it. */
  | {readonly kind: 'time_of_day'; readonly seconds: number; readonly unitS: number};

/** Unix time in µs; the end is unknown where nobody has read so far. */
export type TimeRange = {readonly firstUs: number; readonly lastUs: number | undefined};

export const TIME_FORMS =
  'a time of day (12:03, 12:03:15), ISO 8601 (2026-11-24T12:03:15Z), Unix time in s, ms or µs, or a time since the start (+90s, +5m)';

const UNITS_S: Readonly<Record<string, number>> = {ms: 0.001, s: 1, m: 60, h: 3600};
const DAYS_TRIED = 366;

/** Undefined where it is none of `TIME_FORMS`. */
export function parseTimeWish(text: string): TimeWish | undefined {
  return parseOffset(text) ?? parseTimeOfDay(text) ?? parseMoment(text);
}

/** Unix time in µs; undefined where the recording has no such time of day. */
export function resolveTime(wish: TimeWish, range: TimeRange): number | undefined {
  switch (wish.kind) {
    case 'moment':
      return wish.us;
    case 'offset':
      return range.firstUs + wish.us;
    case 'time_of_day':
      return findTimeOfDay(wish, range);
  }
}

/** `2026-11-24 12:03:15`, of the machine's time zone. */
export function formatMoment(us: number): string {
  const date = new Date(us / 1000);
  const pad = (value: number, length = 2): string => String(value).padStart(length, '0');
  const day = [pad(date.getFullYear(), 4), pad(date.getMonth() + 1), pad(date.getDate())].join('-');
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => pad(part)).join(':')}`;
}

function parseOffset(text: string): TimeWish | undefined {
  if (!/^\+(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return undefined;
  let seconds = 0;
  for (const [, count, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) {
    seconds += Number(count) * UNITS_S[unit!]!;
  }

  return {kind: 'offset', us: Math.round(seconds * 1e6)};
}

function parseTimeOfDay(text: string): TimeWish | undefined {
  const match = /^(\d{1,2}):(\d\d)(?::(\d\d)(\.\d{1,6})?)?$/.exec(text);
  if (match === null) return undefined;
  const [, hours, minutes, wholeSeconds, fraction] = match;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(wholeSeconds ?? 0) > 59) {
    return undefined;
  }

  const seconds =
    Number(hours) * 3600 + Number(minutes) * 60 + Number(`${wholeSeconds ?? 0}${fraction ?? ''}`);
  const shownS = wholeSeconds === undefined ? 60 : 1;
  return {kind: 'time_of_day', seconds, unitS: fraction === undefined ? shownS : 0};
}

function parseMoment(text: string): TimeWish | undefined {
  if (/^\d{9,17}(\.\d+)?$/.test(text)) return {kind: 'moment', us: toUs(Number(text))};
  const iso =
    /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,](\d{1,6})\d*)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/i.exec(
      text,
    );
  if (iso === null) return undefined;
  const [, fraction = ''] = iso;
  // A day alone begins at midnight here, like every time without a zone.
  const whole = text.length === 10 ? `${text}T00:00` : text.replace(' ', 'T');
  const ms = Date.parse(whole.replace(/[.,]\d+/, ''));
  if (Number.isNaN(ms)) return undefined;
  return {kind: 'moment', us: ms * 1000 + Number(fraction.padEnd(6, '0'))};
}

/** Seconds, ms and µs are told apart by their magnitude. */
function toUs(number: number): number {
  if (number < 1e11) return Math.round(number * 1e6);
  return Math.round(number < 1e14 ? number * 1e3 : number);
}

/** The first such moment; one that the clock still shows at the start counts. */
function findTimeOfDay(
  {seconds, unitS}: TimeWish & {kind: 'time_of_day'},
  {firstUs, lastUs = Infinity}: TimeRange,
): number | undefined {
  const first = new Date(firstUs / 1000);
  const wholeS = Math.floor(seconds);
  const fractionUs = Math.round((seconds - wholeS) * 1e6);
  for (let day = 0; day < DAYS_TRIED; day++) {
    // Of a day that a clock is put forward or back on, `Date` finds the moment.
    const {fullYear, month, date} = partsOf(first);
    const ms = new Date(fullYear, month, date + day, 0, 0, wholeS).getTime();
    const us = ms * 1000 + fractionUs;
    if (us > lastUs) return undefined;
    if (us + unitS * 1e6 > firstUs) return us;
  }

  return undefined;
}

function partsOf(time: Date): {fullYear: number; month: number; date: number} {
  return {fullYear: time.getFullYear(), month: time.getMonth(), date: time.getDate()};
}
