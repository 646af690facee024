// The line that never stops, frozen or not: trust, connection, and the feed in short.

import type {Session} from '../domain/session.js';
import type {Snapshot} from '../domain/snapshot.js';
import type {Trust} from '../domain/trust.js';
import {formatSparkline} from './bars.js';
import {formatClockOff, isClockOff} from './clock-words.js';
import {formatConnection, formatDataAge, formatSockets} from './connection-words.js';
import {fitSegments, type Segment} from './fit-segments.js';
import {formatCount, formatGauge} from './format-number.js';
import {formatSpan} from './format-time.js';
import type {Glyphs} from './glyphs.js';
import type {PaintRow} from './paint-row.js';
import {clipRow, run} from './row-builder.js';
import {formatTrust, shortenTrust, type ProofCount} from './trust-words.js';

const SPARK_CELLS = 8;

export type StatusInput = {
  readonly session: Session;
  readonly snapshot: Snapshot | undefined;
  /** Of the selected book; undefined while nothing is known of it. */
  readonly trust: Trust | undefined;
  readonly proofs: ProofCount | undefined;
  /** Since when the screen is frozen, and how many updates of the book it has missed. */
  readonly frozen: {readonly sinceUs: number; readonly missed: number} | undefined;
  /** The feed panel is on the screen, so its numbers are not repeated here. */
  readonly hasFeedPanel: boolean;
  readonly nowUs: number;
  readonly width: number;
  readonly glyphs: Glyphs;
};

export function buildStatusRow(input: StatusInput): PaintRow {
  const {glyphs, width} = input;
  const separator = ` ${glyphs.wall} `;
  const row = fitSegments(selectSegments(input), width - 2, separator);
  return clipRow([run(' '), ...row], width, glyphs.ellipsis);
}

function selectSegments(input: StatusInput): Segment[] {
  const {session, snapshot, trust, proofs, frozen, nowUs, glyphs} = input;
  const segments: Segment[] = [];
  if (frozen !== undefined) {
    const age = formatSpan(nowUs - frozen.sinceUs);
    const missed = formatCount(frozen.missed);
    segments.push({
      row: [run(`FROZEN ${age}, ${missed} updates behind`, 'warn')],
      shorter: [{row: [run(`FROZEN ${age}, ${missed} behind`, 'warn')], rank: 1}],
      rank: 1,
      isKept: true,
    });
  }

  if (trust !== undefined) {
    const row = formatTrust(trust, proofs, nowUs, glyphs);
    const [unproven, bare, word] = shortenTrust(trust, nowUs, glyphs);
    // Its age outlives the details of the connection, but not the connection.
    const shorter = [
      {row: unproven, rank: 2},
      {row: bare, rank: 2},
      {row: word, rank: -1},
    ];
    segments.push({row, shorter, rank: 2, isKept: true});
  }

  // A worker that is down says nothing of the connection any more; the banner tells the rest.
  if (session.stage.kind === 'worker_down') return segments;
  if (snapshot === undefined) return [...segments, {row: [run('not connected', 'dim')], rank: 3}];
  return [...segments, ...describeConnection(snapshot, input), ...describeFeed(snapshot, input)];
}

function describeConnection(snapshot: Snapshot, input: StatusInput): Segment[] {
  const {session, nowUs, glyphs} = input;
  const {connection} = snapshot;
  const row = formatConnection(connection, session, nowUs, glyphs);
  const age = {row: [formatDataAge(connection, nowUs)], rank: 5};
  const bare = {...session, connectionReason: undefined};
  const short = formatConnection({...connection, attempt: 1}, bare, nowUs, glyphs);
  switch (connection.phase) {
    case 'live':
    case 'quiet':
      return [{row, rank: 4}, ...describeSockets(input, connection), age];
    case 'stale':
      // What the reason says is what the book's own says too, so it gives way first.
      return [
        {row, shorter: [{row: short, rank: 6}], rank: 3},
        ...describeSockets(input, connection),
        age,
      ];
    default:
      // While there is no connection, how and when it comes back matters more than anything.
      return [
        {row, shorter: [{row: short, rank: 0}], rank: 0, isKept: true},
        ...describeSockets(input, connection),
      ];
  }
}

/** Beside the feed panel only where one is missing. */
function describeSockets(
  {session, hasFeedPanel}: StatusInput,
  connection: Snapshot['connection'],
): Segment[] {
  const sockets = formatSockets(connection);
  if (sockets === undefined || session.source === 'replay') return [];
  const isWhole = connection.linesUp >= connection.lines;
  if (isWhole) return hasFeedPanel ? [] : [{row: [sockets], rank: 7}];
  return [{row: [sockets], rank: 3}];
}

/** The numbers of the feed panel, in short where it is not on the screen. */
function describeFeed(snapshot: Snapshot, {hasFeedPanel, glyphs}: StatusInput): Segment[] {
  if (hasFeedPanel || snapshot.counters.frames === 0) return [];
  const {feedWorstMs, framesPerS} = snapshot;
  const spark = formatSparkline(feedWorstMs, SPARK_CELLS, glyphs.sparks);
  return [
    {row: describeLatency(snapshot, glyphs), rank: 6},
    {row: [run(spark, 'mark')], rank: 8},
    {row: [run(`${formatGauge(framesPerS, glyphs.none)}/s`)], rank: 7},
  ];
}

/** With a clock that is off, its offset stands where a latency would be read from it. */
function describeLatency({feedMs, clockOffsetMs}: Snapshot, glyphs: Glyphs): PaintRow {
  if (isClockOff(clockOffsetMs)) return [run(formatClockOff(clockOffsetMs), 'warn')];
  const p50 = formatGauge(feedMs.p50, glyphs.none);
  const p99 = formatGauge(feedMs.p99, glyphs.none);
  return [run(`feed p50 ${p50} p99 ${p99} ms`), run(' raw', 'dim')];
}
