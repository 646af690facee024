// Markets that follow each other: every five minutes, fifteen, an hour. The slug of the next one is
// known from that of the one before it and the time.

import type {Market} from '../domain/market.js';

const SECONDS: Readonly<Record<string, number>> = {m: 60, h: 3600};

/** `btc-updown-15m-1757890800`: the length of the window, and when it begins, Unix time in s. */
const TIMED = /^(.*-(\d{1,3})([mh])-)(\d{9,11})$/;

/** `bitcoin-up-or-down-november-24-2026-1pm-et`; the year is not always there. */
const HOURLY =
  /^(.*-)(?:january|february|march|april|may|june|july|august|september|october|november|december)-\d{1,2}(-\d{4})?-\d{1,2}(?:am|pm)-et$/;

/**
 * Slugs that the window after this one may have, the likeliest first; none where the market belongs to
 * no series. A session that was asleep meanwhile goes on with the window of now.
 */
export function nextSlugs({slug, endDateMs}: Market, wallMs: number): readonly string[] {
  if (slug === undefined) return [];
  const timed = TIMED.exec(slug);
  if (timed !== null) {
    const [, stem, count, unit, start] = timed;
    const spanS = Number(count) * SECONDS[unit!]!;
    const startS = Number(start);
    if (spanS === 0) return [];
    const passed = Math.floor((wallMs / 1000 - startS) / spanS);
    const steps = [1, ...(passed > 1 ? [passed, passed + 1] : [])];
    return steps.map((step) => `${stem}${startS + step * spanS}`);
  }

  const hourly = HOURLY.exec(slug);
  if (hourly === null || endDateMs === undefined) return [];
  const [, stem, year] = hourly;
  const hours = new Set([endDateMs, Math.floor(wallMs / HOUR_MS) * HOUR_MS]);
  return [...hours]
    .filter((hourMs) => hourMs >= endDateMs)
    .map((hourMs) => `${stem}${formatEasternHour(hourMs, year !== undefined)}-et`);
}

const HOUR_MS = 3_600_000;

const EASTERN = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: 'numeric',
  hour12: true,
});

/** `november-24-1pm`, or `november-24-2026-1pm`. */
function formatEasternHour(hourMs: number, hasYear: boolean): string {
  const parts = new Map(EASTERN.formatToParts(hourMs).map(({type, value}) => [type, value]));
  const hour = `${parts.get('hour')!}${parts.get('dayPeriod')!.toLowerCase()}`;
  const date = [parts.get('month')!.toLowerCase(), parts.get('day')!];
  return [...date, ...(hasYear ? [parts.get('year')!] : []), hour].join('-');
}
