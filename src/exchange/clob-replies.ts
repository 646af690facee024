// The order book's own REST interface: prices and sizes are strings, tick sizes are numbers.

import {formatScaled} from '../domain/decimal.js';
import type {Level} from '../domain/feed-event.js';
import type {AssetId} from '../domain/market.js';
import {formatPrice, PRICE_ONE} from '../domain/price.js';
import {formatSize} from '../domain/size.js';
import {MAX_BOOKS_PER_REQUEST} from '../protocol/limits.js';
import type {ListedMarket} from './listing.js';
import type {BookState} from './market-book.js';
import {buildPriceHistory, parseHistoryRange} from './price-history.js';
import type {PublicExchange} from './public-exchange.js';
import {failed, ok, type RestReply, type RestRequest} from './rest-reply.js';

/** Decimal places of a middle of two prices. */
const MID_SCALE = 5;

export function formatMid(book: BookState): string {
  return formatScaled((book.bestBid + book.bestAsk) * 5, MID_SCALE);
}

/** A price as the JSON number that some replies use for it. */
export function toNumber(price: number): number {
  return price / PRICE_ONE;
}

/** The reply to a request below the CLOB's paths; undefined where the path is not one of them. */
export function answerClob(
  exchange: PublicExchange,
  {method, path, query, body}: RestRequest,
): RestReply | undefined {
  if (method === 'POST') return path === '/books' ? answerBooks(exchange, body) : undefined;
  if (path === '/time') return ok(Math.floor(exchange.nowMs / 1000));
  if (path === '/prices-history') return answerHistory(exchange, query);
  const condition = /^\/markets\/(0x[0-9a-f]{64})$/.exec(path)?.[1];
  if (condition !== undefined) return answerMarket(exchange, condition);

  const answer = ANSWERS_BY_TOKEN.get(path);
  if (answer === undefined) return undefined;
  const token = query.get('token_id') ?? '';
  if (!/^\d+$/.test(token)) return failed(400, 'Invalid token id');
  const book = path === '/book' ? wholeBookOf(exchange, token) : exchange.bookState(token);
  if (book !== undefined) return ok(answer(book));
  return failed(404, 'No orderbook exists for the requested token id');
}

const ANSWERS_BY_TOKEN = new Map<string, (book: BookState) => unknown>([
  ['/book', bookReply],
  ['/midpoint', (book) => ({mid: formatMid(book)})],
  ['/tick-size', (book) => ({minimum_tick_size: toNumber(book.tickSize)})],
  ['/neg-risk', (book) => ({neg_risk: book.negRisk})],
]);

function wholeBookOf(exchange: PublicExchange, token: AssetId): BookState | undefined {
  return exchange.wholeBook === undefined ? exchange.bookState(token) : exchange.wholeBook(token);
}

/** The ten keys in the order in which they are hashed. */
function bookReply(book: BookState): unknown {
  return {
    market: book.market,
    asset_id: book.assetId,
    timestamp: String(book.timestampMs),
    hash: book.hash,
    bids: book.bids.map(levelReply),
    asks: book.asks.map(levelReply),
    min_order_size: book.minOrderSize,
    tick_size: formatPrice(book.tickSize),
    neg_risk: book.negRisk,
    last_trade_price: book.lastTradePrice,
  };
}

export function levelReply({price, size}: Level): {readonly price: string; readonly size: string} {
  return {price: formatPrice(price), size: formatSize(size)};
}

/** Tokens without a book are left out without a word. */
function answerBooks(exchange: PublicExchange, body: unknown): RestReply {
  if (!Array.isArray(body)) return failed(400, 'Invalid payload');
  const tokens = (body as unknown[]).slice(0, MAX_BOOKS_PER_REQUEST).flatMap((entry) => {
    if (typeof entry !== 'object' || entry === null || !('token_id' in entry)) return [];
    return typeof entry.token_id === 'string' ? [entry.token_id] : [];
  });
  return ok(
    tokens.flatMap((token) => {
      const book = wholeBookOf(exchange, token);
      return book === undefined ? [] : [bookReply(book)];
    }),
  );
}

/** The parameter is called `market`, but wants a token. */
function answerHistory(exchange: PublicExchange, query: URLSearchParams): RestReply {
  const token = query.get('market') ?? '';
  const market = exchange.catalogue.marketOfAsset(token);
  const book = exchange.bookState(token);
  if (market?.temper === undefined || book === undefined) return ok({history: []});

  const nowS = Math.floor(exchange.nowMs / 1000);
  const {anchor, swing} = market.temper;
  const source = {
    seed: exchange.seed,
    slug: market.slug,
    anchor: token === market.assetIds[0] ? anchor : 1 - anchor,
    swing: token === market.assetIds[0] ? swing : -swing,
  };
  const now = {t: nowS, p: Number(formatMid(book))};
  return ok({history: buildPriceHistory(parseHistoryRange(query, nowS), source, now)});
}

function answerMarket(exchange: PublicExchange, condition: string): RestReply {
  const market = exchange.catalogue.marketOfCondition(condition);
  if (market === undefined || market.state === 'no_tokens') return failed(404, 'market not found');
  return ok({
    enable_order_book: market.state !== 'no_book',
    active: true,
    closed: market.state === 'closed',
    archived: false,
    accepting_orders: market.state === 'open',
    minimum_order_size: Number(market.minOrderSize),
    minimum_tick_size: toNumber(market.tickSize),
    condition_id: market.conditionId,
    question_id: market.conditionId,
    question: market.question,
    description: `Made up for the simulated exchange: ${market.question}`,
    market_slug: market.slug,
    end_date_iso: market.endMs === undefined ? null : new Date(market.endMs).toISOString(),
    game_start_time: market.game === undefined ? null : new Date(market.game.startMs).toISOString(),
    neg_risk: market.negRisk,
    is_50_50_outcome: false,
    rewards: rewardsReply(market),
    tokens: market.outcomes.map((outcome, index) => tokenReply(exchange, market, outcome, index)),
    tags: [],
  });
}

function rewardsReply({rewards}: ListedMarket): unknown {
  if (rewards === undefined) return {rates: null, min_size: 0, max_spread: 0};
  const {minShares, maxSpreadCents, dailyRate} = rewards;
  return {
    rates: dailyRate > 0 ? [{asset_address: '0x0', rewards_daily_rate: dailyRate}] : null,
    min_size: minShares,
    max_spread: maxSpreadCents,
  };
}

function tokenReply(
  exchange: PublicExchange,
  market: ListedMarket,
  outcome: string,
  index: number,
): unknown {
  const assetId = market.assetIds[index]!;
  const book = exchange.bookState(assetId);
  const settled = market.winner === index ? 1 : 0;
  return {
    token_id: assetId,
    outcome,
    price: book === undefined ? settled : Number(formatMid(book)),
    winner: market.winner === index,
  };
}
