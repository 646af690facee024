// The latency panel: a row for each stage, the distribution of the chosen one, and what was counted.

import {factsOf, STAGE_NAMES, WINDOW_NAMES} from '../domain/latency.js';
import type {EventKind, LatencySource, Limits, StageName} from '../domain/latency.js';
import type {Snapshot} from '../domain/snapshot.js';
import {formatSparkline} from './bars.js';
import {describeOffset} from './clock-words.js';
import type {PaintFacts} from './feed-rows.js';
import {fitSegments} from './fit-segments.js';
import type {Segment} from './fit-segments.js';
import {padEnd, padStart} from './fit-text.js';
import {formatBytes, formatCount, formatGauge} from './format-number.js';
import type {Glyphs} from './glyphs.js';
import {buildHistogram, selectBounds} from './latency-histogram.js';
import type {PaintRow, PaintRun} from './paint-row.js';
import {clipRow, run} from './row-builder.js';
import type {LatencyChoice} from './latency-choice.js';
import {
  formatLimit,
  formatUnit,
  judgeStage,
  KIND_WORDS,
  STAGE_WORDS,
  WINDOW_WORDS,
} from './stage-words.js';

export type LatencyInput = {
  readonly choice: LatencyChoice;
  readonly latency: LatencySource;
  readonly limits: Limits;
  readonly isBellOn: boolean;
  readonly snapshot: Snapshot | undefined;
  readonly paint: PaintFacts;
  readonly width: number;
  readonly height: number;
  readonly glyphs: Glyphs;
};

const NAME_CELLS = 15;
const UNIT_CELLS = 3;
const WORD_CELLS = 5;
const VALUE_CELLS = 7;
const COUNT_CELLS = 10;
const LEAST_SPARK_CELLS = 8;
const SPARK_TITLE = 'worst by second';

/** The window, and the names of the columns. */
const HEAD_ROWS = 2;
const LEAST_HISTOGRAM_ROWS = 2;
const MOST_HISTOGRAM_ROWS = 16;
const MOST_HISTOGRAM_CELLS = 120;

type Column = 'word' | 'p50' | 'p95' | 'p99' | 'max' | 'count';

/** Columns in the order in which they leave as the width shrinks. */
const LEAVING: readonly Column[] = ['count', 'p95', 'word', 'max'];

const COLUMN_CELLS: Readonly<Record<Column, number>> = {
  p50: VALUE_CELLS,
  p95: VALUE_CELLS,
  p99: VALUE_CELLS,
  max: VALUE_CELLS,
  count: COUNT_CELLS,
  word: WORD_CELLS,
};

/**
 *  LATENCY  [10 s] 1 min session   [all] book change trade other
 *                        p50    p95    p99    max     count  worst of each second
 * ▸feed           ms      41     88    180    312     1,204 ok   ▁▂▇▁
 *  …
 *  feed: exchange timestamp to receipt, corrected by the clock offset
 *      ▂▅█▇▃▂▁
 *  4.1    p50 41      p99 180  max 402
 *  clock +12 ms ±18 ms · 120 frames/s …
 */
export function buildLatencyRows(input: LatencyInput): PaintRow[] {
  const {height, width, glyphs} = input;
  const facts = buildFacts(input);
  const room = height - HEAD_ROWS;
  const stageRows = Math.min(STAGE_NAMES.length, Math.max(1, room));
  const factRows = Math.min(facts.length, Math.max(0, room - stageRows));
  const histogramRows = Math.min(MOST_HISTOGRAM_ROWS, room - stageRows - factRows - 2);
  const rows = [
    ...buildHead(input),
    ...selectVisible(input.choice.stage, stageRows).map((stage) => buildStage(stage, input)),
    ...(histogramRows >= LEAST_HISTOGRAM_ROWS ? buildChosen(input, histogramRows) : []),
    ...facts.slice(0, factRows),
  ];
  return rows.slice(0, height).map((row) => clipRow(row, width, glyphs.ellipsis));
}

/** As many stages as there is room for, the chosen one among them. */
function selectVisible(chosen: StageName, count: number): readonly StageName[] {
  const index = STAGE_NAMES.indexOf(chosen);
  const first = Math.min(Math.max(0, index - (count >> 1)), STAGE_NAMES.length - count);
  return STAGE_NAMES.slice(first, first + count);
}

function selectColumns(width: number): {
  readonly columns: readonly Column[];
  readonly spark: number;
} {
  let columns: readonly Column[] = ['p50', 'p95', 'p99', 'max', 'count', 'word'];
  const rest = (): number =>
    width -
    NAME_CELLS -
    UNIT_CELLS -
    1 -
    columns.reduce((sum, column) => sum + COLUMN_CELLS[column], 0);
  for (const leaving of LEAVING) {
    if (rest() >= 0) break;
    columns = columns.filter((column) => column !== leaving);
  }

  return {columns, spark: rest() - 1 >= LEAST_SPARK_CELLS ? rest() - 1 : 0};
}

