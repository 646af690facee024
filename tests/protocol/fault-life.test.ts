// What a raw client and REST are told of markets that resolve, pause, vanish, freeze or come back.

import {expect, test} from 'vitest';
import type {ExchangeServer} from '../../src/exchange/exchange-server.js';
import type {FaultName} from '../../src/exchange/faults/fault-table.js';
import {ExchangeCore} from '../../src/exchange/exchange-core.js';
import type {ListedMarket} from '../../src/exchange/listing.js';
import {isArray, isEvent, roundTrip, subscription} from '../support/channel-frames.js';
import {eventually} from '../support/eventually.js';
import {generates, openSubscribed, startFaulty} from '../support/faulty-exchange.js';
import {FeedClient} from '../support/feed-client.js';
import {BUSIEST_SLUG} from '../support/listed-market.js';
import {NaiveLadder, type LevelText} from '../support/naive-ladder.js';

const OTHER_SLUG = 'acl-hfx-grc-2026-11-29';

const isChange = isEvent('price_change');

type Json = Record<string, unknown>;

function listed(server: ExchangeServer, slug = BUSIEST_SLUG): ListedMarket {
  return server.markets.find((market) => market.slug === slug)!;
}

/** Frames that are about a market, first books included. */
function framesOf({frames}: FeedClient, {conditionId}: ListedMarket, fromIndex = 0): string[] {
  return frames.slice(fromIndex).filter((frame) => frame.includes(`"market":"${conditionId}"`));
}

async function get(server: ExchangeServer, path: string): Promise<{status: number; json: Json}> {
  const reply = await fetch(server.restUrl + path);
  return {status: reply.status, json: (await reply.json()) as Json};
}

async function booksOf(server: ExchangeServer, tokens: readonly string[]): Promise<Json[]> {
  const body = JSON.stringify(tokens.map((token_id) => ({token_id})));
  const reply = await fetch(`${server.restUrl}/books`, {method: 'POST', body});
  return (await reply.json()) as Json[];
}

/** What REST says of a market, on all the ways on which one can ask for it. */
async function toldOf(server: ExchangeServer, {slug, conditionId, assetIds}: ListedMarket) {
  const [gamma, gammaList, clob, books, ...bookReplies] = await Promise.all([
    get(server, `/markets/slug/${slug}`),
    get(server, `/markets?clob_token_ids=${assetIds[1]}`),
    get(server, `/markets/${conditionId}`),
    booksOf(server, assetIds),
    ...assetIds.map((token) => get(server, `/book?token_id=${token}`)),
  ]);
  return {
    gamma,
    gammaList: gammaList.json as unknown as Json[],
    clob,
    books: books.map((book) => book['asset_id']),
    bookStatuses: bookReplies.map(({status}) => status),
  };
}

async function expectAsEver(server: ExchangeServer, market: ListedMarket): Promise<void> {
  const told = await toldOf(server, market);
  const {assetIds} = market;
  expect(told.gamma.json).toMatchObject({closed: false, acceptingOrders: true});
  expect(told.gammaList).toHaveLength(1);
  expect(told.clob.json).toMatchObject({closed: false, accepting_orders: true});
  expect([...told.books].sort()).toEqual([...assetIds].sort());
  expect(told.bookStatuses).toEqual([200, 200]);
}

test.each(['resolved', 'resolved-bare', 'resolved-untold'] as const)(
  '%s: REST has a winner and no book of it while it lasts, and nothing has traded since',
  async (name) => {
    await using server = await startFaulty();
    const market = listed(server);
    const {assetIds, outcomes, conditionId} = market;
    await using client = await openSubscribed(server);
    await expectAsEver(server, market);
    server.beginFault(name);
    const trades = await get(server, `/trades?market=${conditionId}`);
    const told = await toldOf(server, market);
    await roundTrip(client);
    const quietAt = client.frames.length;

    expect(told.gamma.json).toMatchObject({
      closed: true,
      acceptingOrders: false,
      closedTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+00$/) as string,
    });
    const prices = JSON.parse(told.gamma.json['outcomePrices'] as string) as string[];
    expect([...prices].sort()).toEqual(['0', '1']);
    expect(told.gammaList[0]).toMatchObject({closed: true});
    const winner = prices.indexOf('1');
    expect(told.clob.json).toMatchObject({
      closed: true,
      accepting_orders: false,
      tokens: outcomes.map((outcome, index) => ({
        token_id: assetIds[index],
        outcome,
        winner: index === winner,
        price: index === winner ? 1 : 0,
      })),
    });
    expect(told.books).toEqual([]);
    expect(told.bookStatuses).toEqual([404, 404]);

    const notice = client.frames.find(isEvent('market_resolved'));
    expect(notice === undefined).toBe(name === 'resolved-untold');
    if (notice !== undefined) expect(notice).toContain(`"winning_asset_id":"${assetIds[winner]!}"`);

    await generates(server, 100);
    await roundTrip(client);
    expect(framesOf(client, market, quietAt)).toEqual([]);
    expect(await get(server, `/trades?market=${conditionId}`)).toEqual(trades);

    server.endFault(name);
    await client.until(isChange, quietAt);
    await expectAsEver(server, market);
  },
);

