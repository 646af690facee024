// One function for each question that the REST services are asked. Each answers undefined, or an
// empty list, where there is no such thing, and throws a PolybookError where nobody could say.

import {isConditionId, type AssetId, type ConditionId, type Market} from '../domain/market.js';
import type {ListedEvent, MarketListing} from './listed-market.js';
import {marketFromClob} from './market-from-clob.js';
import {eventFromGamma, marketFromGamma} from './market-from-gamma.js';
import type {Query, RestClient} from './rest-client.js';
import {clobBookMetaSchema, gammaSearchSchema, parseReply} from './schemas.js';

/** Items of one list that are looked at; more were never asked for. */
const MAX_ITEMS = 1_000;

/**
 * Lists leave closed markets out unless told otherwise, and what they do without `closed` has
 * changed more than once (https://github.com/Polymarket/polymarket-cli/issues/71): it is always
 * said. The list of open ones comes first, because it alone names the market's event for certain.
 */
export async function findMarketBySlug(
  client: RestClient,
  slug: string,
): Promise<MarketListing | undefined> {
  const isNamed = (market: Market) => market.slug?.toLowerCase() === slug.toLowerCase();
  const open = pick(await listMarkets(client, {slug, closed: false}), isNamed);
  if (open !== undefined) return open;
  const reply = await client.get('gamma', `/markets/slug/${encodeURIComponent(slug)}`);
  const named = pick(marketsOf(reply), isNamed);
  return named ?? pick(await listMarkets(client, {slug, closed: true}), isNamed);
}

export async function findEventBySlug(
  client: RestClient,
  slug: string,
): Promise<ListedEvent | undefined> {
  const reply = await client.get('gamma', `/events/slug/${encodeURIComponent(slug)}`);
  const isNamed = (event: ListedEvent) => event.slug?.toLowerCase() === slug.toLowerCase();
  const named = eventsOf(reply).find(isNamed);
  if (named !== undefined) return named;
  const open = (await listEvents(client, {slug, closed: false})).find(isNamed);
  return open ?? (await listEvents(client, {slug, closed: true})).find(isNamed);
}

export async function findMarketByConditionId(
  client: RestClient,
  conditionId: ConditionId,
): Promise<MarketListing | undefined> {
  const isNamed = (market: Market) =>
    market.conditionId.toLowerCase() === conditionId.toLowerCase();
  const listed = await findListed(client, {condition_ids: conditionId}, isNamed);
  return listed ?? marketFromClob(await client.get('clob', `/markets/${conditionId}`));
}

export async function findMarketByToken(
  client: RestClient,
  assetId: AssetId,
): Promise<MarketListing | undefined> {
  const isNamed = (market: Market) => market.outcomes.some((o) => o.assetId === assetId);
  const listed = await findListed(client, {clob_token_ids: assetId}, isNamed);
  if (listed !== undefined) return listed;
  // A book knows its market, so a token that only the order book service knows is found as well.
  const book = parseReply(
    clobBookMetaSchema,
    await client.get('clob', '/book', {token_id: assetId}),
  );
  const conditionId = book?.market.toLowerCase();
  return isConditionId(conditionId) ? findMarketByConditionId(client, conditionId) : undefined;
}

/** Events that match the words, best match first. Closed ones may be among them. */
export async function searchEvents(
  client: RestClient,
  words: string,
  limit: number,
): Promise<ListedEvent[]> {
  const reply = await client.get('gamma', '/public-search', {
    q: words,
    limit_per_type: limit,
    events_status: 'active',
    keep_closed_markets: 0,
    search_tags: false,
    search_profiles: false,
  });
  // `events` is missing or null where nothing matches.
  return eventsOf(parseReply(gammaSearchSchema, reply)?.events ?? []).slice(0, limit);
}

export async function listMarkets(client: RestClient, query: Query): Promise<MarketListing[]> {
  const reply = await client.get('gamma', '/markets', query);
  // The plain list is announced to go; its successor takes the same filters.
  return marketsOf(reply ?? (await client.get('gamma', '/markets/keyset', query)));
}

async function listEvents(client: RestClient, query: Query): Promise<ListedEvent[]> {
  const reply = await client.get('gamma', '/events', query);
  return eventsOf(reply ?? (await client.get('gamma', '/events/keyset', query)));
}

async function findListed(
  client: RestClient,
  query: Query,
  isNamed: (market: Market) => boolean,
): Promise<MarketListing | undefined> {
  const open = pick(await listMarkets(client, {...query, closed: false}), isNamed);
  return open ?? pick(await listMarkets(client, {...query, closed: true}), isNamed);
}

/**
 * A server that ignores a filter must not choose the market: the reply is looked through. One that
 * can't be watched keeps only its name, so it is taken for the one asked for only where it is alone.
 */
function pick(
  listings: readonly MarketListing[],
  isNamed: (market: Market) => boolean,
): MarketListing | undefined {
  const [only] = listings;
  if (listings.length === 1 && only?.kind === 'unlisted') return only;
  return listings.find((listing) => listing.kind === 'listed' && isNamed(listing.market));
}

/** A list, a page of one (`{markets: [...]}`), or a single market. */
function marketsOf(reply: unknown): MarketListing[] {
  return itemsOf(reply, 'markets').flatMap((item) => marketFromGamma(item) ?? []);
}

/** A list, a page of one (`{events: [...]}`), or a single event. */
function eventsOf(reply: unknown): ListedEvent[] {
  return itemsOf(reply, 'events').flatMap((item) => eventFromGamma(item) ?? []);
}

function itemsOf(reply: unknown, key: 'markets' | 'events'): readonly unknown[] {
  if (Array.isArray(reply)) return reply.slice(0, MAX_ITEMS);
  if (typeof reply !== 'object' || reply === null) return [];
  const page = (reply as Record<string, unknown>)[key];
  return Array.isArray(page) ? page.slice(0, MAX_ITEMS) : [reply];
}
