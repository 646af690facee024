import {describe, expect, test} from 'vitest';
import {answerRest} from '../../../src/exchange/rest-service.js';
import type {RestReply} from '../../../src/exchange/rest-reply.js';
import {SimulatedExchange} from '../../../src/exchange/simulated-exchange.js';
import {NaiveLadder, type LevelText} from '../../support/naive-ladder.js';

const START_MS = 1_790_000_000_000;

const exchange = new SimulatedExchange({seed: 4, rate: 400, startMs: START_MS});
exchange.advance(START_MS + 5000);

const bySlug = new Map(exchange.catalogue.markets.map((market) => [market.slug, market]));
const busy = bySlug.get('lumen-updown-15m-1790000100')!;
const comet = bySlug.get('comet-named-zurich-tokyo-express')!;
const paused = bySlug.get('lantern-parade-postponed')!;
const closed = bySlug.get('night-ferry-runs-in-august')!;
const bookless = bySlug.get('harvest-moon-festival-mascot')!;
const tokenless = bySlug.get('tidal-clock-strikes-thirteen')!;
const unknown = '1'.repeat(77);

function get(pathAndQuery: string): RestReply {
  const {pathname, searchParams} = new URL(pathAndQuery, 'http://127.0.0.1');
  const request = {method: 'GET', path: pathname, query: searchParams, body: undefined};
  return answerRest(exchange, request);
}

function post(path: string, body: unknown): RestReply {
  return answerRest(exchange, {method: 'POST', path, query: new URLSearchParams(), body});
}

type Json = Record<string, unknown>;

