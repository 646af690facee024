import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {STAGE_NAMES} from '../../../src/domain/latency.js';
import {AlertWatch} from '../../../src/metrics/alert-watch.js';
import {Distribution} from '../../../src/metrics/distribution.js';
import {indexOfValue, valueOfIndex} from '../../../src/metrics/hdr-scale.js';
import {allocateBoard, LatencyBoard} from '../../../src/metrics/latency-board.js';
import {LatencyReadings} from '../../../src/metrics/latency-readings.js';
import {allocateSeries, LatencySeries} from '../../../src/metrics/latency-series.js';
import {PerSecondCounter} from '../../../src/metrics/per-second.js';

const SECOND_US = 1_000_000;
const MINUTE_US = 60 * SECOND_US;

/** The value that the nearest-rank definition gives on a sorted list of the same samples. */
function nearestRank(values: readonly number[], percentile: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percentile / 100) * sorted.length) - 1)]!;
}

function expectWithinPrecision(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(Math.abs(expected) * 0.01 + 0.001);
}

describe('the scale', () => {
  test('tells every value within one per cent, negative ones included', () => {
    fc.assert(
      fc.property(fc.integer({min: -86_400_000_000, max: 86_400_000_000}), (value) => {
        const told = valueOfIndex(indexOfValue(value));
        expect(Math.abs(told - value)).toBeLessThanOrEqual(Math.abs(value) * 0.01);
      }),
      {seed: 7, numRuns: 2000},
    );
  });

  test('a value beyond a day is kept as a day instead of being refused', () => {
    expect(valueOfIndex(indexOfValue(1e15)) / 86_400_000_000).toBeCloseTo(1, 1);
    expect(valueOfIndex(indexOfValue(-1e15)) / 86_400_000_000).toBeCloseTo(-1, 1);
  });
});

describe('percentiles', () => {
  test('agree with a sorted list of the same samples within one per cent, of each kind and of all', () => {
    const kinds = ['book', 'price_change', 'trade'] as const;
    const sample = fc.record({
      ms: fc.integer({min: -5_000_000, max: 90_000_000}).map((us) => us / 1000),
      kind: fc.constantFrom(...kinds),
    });
    fc.assert(
      fc.property(fc.array(sample, {minLength: 1, maxLength: 300}), (samples) => {
        const board = new LatencyBoard(allocateBoard());
        for (const {ms, kind} of samples) board.record('feed', ms * 1000, MINUTE_US, kind);
        for (const kind of [undefined, ...kinds]) {
          const values = samples
            .filter((candidate) => kind === undefined || candidate.kind === kind)
            .map(({ms}) => ms);
          const gauge = board.read('feed', '10s', MINUTE_US, kind);
          expect(gauge.count).toBe(values.length);
          if (values.length === 0) continue;
          expectWithinPrecision(gauge.p50, nearestRank(values, 50));
          expectWithinPrecision(gauge.p95, nearestRank(values, 95));
          expectWithinPrecision(gauge.p99, nearestRank(values, 99));
          expectWithinPrecision(gauge.max, nearestRank(values, 100));
          const total = values.reduce((sum, value) => sum + value, 0);
          expect(board.sum('feed', kind)).toBeCloseTo(total, 3);
        }
      }),
      {seed: 7, numRuns: 60},
    );
  });

  test('of a duration that is below a microsecond are told, too', () => {
    const board = new LatencyBoard(allocateBoard());
    for (const us of [0.4, 0.5, 3.217]) board.record('decode', us, 0, 'trade');
    expect(board.read('decode', 'session', 0).p50).toBeCloseTo(0.5, 2);
    expect(board.read('decode', 'session', 0).max).toBeCloseTo(3.22, 1);
  });

  test('of nothing are unknown rather than zero', () => {
    const board = new LatencyBoard(allocateBoard());
    for (const stage of STAGE_NAMES) {
      expect(board.read(stage, 'session', 0)).toMatchObject({count: 0, p50: NaN, max: NaN});
    }
  });

  test('a stage that cannot be negative counts what a clock gets wrong as zero', () => {
    const board = new LatencyBoard(allocateBoard());
    board.record('paint', -3, 0);
    expect(board.read('paint', 'session', 0)).toMatchObject({count: 1, max: 0});
  });
});

describe('windows', () => {
  test('a sample is in each window for between all but a slot of it and all of it', () => {
    fc.assert(
      fc.property(fc.nat(200 * SECOND_US), fc.nat(90 * SECOND_US), (atUs, ageUs) => {
        const board = new LatencyBoard(allocateBoard());
        board.record('ping', 1000, atUs);
        const isIn = (window: '10s' | '1min' | 'session') =>
          board.read('ping', window, atUs + ageUs).count === 1;
        expect(isIn('session')).toBe(true);
        if (ageUs <= 8 * SECOND_US) expect(isIn('10s')).toBe(true);
        if (ageUs >= 10 * SECOND_US) expect(isIn('10s')).toBe(false);
        if (ageUs <= 50 * SECOND_US) expect(isIn('1min')).toBe(true);
        if (ageUs >= 60 * SECOND_US) expect(isIn('1min')).toBe(false);
      }),
      {seed: 3, numRuns: 100},
    );
  });

  test('a slot that is used again has forgotten what it held', () => {
    const series = new LatencySeries(allocateSeries(false));
    const count = (nowUs: number): number => {
      const distribution = new Distribution();
      series.addTo(distribution, '10s', nowUs);
      return distribution.count;
    };

    for (let second = 0; second < 100; second++) series.record(5, second * SECOND_US);
    expect(count(99 * SECOND_US)).toBe(10);
  });

  test('what one thread records another one reads from the same memory', () => {
    const memory = allocateBoard();
    new LatencyBoard(memory).record('verify', 12, SECOND_US, 'book');
    expect(new LatencyBoard(memory).read('verify', '10s', SECOND_US, 'book').count).toBe(1);
  });

  test('all stages together take less than ten megabytes', () => {
    const bytes = allocateBoard()
      .flat()
      .reduce((sum, {byteLength}) => sum + byteLength, 0);
    expect(bytes).toBeLessThan(10e6);
  });
});

