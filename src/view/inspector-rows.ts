// The frame inspector: a line for each frame as it came, or one frame line by line. Frames come from
// outside, so everything of theirs is made plain before it is a row.

import {
  FRAME_KINDS,
  type FrameLogView,
  type InspectedKind,
  type LoggedFrame,
} from '../domain/inspected-frame.js';
import {toPlainText} from '../domain/plain-text.js';
import {cellWidth} from './cell-width.js';
import {clipText, padEnd, padStart} from './fit-text.js';
import {formatBytes, formatCount} from './format-number.js';
import {formatWholeSpan, type FormatTime} from './format-time.js';
import type {Glyphs} from './glyphs.js';
import {markedFrame, type InspectorChoice} from './inspector-choice.js';
import {describeOptions} from './option-words.js';
import type {PaintRow, PaintRun} from './paint-row.js';
import {clipRow, run} from './row-builder.js';
import {unfoldJson} from './unfold-json.js';

export type InspectorInput = {
  readonly choice: InspectorChoice;
  readonly log: FrameLogView;
  /** Those of the log that are to be shown, newest first. */
  readonly frames: readonly LoggedFrame[];
  readonly formatTime: FormatTime;
  readonly width: number;
  readonly height: number;
  readonly glyphs: Glyphs;
};

const KIND_WORDS: Readonly<Record<InspectedKind, string>> = {
  book: 'book',
  price_change: 'change',
  trade: 'trade',
  other: 'other',
};

/** Options and counts; for an unfolded frame its facts and what decoding made of it. */
const HEAD_ROWS = 2;

const SIZE_CELLS = 6;
const AGE_CELLS = 8;
const KIND_CELLS = 6;
const MADE_CELLS = 9;

/** Characters of a frame that a line can need, blanks and escape sequences that go included. */
const MOST_TEXT = 1_000;

const TEN_SECONDS_MS = 10_000;

/**
 *  FRAMES  [all] book change trade other   [all markets] this market
 *  1,204 frames, 120 of them left out
 * ▸14:02:11.123  512 B    41 ms change  2 events {"market":"0x5f65…","price_ch… +380 B
 */
export function buildInspectorRows(input: InspectorInput): PaintRow[] {
  const {choice, frames, width, height, glyphs} = input;
  const rows = choice.unfolded === undefined ? buildList(input) : buildUnfolded(input);
  if (frames.length === 0 && choice.unfolded === undefined) {
    rows.push([run(' no such frame has come yet', 'dim')]);
  }

  return rows.slice(0, height).map((row) => clipRow(row, width, glyphs.ellipsis));
}

/** The first line shown when an unfolded frame is scrolled to its end. */
export function lastUnfoldedTop(frame: LoggedFrame, height: number): number {
  return Math.max(0, unfold(frame).length - Math.max(1, height - HEAD_ROWS));
}

function buildList(input: InspectorInput): PaintRow[] {
  const {choice, frames, height} = input;
  const visible = Math.max(0, height - HEAD_ROWS);
  const marked = markedFrame(frames, choice);
  const last = Math.max(0, frames.length - visible);
  const first = Math.min(last, Math.max(0, marked - Math.floor(visible / 2)));
  return [
    buildOptions(choice),
    buildCounts(input),
    ...frames
      .slice(first, first + visible)
      .map((frame, i) => buildFrame(frame, first + i === marked, input)),
  ];
}

function buildOptions({kind, scope}: InspectorChoice): PaintRow {
  const kinds = ['all', ...FRAME_KINDS.map((name) => KIND_WORDS[name])];
  const chosen = kind === undefined ? 0 : 1 + FRAME_KINDS.indexOf(kind);
  return [
    run(' FRAMES  ', 'dim'),
    ...describeOptions(kinds, chosen),
    run('   '),
    ...describeOptions(['all markets', 'this market'], scope === 'all' ? 0 : 1),
  ];
}

function buildCounts({choice: {paused}, log}: InspectorInput): PaintRow {
  const {total, leftOut} = paused ?? log;
  const left = leftOut === 0 ? '' : `, ${formatCount(leftOut)} of them left out`;
  const counts = run(` ${formatCount(total)} ${total === 1 ? 'frame' : 'frames'}${left}`, 'dim');
  if (paused === undefined) return [counts];
  return [counts, run(`   PAUSED, ${formatCount(log.total - paused.total)} came since`, 'warn')];
}

