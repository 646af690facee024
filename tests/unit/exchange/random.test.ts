import {describe, expect, test} from 'vitest';
import {Random} from '../../../src/exchange/random.js';

const DRAWS = 20_000;

function draw(count: number, next: () => number): number[] {
  return Array.from({length: count}, next);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('Random', () => {
  test('repeats itself for the same seed and stream, and only for them', () => {
    const [first, again, otherSeed, otherStream] = [
      new Random(7, 'a'),
      new Random(7, 'a'),
      new Random(8, 'a'),
      new Random(7, 'b'),
    ].map((random) => draw(5, () => random.next()));
    expect(again).toEqual(first);
    expect(otherSeed).not.toEqual(first);
    expect(otherStream).not.toEqual(first);
  });

  test('has the means that it promises', () => {
    const random = new Random(1, 'means');
    expect(mean(draw(DRAWS, () => random.next()))).toBeCloseTo(0.5, 1);
    expect(mean(draw(DRAWS, () => random.exponential(4)))).toBeCloseTo(4, 0);
    expect(mean(draw(DRAWS, () => random.geometric(6)))).toBeCloseTo(6, 0);
    const normal = draw(DRAWS, () => random.normal());
    expect(mean(normal)).toBeCloseTo(0, 1);
    expect(mean(normal.map((value) => value * value))).toBeCloseTo(1, 1);
  });

  test('draws integers with both ends, and hex of any length', () => {
    const random = new Random(1, 'ends');
    expect(new Set(draw(200, () => random.integer(3, 5)))).toEqual(new Set([3, 4, 5]));
    expect(random.hex(64)).toMatch(/^[0-9a-f]{64}$/);
  });

  test('shuffles without losing anything', () => {
    const shuffled = new Random(1, 'shuffle').shuffle([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(shuffled).not.toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect([...shuffled].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});
