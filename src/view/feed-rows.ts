// The feed panel: how late the data are, what that costs us, and what was counted.

import type {Gauge, LatencySource} from '../domain/latency.js';
import type {Snapshot} from '../domain/snapshot.js';
import {formatSparkline} from './bars.js';
import {clockStyle, describeClock} from './clock-words.js';
import {formatDataAge, formatSockets} from './connection-words.js';
import {fitSegments, type Segment} from './fit-segments.js';
import {formatCount, formatGauge} from './format-number.js';
import {formatSpan, type FormatTime} from './format-time.js';
import type {Glyphs} from './glyphs.js';
import type {PaintRow, StyleName} from './paint-row.js';
import {run} from './row-builder.js';
import {padEnd, padStart} from './fit-text.js';

/** What painting costs, as the main thread measures it. */
export type PaintFacts = {
  readonly fps: number;
  readonly made: number;
  /** Paints left out because the terminal was still drawing. */
  readonly skipped: number;
  /** Paints that began a whole period after they were due. */
  readonly late: number;
  /** Used by the main thread, and by the whole program. */
  readonly heapBytes: number;
  readonly residentBytes: number;
};

export type FeedInput = {
  readonly snapshot: Snapshot | undefined;
  readonly latency: LatencySource;
  readonly paint: PaintFacts;
  readonly nowUs: number;
  readonly wallMs: number;
  /** The exchange's clock is that of a recording, so its times have no age. */
  readonly isReplay: boolean;
  readonly formatTime: FormatTime;
  readonly width: number;
  readonly height: number;
  readonly glyphs: Glyphs;
};

const NAME_CELLS = 8;
const VALUE_CELLS = 6;

export function buildFeedRows(input: FeedInput): PaintRow[] {
  const {snapshot, height} = input;
  const rows: PaintRow[] =
    snapshot === undefined
      ? [[run('FEED', 'dim')], [run('nothing published yet', 'dim')]]
      : buildGauges(snapshot, input);
  return rows.slice(0, height);
}

function buildGauges(snapshot: Snapshot, input: FeedInput): PaintRow[] {
  const {latency, width, glyphs, nowUs} = input;
  const {counters, connection} = snapshot;
  const micros = `${glyphs.micro}s`;
  const feed = selectFeed(latency);
  const feedStyle = clockStyle(snapshot.clockOffsetMs, feed.isRaw);
  const spark = formatSparkline(
    latency.worst(feed.stage),
    Math.max(0, width - NAME_CELLS - 11),
    glyphs.sparks,
  );
  return [
    buildHeading(),
    buildGauge(feed.isRaw ? 'raw ms' : 'feed ms', feed.gauge, glyphs, feedStyle),
    buildGauge(`apply ${micros}`, latency.gauge('pipeline', '10s'), glyphs),
    buildGauge(`proof ${micros}`, latency.gauge('verify', '10s'), glyphs),
    [
      name('worst'),
      run(spark, 'mark'),
      value(formatGauge(feed.gauge.max, glyphs.none), feedStyle),
      unit('ms'),
    ],
    [name('clock'), ...describeClock(snapshot, glyphs)],
    [
      name('ping'),
      run(`${formatGauge(snapshot.pingMs, glyphs.none)} ms`),
      unit(`  ${formatGauge(snapshot.framesPerS, glyphs.none)} frames/s`),
    ],
    [name('data'), formatDataAge(connection, nowUs)],
    [name('socket'), ...describeSocket(connection, glyphs)],
    [name('changed'), run(describeChange(snapshot, input))],
    [name('paint'), ...describePaint(input)],
    [
      name('proofs'),
      run(`${glyphs.proven}${formatCount(counters.verified)}`, 'good'),
      ...countFailures('hash', counters.hashFailed, glyphs),
      ...countFailures('best', counters.bboFailed, glyphs),
      ...countFailures('crossed', counters.crossed, glyphs),
    ],
    [
      name('frames'),
      run(formatCount(counters.frames)),
      ...countTroubles('issues', counters.issues),
      ...countTroubles('ignored', counters.ignored),
      ...countTroubles('reconnects', counters.reconnects),
    ],
  ];
}

