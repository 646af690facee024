// The line that never stops, frozen or not: trust, connection, and the feed in short.

import type {Session} from '../domain/session.js';
import type {Snapshot} from '../domain/snapshot.js';
import type {Trust} from '../domain/trust.js';
import {formatSparkline} from './bars.js';
import {formatConnection, formatDataAge} from './connection-words.js';
import {fitSegments, type Segment} from './fit-segments.js';
import {formatCount, formatGauge} from './format-number.js';
import {formatSpan} from './format-time.js';
import type {Glyphs} from './glyphs.js';
import type {PaintRow} from './paint-row.js';
import {clipRow, run} from './row-builder.js';
import {formatTrust, type ProofCount} from './trust-words.js';

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
      short: [run(`FROZEN ${age}, ${missed} behind`, 'warn')],
      rank: 1,
      isKept: true,
    });
  }

  if (trust !== undefined) {
    const row = formatTrust(trust, proofs, nowUs, glyphs);
    segments.push({row, short: row.slice(0, 1), rank: 2, isKept: true});
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
  if (connection.phase === 'live') {
    return [
      {row, rank: 4},
      {row: [formatDataAge(connection.lastDataUs, nowUs)], rank: 5},
    ];
  }

  // While there is no connection, how and when it comes back matters more than anything.
  const bare = {...session, connectionReason: undefined};
  return [
    {
      row,
      short: formatConnection({...connection, attempt: 1}, bare, nowUs, glyphs),
      rank: 0,
      isKept: true,
    },
  ];
}

/** The numbers of the feed panel, in short where it is not on the screen. */
function describeFeed(snapshot: Snapshot, {hasFeedPanel, glyphs}: StatusInput): Segment[] {
  if (hasFeedPanel || snapshot.counters.frames === 0) return [];
  const {feedMs, feedWorstMs, framesPerS} = snapshot;
  const p50 = formatGauge(feedMs.p50, glyphs.none);
  const p99 = formatGauge(feedMs.p99, glyphs.none);
  const spark = formatSparkline(feedWorstMs, SPARK_CELLS, glyphs.sparks);
  return [
    {row: [run(`feed p50 ${p50} p99 ${p99} ms`), run(' raw', 'dim')], rank: 6},
    {row: [run(spark, 'mark')], rank: 8},
    {row: [run(`${formatGauge(framesPerS, glyphs.none)}/s`)], rank: 7},
  ];
}
