// The first line: which market, which of its outcomes, and where the data come from.

import type {Price} from '../domain/price.js';
import type {RecordingState} from '../domain/recording.js';
import type {Session} from '../domain/session.js';
import {SOURCE_WORDS} from './connection-words.js';
import {fitSegments, type Segment} from './fit-segments.js';
import {formatBytes, formatCount} from './format-number.js';
import {centDecimals, formatCents} from './format-price.js';
import type {Glyphs} from './glyphs.js';
import type {Group} from './ladder-choice.js';
import type {PaintRow, PaintRun} from './paint-row.js';
import {clipRow, rowWidth, run, spreadRow} from './row-builder.js';
import type {Selection} from './selection.js';
import {clipText} from './fit-text.js';

/** The question keeps this much, whatever else has to leave. */
const MIN_QUESTION_CELLS = 16;

/** Why nothing is written, in short; the notice has all of it. */
const MAX_PROBLEM_CELLS = 28;

export type TitleInput = {
  readonly selection: Selection | undefined;
  readonly session: Session;
  /** The market's tick as it is now: it may change while the viewer runs. */
  readonly tickSize: Price | undefined;
  /** Ticks to a row of the ladder. */
  readonly group: Group;
  /** Whether the next window of its series takes its place. */
  readonly isFollowing: boolean;
  readonly width: number;
  readonly glyphs: Glyphs;
};

/** ` Will the Fed cut rates?  [Yes] No  1/4        tick 0.1¢ · LIVE feed ` */
export function buildTitleRow(input: TitleInput): PaintRow {
  const {selection, session, tickSize, group, isFollowing, width, glyphs} = input;
  const source = run(SOURCE_WORDS[session.source], session.source === 'live' ? 'plain' : 'warn');
  if (selection === undefined) {
    const recording = describeRecording(session.recording, glyphs)?.row;
    const recorded = recording === undefined ? [] : [...recording, run('  ')];
    return clipRow(
      spreadRow([run(' polybook', 'title')], [...recorded, source, run(' ')], width),
      width,
      glyphs.ellipsis,
    );
  }

  const facts: Segment[] = [
    {
      row: describeOutcomes(selection),
      shorter: [{row: [describeShownOutcome(selection)], rank: 2}],
      rank: 0,
      isKept: true,
    },
    {row: describeNumber(selection, session), rank: 4},
    {row: describeTick(tickSize, group, glyphs), rank: 3},
    {row: isFollowing ? [run('follow', 'mark')] : [], rank: 5},
    ...[describeRecording(session.recording, glyphs) ?? {row: [], rank: 0}],
    {row: [source], rank: 1},
  ];
  const room = width - MIN_QUESTION_CELLS - 4;
  const right = fitSegments(
    facts.filter(({row}) => row.length > 0),
    room,
    '  ',
  );
  const isWatched = session.watchedIds.has(selection.market.conditionId);
  const star = isWatched ? [run(` ${glyphs.watched}`, 'mark')] : [];
  const question = clipText(
    selection.market.question,
    Math.max(1, width - rowWidth(right) - rowWidth(star) - 4),
    glyphs.ellipsis,
  );
  const row = spreadRow([...star, run(` ${question}`, 'title')], [...right, run(' ')], width);
  return clipRow(row, width, glyphs.ellipsis);
}

function describeOutcomes(selection: Selection): PaintRow {
  const {market, outcomeIndex} = selection;
  const shown = describeShownOutcome(selection);
  const other = clipText(market.outcomes[1 - outcomeIndex]!.name, MIN_QUESTION_CELLS, '');
  return outcomeIndex === 0 ? [shown, run(` ${other}`, 'dim')] : [run(`${other} `, 'dim'), shown];
}

/** Brackets tell it, whatever colours there are. */
function describeShownOutcome({market, outcomeIndex}: Selection): PaintRun {
  return run(`[${clipText(market.outcomes[outcomeIndex].name, MIN_QUESTION_CELLS, '')}]`, 'strong');
}

function describeNumber({marketIndex}: Selection, {catalog}: Session): PaintRow {
  const count = catalog.markets.length;
  return count > 1 ? [run(`${marketIndex + 1}/${count}`, 'dim')] : [];
}

function describeTick(tick: Price | undefined, group: Group, glyphs: Glyphs): PaintRow {
  if (tick === undefined) return [];
  const size = run(`tick ${formatCents(tick, centDecimals(tick), glyphs.cent)}`, 'dim');
  return group === 1 ? [size] : [size, run(` x${group}`, 'mark')];
}

/** `● REC 1.2 MB`, `REC! no space left on device`; its word stays as long as the outcome does. */
function describeRecording(
  recording: RecordingState | undefined,
  {recording: mark, ellipsis}: Glyphs,
): Segment | undefined {
  if (recording === undefined) return undefined;
  const {storedBytes, lost, problem} = recording;
  if (problem !== undefined) {
    const why = clipText(problem, MAX_PROBLEM_CELLS, ellipsis);
    return {
      row: [run(`REC! ${why}`, 'bad')],
      shorter: [{row: [run('REC!', 'bad')], rank: 3}],
      rank: 0,
    };
  }

  const word = run(`${mark} REC`, 'mark');
  const missing = lost > 0 ? [run(` ${formatCount(lost)} lost`, 'warn')] : [];
  return {
    row: [word, run(` ${formatBytes(storedBytes)}`), ...missing],
    shorter: [
      {row: [word, ...missing], rank: 3},
      {row: [word], rank: 2},
    ],
    rank: 0,
  };
}
