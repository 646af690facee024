import {expect, test} from 'vitest';
import {formatBar, formatSparkline} from '../../../src/view/bars.js';
import {clipText, clipTextStart, dropLastGlyph, padStart} from '../../../src/view/fit-text.js';
import {
  formatAmount,
  formatCount,
  formatGauge,
  formatShares,
  formatSignedPercent,
} from '../../../src/view/format-number.js';
import {centCells, centDecimals, formatCents} from '../../../src/view/format-price.js';
import {
  createDateFormat,
  createTimeFormat,
  formatSpan,
  formatWholeSpan,
} from '../../../src/view/format-time.js';
import {ASCII_GLYPHS, UNICODE_GLYPHS} from '../../../src/view/glyphs.js';

test.each([
  [1000, 0],
  [100, 0],
  [50, 1],
  [25, 2],
  [10, 1],
  [1, 2],
  [4670, 1],
  [4675, 2],
])('a price or tick of %i units needs %i decimals in cents', (units, decimals) => {
  expect(centDecimals(units)).toBe(decimals);
});

test.each([
  [4670, 1, '46.7¢'],
  [4600, 0, '46¢'],
  [10, 1, '0.1¢'],
  [1, 2, '0.01¢'],
  [9999, 2, '99.99¢'],
  [4655, 1, '46.6¢'], // Half up, though 46.55 as a double lies below the half.
  [4655, 2, '46.55¢'],
  [4655.5, 3, '46.555¢'],
  [4661.4, 2, '46.61¢'],
])('%d units with %i decimals are %s', (units, decimals, text) => {
  expect(formatCents(units, decimals, '¢')).toBe(text);
});

test('no price of a level is wider than the cells reserved for its decimals', () => {
  for (let units = 1; units < 10_000; units++) {
    for (const decimals of [0, 1, 2].filter((d) => d >= centDecimals(units))) {
      expect(formatCents(units, decimals, '¢').length).toBeLessThanOrEqual(centCells(decimals));
    }
  }
});

test.each([
  [0, '0'],
  [10_000, '<0.1'],
  [500_000, '0.5'],
  [7_000_000, '7'],
  [7_555_554, '7.6'],
  [9_990_000, '10'],
  [310_000_000, '310'],
  [999_490_000, '999'],
  [999_600_000, '1.0k'],
  [1_234_000_000, '1.2k'],
  [11_020_000_000, '11.0k'],
  [999_949_000_000, '999.9k'],
  [999_960_000_000, '1.0M'],
  [31_000_000_000_000, '31.0M'],
  [9_007_199_254_740_991, '9.0B'],
])('a size of %i micros is %s', (micros, text) => {
  expect(formatShares(micros)).toBe(text);
});

test('an amount beyond the last suffix keeps it', () => {
  expect(formatAmount(5e15)).toBe('5000.0T');
});

test.each([
  [0, '0'],
  [1204, '1,204'],
  [9_999_999, '9,999,999'],
  [12_000_000, '12.0M'],
])('a count of %i is %s', (count, text) => {
  expect(formatCount(count)).toBe(text);
});

test.each([
  [Number.NaN, '–'],
  [0, '0.0'],
  [-0.04, '0.0'],
  [-3.21, '-3.2'],
  [9.96, '10'],
  [-41.4, '-41'],
  [99_999, '99999'],
  [123_456, '123k'],
  [2_500_000, '3M'],
])('a measured %d is %s', (value, text) => {
  expect(formatGauge(value, '–')).toBe(text);
});

test.each([
  [0.381, '+38%'],
  [-1, '-100%'],
  [0, '+0%'],
  [-0.001, '+0%'],
])('an imbalance of %d is %s', (ratio, text) => {
  expect(formatSignedPercent(ratio)).toBe(text);
});

