import fc from 'fast-check';
import {expect, test} from 'vitest';
import {formatScaled, parseScaled} from '../../src/domain/decimal.js';
import {complement, formatPrice, parsePrice, type Price} from '../../src/domain/price.js';
import {formatSize, parseSize, type SizeMicros} from '../../src/domain/size.js';

const anyPrice = fc.integer({min: 0, max: 10_000}).map((units) => units as Price);
const anySize = fc.maxSafeNat().map((units) => units as SizeMicros);

test('a price or a size that is formatted parses back to itself', () => {
  const options = {seed: 20260917, numRuns: 5000};
  fc.assert(
    fc.property(anyPrice, (price) => parsePrice(formatPrice(price)) === price),
    options,
  );
  fc.assert(
    fc.property(anySize, (size) => parseSize(formatSize(size)) === size),
    options,
  );
});

test('text as the exchange writes it comes back letter by letter', () => {
  const text = fc
    .tuple(fc.bigInt({min: 0n, max: 31_045_290n}), fc.stringMatching(/^(?:\d{0,5}[1-9])?$/))
    .map(([whole, fraction]) =>
      fraction === '' ? String(whole) : `${whole.toString()}.${fraction}`,
    );
  fc.assert(
    fc.property(text, (decimal) => {
      expect(formatScaled(parseScaled(decimal, 6)!, 6)).toBe(decimal);
    }),
    {seed: 20260918, numRuns: 5000},
  );
});

test('a price and its complement add up to one', () => {
  fc.assert(
    fc.property(anyPrice, (price) => price + complement(price) === 10_000),
    {seed: 20260919, numRuns: 1000},
  );
});

test('any text is a number of the unit or nothing, never NaN and never rounded', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.double().map(String)), (text) => {
      const value = parseScaled(text, 6);
      if (value === undefined) return;
      expect(Number.isSafeInteger(value) && value >= 0).toBe(true);
      expect(Number(formatScaled(value, 6))).toBe(Number(text));
    }),
    {seed: 20260920, numRuns: 5000},
  );
});
