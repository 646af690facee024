// The matching engine restarts on Tuesdays at 07:00 in New York, for about 90 s in which the books stand
// still; a burst follows (https://docs.polymarket.com).

const DAY = 'Tue';
const FIRST_MINUTE = 6 * 60 + 59;
const LAST_MINUTE = 7 * 60 + 5;

const newYorkTime = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Whether silence is to be expected at this time. */
export function isWeeklyRestart(wallMs: number): boolean {
  const parts = new Map(newYorkTime.formatToParts(wallMs).map(({type, value}) => [type, value]));
  const minute = Number(parts.get('hour')) * 60 + Number(parts.get('minute'));
  return parts.get('weekday') === DAY && minute >= FIRST_MINUTE && minute <= LAST_MINUTE;
}
