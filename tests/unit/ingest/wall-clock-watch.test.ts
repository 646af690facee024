import {expect, test} from 'vitest';
import {WallClockWatch} from '../../../src/ingest/wall-clock-watch.js';

const START_MS = 1_790_000_000_000;

test('clocks that go alike are no jump, however seldom one looks', () => {
  const watch = new WallClockWatch();
  const jumps = [0, 1, 2, 300, 3600].map((s) =>
    watch.check(s * 1e6, START_MS + s * 1000 + (s % 7)),
  );
  expect(jumps.every((jump) => jump === undefined)).toBe(true);
});

test.each([
  ['a sleep', 600_000],
  ['a clock that was wrong by minutes and is set', -240_000],
])('%s is told once, with its length', (_, jumpMs) => {
  const watch = new WallClockWatch();
  watch.check(0, START_MS);
  expect(watch.check(1e6, START_MS + 1000 + jumpMs)).toBe(jumpMs);
  expect(watch.check(2e6, START_MS + 2000 + jumpMs)).toBeUndefined();
});

test('a correction of less than five seconds is no sleep', () => {
  const watch = new WallClockWatch();
  watch.check(0, START_MS);
  expect(watch.check(1e6, START_MS + 5999)).toBeUndefined();
  expect(watch.check(2e6, START_MS + 11_999)).toBe(5000);
});