function buildHead({choice, width}: LatencyInput): PaintRow[] {
  const {columns, spark} = selectColumns(width);
  const titles = columns.map((column) =>
    column === 'word' ? padEnd('', WORD_CELLS) : padStart(column, COLUMN_CELLS[column]),
  );
  const kinds = factsOf(choice.stage).kinds;
  const windows = WINDOW_NAMES.map((window): Segment => {
    return {row: [choose(WINDOW_WORDS[window], window === choice.window)], rank: 0, isKept: true};
  });
  const splits =
    kinds === undefined
      ? []
      : [undefined, ...kinds].map((kind): Segment => {
          const word = kind === undefined ? 'all' : KIND_WORDS[kind];
          return {row: [choose(word, kind === choice.kind)], rank: 1};
        });
  return [
    [
      run(' LATENCY  ', 'dim'),
      ...fitSegments([...windows, {row: [], rank: 0}, ...splits], width - 11, ' '),
    ],
    [
      run(' '.repeat(NAME_CELLS + UNIT_CELLS + 1)),
      run(titles.join(''), 'dim'),
      run(spark > SPARK_TITLE.length ? padStart(SPARK_TITLE, spark + 1) : '', 'dim'),
    ],
  ];
}

/** Brackets tell what is chosen, whatever colours there are. */
function choose(word: string, isChosen: boolean): PaintRun {
  return isChosen ? run(`[${word}]`, 'strong') : run(word, 'dim');
}

function buildStage(stage: StageName, input: LatencyInput): PaintRow {
  const {choice, latency, limits, width, glyphs} = input;
  const {columns, spark} = selectColumns(width);
  const isChosen = stage === choice.stage;
  const kind = kindOf(stage, choice);
  const gauge = latency.gauge(stage, choice.window, kind);
  const {word, style} = judgeStage(stage, gauge, limits[stage]);
  const cells = columns.map((column): PaintRun => {
    if (column === 'word') return run(` ${padEnd(word, WORD_CELLS - 1)}`, style);
    if (column === 'count') return run(padStart(formatCount(gauge.count), COUNT_CELLS), 'dim');
    return run(padStart(formatGauge(gauge[column], glyphs.none), VALUE_CELLS), style);
  });
  const name = padEnd(STAGE_WORDS[stage].label, NAME_CELLS);
  return [
    run(isChosen ? glyphs.pointer : ' ', 'mark'),
    run(name, isChosen ? 'strong' : 'plain'),
    run(padEnd(formatUnit(stage, glyphs), UNIT_CELLS), 'dim'),
    ...cells,
    ...(spark > 0
      ? [run(` ${formatSparkline(latency.worst(stage, kind), spark, glyphs.sparks)}`, 'mark')]
      : []),
  ];
}

/** A stage that is not split by the chosen kind shows all that it has. */
function kindOf(stage: StageName, {kind}: LatencyChoice): EventKind | undefined {
  return kind !== undefined && factsOf(stage).kinds?.includes(kind) === true ? kind : undefined;
}

function buildChosen(input: LatencyInput, rows: number): PaintRow[] {
  const {choice, latency, limits, isBellOn, width, glyphs} = input;
  const {stage, window} = choice;
  const kind = kindOf(stage, choice);
  const gauge = latency.gauge(stage, window, kind);
  const unit = formatUnit(stage, glyphs);
  const limit = limits[stage];
  const limitWords =
    limit === undefined
      ? `no limit${glyphs.separator}+ sets one`
      : `limit p99 ${formatLimit(limit)} ${unit}${glyphs.separator}bell ${isBellOn ? 'on' : 'off'}`;
  const title = fitSegments(
    [
      {
        row: [
          run(`${STAGE_WORDS[stage].label.trim()}: `, 'strong'),
          run(factsOf(stage).meaning, 'dim'),
        ],
        rank: 0,
        isKept: true,
      },
      {row: [run(limitWords, limit === undefined ? 'dim' : 'plain')], rank: 1},
    ],
    width - 2,
    '   ',
  );
  const bounds = selectBounds(gauge, Math.min(width - 2, MOST_HISTOGRAM_CELLS));
  const columns =
    bounds.length === 0
      ? [[run('no samples yet', 'dim')], ...Array.from({length: rows}, (): PaintRow => [])]
      : buildHistogram(gauge, bounds, latency.counts(stage, window, kind, bounds), rows, glyphs);
  return [title, ...columns].map((row) => [run(' '), ...row]);
}

function buildFacts(input: LatencyInput): PaintRow[] {
  const {snapshot, paint, latency, width, glyphs} = input;
  const line = (parts: readonly PaintRow[]): PaintRow => [
    run(' '),
    ...fitSegments(
      parts.map((row, rank) => ({row, rank})),
      width - 2,
      glyphs.separator,
    ),
  ];
  const loop = latency.gauge('ingest_loop', '10s');
  const busy = judgeStage('ingest_loop', loop, undefined);
  const feed =
    snapshot === undefined
      ? [[run('nothing published yet', 'dim')]]
      : [
          describeOffset(snapshot, glyphs),
          [run(`${formatGauge(snapshot.framesPerS, glyphs.none)} frames/s`)],
          [run(`${formatBytes(snapshot.bytesPerS)}/s`)],
          [run(`ping ${formatGauge(snapshot.pingMs, glyphs.none)} ms`)],
        ];
  const heap = [paint.heapBytes, snapshot?.ingestHeapBytes ?? 0].map(formatBytes).join(' + ');
  return [
    line(feed),
    line([
      [run(`${formatCount(paint.made)} paints`)],
      countTrouble(paint.skipped, 'skipped'),
      countTrouble(paint.late, 'late'),
      [run(`heap ${heap}`)],
      [run(`memory ${formatBytes(paint.residentBytes)}`)],
    ]),
    ...(busy.word === 'slow' || busy.word === 'late'
      ? [[run(' this machine is busy: the ingest loop waits, and feed with it', 'warn')]]
      : []),
  ];
}

function countTrouble(count: number, what: string): PaintRow {
  return [run(`${formatCount(count)} ${what}`, count > 0 ? 'warn' : 'plain')];
}
