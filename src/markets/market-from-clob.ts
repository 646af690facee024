import {isConditionId, type MarketStatus, type Rewards} from '../domain/market.js';
import {
  type MarketListing,
  pairOutcomes,
  parseTickSize,
  toMinOrderSize,
  toEndMs,
  toName,
  toTitle,
} from './listed-market.js';
import {toRewards} from './rewards.js';
import {
  type ClobMarket,
  clobMarketSchema,
  clobRateSchema,
  clobTokenSchema,
  parseReply,
} from './schemas.js';

/** Tokens that are looked at: a market has two, and one of more is none that can be shown. */
const MAX_TOKENS = 3;

/**
 * A market as the order book service describes it: no event, no volume, no day of closing. For
 * markets that the discovery service doesn't know (yet). Undefined where the reply is no market.
 */
export function marketFromClob(reply: unknown): MarketListing | undefined {
  const wire = parseReply(clobMarketSchema, reply);
  if (!isConditionId(wire?.condition_id)) return undefined;

  const {condition_id: conditionId} = wire;
  const question = toTitle(wire.question) ?? toTitle(wire.market_slug) ?? conditionId;
  const tokens = (wire.tokens ?? [])
    .slice(0, MAX_TOKENS)
    .flatMap((token) => parseReply(clobTokenSchema, token) ?? []);
  const outcomes = pairOutcomes(
    tokens.map((token) => token.outcome),
    tokens.map((token) => token.token_id),
  );
  if (outcomes === undefined) return {kind: 'unlisted', name: question, reason: 'malformed'};
  const status = statusOf(wire);
  if (status !== 'closed' && wire.enable_order_book === false) {
    return {kind: 'unlisted', name: question, reason: 'no_order_book'};
  }

  return {
    kind: 'listed',
    market: {
      conditionId,
      slug: toTitle(wire.market_slug),
      question,
      label: question,
      eventSlug: undefined,
      eventTitle: undefined,
      eventLegs: undefined,
      outcomes,
      tickSize: parseTickSize(wire.minimum_tick_size),
      minOrderSize: toMinOrderSize(wire.minimum_order_size),
      negRisk: wire.neg_risk,
      status,
      listedPrice: undefined,
      volume24h: undefined,
      liquidity: undefined,
      endDateMs: toEndMs(wire.end_date_iso),
      rewards: status === 'closed' ? undefined : rewardsOf(wire),
    },
    closedOn: undefined,
    winner: toName(tokens.find((token) => token.winner === true)?.outcome),
  };
}

function statusOf(wire: ClobMarket): MarketStatus {
  if (wire.closed === true) return 'closed';
  return wire.accepting_orders === false ? 'paused' : 'open';
}

function rewardsOf({rewards}: ClobMarket): Rewards | undefined {
  if (rewards === undefined) return undefined;
  const {rates, min_size: minSize, max_spread: maxSpread} = rewards;
  const dailyRates = rates?.map((rate) => parseReply(clobRateSchema, rate)?.rewards_daily_rate);
  return toRewards(minSize, maxSpread, rates === null ? [] : dailyRates);
}
