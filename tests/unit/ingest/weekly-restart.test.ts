import {expect, test} from 'vitest';
import {isWeeklyRestart} from '../../../src/ingest/weekly-restart.js';

test.each([
  ['2026-11-24T12:00:30Z', true], // Tuesday 07:00 in New York, in winter.
  ['2026-07-14T11:01:00Z', true], // The same in summer.
  ['2026-07-14T12:01:00Z', false], // An hour late.
  ['2026-11-24T11:58:59Z', false],
  ['2026-11-24T12:06:00Z', false],
  ['2026-11-25T12:00:30Z', false], // Wednesday.
])('%s is within the restart: %s', (time, isWithin) => {
  expect(isWeeklyRestart(Date.parse(time))).toBe(isWithin);
});
