// All stages of a session: recorded by the thread that each belongs to, read by whoever shows them.

import {factsOf, STAGE_NAMES} from '../domain/latency.js';
import type {EventKind, Gauge, StageName, WindowName} from '../domain/latency.js';
import {Distribution} from './distribution.js';
import {allocateSeries, LatencySeries, SPARK_SECONDS} from './latency-series.js';
import type {SeriesMemory} from './latency-series.js';

/** One series for each stage and kind of event, in the order of `STAGE_NAMES` and of their kinds. */
export type BoardMemory = readonly (readonly SeriesMemory[])[];

/** Samples are recorded in thousandths of their stage's unit. */
export const RECORDED_PER_UNIT = 1000;

export function allocateBoard(): BoardMemory {
  return STAGE_NAMES.map((stage) => {
    const {kinds, isSigned} = factsOf(stage);
    return Array.from({length: kinds?.length ?? 1}, () => allocateSeries(isSigned === true));
  });
}

export class LatencyBoard {
  readonly #series: Readonly<Record<StageName, readonly LatencySeries[]>>;
  readonly #distribution = new Distribution();

  constructor(memory: BoardMemory) {
    const entries = STAGE_NAMES.map((stage, i) => [
      stage,
      memory[i]!.map((part) => new LatencySeries(part)),
    ]);
    this.#series = Object.fromEntries(entries) as Record<StageName, readonly LatencySeries[]>;
  }

  /** A duration of any stage; of a stage that is not split by kinds, `kind` is left out. */
  record(stage: StageName, durationUs: number, nowUs: number, kind?: EventKind): void {
    const {unit, kinds} = factsOf(stage);
    const series = this.#series[stage][kind === undefined ? 0 : (kinds?.indexOf(kind) ?? 0)];
    series?.record(unit === 'ms' ? durationUs : durationUs * 1000, nowUs);
  }

  /** In the stage's unit. */
  read(stage: StageName, window: WindowName, nowUs: number, kind?: EventKind): Gauge {
    return this.distribution(stage, window, nowUs, kind).toGauge(RECORDED_PER_UNIT);
  }

  /** In thousandths of the stage's unit; valid until the next call. */
  distribution(
    stage: StageName,
    window: WindowName,
    nowUs: number,
    kind?: EventKind,
  ): Distribution {
    this.#distribution.clear();
    for (const series of this.#seriesOf(stage, kind)) {
      series.addTo(this.#distribution, window, nowUs);
    }

    return this.#distribution;
  }

  /** Of all samples of the session, in the stage's unit. */
  sum(stage: StageName, kind?: EventKind): number {
    const sums = this.#seriesOf(stage, kind).map((series) => series.sum);
    return sums.reduce((total, sum) => total + sum, 0) / RECORDED_PER_UNIT;
  }

  /** The worst value of each of the last seconds, oldest first, in the stage's unit; NaN where none. */
  worstPerSecond(stage: StageName, nowUs: number, kind?: EventKind): Float64Array {
    const worst = new Float64Array(SPARK_SECONDS).fill(Number.NaN);
    for (const series of this.#seriesOf(stage, kind)) series.raiseWorst(worst, nowUs);
    return worst.map((value) => value / RECORDED_PER_UNIT);
  }

  #seriesOf(stage: StageName, kind: EventKind | undefined): readonly LatencySeries[] {
    const all = this.#series[stage];
    if (kind === undefined) return all;
    const series = all[factsOf(stage).kinds?.indexOf(kind) ?? -1];
    return series === undefined ? [] : [series];
  }
}
