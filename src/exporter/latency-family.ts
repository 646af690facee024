// The HDR histograms of the session as one Prometheus histogram: nothing is kept beside them.

import {factsOf, STAGE_NAMES} from '../domain/latency.js';
import type {EventKind, StageName} from '../domain/latency.js';
import {indexOfValue, valueOfIndex} from '../metrics/hdr-scale.js';
import type {LatencyBoard} from '../metrics/latency-board.js';
import {RECORDED_PER_UNIT} from '../metrics/latency-board.js';
import type {MetricFamily, Sample} from './metric-family.js';

const NAME = 'polybook_latency_seconds';

type Scale = {
  readonly unitsPerS: number;
  /** Upper ends of the buckets, in seconds. */
  readonly bounds: readonly number[];
  /**
   * The same in what is recorded, each as the histogram's own scale rounds it up, so that a sample
   * that lies on a bound is below it.
   */
  readonly limits: readonly number[];
};

const SCALES: Readonly<Record<'ms' | 'µs', Scale>> = {
  ms: buildScale(1e3, -5, 2),
  µs: buildScale(1e6, -6, 0),
};

/** How often a sum is read again that has changed while its counts were. */
const MAX_TRIES = 4;

/** Steps of 1, 2 and 5 between two powers of ten. */
function buildScale(unitsPerS: number, firstExponent: number, lastExponent: number): Scale {
  const bounds: number[] = [];
  for (let exponent = firstExponent; exponent < lastExponent; exponent++) {
    // From the text, so that no bound is 0.000050000000000000002.
    bounds.push(...[1, 2, 5].map((digit) => Number(`${digit}e${exponent}`)));
  }

  bounds.push(Number(`1e${lastExponent}`));
  const limits = bounds.map((bound) =>
    valueOfIndex(indexOfValue(bound * unitsPerS * RECORDED_PER_UNIT)),
  );
  return {unitsPerS, bounds, limits};
}

export function buildLatencyFamily(board: LatencyBoard, nowUs: number): MetricFamily {
  return {
    name: NAME,
    help: `Latencies of the session by stage (${STAGE_NAMES.map(describe).join('; ')})`,
    type: 'histogram',
    values: STAGE_NAMES.flatMap((stage) =>
      (factsOf(stage).kinds ?? [undefined]).flatMap((kind) => samplesOf(board, nowUs, stage, kind)),
    ),
  };
}

function describe(stage: StageName): string {
  return `${stage}: ${factsOf(stage).meaning}`;
}

function samplesOf(
  board: LatencyBoard,
  nowUs: number,
  stage: StageName,
  kind: EventKind | undefined,
): readonly Sample[] {
  const {unitsPerS, bounds, limits} = SCALES[factsOf(stage).unit];
  const {sum, counts, count} = readConsistently(board, nowUs, stage, kind, limits);
  const labels = {stage, ...(kind !== undefined && {kind})};
  let atMost = 0;
  const buckets = bounds.map((bound, i): Sample => {
    atMost += counts[i]!;
    return {metricName: `${NAME}_bucket`, labels: {...labels, le: String(bound)}, value: atMost};
  });
  return [
    ...buckets,
    {metricName: `${NAME}_bucket`, labels: {...labels, le: '+Inf'}, value: count},
    {metricName: `${NAME}_sum`, labels, value: sum / unitsPerS},
    {metricName: `${NAME}_count`, labels, value: count},
  ];
}

/** Another thread records meanwhile. The counts are one copy; the sum is of the same moment, or nearly so. */
function readConsistently(
  board: LatencyBoard,
  nowUs: number,
  stage: StageName,
  kind: EventKind | undefined,
  limits: readonly number[],
): {readonly sum: number; readonly counts: readonly number[]; readonly count: number} {
  for (let tries = 1; ; tries++) {
    const before = board.sum(stage, kind);
    const distribution = board.distribution(stage, 'session', nowUs, kind);
    const sum = board.sum(stage, kind);
    if (sum === before || tries === MAX_TRIES) {
      return {sum, counts: distribution.countBetween(limits), count: distribution.count};
    }
  }
}
