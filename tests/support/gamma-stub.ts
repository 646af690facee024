import {NOT_FOUND, type StubReply, type StubRequest} from './rest-stub.js';

/** A market as Gamma writes it; tests change the fields they are about. */
export type WireMarket = Readonly<Record<string, unknown>> & {
  readonly slug: string;
  readonly conditionId: string;
  readonly clobTokenIds: string;
  readonly closed: boolean;
};

export type WireEvent = {
  readonly slug: string;
  readonly title: string;
  readonly closed: boolean;
  readonly markets: readonly WireMarket[];
};

export function conditionIdOf(n: number): string {
  return `0x${n.toString(16).padStart(64, '0')}`;
}

/** Token `side` (0 or 1) of market n: 70 digits, as long as real ones. */
export function tokenOf(n: number, side: 0 | 1): string {
  return `${n}${side}`.padStart(70, '7');
}

export function wireMarket(n: number, fields: Record<string, unknown> = {}): WireMarket {
  return {
    id: String(n),
    question: `Question ${n}?`,
    conditionId: conditionIdOf(n),
    slug: `market-${n}`,
    groupItemTitle: `Label ${n}`,
    outcomes: '["Yes", "No"]',
    outcomePrices: '["0.4", "0.6"]',
    clobTokenIds: JSON.stringify([tokenOf(n, 0), tokenOf(n, 1)]),
    orderPriceMinTickSize: 0.001,
    orderMinSize: 5,
    negRisk: true,
    active: true,
    closed: false,
    acceptingOrders: true,
    enableOrderBook: true,
    volume24hr: n,
    ...fields,
  };
}

export function wireEvent(slug: string, markets: readonly WireMarket[]): WireEvent {
  return {
    slug,
    title: `Title of ${slug}`,
    closed: markets.every((market) => market.closed),
    markets,
  };
}

/** Answers like Gamma with these events: lists hide closed markets, and name each market's event. */
export function serveGamma(events: readonly WireEvent[]): (request: StubRequest) => StubReply {
  return ({path, query}) => {
    const [, section = '', form, slug] = path.split('/');
    const bySlug = <T extends {slug: string}>(items: readonly T[]) =>
      items.find((item) => item.slug === decodeURIComponent(slug ?? ''));
    const isListed = (item: {closed: boolean}) =>
      String(item.closed) === (query.get('closed') ?? 'false');
    const markets = events.flatMap((event) =>
      event.markets.map((market) => ({
        ...market,
        events: [{slug: event.slug, title: event.title}],
      })),
    );

    if (form === 'slug') {
      const found = section === 'events' ? bySlug(events) : bySlug(markets);
      return found === undefined ? NOT_FOUND : {body: found};
    }

    if (path === '/events') {
      const slugs = query.getAll('slug');
      return {body: events.filter((event) => slugs.includes(event.slug) && isListed(event))};
    }

    if (path === '/markets') {
      const isNamed = (market: WireMarket) =>
        (query.get('slug') ?? market.slug) === market.slug &&
        (query.get('condition_ids') ?? market.conditionId) === market.conditionId &&
        market.clobTokenIds.includes(query.get('clob_token_ids') ?? '');
      return {body: markets.filter((market) => isNamed(market) && isListed(market))};
    }

    if (path === '/public-search') {
      const words = (query.get('q') ?? '').toLowerCase().split(' ');
      const matches = events.filter((event) =>
        words.every((word) => JSON.stringify(event).toLowerCase().includes(word)),
      );
      // As the real service: nothing at all where nothing matches.
      return {body: matches.length === 0 ? {pagination: {}} : {events: matches, pagination: {}}};
    }

    return NOT_FOUND;
  };
}
