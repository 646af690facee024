import {describe, expect, test} from 'vitest';
import {formatScaled, parseScaled} from '../../../src/domain/decimal.js';
import {complement, formatPrice, parsePrice, type Price} from '../../../src/domain/price.js';
import {formatSize, parseSize, toShares, type SizeMicros} from '../../../src/domain/size.js';

describe('decimal text', () => {
  test.each([
    ['0', 0],
    ['1', 10_000],
    ['0.48', 4800],
    ['.48', 4800],
    ['0.480', 4800],
    ['1.', 10_000],
    ['0.0001', 1],
    ['0.00010000000', 1],
    ['007', 70_000],
    ['900719925474.0991', Number.MAX_SAFE_INTEGER],
  ])('%s parses exactly', (text, expected) => {
    expect(parseScaled(text, 4)).toBe(expected);
  });

  test.each([
    ...['', '.', '-1', '+1', ' 1', '1 ', '1,5', '1.2.3', '1e3', '0x10', 'NaN', 'Infinity', '١'],
    ...['0.00001', '0.00011', '900719925474.0992', '9'.repeat(400)],
  ])('%j is refused', (text) => {
    expect(parseScaled(text, 4)).toBeUndefined();
  });

  test.each([
    [0, '0'],
    [1, '0.0001'],
    [4800, '0.48'],
    [10_000, '1'],
    [100_000, '10'],
    [Number.MAX_SAFE_INTEGER, '900719925474.0991'],
  ])('%d is written without trailing zeros', (value, expected) => {
    expect(formatScaled(value, 4)).toBe(expected);
  });
});

describe('a price', () => {
  test.each([
    ['0.1', 1000],
    ['0.01', 100],
    ['0.005', 50],
    ['0.0025', 25],
    ['0.001', 10],
    ['0.0001', 1],
  ])('of one tick of %s is exact', (text, expected) => {
    expect(parsePrice(text)).toBe(expected);
    expect(formatPrice(expected as Price)).toBe(text);
  });

  test('lies between 0 and 1', () => {
    expect([parsePrice('0'), parsePrice('1')]).toEqual([0, 10_000]);
    expect([parsePrice('1.0001'), parsePrice('-0.1'), parsePrice('2')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('has a complement', () => {
    expect([complement(6200 as Price), complement(1 as Price)]).toEqual([3800, 9999]);
  });
});

describe('a size', () => {
  test.each([
    ['0.29', 290_000],
    ['45.99', 45_990_000],
    ['7.555554', 7_555_554],
    ['31045290', 31_045_290_000_000],
    ['9007199254.740991', Number.MAX_SAFE_INTEGER],
  ])('of %s is exact', (text, expected) => {
    expect(parseSize(text)).toBe(expected);
    expect(formatSize(expected as SizeMicros)).toBe(text);
  });

  test('finer or larger than its unit allows is refused', () => {
    expect(parseSize('0.0000001')).toBeUndefined();
    expect(parseSize('9007199254.740992')).toBeUndefined();
  });

  test('is a double in shares', () => {
    expect(toShares(7_555_554 as SizeMicros)).toBe(7.555554);
  });
});
