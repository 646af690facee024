import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {ClockOffset} from '../../../src/metrics/clock-offset.js';
import {LatencyHistogram} from '../../../src/metrics/latency-histogram.js';
import {PerSecondCounter, WorstPerSecond} from '../../../src/metrics/per-second.js';
import {WindowedGauge} from '../../../src/metrics/windowed-gauge.js';

const SECOND_US = 1_000_000;

/** The value that the nearest-rank definition gives on a sorted list of the same samples. */
function nearestRank(values: readonly number[], percentile: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percentile / 100) * sorted.length) - 1)]!;
}

describe('LatencyHistogram', () => {
  test('percentiles agree with a sorted list within one per cent, negative values included', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({min: -5_000_000, max: 90_000_000}), {minLength: 1, maxLength: 300}),
        fc.constantFrom(1, 50, 95, 99, 100),
        (values, percentile) => {
          const histogram = new LatencyHistogram();
          for (const value of values) histogram.record(value);

          const expected = nearestRank(values, percentile);
          expect(histogram.count).toBe(values.length);
          expect(Math.abs(histogram.percentile(percentile) - expected)).toBeLessThanOrEqual(
            Math.abs(expected) * 0.01 + 1,
          );
        },
      ),
      {seed: 7, numRuns: 300},
    );
  });

  test('an empty histogram has no percentile rather than a zero', () => {
    expect(new LatencyHistogram().percentile(99)).toBeNaN();
  });

  test('a value beyond a day is kept as a day instead of being refused', () => {
    const histogram = new LatencyHistogram();
    histogram.record(1e15);
    expect(histogram.max / 86_400_000_000).toBeCloseTo(1, 1);
  });
});

describe('WindowedGauge', () => {
  test('values leave the window after it has passed, and the reading is in its unit', () => {
    const gauge = new WindowedGauge({windowUs: 10 * SECOND_US, unitUs: 1000});
    gauge.record(41_000, 0);
    gauge.record(-2_000, SECOND_US);
    expect(gauge.read(2 * SECOND_US)).toMatchObject({count: 2});
    expect(gauge.read(2 * SECOND_US).max).toBeCloseTo(41, 0);
    expect(gauge.read(7 * SECOND_US).p50).toBeCloseTo(-2, 1);
    expect(gauge.read(30 * SECOND_US)).toMatchObject({count: 0, p50: Number.NaN});
  });
});

describe('per second', () => {
  test('the rate is that of the last full second, and zero after a silent one', () => {
    const rate = new PerSecondCounter();
    for (let i = 0; i < 25; i++) rate.count(5 * SECOND_US + i);
    expect(rate.read(5 * SECOND_US + 99)).toBe(0);
    expect(rate.read(6 * SECOND_US)).toBe(25);
    expect(rate.read(7 * SECOND_US)).toBe(0);
  });

  test('a sparkline shows the worst value of each second and a gap where nothing came', () => {
    const worst = new WorstPerSecond(4);
    const out = new Float64Array(4);
    worst.record(3, 10 * SECOND_US);
    worst.record(9, 10 * SECOND_US + 5);
    worst.record(-1, 12 * SECOND_US);
    worst.readInto(out, 12 * SECOND_US);
    expect([...out]).toEqual([Number.NaN, 9, Number.NaN, -1]);
    worst.readInto(out, 90 * SECOND_US);
    expect([...out].every(Number.isNaN)).toBe(true);
  });
});

describe('ClockOffset', () => {
  test('the least delay less half the least ping is the offset of the clocks', () => {
    const offset = new ClockOffset();
    expect(offset.read(0)).toBeNaN();
    for (const delayMs of [1260, 1235, 1290]) offset.recordDelay(delayMs, SECOND_US);
    offset.recordPing(70, SECOND_US);
    expect(offset.read(SECOND_US)).toBe(1200);
    expect(offset.read(60 * SECOND_US)).toBeNaN();
  });
});
