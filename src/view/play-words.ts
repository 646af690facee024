// The words for what a replay does, and for where it stands.

import type {Playback} from '../domain/playback.js';
import type {Glyphs} from './glyphs.js';
import type {LocalTime} from './local-time.js';
import type {PaintRun} from './paint-row.js';
import {run} from './row-builder.js';

const MONTHS = [
  ...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'],
  ...['Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
];

/** `▶ 2x`, `❚❚ paused`, `❚❚ paused 2x`, `» seeking`, `■ end`. */
export function describePlayState({state, speed}: Playback, glyphs: Glyphs): PaintRun {
  const mark = glyphs.play[state];
  switch (state) {
    case 'playing':
      return run(`${mark} ${formatSpeed(speed)}`);
    case 'paused':
      return run(`${mark} paused${speed === 1 ? '' : ` ${formatSpeed(speed)}`}`, 'warn');
    case 'seeking':
      return run(`${mark} seeking`, 'mark');
    case 'ended':
      return run(`${mark} end`, 'warn');
  }
}

function formatSpeed(speed: number | 'max'): string {
  return speed === 'max' ? 'max' : `${speed}x`;
}

/** Whether the times that are known of a recording are of several days. */
export function spansDays(
  {firstUs, lastUs, positionUs}: Pick<Playback, 'firstUs' | 'lastUs' | 'positionUs'>,
  {formatDate}: LocalTime,
): boolean {
  const known = [firstUs, lastUs, positionUs].filter((us) => us !== undefined);
  return new Set(known.map((us) => formatDate(us / 1000))).size > 1;
}

/** `13:02:11`, exact `13:02:11.250`, with its date `2 Mar 13:02:11`. */
export function formatMoment(
  wallUs: number,
  {formatTime, formatDate}: LocalTime,
  {hasDate, isExact}: {readonly hasDate: boolean; readonly isExact: boolean},
): string {
  const ms = Math.floor(wallUs / 1000);
  const thousandths = ms - Math.floor(ms / 1000) * 1000;
  const time = formatTime(ms) + (isExact ? `.${String(thousandths).padStart(3, '0')}` : '');
  if (!hasDate) return time;
  const [, month, day] = formatDate(ms).split('-');
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? ''} ${time}`;
}
