// The best prices of any watched outcome, and why they might be no good for a sum.

import type {AssetId} from '../domain/market.js';
import type {Price} from '../domain/price.js';
import type {Catalog} from '../domain/session.js';
import type {TopOfBook} from '../domain/snapshot.js';
import type {Trust} from '../domain/trust.js';

/** A catalogue never changes: another one takes its place. */
const INDEXES = new WeakMap<Catalog, ReadonlyMap<AssetId, number>>();

/** Undefined where the asset is not watched, or nothing was published of it. */
export function topOfAsset(
  catalog: Catalog,
  tops: readonly TopOfBook[],
  assetId: AssetId,
): TopOfBook | undefined {
  let indexes = INDEXES.get(catalog);
  if (indexes === undefined) {
    indexes = new Map(catalog.assetIds.map((id, index) => [id, index]));
    INDEXES.set(catalog, indexes);
  }

  const index = indexes.get(assetId);
  const top = index === undefined ? undefined : tops[index];
  return top?.assetIndex === index ? top : tops.find(({assetIndex}) => assetIndex === index);
}

/** Both best prices with their sizes. */
export type TwoWay = TopOfBook & {readonly bestBid: Price; readonly bestAsk: Price};

export function isTwoWay(top: TopOfBook): top is TwoWay {
  return top.bestBid !== undefined && top.bestAsk !== undefined;
}

/**
 * Whether these best prices can be traded at now. A hash that never matched says nothing against
 * them: they agree with those that the exchange names.
 */
export function isTradeable({state, reason}: Trust): boolean {
  return reason !== 'market_paused' && ['LIVE', 'QUIET', 'UNPROVEN'].includes(state);
}

/** Why a book is in no sum, `has no ask`; undefined where it may be in one. */
export function explainTop(top: TopOfBook | undefined): string | undefined {
  if (top === undefined || top.trust.state === 'WAITING') return 'has no book yet';
  const {trust, bestBid, bestAsk} = top;
  if (trust.reason === 'market_paused') return 'is paused';
  if (!isTradeable(trust)) return `is ${trust.state}`;
  if (bestBid === undefined && bestAsk === undefined) return 'has no orders';
  if (bestAsk === undefined) return 'has no ask';
  return bestBid === undefined ? 'has no bid' : undefined;
}