describe('by second', () => {
  test('a sparkline shows the worst value of each second and a gap where nothing came', () => {
    const board = new LatencyBoard(allocateBoard());
    board.record('feed', 3_000, 100 * SECOND_US, 'trade');
    board.record('feed', 9_000, 100 * SECOND_US + 5, 'price_change');
    board.record('feed', -1_000, 102 * SECOND_US, 'trade');
    const worst = board.worstPerSecond('feed', 102 * SECOND_US);
    expect([...worst.slice(-4)]).toEqual([NaN, 9, NaN, -1]);
    expect(board.worstPerSecond('feed', 102 * SECOND_US, 'trade').at(-3)).toBe(3);
    expect(board.worstPerSecond('feed', 900 * SECOND_US).every(Number.isNaN)).toBe(true);
  });

  test('the rate is that of the last full second, and zero after a silent one', () => {
    const rate = new PerSecondCounter();
    for (let i = 0; i < 25; i++) rate.count(5 * SECOND_US + i, 2);
    expect(rate.read(5 * SECOND_US + 99)).toBe(0);
    expect(rate.read(6 * SECOND_US)).toBe(50);
    expect(rate.read(7 * SECOND_US)).toBe(0);
  });
});

describe('distributions', () => {
  test('every sample lies in one interval, and the counts up to a bound are those of a sorted list', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({min: -9_000, max: 900_000}), {minLength: 1, maxLength: 200}),
        fc.integer({min: -9_000, max: 900_000}),
        (values, bound) => {
          const series = new LatencySeries(allocateSeries(true));
          for (const value of values) series.record(value, 0);
          const distribution = new Distribution();
          series.addTo(distribution, 'session', 0);
          const bounds = [-5_000, 0, 100, 10_000, 1e9];
          const counts = distribution.countBetween(bounds);
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);

          const atMost = distribution.countAtMost(bound);
          const slack = Math.abs(bound) * 0.01;
          const least = values.filter((value) => value <= bound - slack).length;
          const most = values.filter((value) => value <= bound + slack).length;
          expect(atMost).toBeGreaterThanOrEqual(least);
          expect(atMost).toBeLessThanOrEqual(most);
        },
      ),
      {seed: 11, numRuns: 200},
    );
  });
});

test('a reading is good for a quarter of a second', () => {
  let nowUs = SECOND_US;
  const board = new LatencyBoard(allocateBoard());
  const readings = new LatencyReadings(board, () => nowUs);
  expect(readings.gauge('ping', '10s').count).toBe(0);
  board.record('ping', 1000, nowUs);
  nowUs += 200_000;
  expect(readings.gauge('ping', '10s').count).toBe(0);
  nowUs += 100_000;
  expect(readings.gauge('ping', '10s').count).toBe(1);
  expect(readings.counts('ping', '10s', undefined, [0.5, 1.1, 2])).toEqual([0, 1, 0]);
});

describe('alerts', () => {
  const of = (count: number, p99: number) => () => ({count, p50: 1, p95: 2, p99, max: 2 * p99});

  test('a limit is crossed above it, and kept again only well below it, so that nothing flickers', () => {
    const watch = new AlertWatch();
    const limits = {feed: 100};
    expect(watch.check(limits, of(50, 100))).toEqual({alerts: [], hasBegun: false});
    expect(watch.check(limits, of(50, 130))).toEqual({
      alerts: [{stage: 'feed', p99: 130, limit: 100}],
      hasBegun: true,
    });
    expect(watch.check(limits, of(50, 95))).toMatchObject({alerts: [{p99: 95}], hasBegun: false});
    expect(watch.check(limits, of(50, 89))).toEqual({alerts: [], hasBegun: false});
    expect(watch.check(limits, of(50, 95)).alerts).toEqual([]);
    expect(watch.check(limits, of(50, 101)).hasBegun).toBe(true);
  });

  test('a few samples are no alarm, and a limit that is taken back ends it', () => {
    const watch = new AlertWatch();
    expect(watch.check({feed: 100}, of(3, 900)).alerts).toEqual([]);
    expect(watch.check({feed: 100}, of(30, 900)).alerts).toHaveLength(1);
    expect(watch.check({}, of(30, 900)).alerts).toEqual([]);
    expect(watch.check({feed: 100}, of(30, 900)).hasBegun).toBe(true);
  });
});
