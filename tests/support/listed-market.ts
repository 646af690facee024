import type {Market} from '../../src/domain/market.js';
import type {ExchangeServer} from '../../src/exchange/exchange-server.js';
import type {ListedMarket} from '../../src/exchange/listing.js';

/** The market with most frames of the simulated exchange. */
export const BUSIEST_SLUG = 'lumen-updown-15m-1790000100';

/** A market as the lookup would give it. */
export function toMarket(listed: ListedMarket): Market {
  const {conditionId, slug, question, label, eventSlug, outcomes, assetIds} = listed;
  const {tickSize, minOrderSize, negRisk, volume24h, state} = listed;
  return {
    conditionId,
    slug,
    question,
    label: label === '' ? question : label,
    eventSlug,
    eventTitle: undefined,
    eventLegs: undefined,
    outcomes: [
      {name: outcomes[0], assetId: assetIds[0]},
      {name: outcomes[1], assetId: assetIds[1]},
    ],
    tickSize,
    minOrderSize,
    negRisk,
    status: state === 'paused' || state === 'closed' ? state : 'open',
    listedPrice: undefined,
    volume24h,
    liquidity: listed.liquidity,
    endDateMs: listed.endMs,
    rewards: undefined,
  };
}

/** All markets of the exchange that trade, so that all of its frames have somebody to read them. */
export function tradedMarkets(exchange: ExchangeServer): Market[] {
  return exchange.markets.filter(({temper}) => temper !== undefined).map(toMarket);
}

export function marketOf(exchange: ExchangeServer, slug = BUSIEST_SLUG): Market {
  return toMarket(exchange.markets.find((market) => market.slug === slug)!);
}
