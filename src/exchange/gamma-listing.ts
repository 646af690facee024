// Markets and events as the discovery interface writes them: arrays as JSON inside strings,
// some numbers as strings and others not, and keys that are simply missing.

import {formatMid, toNumber} from './clob-replies.js';
import type {ListedEvent, ListedMarket} from './listing.js';
import type {BookState} from './market-book.js';
import type {PublicExchange} from './public-exchange.js';

/** Weeks of today's volume that a market has behind it. */
const WEEKS_OF_VOLUME = 4;

/** `JSON.stringify` leaves undefined fields out, as the real interface does with unknown ones. */
export type GammaMarket = {
  readonly id: string;
  readonly slug: string;
  readonly closed: boolean;
  readonly active: boolean;
  readonly volume24hr: number | undefined;
  readonly [key: string]: unknown;
};

export type GammaEvent = {
  readonly id: string;
  readonly slug: string;
  readonly closed: boolean;
  readonly active: boolean;
  readonly volume24hr: number;
  readonly markets: readonly GammaMarket[];
  readonly [key: string]: unknown;
};

export function buildGammaMarket(exchange: PublicExchange, market: ListedMarket): GammaMarket {
  const book = exchange.bookState(market.assetIds[0]);
  const endDate = market.endMs === undefined ? undefined : new Date(market.endMs).toISOString();
  return {
    id: market.id,
    question: market.question,
    slug: market.slug,
    ...idFields(market),
    resolutionSource: '',
    endDate,
    endDateIso: endDate?.slice(0, 10),
    description: `Made up for the simulated exchange: ${market.question}`,
    outcomes: JSON.stringify(market.outcomes),
    outcomePrices: JSON.stringify(outcomePrices(market, book)),
    active: true,
    closed: market.state === 'closed',
    archived: false,
    new: false,
    featured: false,
    restricted: true,
    groupItemTitle: market.label,
    acceptingOrders: market.state === 'open',
    enableOrderBook: market.state !== 'no_book',
    orderPriceMinTickSize: toNumber(market.tickSize),
    orderMinSize: Number(market.minOrderSize),
    negRisk: market.negRisk,
    umaResolutionStatuses: market.state === 'closed' ? '["proposed", "resolved"]' : '[]',
    closedTime: closedTimeOf(market),
    ...volumeFields(market),
    ...rewardFields(market),
    ...priceFields(book),
    ...gameFields(market),
    ...feeFields(market),
  };
}

export function buildGammaEvent(exchange: PublicExchange, event: ListedEvent): GammaEvent {
  const markets = event.markets.map((market) => buildGammaMarket(exchange, market));
  return {
    ...eventFields(event),
    closed: markets.every(({closed}) => closed),
    active: true,
    volume24hr: markets.reduce((sum, {volume24hr}) => sum + (volume24hr ?? 0), 0),
    markets,
  };
}

/** What a market in a list says of its event. */
export function eventFields(
  event: ListedEvent,
): {readonly id: string; readonly slug: string} & Record<string, unknown> {
  return {
    id: event.id,
    ticker: event.slug,
    slug: event.slug,
    title: event.title,
    description: '',
    archived: false,
    negRisk: event.negRisk,
    enableNegRisk: event.negRisk,
    showAllOutcomes: true,
  };
}

/** Markets of the newer protocol have positions where the others have tokens. */
function idFields(market: ListedMarket): Record<string, unknown> {
  if (market.state === 'no_tokens') return {positionIds: JSON.stringify(market.assetIds)};
  return {
    conditionId: market.conditionId,
    questionID: market.conditionId,
    clobTokenIds: JSON.stringify(market.assetIds),
  };
}

function outcomePrices(market: ListedMarket, book: BookState | undefined): string[] {
  if (market.winner !== undefined) return market.winner === 0 ? ['1', '0'] : ['0', '1'];
  if (book === undefined) return ['0.5', '0.5'];
  const mid = Number(formatMid(book));
  return [String(mid), String(Math.round((1 - mid) * 100_000) / 100_000)];
}

/** Not ISO: `2026-07-24 00:00:16+00`. */
function closedTimeOf({closedMs}: ListedMarket): string | undefined {
  if (closedMs === undefined) return undefined;
  return `${new Date(closedMs).toISOString().slice(0, 19).replace('T', ' ')}+00`;
}

function volumeFields({
  volume24h,
  liquidity,
}: ListedMarket): Record<string, unknown> & {volume24hr: number | undefined} {
  if (volume24h === undefined) return {volume: '0', volumeNum: 0, volume24hr: undefined};
  const volume = volume24h * 7 * WEEKS_OF_VOLUME;
  return {
    volume: String(volume),
    volumeNum: volume,
    volume24hr: volume24h,
    liquidity: String(liquidity ?? 0),
    liquidityNum: liquidity,
  };
}

/** Markets without rewards have zeros and no list. */
function rewardFields({conditionId, rewards}: ListedMarket): Record<string, unknown> {
  if (rewards === undefined) return {rewardsMinSize: 0, rewardsMaxSpread: 0};
  const {minShares, maxSpreadCents, dailyRate} = rewards;
  return {
    rewardsMinSize: minShares,
    rewardsMaxSpread: maxSpreadCents,
    clobRewards: [{conditionId, rewardsAmount: 0, rewardsDailyRate: dailyRate}],
  };
}

function priceFields(book: BookState | undefined): Record<string, unknown> {
  if (book === undefined) return {};
  return {
    bestBid: toNumber(book.bestBid),
    bestAsk: toNumber(book.bestAsk),
    spread: toNumber(book.bestAsk - book.bestBid),
    lastTradePrice: book.lastTradePrice === '' ? undefined : Number(book.lastTradePrice),
  };
}

function gameFields({game}: ListedMarket): Record<string, unknown> {
  if (game === undefined) return {};
  return {
    gameStartTime: `${new Date(game.startMs).toISOString().slice(0, 19).replace('T', ' ')}+00`,
    sportsMarketType: game.marketType,
  };
}

function feeFields({negRisk}: ListedMarket): Record<string, unknown> {
  if (!negRisk) return {feesEnabled: false, feeType: null};
  const feeSchedule = {exponent: 1, rate: 0.03, takerOnly: true, rebateRate: 0.25};
  return {feesEnabled: true, feeType: 'sports_fees', feeSchedule};
}
