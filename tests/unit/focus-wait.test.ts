import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {FocusWait} from '../../src/focus-wait.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('it ends when the book that is awaited arrives, and tells so once', () => {
  const onOver = vi.fn();
  const wait = new FocusWait(onOver);
  wait.arrived('1');
  wait.begin('1');
  expect(wait.isWaiting).toBe(true);
  wait.arrived('1');
  expect(wait.isWaiting).toBe(false);
  wait.arrived('1');
  vi.runAllTimers();
  expect(onOver).toHaveBeenCalledTimes(1);
});

test('of several in a row it awaits the last one', () => {
  const onOver = vi.fn();
  const wait = new FocusWait(onOver);
  wait.begin('1');
  wait.begin('2');
  wait.arrived('1');
  expect(onOver).not.toHaveBeenCalled();
  wait.arrived('2');
  expect(onOver).toHaveBeenCalledTimes(1);
});

test('it does not wait for long', () => {
  const onOver = vi.fn();
  const wait = new FocusWait(onOver);
  wait.begin('1');
  vi.advanceTimersByTime(1_000);
  expect(wait.isWaiting).toBe(false);
  expect(onOver).toHaveBeenCalledTimes(1);
});