test('paused: the book stands still on the socket and in REST, and takes no orders', async () => {
  await using server = await startFaulty();
  const market = listed(server);
  const [token] = market.assetIds;
  await using client = await openSubscribed(server);
  const book = () => get(server, `/book?token_id=${token}`);
  server.beginFault('paused');
  await roundTrip(client);
  const pausedAt = client.frames.length;
  const before = await book();
  expect(before.json).toMatchObject({hash: server.book(token)!.hash});

  await generates(server, 100);
  await roundTrip(client);
  expect(framesOf(client, market, pausedAt)).toEqual([]);
  expect(await book()).toEqual(before);
  expect(before.status).toBe(200);
  const told = await toldOf(server, market);
  expect(told.gamma.json).toMatchObject({closed: false, acceptingOrders: false});
  expect(told.clob.json).toMatchObject({closed: false, accepting_orders: false});
  expect(told.bookStatuses).toEqual([200, 200]);

  // Who comes new gets the book that stands.
  await using fresh = await openSubscribed(server);
  expect(fresh.frames.find(isArray)).toContain(`"hash":"${server.book(token)!.hash}"`);

  server.endFault('paused');
  await client.until(isChange, pausedAt);
  await expectAsEver(server, market);
});

test('vanished: the socket is silent and REST has never heard of the market', async () => {
  await using server = await startFaulty();
  const [market, other] = [listed(server), listed(server, OTHER_SLUG)];
  await using client = await openSubscribed(server);
  server.beginFault('vanished');
  await roundTrip(client);
  const silentAt = client.frames.length;
  const told = await toldOf(server, market);
  expect([told.gamma.status, told.clob.status]).toEqual([404, 404]);
  expect(told.gammaList).toEqual([]);
  expect(told.books).toEqual([]);
  expect(told.bookStatuses).toEqual([404, 404]);
  const {json: found} = await get(server, '/public-search?q=lumen');
  expect(JSON.stringify(found)).not.toContain(market.conditionId);

  // Nobody watched this one, so that it is still there.
  await expectAsEver(server, other);
  await using fresh = await FeedClient.open(server.wsUrl);
  fresh.send(subscription([...market.assetIds, ...other.assetIds]));
  await fresh.until(isEvent('price_change', other.conditionId));
  expect(framesOf(fresh, market)).toEqual([]);
  expect(framesOf(fresh, other)).not.toEqual([]);
  await roundTrip(client);
  expect(framesOf(client, market, silentAt)).toEqual([]);

  server.endFault('vanished');
  await client.until(isChange, silentAt);
  await expectAsEver(server, market);
});

test('ghost-book: 0.01 and 0.99 for every token, new and rightly hashed, while the socket is well', async () => {
  await using server = await startFaulty();
  const [market, closed] = [listed(server), listed(server, 'night-ferry-runs-in-august')];
  await using client = await openSubscribed(server);
  server.beginFault('ghost-book');
  const sinceMs = Date.now();
  const tokens = [...market.assetIds, ...closed.assetIds];
  const books = await booksOf(server, tokens);
  for (const token of tokens) books.push((await get(server, `/book?token_id=${token}`)).json);
  expect(books.map((book) => book['asset_id'])).toEqual([...tokens, ...tokens]);
  for (const book of books) {
    const [bids, asks] = [book['bids'] as LevelText[], book['asks'] as LevelText[]];
    expect([bids.map(({price}) => price), asks.map(({price}) => price)]).toEqual([
      ['0.01'],
      ['0.99'],
    ]);
    const ladder = new NaiveLadder();
    ladder.replace(bids, asks);
    const terms = {
      market: book['market'] as string,
      assetId: book['asset_id'] as string,
      minOrderSize: book['min_order_size'] as string,
      tickSize: book['tick_size'] as string,
      negRisk: book['neg_risk'] as boolean,
    };
    const [timestamp, lastTrade] = [book['timestamp'] as string, book['last_trade_price']];
    expect(book['hash']).toBe(ladder.hash(terms, timestamp, lastTrade as string));
    // The exchange's clock is at most a step of a busy machine behind ours.
    expect(Number(timestamp)).toBeGreaterThan(sinceMs - 1000);
    expect(timestamp).toMatch(/^\d{13}$/);
  }

  await client.until(isChange, client.frames.length);
  server.endFault('ghost-book');
  const {json} = await get(server, `/book?token_id=${market.assetIds[0]}`);
  expect((json['bids'] as LevelText[]).length).toBeGreaterThan(1);
});

