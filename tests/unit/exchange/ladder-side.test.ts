import fc from 'fast-check';
import {expect, test} from 'vitest';
import {complement, type Price} from '../../../src/domain/price.js';
import {LadderSide} from '../../../src/exchange/ladder-side.js';

test('a side is what a sorted Map of its changes is, and its mirror the same at 1 - p', () => {
  const change = fc.record({tick: fc.integer({min: 1, max: 99}), size: fc.nat({max: 500})});
  fc.assert(
    fc.property(fc.array(change, {maxLength: 200}), (changes) => {
      const side = new LadderSide(100 as Price);
      const reference = new Map<number, number>();
      for (const {tick, size} of changes) {
        side.set(tick, size);
        if (size === 0) reference.delete(tick);
        else reference.set(tick, size);
        expect(side.sizeAt(tick)).toBe(size);
      }

      const expected = [...reference]
        .sort(([a], [b]) => a - b)
        .map(([tick, size]) => ({price: tick * 100, size: size * 10_000}));
      expect(side.levels).toEqual(expected);
      expect(side.mirrored).toEqual(
        expected.map(({price, size}) => ({price: complement(price as Price), size})),
      );
      expect(side.length).toBe(expected.length);
      expect(side.best * 100).toBe(expected.at(-1)?.price ?? 0);
      expect(side.tickAt(1) * 100).toBe(expected.at(-2)?.price ?? 0);
    }),
    {seed: 20260907, numRuns: 200},
  );
});
