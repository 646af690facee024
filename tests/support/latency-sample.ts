// Made-up measurements, for tests of the view.

import {STAGE_NAMES} from '../../src/domain/latency.js';
import type {Gauge, LatencySource, StageName} from '../../src/domain/latency.js';

export const NO_GAUGE: Gauge = {
  count: 0,
  p50: Number.NaN,
  p95: Number.NaN,
  p99: Number.NaN,
  max: Number.NaN,
};

export function gauge(p50: number, p95: number, p99: number, max: number): Gauge {
  return {count: 120, p50, p95, p99, max};
}

const SAMPLES: Readonly<Partial<Record<StageName, Gauge>>> = {
  feed: gauge(41.3, 97.1, 180.4, 402),
  feed_raw: gauge(53.7, 109.5, 192.8, 414.4),
  ping: gauge(38.2, 38.2, 38.2, 38.2),
  pipeline: gauge(18, 40, 55.2, 310),
  verify: gauge(62, 90, 131, 402),
  paint: gauge(0.84, 1.2, 2.1, 3),
};

/** The sample's gauges, or the ones given; the same in every window and of every kind. */
export function sampleLatency(
  change: Readonly<Partial<Record<StageName, Gauge>>> = {},
): LatencySource {
  const gauges: Readonly<Partial<Record<StageName, Gauge>>> = {...SAMPLES, ...change};
  return {
    gauge: (stage) => gauges[stage] ?? NO_GAUGE,
    worst: () =>
      Float64Array.from({length: 60}, (_, i) =>
        i < 5 ? Number.NaN : 40 + ((i * 37) % 91) + (i % 17 === 0 ? 260 : 0),
      ),
    counts: (_stage, _window, _kind, bounds) => bounds.map((_, i) => (i * 7) % 11),
  };
}

/** As after a start: nothing was measured yet. */
export const NO_LATENCY: LatencySource = {
  ...sampleLatency(Object.fromEntries(STAGE_NAMES.map((stage) => [stage, NO_GAUGE]))),
  worst: () => new Float64Array(60).fill(Number.NaN),
};