/** As a client sees it: undefined fields are gone. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- It names the cast.
function json<T = Json>(reply: RestReply): T {
  expect(reply.status).toBe(200);
  return JSON.parse(JSON.stringify(reply.json)) as T;
}

type Book = {
  readonly market: string;
  readonly asset_id: string;
  readonly timestamp: string;
  readonly hash: string;
  readonly bids: readonly LevelText[];
  readonly asks: readonly LevelText[];
  readonly min_order_size: string;
  readonly tick_size: string;
  readonly neg_risk: boolean;
  readonly last_trade_price: string;
};

describe('CLOB', () => {
  test('/book has the ten keys in the order of the hash, and its own hash', () => {
    const book = json<Book>(get(`/book?token_id=${comet.assetIds[1]}`));
    expect(Object.keys(book)).toEqual([
      'market',
      'asset_id',
      'timestamp',
      'hash',
      'bids',
      'asks',
      'min_order_size',
      'tick_size',
      'neg_risk',
      'last_trade_price',
    ]);
    expect(book).toMatchObject({tick_size: '0.0001', min_order_size: '5', neg_risk: false});
    const ladder = new NaiveLadder();
    ladder.replace(book.bids, book.asks);
    expect([ladder.bids, ladder.asks]).toEqual([book.bids, book.asks]);
    const terms = {
      market: book.market,
      assetId: book.asset_id,
      minOrderSize: book.min_order_size,
      tickSize: book.tick_size,
      negRisk: book.neg_risk,
    };
    expect(book.hash).toBe(ladder.hash(terms, book.timestamp, book.last_trade_price));
  });

  test.each([
    ['unknown', unknown],
    ['closed', closed.assetIds[0]],
    ['bookless', bookless.assetIds[0]],
    ['of the newer protocol', tokenless.assetIds[0]],
  ])('/book of a token that is %s is a 404 with the real words', (_, token) => {
    const error = 'No orderbook exists for the requested token id';
    expect(get(`/book?token_id=${token}`)).toEqual({status: 404, json: {error}});
  });

  test('/books leaves unknown tokens out', () => {
    const ids = [busy.assetIds[0], unknown, comet.assetIds[0]];
    const books = json<Book[]>(
      post(
        '/books',
        ids.map((token_id) => ({token_id})),
      ),
    );
    expect(books.map(({asset_id}) => asset_id)).toEqual([busy.assetIds[0], comet.assetIds[0]]);
  });

  test('/time is a bare number of seconds', () => {
    expect(json(get('/time'))).toBe(START_MS / 1000 + 5);
  });

  test('tick sizes are numbers, the middle is text, neg risk a boolean', () => {
    const token = busy.assetIds[0];
    const book = json<Book>(get(`/book?token_id=${token}`));
    const mid = (Number(book.bids.at(-1)!.price) + Number(book.asks.at(-1)!.price)) / 2;
    expect(json(get(`/tick-size?token_id=${token}`))).toEqual({minimum_tick_size: 0.01});
    expect(json(get(`/midpoint?token_id=${token}`))).toEqual({mid: String(Number(mid.toFixed(5)))});
    expect(json(get(`/neg-risk?token_id=${token}`))).toEqual({neg_risk: false});
    expect(get('/midpoint?token_id=x').status).toBe(400);
  });

  test('/prices-history is the same for the same minute, and mirrored for the other outcome', () => {
    type History = {readonly history: readonly {readonly t: number; readonly p: number}[]};
    const ask = (token: string) =>
      json<History>(get(`/prices-history?market=${token}&interval=1h&fidelity=1`)).history;
    const [up, down] = busy.assetIds.map(ask);
    expect(up!.length).toBeGreaterThanOrEqual(60);
    expect(up!.map(({t}) => t)).toEqual([...up!.map(({t}) => t)].sort((a, b) => a - b));
    for (const [index, {p}] of up!.entries()) {
      expect(p).toBeGreaterThan(0);
      expect(p + down![index]!.p).toBeCloseTo(1, 6);
    }

    expect(ask(busy.assetIds[0])).toEqual(up);
    expect(ask(unknown)).toEqual([]);
  });

  test('/markets/{condition} names both tokens, and the winner of a closed market', () => {
    const market = json<{tokens: Json[]}>(get(`/markets/${closed.conditionId}`));
    expect(market).toMatchObject({closed: true, accepting_orders: false, minimum_tick_size: 0.01});
    expect(market.tokens.map(({winner}) => winner)).toEqual([true, false]);
    expect(get(`/markets/0x${'0'.repeat(64)}`).status).toBe(404);
  });
});

describe('Gamma', () => {
  test('a market has its arrays inside strings, and numbers in both spellings', () => {
    const [market] = json<Json[]>(get(`/markets?slug=${busy.slug}`));
    expect(JSON.parse(market!.outcomes as string)).toEqual(['Up', 'Down']);
    expect(JSON.parse(market!.clobTokenIds as string)).toEqual(busy.assetIds);
    const prices = JSON.parse(market!.outcomePrices as string) as string[];
    expect(Number(prices[0]) + Number(prices[1])).toBeCloseTo(1, 6);
    expect(market).toMatchObject({
      id: busy.id,
      orderPriceMinTickSize: 0.01,
      orderMinSize: 5,
      active: true,
      closed: false,
      acceptingOrders: true,
      enableOrderBook: true,
      negRisk: false,
      groupItemTitle: '',
      feeType: null,
    });
    expect(typeof market!.volume).toBe('string');
    expect(typeof market!.volume24hr).toBe('number');
    expect(typeof market!.bestBid).toBe('number');
    expect((market!.events as Json[])[0]!.slug).toBe(busy.eventSlug);
  });

  test('a market is found by slug, condition and token, and by no other', () => {
    for (const query of [
      `slug=${comet.slug}`,
      `condition_ids=${comet.conditionId}`,
      `clob_token_ids=${comet.assetIds[1]}`,
    ]) {
      expect(json<Json[]>(get(`/markets?${query}`)).map(({id}) => id)).toEqual([comet.id]);
    }

    expect(json(get(`/markets?clob_token_ids=${unknown}`))).toEqual([]);
    expect(json(get(`/markets/slug/${comet.slug}`)).id).toBe(comet.id);
    expect(json(get(`/markets/${comet.id}`)).slug).toBe(comet.slug);
    expect(get('/markets/slug/no-such')).toMatchObject({status: 404});
  });

  test('says what cannot be traded: closed, paused, without a book, without tokens', () => {
    const fetchMarket = (slug: string) => json(get(`/markets/slug/${slug}`));
    const closedMarket = fetchMarket(closed.slug);
    expect(closedMarket).toMatchObject({closed: true, outcomePrices: '["1","0"]'});
    expect(closedMarket.closedTime).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+00$/);
    const pausedMarket = fetchMarket(paused.slug);
    expect(pausedMarket).toMatchObject({active: true, closed: false, acceptingOrders: false});
    expect(pausedMarket).not.toHaveProperty('volume24hr');
    const booklessMarket = fetchMarket(bookless.slug);
    expect(booklessMarket).toMatchObject({enableOrderBook: false});
    for (const key of ['bestBid', 'bestAsk', 'endDate'])
      expect(booklessMarket).not.toHaveProperty(key);
    const tokenlessMarket = fetchMarket(tokenless.slug);
    expect(tokenlessMarket).toHaveProperty('positionIds');
    for (const key of ['clobTokenIds', 'conditionId']) {
      expect(tokenlessMarket).not.toHaveProperty(key);
    }
  });

  test('a slug without a year is a closed market of an earlier one', () => {
    const [old] = json<Json[]>(get('/markets?slug=kesten-lake-freezes-over'));
    expect(old).toMatchObject({closed: true});
    expect(Date.parse(old!.endDate as string)).toBeLessThan(START_MS - 365 * 86_400_000);
    const [current] = json<Json[]>(get('/markets?slug=kesten-lake-freezes-over-2026'));
    expect(current).toMatchObject({closed: false, acceptingOrders: true});
  });

  test('an event holds its markets under their short names', () => {
    const [event] = json<{markets: Json[]}[]>(get('/events?slug=aurora-cup-winner'));
    expect(event).toMatchObject({negRisk: true, closed: false, title: 'Aurora Cup winner 🏆'});
    expect(event!.markets.map(({groupItemTitle}) => groupItemTitle)).toEqual([
      'Harbor Foxes',
      'Granite City',
      'Old Mill Rovers',
      'Saltmarsh United',
      'another team',
    ]);
    expect(json(get('/events/slug/aurora-cup-winner')).id).toBe((event as unknown as Json).id);
    expect(get('/events/slug/no-such').status).toBe(404);
  });

  test('lists leave closed ones out, in the order asked for, a page at a time', () => {
    const list = (query: string) =>
      json<Json[]>(get(`/events?order=volume24hr&ascending=false&${query}`));
    const all = list('active=true&closed=false&limit=50');
    const volumes = all.map(({volume24hr}) => volume24hr as number);
    expect(volumes).toEqual([...volumes].sort((a, b) => b - a));
    expect(all.every(({closed}) => closed === false)).toBe(true);
    expect(list('limit=2&offset=1')).toEqual(all.slice(1, 3));
    expect(list('closed=true').map(({slug}) => slug)).toHaveLength(2);
    expect(json<Json[]>(get('/markets?limit=5000'))).toHaveLength(
      exchange.catalogue.markets.length - 2,
    );
  });

  test('lists of markets come in order of volume, liquidity or end, whichever is asked for', () => {
    const list = (query: string) => json<Json[]>(get(`/markets?${query}`));
    const slugsBy = (order: string) =>
      list(`order=${order}&ascending=false`).map(({slug}) => slug as string);
    expect(slugsBy('volume24hr')[0]).toBe(busy.slug);
    expect(slugsBy('liquidityNum')[0]).toBe('meridian-bridge-opens-before-october');

    const soonest = list(
      `order=endDate&ascending=true&end_date_min=${new Date(START_MS).toISOString()}`,
    );
    const ends = soonest.map(({endDate}) => endDate as string);
    expect(soonest[0]).toMatchObject({slug: busy.slug});
    expect(ends).toEqual([...ends].sort());
  });

  test('rewards are told of the markets that pay them, and zeros of the others', () => {
    const fetchMarket = (slug: string) => json(get(`/markets/slug/${slug}`));
    expect(fetchMarket(busy.slug)).toMatchObject({rewardsMinSize: 0, rewardsMaxSpread: 0});
    expect(fetchMarket(busy.slug)).not.toHaveProperty('clobRewards');
    expect(fetchMarket('acl-hfx-grc-2026-11-29')).toMatchObject({
      rewardsMinSize: 50,
      rewardsMaxSpread: 4.5,
      clobRewards: [{rewardsDailyRate: 120}],
    });
    expect(json(get(`/markets/${busy.conditionId}`)).rewards).toEqual({
      rates: null,
      min_size: 0,
      max_spread: 0,
    });
  });

  test('search finds words in any order, hides closed events if asked, and misses without a list', () => {
    type Found = {events?: Json[]; pagination: Json};
    const search = (query: string) => json<Found>(get(`/public-search?${query}`));
    expect(search('q=cup%20AURORA').events!.map(({slug}) => slug)).toEqual(['aurora-cup-winner']);
    expect(search('q=kesten').events).toHaveLength(2);
    expect(search('q=kesten&events_status=active').events).toHaveLength(1);
    const firstPage = search('q=a&limit_per_type=2');
    expect(firstPage.events).toHaveLength(2);
    expect(firstPage.pagination.hasMore).toBe(true);
    expect(search('q=zzz')).toEqual({pagination: {hasMore: false, totalResults: 0}});
  });
});

describe('Data', () => {
  test('/trades has the newest first, with numbers for prices and seconds for times', () => {
    const trades = json<Json[]>(get(`/trades?market=${busy.conditionId}&limit=3`));
    expect(trades).toHaveLength(3);
    const [newest] = exchange.tradesOf(busy.conditionId);
    expect(trades[0]).toMatchObject({
      conditionId: busy.conditionId,
      asset: newest!.assetId,
      price: newest!.price / 10_000,
      size: newest!.size / 1_000_000,
      timestamp: Math.floor(newest!.timestampMs / 1000),
      transactionHash: newest!.transactionHash,
      outcome: busy.outcomes[newest!.outcomeIndex],
      outcomeIndex: newest!.outcomeIndex,
    });
    const all = json<Json[]>(get('/trades?limit=500'));
    const times = all.map(({timestamp}) => timestamp as number);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(new Set(all.map(({conditionId}) => conditionId)).size).toBeGreaterThan(1);
  });
});

test('any other path is a 404 in JSON', () => {
  expect(get('/no/such/path')).toEqual({status: 404, json: {error: 'not found'}});
  expect(post('/book', {}).status).toBe(404);
});
