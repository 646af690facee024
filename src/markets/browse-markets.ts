// Markets to pick from: the busiest ones, and those that match some words.

import type {Market} from '../domain/market.js';
import {listMarkets, searchEvents} from './market-lookup.js';
import type {RestClient} from './rest-client.js';

/** How many events a search asks for; each may hold several markets. */
const SEARCH_EVENTS = 20;

/** Markets that a search finds at most: a service may ignore how many events it was asked for. */
const MAX_MATCHES = 1_000;

/** Open markets with the highest volume of the last 24 hours, highest first. */
export async function topMarkets(client: RestClient, limit: number): Promise<readonly Market[]> {
  const listings = await listMarkets(client, {
    active: true,
    closed: false,
    order: 'volume24hr',
    ascending: false,
    limit,
  });
  const open = listings.flatMap((listing) =>
    listing.kind === 'listed' && listing.market.status === 'open' ? listing.market : [],
  );
  return dedupe(open)
    .sort((a, b) => (b.volume24h ?? 0) - (a.volume24h ?? 0))
    .slice(0, limit);
}

/** Markets that are not closed and match the words, best match first. */
export async function searchMarkets(client: RestClient, words: string): Promise<readonly Market[]> {
  const events = await searchEvents(client, words, SEARCH_EVENTS);
  return dedupe(
    events.flatMap((event) =>
      event.markets.flatMap(({market}) => (market.status === 'closed' ? [] : market)),
    ),
  ).slice(0, MAX_MATCHES);
}

function dedupe(markets: readonly Market[]): Market[] {
  return [...new Map(markets.map((market) => [market.conditionId, market])).values()];
}