function buildFrame(frame: LoggedFrame, isMarked: boolean, input: InspectorInput): PaintRow {
  const {width, glyphs} = input;
  const head: PaintRow = [
    run(isMarked ? glyphs.pointer : ' ', 'mark'),
    run(`${describeTime(frame, input)} `, 'dim'),
    run(`${padStart(formatBytes(frame.bytes), SIZE_CELLS)} `),
    run(`${padStart(describeAge(frame, glyphs), AGE_CELLS)} `),
    run(`${padEnd(KIND_WORDS[frame.kind], KIND_CELLS)} `, isMarked ? 'strong' : 'plain'),
    padMade(frame),
  ];
  const room = width - head.reduce((sum, {text}) => sum + cellWidth(text), 0);
  return [...head, ...showText(frame, room, glyphs)];
}

/** As much of the text as fits, and how many bytes do not. */
function showText({text, bytes}: LoggedFrame, room: number, glyphs: Glyphs): PaintRow {
  const plain = toPlainText(text.slice(0, MOST_TEXT), MOST_TEXT);
  const isWhole = text.length <= MOST_TEXT && bytes <= byteLength(text);
  if (isWhole && cellWidth(plain) <= room) return [run(plain)];
  // The widest such mark, so that its own length does not change what fits.
  const most = cellWidth(` +${formatBytes(bytes)}`);
  const shown = clipText(`${plain} `, Math.max(0, room - most), glyphs.ellipsis);
  const left = Math.max(0, bytes - byteLength(shown) + byteLength(glyphs.ellipsis));
  return [run(shown), run(` +${formatBytes(left)}`, 'dim')];
}

function buildUnfolded(input: InspectorInput): PaintRow[] {
  const {choice, height, glyphs} = input;
  const {frame, top} = choice.unfolded!;
  const first = Math.min(top, lastUnfoldedTop(frame, height));
  const head: PaintRow = [
    run(' FRAME  ', 'dim'),
    run(`${describeTime(frame, input)}  ${formatBytes(frame.bytes)}  `),
    run(`${describeAge(frame, glyphs)} old  `),
    run(KIND_WORDS[frame.kind], 'strong'),
  ];
  const lines = unfold(frame).slice(first, first + Math.max(0, height - HEAD_ROWS));
  return [head, buildOutcome(frame), ...lines.map((line) => [run(` ${line}`)])];
}

/** `2 events, 1 issue: BAD_FIELD "price"…` */
function buildOutcome(frame: LoggedFrame): PaintRow {
  const {events, issues, firstIssue} = frame;
  const made = run(` ${countOf(events, 'event')}, ${countOf(issues, 'issue')}`, 'dim');
  if (firstIssue === undefined) return [made];
  const detail = toPlainText(firstIssue.detail, MOST_TEXT);
  return [made, run(`: ${firstIssue.code} ${detail}`, 'bad')];
}

function unfold({text, cutBytes}: LoggedFrame): readonly string[] {
  const lines = unfoldJson(text);
  return cutBytes === 0 ? lines : [...lines, `${formatBytes(cutBytes)} more were not kept`];
}

function padMade({events, issues}: LoggedFrame): PaintRun {
  const text = issues > 0 ? countOf(issues, 'issue') : countOf(events, 'event');
  return run(`${padEnd(text, MADE_CELLS)} `, issues > 0 ? 'bad' : 'dim');
}

function countOf(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? '' : 's'}`;
}

/** Receive time, to the millisecond. */
function describeTime({wallMs}: LoggedFrame, {formatTime}: InspectorInput): string {
  if (wallMs === undefined) return `${formatTime(Number.NaN)}.---`;
  const ms = String(Math.floor(wallMs) % 1000).padStart(3, '0');
  return `${formatTime(wallMs)}.${ms}`;
}

/** Receive time less the timestamp, by the two clocks as they are. */
function describeAge({wallMs, timestampMs}: LoggedFrame, {none}: Glyphs): string {
  if (wallMs === undefined || timestampMs === undefined) return none;
  const ageMs = wallMs - timestampMs;
  if (Math.abs(ageMs) < TEN_SECONDS_MS) return `${Math.round(ageMs)} ms`;
  return `${ageMs < 0 ? '-' : ''}${formatWholeSpan(Math.abs(ageMs) * 1000)}`;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
