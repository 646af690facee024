import {describe, expect, test} from 'vitest';
import {buildViewModel, type ViewModel} from '../../../src/view/build-view-model.js';
import {describeClock, describeOffset, formatClockOff} from '../../../src/view/clock-words.js';
import {formatClockOffset} from '../../../src/view/format-time.js';
import {gauge, NO_GAUGE, sampleLatency} from '../../support/latency-sample.js';
import {UNICODE_GLYPHS} from '../../../src/view/glyphs.js';
import {
  rowText,
  sampleBook,
  sampleInput,
  sampleSnapshot,
  SAMPLE_WALL_MS,
  screenText,
} from '../../support/view-sample.js';

const MINUTE_MS = 60_000;

describe('offset of the clocks', () => {
  test.each([
    [0, '+0.0 ms'],
    [-3.24, '-3.2 ms'],
    [12.4, '+12 ms'],
    [-999.4, '-999 ms'],
    [999.6, '+1.0 s'],
    [1_000, '+1.0 s'],
    [-3_240, '-3.2 s'],
    [9_960, '+10 s'],
    [59_700, '+1 min 0 s'],
    [299_980, '+5 min 0 s'],
    [-301_400, '-5 min 1 s'],
    [7_500_000, '+2 h 5 min'],
    [-3 * 86_400_000 - 7_200_000, '-3 d 2 h'],
  ])('%d ms is %s', (offsetMs, text) => {
    expect(formatClockOffset(offsetMs)).toBe(text);
  });

  test('a feed that is late by seconds looks like a clock that is ahead, and both are named', () => {
    const clock = {clockOffsetMs: 3_200, clockUncertaintyMs: 20};
    expect(rowText(describeClock(clock, UNICODE_GLYPHS))).toBe('+3.2 s, or feed late');
    expect(rowText(describeOffset(clock, UNICODE_GLYPHS))).toBe(
      'clock +3.2 s ±20 ms, off or feed late',
    );
    expect(formatClockOff(3_200)).toBe('clock off or feed late by 3 s');
    expect(formatClockOff(-3_200)).toBe('clock off by 3 s');
  });
});

describe('a clock that is off by minutes', () => {
  const latency = 5 * MINUTE_MS + 40;
  const view = (
    clockOffsetMs: number,
    columns: number,
    unicode = true,
    feed = NO_GAUGE,
  ): ViewModel =>
    buildViewModel(
      sampleInput({
        columns,
        rows: 40,
        unicode,
        latency: sampleLatency({feed, feed_raw: gauge(latency, latency, latency, latency)}),
        wallMs: SAMPLE_WALL_MS + (Number.isNaN(clockOffsetMs) ? 0 : clockOffsetMs),
        snapshot: sampleSnapshot({
          clockOffsetMs,
          focus: sampleBook({timestampMs: SAMPLE_WALL_MS - 4_200}),
        }),
      }),
    );
  const feedLine = (model: ViewModel, name: string) =>
    model.panels.feed.find((row) => rowText(row).includes(` ${name}`))!;

  test.each([100, 160])(
    'at %i columns the feed panel says how far, and why in a word',
    (columns) => {
      const ahead = view(5 * MINUTE_MS, columns);
      expect(rowText(feedLine(ahead, 'clock'))).toMatch(/clock {3}\+5 min 0 s, clock is off$/);
      const behind = view(-5 * MINUTE_MS, columns);
      expect(rowText(feedLine(behind, 'clock'))).toMatch(/clock {3}-5 min 0 s, clock is off$/);
      for (const name of ['clock', 'raw ms', 'worst']) {
        expect(feedLine(ahead, name).map(({style}) => style)).toContain('warn');
      }
    },
  );

  test('up to a second of offset latencies look as they are', () => {
    const calm = view(999, 160);
    expect(rowText(feedLine(calm, 'clock'))).toContain('+999 ms ±20 ms');
    for (const name of ['clock', 'raw ms', 'worst']) {
      expect(feedLine(calm, name).map(({style}) => style)).not.toContain('warn');
    }
  });

  test('a corrected latency is shown beside it, but not where it may be the feed that is late', () => {
    const feed = gauge(41, 90, 180, 300);
    const status = (offsetMs: number): string =>
      rowText(view(offsetMs, 160, true, feed).panels.feed[1]!);
    expect(status(5 * MINUTE_MS)).toMatch(/feed ms +41 +90 +180 +300/);
    const line = (offsetMs: number): string =>
      rowText(view(offsetMs, 90, true, feed).panels.status[0]!);
    expect(line(5 * MINUTE_MS)).toMatch(/clock off by 5 min │ feed p50 41 p99 180 ms/);
    expect(line(3_000)).not.toContain('feed p50');
  });

  test('the status line has no latency that would be taken for the feed’s', () => {
    const status = rowText(view(5 * MINUTE_MS, 80).panels.status[0]!);
    expect(status).toContain('│ clock off by 5 min │');
    expect(status).not.toMatch(/feed p50|300/);
    expect(rowText(view(999, 80).panels.status[0]!)).toContain('feed p50');
    expect(rowText(view(Number.NaN, 80).panels.status[0]!)).toContain('feed p50');
    expect(rowText(view(3_000, 80).panels.status[0]!)).toMatch(/feed late by 3 s( │|$)/);
  });

  test.each([5 * MINUTE_MS, -5 * MINUTE_MS, 12, Number.NaN])(
    'with an offset of %d ms a change of 4.2 s ago is one of 4.2 s ago',
    (offsetMs) => {
      expect(rowText(feedLine(view(offsetMs, 160), 'changed'))).toContain('· 4.2 s ago');
    },
  );

  test('in ASCII all of it is ASCII', () => {
    for (const columns of [80, 160]) {
      for (const line of screenText(view(-5 * MINUTE_MS, columns, false))) {
        expect(line).toMatch(/^[ -~]*$/);
      }
    }
  });
});
