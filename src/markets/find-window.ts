import type {Market} from '../domain/market.js';
import {completeMarkets} from './complete-markets.js';
import {isLive} from './market-group.js';
import {listMarkets} from './market-lookup.js';
import type {RestClient} from './rest-client.js';
import {nextSlugs} from './series.js';

/**
 * The window that comes after this market; undefined while it is not listed. One request, tried
 * once: it is asked again soon. Rejects with a `PolybookError` where nobody can say.
 */
export async function findNextWindow(
  client: RestClient,
  market: Market,
  {wallMs, signal}: {readonly wallMs: number; readonly signal: AbortSignal},
): Promise<Market | undefined> {
  const slugs = nextSlugs(market, wallMs);
  if (slugs.length === 0) return undefined;
  const once = client.withMaxTries(1).withSignal(signal);
  const query = {slug: slugs, closed: false, limit: slugs.length};
  const listed = await listMarkets(once, query);
  const live = listed.flatMap((listing) =>
    listing.kind === 'listed' && isLive(listing.market) ? listing.market : [],
  );
  const next = slugs.flatMap((slug) => live.find((market) => market.slug === slug) ?? [])[0];
  return next && (await completeMarkets(once, [next]))[0];
}
