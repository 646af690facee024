// The line of a replay: what it does, where it stands, and a bar to point at.

import type {Playback} from '../domain/playback.js';
import {clamp} from './clamp.js';
import {padEnd, padStart} from './fit-text.js';
import {fitSegments, type Segment} from './fit-segments.js';
import type {Glyphs} from './glyphs.js';
import type {LocalTime} from './local-time.js';
import type {PaintRow, PaintRun, StyleName} from './paint-row.js';
import {describePlayState, formatMoment, spansDays} from './play-words.js';
import {clipRow, rowWidth, run, spreadRow} from './row-builder.js';

const GAP = '  ';

/** The least that can be pointed at, and how much of it is worth more than the times at its ends. */
const MIN_BAR_CELLS = 6;
const BAR_BEFORE_ENDS_CELLS = 16;

/** From these widths on state and time keep their cells, so that the bar stays where it is. */
const STATE_CELLS_FROM = [
  {columns: 100, cells: '|| paused 0.25x'.length},
  {columns: 60, cells: '|| paused'.length},
] as const;
const STEADY_TIME_FROM_COLUMNS = 100;

/** So near to its end it is worth saying that the end is none. */
const NEAR_END = 0.99;

export type TimelineInput = {
  readonly playback: Playback;
  readonly zone: LocalTime;
  readonly width: number;
  readonly glyphs: Glyphs;
};

/** ` ❚❚ paused  13:02:11.250  13:00:00 ━━━━━━━●──────────── 13:04:40  cut off   45% ` */
export function buildTimelineRow(input: TimelineInput): PaintRow {
  const {width, glyphs} = input;
  const left = describePosition(input);
  const right = describeShare(input.playback);
  const room = width - 2 - totalCells([...left, ...right]) - GAP.length;
  const middle = selectMiddle(input, room);
  const segments = middle === undefined ? [...left, ...right] : left;
  const row = fitSegments(segments, width - 2, GAP);
  if (middle === undefined) return clipRow([run(' '), ...row], width, glyphs.ellipsis);
  const end = [...fitSegments(right, width, GAP), run(' ')];
  return spreadRow([run(' '), ...row, run(GAP), ...middle], end, width);
}

function describePosition({playback, zone, width, glyphs}: TimelineInput): Segment[] {
  const {text, style} = describePlayState(playback, glyphs);
  const cells = STATE_CELLS_FROM.find(({columns}) => width >= columns)?.cells ?? 0;
  const state = {row: [run(padEnd(text, cells), style)], rank: 0, isKept: true};
  const {positionUs, state: word} = playback;
  if (positionUs === undefined) return [state];
  const isExact = word === 'paused';
  const time = formatMoment(positionUs, zone, {hasDate: spansDays(playback, zone), isExact});
  const ms = width >= STEADY_TIME_FROM_COLUMNS && !isExact ? '    ' : '';
  return [state, {row: [run(time + ms, 'strong')], rank: 1}];
}

function describeShare({state, fraction, isCutOff}: Playback): Segment[] {
  const segments: Segment[] = [];
  const isNearEnd = state === 'ended' || (fraction ?? 0) >= NEAR_END;
  if (isCutOff && isNearEnd) segments.push({row: [run('cut off', 'warn')], rank: 2});
  if (fraction !== undefined) segments.push({row: [run(formatPercent(fraction))], rank: 3});
  return segments;
}

/** What fills the room between position and share; undefined where nothing fits or is known. */
function selectMiddle(input: TimelineInput, room: number): PaintRow | undefined {
  const {playback, zone, glyphs} = input;
  const {fraction, prepared} = playback;
  if (prepared !== undefined) {
    const percent = formatPercent(prepared).trim();
    return [`looking through the recording ${percent}`, `looking through it ${percent}`, percent]
      .map((text) => [run(text, 'mark')])
      .find((row) => rowWidth(row) <= room);
  }

  const [start, end] = formatEnds(playback, zone);
  if (fraction === undefined) {
    const words = [start === '' ? '' : `from ${start}`, end === '' ? '' : `to ${end}`];
    const range = words.filter((word) => word !== '').join(' ');
    return range !== '' && range.length <= room ? [run(range, 'dim')] : undefined;
  }

  const before = start === '' ? [] : [run(`${start} `, 'dim')];
  const after = end === '' ? [] : [run(` ${end}`, 'dim')];
  const barCells = room - rowWidth([...before, ...after]);
  if (barCells >= BAR_BEFORE_ENDS_CELLS) {
    return [...before, ...buildBar(fraction, barCells, glyphs), ...after];
  }

  return room >= MIN_BAR_CELLS ? buildBar(fraction, room, glyphs) : undefined;
}

function formatEnds(playback: Playback, zone: LocalTime): readonly [string, string] {
  const hasDate = spansDays(playback, zone);
  const format = (us: number | undefined): string =>
    us === undefined ? '' : formatMoment(us, zone, {hasDate, isExact: false});
  return [format(playback.firstUs), format(playback.lastUs)];
}

/** A click on its first cell is the beginning, one on its last cell the end. */
function buildBar(fraction: number, cells: number, glyphs: Glyphs): PaintRow {
  const last = cells - 1;
  const at = Math.round(clamp(fraction, 0, 1) * last);
  const {played, ahead, cursor} = glyphs.timeline;
  const piece = (glyph: string, style: StyleName, from: number, to: number): PaintRun => ({
    text: glyph.repeat(to - from + 1),
    style,
    target: {kind: 'span', from: from / last, to: to / last},
  });
  return [
    ...(at > 0 ? [piece(played, 'plain', 0, at - 1)] : []),
    piece(cursor, 'mark', at, at),
    ...(at < last ? [piece(ahead, 'dim', at + 1, last)] : []),
  ];
}

/** In four cells; 100 % is the end itself. */
function formatPercent(share: number): string {
  return padStart(`${Math.floor(clamp(share, 0, 1) * 100)}%`, 4);
}

function totalCells(segments: readonly Segment[]): number {
  return segments.reduce((sum, {row}) => sum + rowWidth(row) + GAP.length, -GAP.length);
}
