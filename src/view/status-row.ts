// The line that never stops, frozen or not: trust, connection, and the feed in short.

import type {Alert, LatencySource} from '../domain/latency.js';
import type {Session} from '../domain/session.js';
import type {Snapshot} from '../domain/snapshot.js';
import type {Trust} from '../domain/trust.js';
import {formatSparkline} from './bars.js';
import {formatClockOff, isClockOff, isSurelyClock} from './clock-words.js';
import {formatConnection, formatDataAge, formatSockets} from './connection-words.js';
import {formatNew} from './event-rows.js';
import {fitSegments, type Segment} from './fit-segments.js';
import {selectFeed} from './feed-rows.js';
import {formatCount, formatGauge} from './format-number.js';
import {formatSpan} from './format-time.js';
import type {Glyphs} from './glyphs.js';
import type {PaintRow} from './paint-row.js';
import {clipRow, run} from './row-builder.js';
import {formatAlert, judgeStage} from './stage-words.js';
import {formatTrust, shortenTrust, type ProofCount} from './trust-words.js';

const SPARK_CELLS = 8;

export type StatusInput = {
  readonly session: Session;
  readonly snapshot: Snapshot | undefined;
  readonly latency: LatencySource;
  /** Stages over the limits that the user set. */
  readonly alerts: readonly Alert[];
  /** Of the selected book; undefined while nothing is known of it. */
  readonly trust: Trust | undefined;
  readonly proofs: ProofCount | undefined;
  /** Since when the screen is frozen, and how many updates of the book it has missed. */
  readonly frozen: {readonly sinceUs: number; readonly missed: number} | undefined;
  /** Events that came since the log was looked at; 0 where they are on the screen. */
  readonly unseen: number;
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

  if (input.unseen > 0) {
    segments.push({row: [run('e', 'key'), run(` ${formatNew(input.unseen)}`, 'mark')], rank: 4});
  }

  for (const alert of input.alerts) segments.push({row: [formatAlert(alert, glyphs)], rank: 1});

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
function describeFeed(snapshot: Snapshot, input: StatusInput): Segment[] {
  const {hasFeedPanel, latency, glyphs} = input;
  const busy = describeBusy(latency);
  if (hasFeedPanel || snapshot.counters.frames === 0) return busy;
  const {framesPerS} = snapshot;
  const spark = formatSparkline(
    latency.worst(selectFeed(latency).stage),
    SPARK_CELLS,
    glyphs.sparks,
  );
  return [
    ...busy,
    ...describeLatency(snapshot, input),
    ...(spark.trim() === '' ? [] : [{row: [run(spark, 'mark')], rank: 8}]),
    {row: [run(`${formatGauge(framesPerS, glyphs.none)}/s`)], rank: 7},
  ];
}

/**
 * With a clock that is off its offset is said, too; where it may as well be the feed that is late, it
 * stands in place of the latency.
 */
function describeLatency({clockOffsetMs}: Snapshot, {latency, glyphs}: StatusInput): Segment[] {
  const isOff = isClockOff(clockOffsetMs);
  const off: Segment[] = isOff
    ? [{row: [run(formatClockOff(clockOffsetMs), 'warn')], rank: 6}]
    : [];
  if (isOff && !isSurelyClock(clockOffsetMs)) return off;
  const {gauge, isRaw} = selectFeed(latency);
  if (isOff && isRaw) return off;
  const p50 = formatGauge(gauge.p50, glyphs.none);
  const p99 = formatGauge(gauge.p99, glyphs.none);
  const raw = isRaw ? [run(' raw', 'dim')] : [];
  return [...off, {row: [run(`feed p50 ${p50} p99 ${p99} ms`), ...raw], rank: 6}];
}

/** Frames that wait for a busy thread look like a slow feed. */
function describeBusy(latency: LatencySource): Segment[] {
  const loop = latency.gauge('ingest_loop', '10s');
  const {word} = judgeStage('ingest_loop', loop, undefined);
  return word === 'late' ? [{row: [run('machine busy', 'warn')], rank: 5}] : [];
}
