import {buildGammaEvent, buildGammaMarket, eventFields, type GammaMarket} from './gamma-listing.js';
import type {ListedMarket} from './listing.js';
import type {PublicExchange} from './public-exchange.js';
import {integerOf, ok, type RestReply, type RestRequest} from './rest-reply.js';

const DEFAULT_LIMIT = 20;
/** Bigger limits are clamped without a word. */
const MAX_LIMIT = 500;
const DEFAULT_SEARCH_LIMIT = 10;

/** The reply to a request of the discovery interface; undefined where the path is not its own. */
export function answerGamma(
  exchange: PublicExchange,
  {method, path, query}: RestRequest,
): RestReply | undefined {
  if (method !== 'GET') return undefined;
  const {catalogue} = exchange;
  switch (path) {
    case '/markets':
      return answerMarkets(exchange, query);
    case '/events':
      return answerEvents(exchange, query);
    case '/public-search':
      return answerSearch(exchange, query);
  }

  const [, kind, by, last] = /^\/(markets|events)\/(?:(slug)\/)?([^/]+)$/.exec(path) ?? [];
  if (kind === undefined || last === undefined) return undefined;
  const isIt = (item: {readonly id: string; readonly slug: string}) =>
    (by === 'slug' ? item.slug : item.id) === last;
  if (kind === 'events') {
    const event = catalogue.events.find(isIt);
    return event === undefined ? notFound(by) : ok(buildGammaEvent(exchange, event));
  }

  const market = catalogue.markets.find(isIt);
  return market === undefined ? notFound(by) : ok(buildListedMarket(exchange, market));
}

function notFound(by: string | undefined): RestReply {
  return {status: 404, json: {type: 'not found error', error: `${by ?? 'id'} not found`}};
}

/** Markets outside of events name the event they belong to. */
function buildListedMarket(exchange: PublicExchange, market: ListedMarket): GammaMarket {
  const event = eventFields(exchange.catalogue.eventOf(market));
  return {...buildGammaMarket(exchange, market), events: [event]};
}

function answerMarkets(exchange: PublicExchange, query: URLSearchParams): RestReply {
  const slugs = query.getAll('slug');
  const conditions = query.getAll('condition_ids');
  const tokens = query.getAll('clob_token_ids');
  const isNamed = slugs.length + conditions.length + tokens.length > 0;
  const markets = exchange.catalogue.markets
    .filter(
      (market) =>
        (slugs.length === 0 || slugs.includes(market.slug)) &&
        (conditions.length === 0 || conditions.includes(market.conditionId)) &&
        (tokens.length === 0 || market.assetIds.some((id) => tokens.includes(id))) &&
        (conditions.length + tokens.length === 0 || market.state !== 'no_tokens'),
    )
    .map((market) => buildListedMarket(exchange, market));
  return ok(selectPage(markets, query, isNamed));
}

function answerEvents(exchange: PublicExchange, query: URLSearchParams): RestReply {
  const slugs = query.getAll('slug');
  const events = exchange.catalogue.events
    .filter(({slug}) => slugs.length === 0 || slugs.includes(slug))
    .map((event) => buildGammaEvent(exchange, event));
  return ok(selectPage(events, query, slugs.length > 0));
}

type Listed = {readonly closed: boolean; readonly active: boolean; readonly [key: string]: unknown};

/** Lists leave closed ones out unless they are asked for; what is named is given anyway. */
function selectPage<T extends Listed>(items: T[], query: URLSearchParams, isNamed: boolean): T[] {
  const closed = query.get('closed') ?? (isNamed ? undefined : 'false');
  const active = query.get('active') ?? undefined;
  const endMinMs = Date.parse(query.get('end_date_min') ?? '');
  const selected = items.filter(
    (item) =>
      (closed === undefined || String(item.closed) === closed) &&
      (active === undefined || String(item.active) === active) &&
      (Number.isNaN(endMinMs) || rankOf(item, 'endDate') >= endMinMs),
  );

  const order = query.get('order')?.replace('volume_24hr', 'volume24hr');
  if (order !== undefined) {
    const sign = query.get('ascending') === 'false' ? -1 : 1;
    selected.sort((a, b) => sign * (rankOf(a, order) - rankOf(b, order)));
  }

  const offset = integerOf(query, 'offset', 0, Number.MAX_SAFE_INTEGER);
  return selected.slice(offset, offset + integerOf(query, 'limit', DEFAULT_LIMIT, MAX_LIMIT));
}

/** Dates are told as text; what is not told ranks as 0. */
function rankOf(item: Listed, key: string): number {
  const value = item[key];
  return (key === 'endDate' ? Date.parse(String(value)) : Number(value)) || 0;
}

/** Events whose own title or markets contain all the words; without any there is no list at all. */
function answerSearch(exchange: PublicExchange, query: URLSearchParams): RestReply {
  const words = (query.get('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const isOpenOnly =
    query.get('events_status') === 'active' || query.get('keep_closed_markets') === '0';
  const found = exchange.catalogue.events
    .filter((event) => {
      const text = [event.title, event.slug, ...event.markets.map(({question}) => question)]
        .join(' ')
        .toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .map((event) => buildGammaEvent(exchange, event))
    .filter(({closed}) => !isOpenOnly || !closed);

  const limit = integerOf(query, 'limit_per_type', DEFAULT_SEARCH_LIMIT, MAX_LIMIT);
  const skipped = (Math.max(1, integerOf(query, 'page', 1, MAX_LIMIT)) - 1) * limit;
  const page = found.slice(skipped, skipped + limit);
  return ok({
    events: page.length > 0 ? page : undefined,
    pagination: {hasMore: skipped + limit < found.length, totalResults: found.length},
  });
}
