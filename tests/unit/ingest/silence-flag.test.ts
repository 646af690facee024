import {expect, test} from 'vitest';
import {SILENCE_FLAG_US} from '../../../src/domain/connection-state.js';
import {SilenceFlag} from '../../../src/ingest/silence-flag.js';

test('a minute without data is told once, and so is the first data after it', () => {
  const flag = new SilenceFlag();
  const lastDataUs = 5;
  expect(flag.check(true, lastDataUs, lastDataUs + SILENCE_FLAG_US - 1)).toBeUndefined();
  expect(flag.check(true, lastDataUs, lastDataUs + SILENCE_FLAG_US)).toBe('fell_silent');
  expect(flag.check(true, lastDataUs, lastDataUs + 2 * SILENCE_FLAG_US)).toBeUndefined();
  const heardUs = lastDataUs + 2 * SILENCE_FLAG_US;
  expect(flag.check(true, heardUs, heardUs + 1)).toBe('heard_again');
  expect(flag.check(true, heardUs, heardUs + 2)).toBeUndefined();
});

test('a connection that is lost or not yet live is not called silent, nor heard again', () => {
  const flag = new SilenceFlag();
  expect(flag.check(false, 0, 10 * SILENCE_FLAG_US)).toBeUndefined();
  expect(flag.check(true, 0, 10 * SILENCE_FLAG_US)).toBe('fell_silent');
  expect(flag.check(false, 0, 11 * SILENCE_FLAG_US)).toBeUndefined();
});
