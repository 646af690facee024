// Markets that were named in another session, by their ids: all of them in a few requests.

import type {ConditionId, Market} from '../domain/market.js';
import {completeMarkets} from './complete-markets.js';
import type {ListedMarket} from './listed-market.js';
import {listMarkets} from './market-lookup.js';
import type {RestClient} from './rest-client.js';

/** Ids of one request: an address has to stay of a length that every server takes. */
const IDS_PER_REQUEST = 50;

export type KeptMarkets = {
  /** In the order of the ids; paused ones are among them. */
  readonly open: readonly Market[];
  /** Closed since. */
  readonly closed: readonly Market[];
};

/** Ids that nobody knows are in neither. Rejects with a `PolybookError` where nobody can say. */
export async function findKeptMarkets(
  client: RestClient,
  conditionIds: readonly ConditionId[],
): Promise<KeptMarkets> {
  const open = await listByIds(client, conditionIds, false);
  const isOpen = new Set(open.map(({market}) => market.conditionId.toLowerCase()));
  const others = conditionIds.filter((id) => !isOpen.has(id.toLowerCase()));
  const closed = await listByIds(client, others, true);
  return {
    open: await completeMarkets(
      client,
      open.flatMap(({market}) => (market.status === 'closed' ? [] : market)),
    ),
    closed: closed.map(({market}) => market),
  };
}

async function listByIds(
  client: RestClient,
  conditionIds: readonly ConditionId[],
  closed: boolean,
): Promise<readonly ListedMarket[]> {
  const found = new Map<ConditionId, ListedMarket>();
  for (let first = 0; first < conditionIds.length; first += IDS_PER_REQUEST) {
    const ids = conditionIds.slice(first, first + IDS_PER_REQUEST);
    const query = {condition_ids: ids, closed, limit: IDS_PER_REQUEST};
    for (const listing of await listMarkets(client, query)) {
      if (listing.kind === 'listed') found.set(listing.market.conditionId.toLowerCase(), listing);
    }
  }

  return conditionIds.flatMap((id) => found.get(id.toLowerCase()) ?? []);
}
