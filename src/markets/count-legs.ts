import type {Market} from '../domain/market.js';
import {PolybookError} from '../domain/problem.js';
import {findEventBySlug} from './market-lookup.js';
import type {RestClient} from './rest-client.js';

/**
 * Fills in how many markets their events have: a list of markets does not say it. Only events are asked
 * for whose markets exclude each other, and what can't be had stays undefined.
 */
export async function countLegs(
  client: RestClient,
  markets: readonly Market[],
): Promise<readonly Market[]> {
  const slugs = new Set(
    markets.flatMap(({negRisk, eventLegs, eventSlug}) =>
      negRisk === true && eventLegs === undefined && eventSlug !== undefined ? eventSlug : [],
    ),
  );
  if (slugs.size === 0) return markets;

  const events = await Promise.all([...slugs].map((slug) => findEvent(client, slug)));
  const legs = new Map(
    events.flatMap((event) =>
      (event?.markets ?? []).map(({market}) => [market.conditionId, market.eventLegs]),
    ),
  );
  return markets.map((market) => ({
    ...market,
    eventLegs: market.eventLegs ?? legs.get(market.conditionId),
  }));
}

async function findEvent(
  client: RestClient,
  slug: string,
): Promise<Awaited<ReturnType<typeof findEventBySlug>>> {
  try {
    return await findEventBySlug(client, slug);
  } catch (error) {
    // The markets can be watched without; only a fault of the program may end the look-up here.
    if (!(error instanceof PolybookError)) throw error;
    return undefined;
  }
}