test('freeze-market: the busiest market is silent although it trades on, and all else flows', async () => {
  await using server = await startFaulty();
  const [busiest, other] = [listed(server), listed(server, OTHER_SLUG)];
  await using client = await openSubscribed(server, [...busiest.assetIds, ...other.assetIds]);
  server.beginFault('freeze-market');
  await roundTrip(client);
  const frozenAt = client.frames.length;
  const {hash} = server.book(busiest.assetIds[0])!;
  await client.until(isEvent('price_change', other.conditionId), frozenAt);
  await eventually(() => server.book(busiest.assetIds[0])!.hash !== hash, 'a change of the book');
  await roundTrip(client);
  expect(framesOf(client, busiest, frozenAt)).toEqual([]);
  await expectAsEver(server, busiest);

  // Nor is a new connection a way out.
  await using fresh = await openSubscribed(server, [...busiest.assetIds, ...other.assetIds]);
  expect(framesOf(fresh, busiest)).toEqual([]);
  server.endFault('freeze-market');
  await client.until(isEvent('price_change', busiest.conditionId), frozenAt);
  await fresh.until(isEvent('price_change', busiest.conditionId));
});

test('restart: PONG and no book from REST, then all at once the busiest market', async () => {
  await using server = await startFaulty({rate: 60});
  const market = listed(server);
  await using client = await openSubscribed(server);
  server.beginFault('restart');
  await roundTrip(client);
  const [quietAt, {framesGenerated}] = [client.frames.length, server.counters];
  for (const token of market.assetIds) {
    expect((await get(server, `/book?token_id=${token}`)).status).toBe(503);
  }

  const books = await fetch(`${server.restUrl}/books`, {method: 'POST', body: '[]'});
  expect(books.status).toBe(503);
  expect((await get(server, `/markets/slug/${market.slug}`)).status).toBe(200);
  await roundTrip(client);
  expect(client.frames.slice(quietAt)).toEqual(['PONG']);
  expect(server.counters.framesGenerated).toBe(framesGenerated);

  const beganMs = performance.now();
  server.endFault('restart');
  await eventually(() => framesOf(client, market, quietAt).length >= 400, 'the burst');
  expect(performance.now() - beganMs).toBeLessThan(10_000); // Its rate would take a minute.
  await expectAsEver(server, market);
});

/** An exchange whose time only the test moves, without a client. */
function createCore() {
  let nowMs = 1_790_000_000_000;
  const time = {wallMs: () => nowMs, monotonicMs: () => nowMs};
  const core = new ExchangeCore({seed: 3, rate: 300}, time);
  return {
    core,
    pass: (ms: number) => {
      for (let step = 0; step < ms; step += 10) {
        nowMs += 10;
        core.advance();
      }
    },
  };
}

test('restart lasts 90 s in which no book of the exchange moves', () => {
  const {core, pass} = createCore();
  pass(1000);
  const hashes = () =>
    core.exchange.catalogue.markets.map(({assetIds}) => core.book(assetIds[0])?.hash);
  core.beginFault('restart');
  const [before, {framesGenerated}] = [hashes(), core];
  pass(89_900);
  expect(core.framesGenerated).toBe(framesGenerated);
  expect(hashes()).toEqual(before);
  expect(core.activeFaults).toEqual(['restart']);
  pass(5000);
  expect(core.framesGenerated).toBeGreaterThan(framesGenerated);
  expect(core.activeFaults).toEqual([]);
});

const STORIES: readonly FaultName[] = [
  ...(['resolved', 'resolved-bare', 'resolved-untold', 'paused', 'vanished'] as const),
  ...(['ghost-book', 'freeze-market', 'restart'] as const),
];

test('stories that overlap and end in another order leave nothing behind', async () => {
  await using server = await startFaulty();
  const market = listed(server);
  await using client = await openSubscribed(server);
  for (const name of STORIES) server.beginFault(name);
  for (const name of [...STORIES].sort()) server.endFault(name);
  expect(server.activeFaults).toEqual([]);
  const endedAt = client.frames.length;
  await expectAsEver(server, market);
  await client.until(isEvent('price_change', market.conditionId), endedAt);
});
