import {expect, test} from 'vitest';
import {LogBudget, MAX_ENTRIES_PER_SECOND} from '../../../src/ingest/log-budget.js';

const SECOND_US = 1_000_000;

test('in a second so many entries of a level are written, and the next one tells how many were not', () => {
  const budget = new LogBudget();
  const taken = Array.from({length: 100_000}, (_, i) => budget.take('debug', i)).filter(
    (entry) => entry !== undefined,
  );
  expect(taken).toEqual(Array.from({length: MAX_ENTRIES_PER_SECOND}, () => ({leftOut: 0})));
  expect(budget.take('debug', SECOND_US)).toEqual({leftOut: 100_000 - MAX_ENTRIES_PER_SECOND});
  expect(budget.take('debug', SECOND_US)).toEqual({leftOut: 0});
});

test('a flood of small things hides no error', () => {
  const budget = new LogBudget();
  for (let i = 0; i < 1000; i++) budget.take('debug', 0);
  expect(budget.take('debug', 0)).toBeUndefined();
  expect(budget.take('error', 0)).toEqual({leftOut: 0});
});