/** Corrected where the offset of the clocks is known, else as the clocks show it. */
export function selectFeed(latency: LatencySource): {
  readonly stage: 'feed' | 'feed_raw';
  readonly gauge: Gauge;
  readonly isRaw: boolean;
} {
  const gauge = latency.gauge('feed', '10s');
  const raw = latency.gauge('feed_raw', '10s');
  // Where nothing was measured at all there is nothing to be called raw.
  if (gauge.count > 0 || raw.count === 0) return {stage: 'feed', gauge, isRaw: false};
  return {stage: 'feed_raw', gauge: raw, isRaw: true};
}

/** `5.6 ms  20 fps  8 skipped`; the rate, which is asked for, gives way. */
function describePaint({latency, paint, width, glyphs}: FeedInput): PaintRow {
  const cost = run(`${formatGauge(latency.gauge('paint', '10s').p50, glyphs.none)} ms`);
  const facts: Segment[] = [
    {row: [cost], rank: 0},
    {row: [run(`${formatGauge(paint.fps, glyphs.none)} fps`, 'dim')], rank: 2},
  ];
  const skipped = run(`${formatCount(paint.skipped)} skipped`, 'warn');
  if (paint.skipped > 0) facts.push({row: [skipped], rank: 1});
  return fitSegments(facts, width - NAME_CELLS, '  ');
}

/** Which socket of the session feeds the book, and how many of all are up: `#3  2/3 sockets`. */
function describeSocket(connection: Snapshot['connection'], glyphs: Glyphs): PaintRow {
  if (connection.epoch === 0) return [run(glyphs.none)];
  const sockets = formatSockets(connection);
  return [run(`#${connection.epoch}`), ...(sockets === undefined ? [] : [run('  '), sockets])];
}

/** Exchange time of the book's last change, and how long ago that was by the exchange's clock. */
function describeChange({focus, clockOffsetMs}: Snapshot, input: FeedInput): string {
  if (focus === undefined || focus.timestampMs <= 0) return input.glyphs.none;
  const time = input.formatTime(focus.timestampMs);
  if (input.isReplay) return time;
  const exchangeMs = input.wallMs - (Number.isNaN(clockOffsetMs) ? 0 : clockOffsetMs);
  return `${time}${input.glyphs.separator}${formatSpan((exchangeMs - focus.timestampMs) * 1000)} ago`;
}

function buildHeading(): PaintRow {
  const columns = ['p50', 'p95', 'p99', 'max'].map((text) => padStart(text, VALUE_CELLS));
  return [run(padEnd('FEED', NAME_CELLS) + columns.join(''), 'dim')];
}

function buildGauge(
  label: string,
  gauge: Gauge,
  glyphs: Glyphs,
  style: StyleName = 'plain',
): PaintRow {
  const values = [gauge.p50, gauge.p95, gauge.p99, gauge.max];
  const text = values.map((figure) => padStart(formatGauge(figure, glyphs.none), VALUE_CELLS));
  return [name(label), run(text.join(''), style)];
}

function countFailures(what: string, count: number, glyphs: Glyphs): PaintRow {
  return count > 0 ? [run(`  ${what} ${glyphs.failed}${formatCount(count)}`, 'bad')] : [];
}

function countTroubles(what: string, count: number): PaintRow {
  return count > 0 ? [run(`  ${what} ${formatCount(count)}`, 'warn')] : [];
}

function name(text: string): PaintRow[number] {
  return run(padEnd(text, NAME_CELLS), 'dim');
}

function value(text: string, style: StyleName): PaintRow[number] {
  return run(padStart(text, VALUE_CELLS + 1), style);
}

function unit(text: string): PaintRow[number] {
  return run(` ${text}`, 'dim');
}