test.each([
  [-5, '0.0 s', '0 s'],
  [199_999, '0.1 s', '0 s'],
  [9_990_000, '9.9 s', '9 s'],
  [12_400_000, '12 s', '12 s'],
  [119_000_000, '119 s', '119 s'],
  [250_000_000, '4 min', '4 min'],
  [7_200_000_000, '2 h', '2 h'],
  [260_000_000_000, '3 d', '3 d'],
])('a span of %i µs is %s, in whole seconds %s', (spanUs, text, whole) => {
  expect(formatSpan(spanUs)).toBe(text);
  expect(formatWholeSpan(spanUs)).toBe(whole);
});

test('times of day are those of the time zone, midnight is 00, and the unknown is dashes', () => {
  const midnight = Date.UTC(2026, 2, 2, 0, 0, 7);
  expect(createTimeFormat('UTC')(midnight)).toBe('00:00:07');
  expect(createTimeFormat('Asia/Tokyo')(midnight)).toBe('09:00:07');
  expect(createTimeFormat('UTC')(Number.NaN)).toBe('--:--:--');
});

test('days are those of the time zone, to the millisecond, however many are asked for', () => {
  const midnight = Date.UTC(2026, 2, 2);
  const formatDate = createDateFormat('UTC');
  for (let days = 0; days < 40; days++) {
    const ms = midnight + days * 86_400_000;
    expect(formatDate(ms)).toBe(new Date(ms).toISOString().slice(0, 10));
    expect(formatDate(ms - 1)).toBe(new Date(ms - 1).toISOString().slice(0, 10));
  }

  expect(createDateFormat('Asia/Tokyo')(midnight - 1)).toBe('2026-03-02');
  expect(createDateFormat('America/New_York')(midnight)).toBe('2026-03-01');
  for (const none of [Number.NaN, Infinity, 1e17]) expect(formatDate(none)).toBe('----------');
});

test.each([
  [0, 'right', '    '],
  [0.001, 'right', '▏   '],
  [0.5, 'right', '██  '],
  [0.53, 'right', '██▏ '],
  [1, 'right', '████'],
  [7, 'right', '████'],
  [Number.NaN, 'right', '    '],
  [0.001, 'left', '   ▕'],
  [0.625, 'left', ' ▐██'],
  [1, 'left', '████'],
] as const)('a bar of share %d growing %s is "%s"', (share, direction, text) => {
  const steps = direction === 'left' ? UNICODE_GLYPHS.leftBars : UNICODE_GLYPHS.rightBars;
  expect(formatBar(share, 4, steps, direction)).toBe(text);
});

test('an ASCII bar has no character beyond ASCII', () => {
  expect(formatBar(0.6, 4, ASCII_GLYPHS.rightBars, 'right')).toBe('##- ');
});

test('a sparkline shows the newest values, gaps as blanks, negative ones on the floor', () => {
  const values = Float64Array.of(900, Number.NaN, -5, 50, 100);
  expect(formatSparkline(values, 4, UNICODE_GLYPHS.sparks)).toBe(' ▁▅█');
  expect(formatSparkline(new Float64Array(), 3, UNICODE_GLYPHS.sparks)).toBe('   ');
  expect(formatSparkline(Float64Array.of(-2), 1, UNICODE_GLYPHS.sparks)).toBe('▁');
  expect(formatSparkline(values, 0, UNICODE_GLYPHS.sparks)).toBe('');
});

test('text is cut by cells, never through a wide character', () => {
  expect(clipText('雪の日', 6, '…')).toBe('雪の日');
  expect(clipText('雪の日', 5, '…')).toBe('雪の…');
  expect(clipText('雪の日', 4, '…')).toBe('雪…');
  expect(clipText('snow', 0, '…')).toBe('');
  expect(clipTextStart('a long query', 6, '…')).toBe('…query');
  expect(padStart('雪', 4)).toBe('  雪');
});

test('backspace takes a whole character as a reader counts them', () => {
  expect(dropLastGlyph('ab')).toBe('a');
  expect(dropLastGlyph('a👩‍🚀')).toBe('a');
  expect(dropLastGlyph('')).toBe('');
});
