import {describe, expect, test} from 'vitest';
import type {Market} from '../../../src/domain/market.js';
import {findOutcome} from '../../../src/markets/find-outcome.js';
import {marketFromGamma} from '../../../src/markets/market-from-gamma.js';
import {wireMarket} from '../../support/gamma-stub.js';

function marketWith(first: string, second: string): Market {
  const listing = marketFromGamma(wireMarket(1, {outcomes: JSON.stringify([first, second])}));
  if (listing?.kind !== 'listed') throw new Error('The market of this test is not listed');
  return listing.market;
}

describe('findOutcome', () => {
  test.each<[string, string, string, 0 | 1]>([
    ['Yes', 'No', 'No', 1],
    ['Yes', 'No', 'yes', 0],
    ['Yes', 'No', ' n ', 1],
    ['Up', 'Down', 'DO', 1],
    // An exact name wins over a longer one that begins with it.
    ['United', 'United City', 'united', 0],
    ['United City', 'United', 'united', 1],
  ])('%s or %s: "%s" is outcome %i', (first, second, name, expected) => {
    expect(findOutcome(marketWith(first, second), name)).toBe(expected);
  });

  test.each([
    ['maybe', 'no such name'],
    ['ma', 'the beginning of both names'],
    ['', 'nothing'],
  ])('"%s" is refused with both names in the hint: %s', (name) => {
    expect(() => findOutcome(marketWith('Man City', 'Man United'), name)).toThrow(
      expect.objectContaining({
        code: 'OUTCOME_NOT_FOUND',
        message: `"Question 1?" has no outcome "${name}"`,
        hint: 'Pass --outcome "Man City" or --outcome "Man United"',
      }) as Error,
    );
  });
});
