import {isConditionId, type Market, type MarketStatus, type Rewards} from '../domain/market.js';
import {
  type ListedEvent,
  type ListedMarket,
  type MarketListing,
  type UnlistedMarket,
  type UnlistedReason,
  pairOutcomes,
  parseTickSize,
  toMinOrderSize,
  toEndMs,
  toName,
  toTitle,
} from './listed-market.js';
import {toRewards} from './rewards.js';
import {
  type GammaMarket,
  gammaEventSchema,
  gammaMarketSchema,
  gammaRewardSchema,
  parseReply,
} from './schemas.js';

/** The event that a market belongs to, as far as the reply around it says. */
type EventNames = {readonly slug: string | undefined; readonly title: string | undefined};

/** Markets of one event that are looked at; the largest event seen has a hundred and some. */
const MAX_MARKETS = 1_000;

/** Undefined where the reply is no market at all. Markets inside an event are given its names. */
export function marketFromGamma(reply: unknown, event?: EventNames): MarketListing | undefined {
  const wire = parseReply(gammaMarketSchema, reply);
  if (wire === undefined) return undefined;
  const name = toTitle(wire.question) ?? toTitle(wire.slug) ?? toTitle(wire.conditionId);
  if (name === undefined) return undefined;

  const {conditionId, clobTokenIds, outcomes: names} = wire;
  if (conditionId === undefined || clobTokenIds === undefined) {
    return unlisted(name, wire.enableOrderBook === false ? 'no_order_book' : 'not_supported');
  }

  const outcomes = pairOutcomes(names ?? [], clobTokenIds);
  if (!isConditionId(conditionId) || outcomes === undefined) return unlisted(name, 'malformed');
  const status = statusOf(wire);
  if (status !== 'closed' && wire.enableOrderBook === false) return unlisted(name, 'no_order_book');
  if (status !== 'closed' && wire.active === false) return unlisted(name, 'not_active');

  const eventNames = event ?? eventOf(wire);
  const market: Market = {
    conditionId,
    slug: toTitle(wire.slug),
    question: name,
    label: toName(wire.groupItemTitle) ?? name,
    eventSlug: toTitle(eventNames.slug),
    eventTitle: toTitle(eventNames.title),
    eventLegs: undefined,
    outcomes,
    tickSize: parseTickSize(wire.orderPriceMinTickSize),
    minOrderSize: toMinOrderSize(wire.orderMinSize),
    negRisk: wire.negRisk,
    status,
    listedPrice: listedPriceOf(wire),
    volume24h: wire.volume24hr,
    liquidity: wire.liquidityNum ?? wire.liquidity,
    endDateMs: toEndMs(wire.endDate),
    rewards: status === 'closed' ? undefined : rewardsOf(wire),
  };
  const isClosed = status === 'closed';
  return {
    kind: 'listed',
    market,
    closedOn: isClosed ? dayOf(wire.closedTime) : undefined,
    winner: isClosed ? winnerOf(market, wire.outcomePrices ?? []) : undefined,
  };
}

/** Undefined where the reply is no event. A bad market in it costs only itself. */
export function eventFromGamma(reply: unknown): ListedEvent | undefined {
  const wire = parseReply(gammaEventSchema, reply);
  if (wire?.markets === undefined) return undefined;

  const markets: ListedMarket[] = [];
  const unlistedMarkets: UnlistedMarket[] = [];
  for (const entry of wire.markets.slice(0, MAX_MARKETS)) {
    const listing = marketFromGamma(entry, {slug: wire.slug, title: wire.title});
    if (listing?.kind === 'listed') markets.push(listing);
    else if (listing !== undefined) unlistedMarkets.push(listing);
  }

  return {
    slug: toTitle(wire.slug),
    title: toTitle(wire.title),
    markets: withLegs(markets, wire.markets.length),
    unlisted: unlistedMarkets,
  };
}

/** Tells each market how many of the event may still come true. */
function withLegs(markets: readonly ListedMarket[], total: number): readonly ListedMarket[] {
  const lost = markets.filter(({market, winner}) => winner === market.outcomes[1].name).length;
  const eventLegs = total - lost;
  return markets.map((listed) => ({...listed, market: {...listed.market, eventLegs}}));
}

function unlisted(name: string, reason: UnlistedReason): UnlistedMarket {
  return {kind: 'unlisted', name, reason};
}

function statusOf(wire: GammaMarket): MarketStatus {
  if (wire.closed === true) return 'closed';
  return wire.acceptingOrders === false ? 'paused' : 'open';
}

function rewardsOf({
  rewardsMinSize,
  rewardsMaxSpread,
  clobRewards,
}: GammaMarket): Rewards | undefined {
  const rates = clobRewards?.map(
    (reward) => parseReply(gammaRewardSchema, reward)?.rewardsDailyRate,
  );
  return toRewards(rewardsMinSize, rewardsMaxSpread, rates);
}

function listedPriceOf({outcomePrices}: GammaMarket): number | undefined {
  const [text = ''] = outcomePrices ?? [];
  const price = text === '' ? Number.NaN : Number(text);
  return price >= 0 && price <= 1 ? price : undefined;
}

function eventOf(wire: GammaMarket): EventNames {
  const event = parseReply(gammaEventSchema, wire.events?.[0]);
  return {slug: event?.slug, title: event?.title};
}

/** `2026-07-24 00:00:16+00` is not a date that JavaScript promises to parse; its day is enough. */
function dayOf(time: string | undefined): string | undefined {
  return time === undefined ? undefined : /^\d{4}-\d{2}-\d{2}/.exec(time)?.[0];
}

/** After the settlement the winner's price is 1 and the other's 0; 0.5 each means neither won. */
function winnerOf(market: Market, prices: readonly string[]): string | undefined {
  const index = prices.findIndex((price) => Number(price) === 1);
  return index === -1 ? undefined : market.outcomes[index]?.name;
}
