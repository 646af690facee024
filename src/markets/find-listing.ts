// Looks up what a reference names: a market, an event, or both where the market belongs to one.

import {PolybookError} from '../domain/problem.js';
import type {ListedEvent, MarketListing} from './listed-market.js';
import {
  findEventBySlug,
  findMarketByConditionId,
  findMarketBySlug,
  findMarketByToken,
} from './market-lookup.js';
import type {Reference} from './parse-reference.js';
import type {RestClient} from './rest-client.js';

export type Listing = {
  /** The market named; undefined where an event was. */
  readonly market: MarketListing | undefined;
  /** The event named, or the one that the market belongs to. */
  readonly event: ListedEvent | undefined;
  /** Why the event is missing although there is one; undefined where nothing is amiss. */
  readonly eventProblem: PolybookError | undefined;
};

/** A reference that names one thing, by a slug or an id. */
export type NamingReference = Exclude<Reference, {readonly kind: 'words' | 'not_a_market'}>;

/** Undefined where nothing has that name. */
export async function findListing(
  reference: NamingReference,
  client: RestClient,
): Promise<Listing | undefined> {
  switch (reference.kind) {
    case 'slug':
      return findEither(reference.slug, client);
    case 'event_slug': {
      const {slug} = reference;
      const event = await findEventBySlug(client, slug);
      return event === undefined
        ? nameMarket(await findMarketBySlug(client, slug), client)
        : eventOnly(event);
    }

    case 'market_slug': {
      const {slug, eventSlug} = reference;
      const market = await findMarketBySlug(client, slug);
      return market === undefined && eventSlug !== undefined
        ? eventOnly(await findEventBySlug(client, eventSlug))
        : nameMarket(market, client, eventSlug);
    }

    case 'condition_id':
      return nameMarket(await findMarketByConditionId(client, reference.conditionId), client);
    case 'token_id':
      return nameMarket(await findMarketByToken(client, reference.assetId), client);
  }
}

/**
 * Asks for the market and for the event of that slug at once: one of the two exists as a rule, and
 * where both do they are the same, since the event of a single market often shares its slug.
 */
async function findEither(slug: string, client: RestClient): Promise<Listing | undefined> {
  const abandon = new AbortController();
  const eventLookup = findEventBySlug(client.withSignal(abandon.signal), slug);
  // Awaited below or abandoned: until then a rejection is nobody's concern.
  eventLookup.catch(() => undefined);

  try {
    const market = await findMarketBySlug(client, slug);
    if (market === undefined) return eventOnly(await eventLookup);
    const isSameName = eventSlugOf(market) === slug;
    return await (isSameName ? joinEvent(market, eventLookup) : nameMarket(market, client));
  } finally {
    abandon.abort();
  }
}

async function nameMarket(
  market: MarketListing | undefined,
  client: RestClient,
  knownEventSlug?: string,
): Promise<Listing | undefined> {
  if (market === undefined) return undefined;
  const eventSlug = eventSlugOf(market) ?? knownEventSlug;
  return joinEvent(
    market,
    eventSlug === undefined ? undefined : findEventBySlug(client, eventSlug),
  );
}

/** Siblings are a convenience: a market whose event can't be had is still a market. */
async function joinEvent(
  market: MarketListing,
  lookup: Promise<ListedEvent | undefined> | undefined,
): Promise<Listing> {
  try {
    return {market, event: await lookup, eventProblem: undefined};
  } catch (error) {
    if (!(error instanceof PolybookError)) throw error;
    return {market, event: undefined, eventProblem: error};
  }
}

function eventOnly(event: ListedEvent | undefined): Listing | undefined {
  return event && {market: undefined, event, eventProblem: undefined};
}

function eventSlugOf(listing: MarketListing): string | undefined {
  return listing.kind === 'listed' ? listing.market.eventSlug : undefined;
}
