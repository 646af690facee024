import fc from 'fast-check';
import {expect, test} from 'vitest';
import {backoffUs} from '../../../src/connection/backoff.js';

const CEILINGS_S = [1, 2, 4, 8, 16, 30, 30, 30];
const LEAST_US = 100_000;

/** The largest double below 1. */
const ALMOST_ONE = 1 - Number.EPSILON / 2;

test('the ceiling doubles from one second to thirty and stays there', () => {
  const longest = CEILINGS_S.map((_, i) => Math.round(backoffUs(i + 1, ALMOST_ONE) / 1e6));
  expect(longest).toEqual(CEILINGS_S);
  expect(backoffUs(1_000_000, ALMOST_ONE)).toBeLessThanOrEqual(30e6);
});

test('the luckiest draw still leaves the exchange a tenth of a second', () => {
  for (const attempt of [1, 2, 7, 1000]) expect(backoffUs(attempt, 0)).toBe(LEAST_US);
});

test('any draw lies between the least time and the ceiling, and grows with chance', () => {
  const chance = fc.double({min: 0, max: ALMOST_ONE, noNaN: true});
  fc.assert(
    fc.property(fc.integer({min: 1, max: 1e9}), chance, chance, (attempt, one, other) => {
      const ceilingUs = CEILINGS_S[Math.min(attempt, CEILINGS_S.length) - 1]! * 1e6;
      const waitsUs = [one, other].sort((a, b) => a - b).map((draw) => backoffUs(attempt, draw));
      for (const waitUs of waitsUs) {
        expect(Number.isInteger(waitUs)).toBe(true);
        expect(waitUs).toBeGreaterThanOrEqual(LEAST_US);
        expect(waitUs).toBeLessThanOrEqual(ceilingUs);
      }

      expect(waitsUs[0]).toBeLessThanOrEqual(waitsUs[1]!);
    }),
    {seed: 20260920, numRuns: 2000},
  );
});

test('full jitter spreads the retries of many clients over the whole time', () => {
  const quarters = new Set(
    Array.from({length: 100}, (_, i) => Math.floor(backoffUs(6, i / 100) / 7.5e6)),
  );
  expect([...quarters]).toEqual([0, 1, 2, 3]);
});
