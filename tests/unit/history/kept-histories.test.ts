import {expect, test} from 'vitest';
import {
  KeptHistories,
  MAX_FIRST,
  MAX_FOCUSED,
  MAX_HISTORIES,
} from '../../../src/history/kept-histories.js';

test('depth is kept for the first nine and the twelve that were in focus last', () => {
  const kept = new KeptHistories();
  for (let i = 0; i < 60; i++) kept.ensure(`m${i}`);
  for (let i = 0; i < 60; i++) kept.focus(`m${i}`);

  const deep = Array.from({length: 60}, (_, i) => i).filter((i) => kept.of(`m${i}`)!.hasDepth);
  expect(deep).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59]);
});

test('however many markets there are, memory stays below ten megabytes', () => {
  const kept = new KeptHistories();
  for (let i = 0; i < 2_000; i++) kept.ensure(`m${i}`);
  for (let i = 0; i < 2_000; i++) kept.focus(`m${i}`);
  expect(kept.of(`m${MAX_HISTORIES}`)).toBeUndefined();
  expect(kept.byteLength).toBe((MAX_FIRST + MAX_FOCUSED) * 267_600 + MAX_HISTORIES * 7_560);
  expect(kept.byteLength).toBeLessThan(10_000_000);
});
