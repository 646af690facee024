import type {Market} from '../domain/market.js';
import type {Catalog} from '../domain/session.js';

/** Places in the catalogue of the watched markets of the market's event, itself among them. */
export function selectSiblings({markets}: Catalog, market: Market): readonly number[] {
  const {eventSlug, conditionId} = market;
  return markets.flatMap((candidate, index) => {
    const isSibling =
      candidate.conditionId === conditionId ||
      (eventSlug !== undefined && candidate.eventSlug === eventSlug);
    return isSibling ? index : [];
  });
}
