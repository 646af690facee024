import {expect, test} from 'vitest';
import {isWeeklyRestart} from '../../../src/ingest/weekly-restart.js';
import {ClockOffset} from '../../../src/metrics/clock-offset.js';
import {formatBookTable} from '../../../src/output/book-table.js';
import {readTimestampMs} from '../../../src/protocol/fields.js';
import {MAX_TIMESTAMP_MS} from '../../../src/protocol/limits.js';
import {createTimeFormat} from '../../../src/view/format-time.js';
import {bookRecord} from '../../support/made-records.js';

test.each([
  ['1788786330404', 1_788_786_330_404],
  [1_788_786_330_404, 1_788_786_330_404],
  ['0', 0],
  [String(MAX_TIMESTAMP_MS), MAX_TIMESTAMP_MS],
])('%s is a time', (json, timestampMs) => {
  expect(readTimestampMs(json)).toBe(timestampMs);
});

test.each<unknown>([
  ...['', '-1', '1.5', '1e12', ' 1', '8000000000000001', '9007199254740991', '9'.repeat(400)],
  ...[1e300, -1, 0.5, Number.NaN, null, undefined, true, [], ['1'], {toString: 1}],
])('%j is none', (json) => {
  expect(readTimestampMs(json)).toBeUndefined();
});

test.each([0, MAX_TIMESTAMP_MS])(
  'all that is made of a time can be made of %d, with the offset of the clocks that it tells',
  (timestampMs) => {
    const names = {question: undefined, outcome: undefined};
    expect(formatBookTable(bookRecord({timestampMs}), names)).toMatch(/Z · last trade/);
    expect(createTimeFormat('UTC')(timestampMs)).toMatch(/^\d\d:\d\d:\d\d$/);
    const offset = new ClockOffset();
    const wallMs = 1_790_000_000_000;
    offset.recordDelay(wallMs - timestampMs, 1);
    offset.recordPing(60_000, 1);
    offset.recordPing(60_000, 1);
    expect(isWeeklyRestart(wallMs - offset.read(1).offsetMs)).toBeTypeOf('boolean');
  },
);
