import {describe, expect, test} from 'vitest';
import {ExchangeServer, type ExchangeServerOptions} from '../../src/exchange/exchange-server.js';
import {eventually} from '../support/eventually.js';
import {marketOf, tradedMarkets} from '../support/listed-market.js';
import {LiveFeed} from '../support/live-feed.js';

function start(options: Partial<ExchangeServerOptions> = {}): Promise<ExchangeServer> {
  return ExchangeServer.start({seed: 5, rate: 300, ...options});
}

/** All watched books are as the exchange has them, and trusted. */
function isWhole(feed: LiveFeed, exchange: ExchangeServer): boolean {
  return (
    feed.differences(exchange).length === 0 &&
    feed.loop.store
      .assetIds()
      .every((assetId) => feed.loop.store.book(assetId)!.trust.state === 'LIVE')
  );
}

const whole = (feed: LiveFeed, exchange: ExchangeServer) =>
  eventually(
    () => isWhole(feed, exchange),
    () => `books like the exchange's; different: ${feed.differences(exchange).length}`,
  );

describe('a lost connection', () => {
  test.each([
    [1000, /\(1000\)$/],
    [1001, /\(1001\)$/],
    [1006, /^the connection broke off$/],
  ] as const)('with %i is opened again, with all books', async (code, reason) => {
    await using exchange = await start();
    await using feed = new LiveFeed(exchange.wsUrl, tradedMarkets(exchange));
    await eventually(() => feed.connection.state.phase === 'live', 'live');
    if (code === 1006) exchange.terminateAll();
    else exchange.disconnectAll(code);
    await eventually(() => feed.phases.filter((phase) => phase === 'live').length === 2, 'again');
    exchange.pauseFeed();
    await whole(feed, exchange);

    expect(feed.connection.reconnects).toBe(1);
    expect(feed.reasons).toHaveLength(1);
    expect(feed.reasons[0]).toMatch(reason);
    expect(feed.phases).toEqual([
      ...['connecting', 'awaiting_snapshot', 'live', 'backing_off'],
      ...['connecting', 'awaiting_snapshot', 'live'],
    ]);
    expect(feed.loop.store.counters).toMatchObject({hashFailed: 0, bboFailed: 0, crossed: 0});
  });

  test('keeps its levels, STALE and in no way changed, until the next first book', async () => {
    await using exchange = await start();
    await using feed = new LiveFeed(exchange.wsUrl, tradedMarkets(exchange));
    const {store} = feed.loop;
    await eventually(() => feed.connection.state.phase === 'live', 'live');
    exchange.pauseFeed();
    await whole(feed, exchange);
    const books = store.assetIds().map((assetId) => feed.book(assetId));

    exchange.refuseConnections(true);
    exchange.terminateAll();
    await eventually(() => feed.reasons.length >= 2, 'a try that fails');
    exchange.resumeFeed();
    const {framesGenerated} = exchange.counters;
    await eventually(
      () => exchange.counters.framesGenerated > framesGenerated + 20 && feed.reasons.length >= 3,
      'the exchange going on without us',
    );
    for (const assetId of store.assetIds()) {
      expect(store.book(assetId)!.trust).toMatchObject({state: 'STALE', reason: 'reconnecting'});
    }

    expect(store.assetIds().map((assetId) => feed.book(assetId))).toEqual(books);

    exchange.refuseConnections(false);
    await eventually(() => feed.connection.state.phase === 'live', 'live again');
    exchange.pauseFeed();
    await whole(feed, exchange);
    expect(store.counters).toMatchObject({hashFailed: 0, bboFailed: 0, crossed: 0});
  });

  test('is told once a book as status, and once when the book is whole again', async () => {
    await using exchange = await start();
    const market = marketOf(exchange);
    await using feed = new LiveFeed(exchange.wsUrl, [market]);
    exchange.pauseFeed();
    await eventually(() => isWhole(feed, exchange), 'whole');
    exchange.disconnectAll();
    await eventually(() => feed.connection.reconnects === 1 && isWhole(feed, exchange), 'again');
    for (const {assetId} of market.outcomes) {
      const states = feed.records.flatMap((record) =>
        record.type === 'status' && record.id === assetId ? [[record.state, record.reason]] : [],
      );
      expect(states).toEqual([
        ['WAITING', 'subscribed'],
        ['LIVE', undefined],
        ['STALE', 'reconnecting'],
        ['LIVE', undefined],
      ]);
    }
  });
});

describe('a connection that cannot be opened', () => {
  test('is tried again, each time after a longer wait', async () => {
    const exchange = await start();
    const {wsUrl} = exchange;
    const market = marketOf(exchange);
    await exchange.close();
    await using feed = new LiveFeed(wsUrl, [market], {random: () => 0.02});
    await eventually(() => feed.reasons.length === 3, 'three refusals');
    expect(new Set(feed.reasons)).toEqual(new Set(['connection refused']));
    const waitsUs = feed.states.flatMap((state) =>
      state.phase === 'backing_off' ? [state.retryAtUs - state.sinceUs] : [],
    );
    expect(waitsUs).toEqual([118_000, 138_000, 178_000]);
    expect(feed.connection.reconnects).toBe(0);
  });

  test('says that the address leads nowhere where HTTP answers 404', async () => {
    await using exchange = await start();
    const url = exchange.wsUrl.replace('/ws/market', '/ws/');
    await using feed = new LiveFeed(url, [marketOf(exchange)]);
    await eventually(() => feed.reasons.length === 2, 'two refusals');
    expect(feed.reasons[0]).toBe('the exchange refused the WebSocket with HTTP 404');
    expect(exchange.counters.connections).toBe(0);
  });

  test('comes up by itself as soon as the exchange accepts it', async () => {
    await using exchange = await start();
    exchange.refuseConnections(true);
    await using feed = new LiveFeed(exchange.wsUrl, [marketOf(exchange)]);
    await eventually(() => feed.reasons.length === 2, 'two tries');
    expect(feed.reasons[0]).toBe('the connection was reset');
    exchange.refuseConnections(false);
    exchange.pauseFeed();
    await whole(feed, exchange);
    expect(feed.connection.state.phase).toBe('live');
  });
});

describe('the heartbeat', () => {
  test('keeps a socket that the exchange would drop without it, and measures the way', async () => {
    await using exchange = await start({pingTimeoutMs: 2000});
    exchange.pauseFeed();
    await using feed = new LiveFeed(exchange.wsUrl, [marketOf(exchange)], {
      limits: {pingIntervalMs: 50},
    });
    await eventually(() => feed.pingsUs.length > 45, 'PONGs for longer than the time-out');
    expect(feed.connection.reconnects).toBe(0);
    expect(Math.min(...feed.pingsUs)).toBeGreaterThan(0);
  });

  test('that is missing costs the socket', async () => {
    await using exchange = await start({pingTimeoutMs: 60});
    exchange.pauseFeed();
    await using feed = new LiveFeed(exchange.wsUrl, [marketOf(exchange)], {
      limits: {pingIntervalMs: 3_600_000},
    });
    await eventually(() => feed.connection.reconnects === 1, 'a drop by the exchange');
    expect(feed.reasons[0]).toBe('the connection broke off');
  });
});
