import {describe, expect, test} from 'vitest';
import {ExchangeServer, type ExchangeServerOptions} from '../../src/exchange/exchange-server.js';
import {eventually} from '../support/eventually.js';
import {marketOf, tradedMarkets} from '../support/listed-market.js';
import {LiveFeed} from '../support/live-feed.js';

function start(options: Partial<ExchangeServerOptions> = {}): Promise<ExchangeServer> {
  return ExchangeServer.start({seed: 9, rate: 500, ...options});
}

const same = (feed: LiveFeed, exchange: ExchangeServer, timeoutMs?: number) =>
  eventually(
    () => feed.differences(exchange).length === 0,
    () => `books like the exchange's; different: ${feed.differences(exchange).length}`,
    timeoutMs,
  );

/** Nothing that was applied has failed its proof, and no batch is left without one. */
function expectProven({loop}: LiveFeed): void {
  const {books, verified, hashFailed, bboFailed, crossed, ignored} = loop.store.counters;
  expect({hashFailed, bboFailed, crossed, ignored}).toEqual({
    hashFailed: 0,
    bboFailed: 0,
    crossed: 0,
    ignored: 0,
  });
  expect(verified).toBeGreaterThan(books);
  expect(
    loop.store.assetIds().filter((id) => loop.store.book(id)!.heldUntilUs !== undefined),
  ).toEqual([]);
}

describe('books over a socket', () => {
  test('equal the exchange level by level, again and again', async () => {
    await using exchange = await start();
    await using feed = new LiveFeed(exchange.wsUrl, tradedMarkets(exchange));
    for (const round of [1, 2, 3, 4, 5]) {
      exchange.resumeFeed();
      await eventually(() => feed.loop.metrics.frames > 100 * round, 'frames');
      exchange.pauseFeed();
      await same(feed, exchange);
    }

    expectProven(feed);
    expect(feed.issues).toEqual([]);
  });

  test('of assets that are added later equal it too, on the same socket', async () => {
    await using exchange = await start();
    const [first, ...others] = tradedMarkets(exchange);
    await using feed = new LiveFeed(exchange.wsUrl, [first!]);
    await eventually(() => feed.connection.state.phase === 'live', 'live');
    feed.watch(others);
    await eventually(() => feed.loop.metrics.frames > 200, 'frames');
    exchange.pauseFeed();
    await same(feed, exchange);
    expect(feed.loop.store.assetIds()).toHaveLength(2 * (others.length + 1));
    expect(exchange.counters.connections).toBe(1);
    expectProven(feed);
  });

  test('survive a flood of 5,000 frames a second', {timeout: 120_000}, async () => {
    await using exchange = await start({rate: 5000});
    exchange.pauseFeed();
    await using feed = new LiveFeed(exchange.wsUrl, tradedMarkets(exchange));
    await same(feed, exchange);
    const {framesGenerated} = exchange.counters; // Before the pause.
    exchange.resumeFeed();
    // Exchange and client share one thread here: on a busy machine the client falls behind.
    await eventually(
      () => exchange.counters.framesGenerated - framesGenerated > 10_000,
      '10,000 frames',
      50_000,
    );
    exchange.pauseFeed();
    await same(feed, exchange, 50_000);
    expect(feed.loop.metrics.frames).toBeGreaterThan(10_000);
    expectProven(feed);
    expect(feed.connection.reconnects).toBe(0);
    expect(feed.issues).toEqual([]);
  });
});

describe('what is not understood costs only itself', () => {
  test('text that is no JSON, unknown events and bad fields beside a feed that goes on', async () => {
    await using exchange = await start();
    await using feed = new LiveFeed(exchange.wsUrl, tradedMarkets(exchange));
    await eventually(() => feed.connection.state.phase === 'live', 'live');
    const bad = [
      ['hello, world', 'NOT_JSON'],
      ['[]', undefined],
      ['NO NEW ASSETS', undefined],
      ['PONG', undefined],
      ['{"event_type":"moon_phase","market":"0x1"}', 'UNKNOWN_EVENT_TYPE'],
      ['{"event_type":"book","market":"0x1","asset_id":7,"bids":[],"asks":[]}', 'BAD_FIELD'],
      ['7', 'NOT_AN_EVENT'],
      ['[[1], null]', 'NOT_AN_EVENT'],
    ] as const;
    for (const [text] of bad) exchange.broadcast(text);
    await eventually(
      () => feed.issues.some(({detail}) => detail.includes('null')),
      () => `the last one; so far ${JSON.stringify(feed.issues)}`,
    );
    exchange.pauseFeed();
    await same(feed, exchange);

    const expected = new Set(bad.flatMap(([, code]) => code ?? []));
    expect(new Set(feed.issues.map(({code}) => code))).toEqual(expected);
    expect(feed.loop.metrics.issues).toBe(feed.issues.length);
    expect(feed.connection.reconnects).toBe(0);
    expectProven(feed);
  });

  test('an unknown event in the same frame as good ones', async () => {
    await using exchange = await start();
    const market = marketOf(exchange);
    await using feed = new LiveFeed(exchange.wsUrl, [market]);
    await eventually(() => feed.connection.state.phase === 'live', 'live');
    exchange.pauseFeed();
    await same(feed, exchange);
    const trade = {
      event_type: 'last_trade_price',
      market: market.conditionId,
      asset_id: market.outcomes[0].assetId,
      price: '0.5',
      size: '7.555554',
      side: 'SELL',
      timestamp: '1790000000000',
      transaction_hash: '0xfeed',
    };
    exchange.broadcast(JSON.stringify([{event_type: 'moon_phase'}, trade, {event_type: 1}]));
    const isThere = () =>
      feed.records.some((record) => record.type === 'trade' && record.transactionHash === '0xfeed');
    await eventually(isThere, 'the trade');
    expect(feed.issues.map(({code}) => code)).toEqual(['UNKNOWN_EVENT_TYPE', 'UNKNOWN_EVENT_TYPE']);
    await same(feed, exchange);
  });

  test('PONG is neither a frame of the feed nor a sign of its life', async () => {
    await using exchange = await start();
    exchange.pauseFeed();
    await using feed = new LiveFeed(exchange.wsUrl, [marketOf(exchange)], {
      limits: {pingIntervalMs: 5},
    });
    await eventually(() => feed.connection.state.phase === 'live', 'live');
    const {frames, bytes, lastDataUs} = feed.loop.metrics;
    const pings = feed.pingsUs.length;
    await eventually(() => feed.pingsUs.length > pings + 5, 'five more PONGs');
    expect(frames).toBe(1);
    expect(feed.loop.metrics).toMatchObject({frames, bytes, lastDataUs});
  });
});
