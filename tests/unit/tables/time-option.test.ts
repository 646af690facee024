import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {formatMoment, parseTimeWish, resolveTime} from '../../../src/tables/time-option.js';

/** A quarter to midnight here, and half an hour from it on. */
const FIRST_US = new Date(2026, 2, 4, 23, 45, 20).getTime() * 1000;
const RANGE = {firstUs: FIRST_US, lastUs: FIRST_US + 1800e6};

function resolve(text: string, range: {firstUs: number; lastUs: number | undefined} = RANGE) {
  return resolveTime(parseTimeWish(text)!, range);
}

function localUs(day: number, hours: number, minutes: number, seconds = 0): number {
  return new Date(2026, 2, day, hours, minutes, seconds).getTime() * 1000;
}

describe('a time of day', () => {
  test.each([
    ['23:50', localUs(4, 23, 50)],
    ['23:50:07', localUs(4, 23, 50, 7)],
    ['23:50:07.25', localUs(4, 23, 50, 7) + 250_000],
    ['0:03', localUs(5, 0, 3)],
    ['00:03:15', localUs(5, 0, 3, 15)],
  ])('%s is the one within the recording, past midnight too', (text, us) => {
    expect(resolve(text)).toBe(us);
  });

  test('what the clock still shows when the recording begins is its beginning', () => {
    expect(resolve('23:45')).toBe(localUs(4, 23, 45));
    expect(resolve('23:45:19')).toBeUndefined();
  });

  test.each(['12:00', '0:16', '23:44'])('%s, which it does not hold, is none', (text) => {
    expect(resolve(text)).toBeUndefined();
  });

  test('where nobody knows when it ends the next such moment is meant', () => {
    expect(resolve('12:00', {firstUs: FIRST_US, lastUs: undefined})).toBe(localUs(5, 12, 0));
  });
});

test.each([
  ['+90s', 90e6],
  ['+5m', 300e6],
  ['+1h2m3.5s', 3723.5e6],
  ['+250ms', 250e3],
  ['+0s', 0],
])('%s is so long after the start', (text, us) => {
  expect(resolve(text)).toBe(FIRST_US + us);
});

test.each([
  ['2026-03-04T12:03:15Z', Date.UTC(2026, 2, 4, 12, 3, 15) * 1000],
  ['2026-03-04 12:03:15.123456Z', Date.UTC(2026, 2, 4, 12, 3, 15) * 1000 + 123_456],
  ['2026-03-04T12:03+01:00', Date.UTC(2026, 2, 4, 11, 3) * 1000],
  ['2026-03-04T12:03', localUs(4, 12, 3)],
  ['2026-03-04', localUs(4, 0, 0)],
])('%s is ISO 8601, in the time zone here where it names none', (text, us) => {
  expect(resolve(text)).toBe(us);
});

test('Unix time in s, ms and µs is told apart by its magnitude', () => {
  fc.assert(
    fc.property(fc.integer({min: 1e9, max: 4e9}), (seconds) => {
      expect(resolve(String(seconds))).toBe(seconds * 1e6);
      expect(resolve(`${seconds}.25`)).toBe(seconds * 1e6 + 250_000);
      expect(resolve(String(seconds * 1e3))).toBe(seconds * 1e6);
      expect(resolve(String(seconds * 1e6))).toBe(seconds * 1e6);
    }),
  );
});

test.each([
  '',
  'noon',
  '25:00',
  '12:60',
  '12:03:61',
  '+',
  '+5',
  '+5d',
  '-5m',
  '12',
  '2026-13-01',
  '1e12',
])('"%s" is no time', (text) => {
  expect(parseTimeWish(text)).toBeUndefined();
});

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[+\d:.TZ -]{0,24}$/)), (text) => {
      const wish = parseTimeWish(text);
      const us = wish === undefined ? undefined : resolveTime(wish, RANGE);
      expect(us === undefined || Number.isFinite(us)).toBe(true);
    }),
  );
});

test('a moment is written so that it is read as the same second', () => {
  fc.assert(
    fc.property(fc.integer({min: 1e9, max: 4e9}), (seconds) => {
      const text = formatMoment(seconds * 1e6);
      // An hour that a clock goes through twice has two moments of one name.
      expect(formatMoment(resolve(text)!)).toBe(text);
    }),
  );
});
