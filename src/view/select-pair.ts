// One market, two outcomes: what one share of each costs together, or brings.

import type {Session} from '../domain/session.js';
import type {TopOfBook} from '../domain/snapshot.js';
import {explainTop, isTwoWay, topOfAsset} from './asset-tops.js';
import {sumPrices, type PriceSums} from './price-sums.js';
import type {Selection} from './selection.js';

export type Pair =
  | {readonly kind: 'sums'; readonly sums: PriceSums}
  /** Why there is no sum. */
  | {readonly kind: 'none'; readonly why: string};

/** Exactly one of the two outcomes comes true. */
export function selectPair(
  {catalog}: Pick<Session, 'catalog'>,
  tops: readonly TopOfBook[],
  {market}: Pick<Selection, 'market'>,
): Pair {
  const found = market.outcomes.map(({assetId}) => topOfAsset(catalog, tops, assetId));
  for (const [i, {name}] of market.outcomes.entries()) {
    const why = explainTop(found[i]);
    if (why !== undefined) return {kind: 'none', why: `${name} ${why}`};
  }

  const whole = found.filter((top) => top !== undefined).filter(isTwoWay);
  return {kind: 'sums', sums: sumPrices(whole, 1)};
}
