// Ages and times of day. Both take the time as an argument; nothing here reads a clock.

const SECOND_US = 1_000_000;
const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/**
 * Formats a span: `0.4 s`, `12 s`, `4 min`, `3 h`, `2 d`. A negative one is 0: two threads read the
 * clock, and the reader may have read it first.
 */
export function formatSpan(spanUs: number): string {
  const seconds = Math.max(0, spanUs / SECOND_US);
  if (seconds < 10) return `${(Math.floor(seconds * 10) / 10).toFixed(1)} s`;
  return formatWholeSpan(spanUs);
}

/** Like `formatSpan` without tenths, for text that must not change more often than once a second. */
export function formatWholeSpan(spanUs: number): string {
  const seconds = Math.max(0, Math.floor(spanUs / SECOND_US));
  if (seconds < 2 * MINUTE_S) return `${seconds} s`;
  if (seconds < 2 * HOUR_S) return `${Math.floor(seconds / MINUTE_S)} min`;
  if (seconds < 2 * DAY_S) return `${Math.floor(seconds / HOUR_S)} h`;
  return `${Math.floor(seconds / DAY_S)} d`;
}

/** Formats how far a clock is off, with its sign: `+12 ms`, `-3.2 s`, `+5 min 0 s`, `+2 h 5 min`. */
export function formatClockOffset(offsetMs: number): string {
  const sign = offsetMs < 0 ? '-' : '+';
  const magnitudeMs = Math.abs(offsetMs);
  if (magnitudeMs < 9.95) return `${sign}${magnitudeMs.toFixed(1)} ms`;
  if (magnitudeMs < 999.5) return `${sign}${magnitudeMs.toFixed(0)} ms`;
  if (magnitudeMs < 9_950) return `${sign}${(magnitudeMs / 1000).toFixed(1)} s`;
  const seconds = Math.round(magnitudeMs / 1000);
  if (seconds < MINUTE_S) return `${sign}${seconds} s`;
  const [unitS, unit, smallerS, smaller] =
    seconds < HOUR_S
      ? ([MINUTE_S, 'min', 1, 's'] as const)
      : seconds < DAY_S
        ? ([HOUR_S, 'h', MINUTE_S, 'min'] as const)
        : ([DAY_S, 'd', HOUR_S, 'h'] as const);
  const whole = Math.floor(seconds / unitS);
  return `${sign}${whole} ${unit} ${Math.floor((seconds % unitS) / smallerS)} ${smaller}`;
}

/** Unix ms to `HH:MM:SS`. */
export type FormatTime = (unixMs: number) => string;

/** Times of day in a time zone; without one, in that of the machine. */
export function createTimeFormat(timeZone?: string): FormatTime {
  const format = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    ...(timeZone === undefined ? {} : {timeZone}),
  });
  // A tape formats the same few seconds at every paint.
  let lastSecond = Number.NaN;
  let lastText = '';

  return (unixMs) => {
    const second = Math.floor(unixMs / 1000);
    if (!Number.isFinite(second)) return '--:--:--';
    if (second !== lastSecond) {
      lastSecond = second;
      lastText = format.format(second * 1000);
    }

    return lastText;
  };
}

/** Unix ms to `YYYY-MM-DD`. */
export type FormatDate = (unixMs: number) => string;

const MAX_KNOWN_DATES = 16;

/** Days in a time zone; without one, in that of the machine. */
export function createDateFormat(timeZone?: string): FormatDate {
  const format = new Intl.DateTimeFormat('en-GB', {
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    ...(timeZone === undefined ? {} : {timeZone}),
  });
  // The ends of a recording are asked for at every paint, and each answer costs tens of µs.
  const known = new Map<number, string>();
  return (unixMs) => {
    // Beyond these times there are no dates.
    if (!(Math.abs(unixMs) <= 8_640_000_000_000_000)) return '----------';
    // No day begins within a minute of UTC.
    const minute = Math.floor(unixMs / 60_000);
    let text = known.get(minute);
    if (text === undefined) {
      const parts = new Map(format.formatToParts(unixMs).map(({type, value}) => [type, value]));
      text = [parts.get('year')?.padStart(4, '0'), parts.get('month'), parts.get('day')].join('-');
      if (known.size >= MAX_KNOWN_DATES) known.clear();
      known.set(minute, text);
    }

    return text;
  };
}
