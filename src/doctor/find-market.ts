// The one market that is looked at: what was named, as the viewer takes it, or the busiest one.

import type {Market} from '../domain/market.js';
import {resolveMarkets} from '../markets/resolve-market.js';
import type {RestClient} from '../markets/rest-client.js';
import {failed, type Finding, passed} from './check.js';

export type FoundMarket = {
  readonly market: Market | undefined;
  readonly finding: Finding;
};

/** Rejects with a `PolybookError` that names what could not be found. */
export async function findMarket(
  reference: string | undefined,
  busiest: Market | undefined,
  client: RestClient,
): Promise<FoundMarket> {
  if (reference === undefined) return foundAs(busiest, 'most volume in 24 h');
  const resolution = await resolveMarkets(reference, client);
  const {kind, markets} = resolution;
  if (kind === 'choices') {
    return foundAs(markets[0], `the first of ${markets.length} that match these words`);
  }

  const market = markets[resolution.startIndex];
  const others = markets.length - 1;
  const place = others === 0 ? 'found' : `found, with ${others} more of its event`;
  return foundAs(market, [place, ...resolution.notices].join('; '));
}

function foundAs(market: Market | undefined, how: string): FoundMarket {
  if (market === undefined) {
    const hint = 'Name one: polybook-tui doctor <market>';
    return {market, finding: failed('the exchange has no open market', hint)};
  }

  const {question, slug = null, conditionId} = market;
  return {market, finding: passed(`"${question}", ${how}`, {slug, condition_id: conditionId})};
}
