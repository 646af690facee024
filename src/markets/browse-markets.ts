// Markets to pick from: the busiest ones, and those that match some words.

import type {Market} from '../domain/market.js';
import type {MarketOrder} from '../domain/market-order.js';
import {listMarkets, searchEvents} from './market-lookup.js';
import type {SearchQuestion} from './live-search.js';
import type {RestClient} from './rest-client.js';

/** How many events a search asks for; each may hold several markets. */
const SEARCH_EVENTS = 20;

/** How many of the top markets are listed to pick from. */
export const TOP_MARKETS = 20;

/** Markets that a search finds at most: a service may ignore how many events it was asked for. */
const MAX_MATCHES = 1_000;

/** What each order is called by the service, and by which value of ours the reply is put in order. */
const ORDERS: Readonly<Record<MarketOrder, {field: string; rank: (market: Market) => number}>> = {
  volume: {field: 'volume24hr', rank: ({volume24h}) => volume24h ?? 0},
  liquidity: {field: 'liquidityNum', rank: ({liquidity}) => liquidity ?? 0},
  end: {field: 'endDate', rank: ({endDateMs}) => -(endDateMs ?? Number.MAX_VALUE)},
};

export type TopChoice = {
  /** Default: by volume. */
  readonly order?: MarketOrder;
  /** Unix time in ms; of the order by end, so that what should have ended long ago is left out. */
  readonly wallMs?: number;
};

/** Open markets with the highest volume of the last 24 hours, or first in another order. */
export async function topMarkets(
  client: RestClient,
  limit: number,
  {order = 'volume', wallMs}: TopChoice = {},
): Promise<readonly Market[]> {
  const {field, rank} = ORDERS[order];
  const endMin =
    order === 'end' && wallMs !== undefined ? new Date(wallMs).toISOString() : undefined;
  const listings = await listMarkets(client, {
    active: true,
    closed: false,
    order: field,
    ascending: order === 'end',
    limit,
    ...(endMin !== undefined && {end_date_min: endMin}),
  });
  const open = listings.flatMap((listing) =>
    listing.kind === 'listed' && listing.market.status === 'open' ? listing.market : [],
  );
  return dedupe(open)
    .sort((a, b) => rank(b) - rank(a))
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

/**
 * Answers one question of a search that goes on while the user types. Each request is tried once:
 * the search has its own way with an exchange that does not answer.
 */
export function answerSearch(
  client: RestClient,
  {words, order}: SearchQuestion,
  {wallMs, signal}: {readonly wallMs: number; readonly signal: AbortSignal},
): Promise<readonly Market[]> {
  const once = client.withMaxTries(1).withSignal(signal);
  return words === ''
    ? topMarkets(once, TOP_MARKETS, {order, wallMs})
    : searchMarkets(once, words.replaceAll('-', ' '));
}

function dedupe(markets: readonly Market[]): Market[] {
  return [...new Map(markets.map((market) => [market.conditionId, market])).values()];
}
