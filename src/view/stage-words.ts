// What the stages are called on the screen, and from when on a value is slow or late.

import {factsOf} from '../domain/latency.js';
import type {Alert, EventKind, Gauge, StageName, WindowName} from '../domain/latency.js';
import {formatGauge} from './format-number.js';
import type {Glyphs} from './glyphs.js';
import type {PaintRun, StyleName} from './paint-row.js';
import {run} from './row-builder.js';

type StageWords = {
  readonly label: string;
  /** The p99 from which it is slow, and late, in the stage's unit; undefined where no value is bad. */
  readonly limits?: readonly [slow: number, late: number];
};

export const STAGE_WORDS: Readonly<Record<StageName, StageWords>> = {
  feed: {label: 'feed', limits: [250, 1000]},
  feed_raw: {label: 'feed, raw'},
  ping: {label: 'ping', limits: [250, 1000]},
  pipeline: {label: 'pipeline', limits: [1000, 5000]},
  decode: {label: ' decode', limits: [500, 2500]},
  apply: {label: ' apply', limits: [500, 2500]},
  verify: {label: ' verify', limits: [1000, 5000]},
  ingest_loop: {label: 'ingest loop', limits: [20, 100]},
  publish_to_paint: {label: 'publish-paint', limits: [100, 500]},
  paint: {label: 'paint', limits: [10, 33]},
  key_to_paint: {label: 'key-paint', limits: [50, 150]},
  drain: {label: 'drain', limits: [50, 250]},
  main_loop: {label: 'main loop', limits: [50, 250]},
};

export const WINDOW_WORDS: Readonly<Record<WindowName, string>> = {
  '10s': '10 s',
  '1min': '1 min',
  session: 'session',
};

export const KIND_WORDS: Readonly<Record<EventKind, string>> = {
  book: 'book',
  price_change: 'change',
  trade: 'trade',
  other: 'other',
};

/** How a stage stands: a word as well as a colour. */
export function judgeStage(
  stage: StageName,
  {count, p99}: Gauge,
  limit: number | undefined,
): {readonly word: string; readonly style: StyleName} {
  if (count === 0) return {word: '', style: 'plain'};
  if (limit !== undefined && p99 > limit) return {word: 'over', style: 'bad'};
  const limits = STAGE_WORDS[stage].limits;
  if (limits === undefined) return {word: '', style: 'plain'};
  const [slow, late] = limits;
  if (p99 > late) return {word: 'late', style: 'bad'};
  return p99 > slow ? {word: 'slow', style: 'warn'} : {word: 'ok', style: 'plain'};
}

export function formatUnit(stage: StageName, glyphs: Glyphs): string {
  return factsOf(stage).unit === 'ms' ? 'ms' : `${glyphs.micro}s`;
}

/** As the user set it: `250`, `0.001`. */
export function formatLimit(limit: number): string {
  return String(Number(limit.toPrecision(3)));
}

/** `feed p99 312 > 250 ms` */
export function formatAlert({stage, p99, limit}: Alert, glyphs: Glyphs): PaintRun {
  const label = STAGE_WORDS[stage].label.trim();
  const values = `${formatGauge(p99, glyphs.none)} > ${formatLimit(limit)}`;
  return run(`${label} p99 ${values} ${formatUnit(stage, glyphs)}`, 'bad');
}
