import {request} from 'node:http';
import {describe, expect, test} from 'vitest';
import {ExchangeServer, type ExchangeServerOptions} from '../../src/exchange/exchange-server.js';
import {
  isArray,
  isEvent,
  parse,
  roundTrip,
  subscription,
  type ChannelMessage,
} from '../support/channel-frames.js';
import {FeedClient} from '../support/feed-client.js';
import {NaiveLadder} from '../support/naive-ladder.js';

function start(options: Partial<ExchangeServerOptions> = {}): Promise<ExchangeServer> {
  return ExchangeServer.start({seed: 11, rate: 300, ...options});
}

function marketOf(server: ExchangeServer, slug = 'lumen-updown-15m-1790000100') {
  return server.markets.find((market) => market.slug === slug)!;
}

describe('the market channel', () => {
  test('is not found at any other path', async () => {
    await using server = await start();
    const {port} = new URL(server.restUrl);
    const status = await new Promise((resolve, reject) => {
      const headers = {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': Buffer.alloc(16).toString('base64'),
      };
      request({host: '127.0.0.1', port, path: '/ws/', headers})
        .on('response', (response) => {
          response.resume();
          resolve(response.statusCode);
        })
        .on('upgrade', () => {
          reject(new Error('It was upgraded'));
        })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(404);
  });

  test('closes a socket that subscribes to nothing in time', async () => {
    await using server = await start({subscriptionTimeoutMs: 30});
    await using client = await FeedClient.open(server.wsUrl);
    client.send('PING');
    expect(await client.closed).toBe(1000);
    expect(client.frames).toEqual(['PONG']);
  });

  test('drops a socket that stops sending PING, and only that one', async () => {
    await using server = await start({pingTimeoutMs: 100});
    const {assetIds} = marketOf(server);
    await using silent = await FeedClient.open(server.wsUrl);
    silent.send(subscription(assetIds));
    await using alive = await FeedClient.open(server.wsUrl);
    alive.send(subscription(assetIds));
    const heartbeat = setInterval(() => {
      alive.send('PING');
    }, 20);
    try {
      expect(await silent.closed).toBe(1006);
      await roundTrip(alive);
      expect(server.clients).toBe(1);
    } finally {
      clearInterval(heartbeat);
    }
  });

  test('answers PING with PONG', async () => {
    await using server = await start();
    await using client = await FeedClient.open(server.wsUrl);
    client.send('PING');
    expect(await client.until(() => true)).toBe('PONG');
  });

  test('sends one array with a book of each known asset, and nothing for unknown ones', async () => {
    await using server = await start();
    server.pauseFeed();
    const {assetIds} = marketOf(server);
    await using client = await FeedClient.open(server.wsUrl);
    client.send(subscription([...assetIds, '123']));
    const frame = await client.until(isArray);
    const books = JSON.parse(frame) as ChannelMessage[];
    expect(books.map(({asset_id}) => asset_id)).toEqual(assetIds);
    for (const {asset_id, bids, asks} of books) {
      const truth = server.book(asset_id)!;
      expect([...bids].reverse()).toEqual(truth.bids);
      expect([...asks].reverse()).toEqual(truth.asks);
    }

    expect(Object.keys(books[0]!)).toEqual([
      'market',
      'asset_id',
      'timestamp',
      'hash',
      'bids',
      'asks',
      'tick_size',
      'event_type',
      'last_trade_price',
    ]);
    expect(frame).toMatch(/^\[\{"market":"0x[0-9a-f]{64}", "asset_id":"/);
    client.send(subscription(['456']));
    await roundTrip(client);
    expect(client.frames).toEqual([frame, 'PONG']);
  });

  test('says NO NEW ASSETS to a subscription that adds none', async () => {
    await using server = await start();
    server.pauseFeed();
    const {assetIds} = marketOf(server);
    await using client = await FeedClient.open(server.wsUrl);
    client.send(subscription(assetIds));
    client.send(subscription([assetIds[1]]));
    await client.until((frame) => frame === 'NO NEW ASSETS');
    expect(client.frames).toHaveLength(2);
  });

  test('sends no books where they are declined, but what follows', async () => {
    await using server = await start();
    const {assetIds} = marketOf(server);
    await using client = await FeedClient.open(server.wsUrl);
    client.send(subscription(assetIds, {initial_dump: false}));
    await client.until(isEvent('price_change'));
    expect(client.frames.filter(isArray)).toEqual([]);
  });

  test('sends a change once, with both assets, whichever of them was subscribed', async () => {
    await using server = await start();
    const {assetIds, conditionId} = marketOf(server);
    await using one = await FeedClient.open(server.wsUrl);
    await using both = await FeedClient.open(server.wsUrl);
    server.pauseFeed();
    one.send(subscription([assetIds[1]]));
    both.send(subscription(assetIds));
    await Promise.all([one.until(isArray), both.until(isArray)]);
    server.resumeFeed();
    await both.until(isEvent('book'));
    server.pauseFeed();
    await Promise.all([roundTrip(one), roundTrip(both)]);

    const [changesOfOne, changesOfBoth] = [one, both].map(({frames}) =>
      frames.filter(isEvent('price_change')),
    );
    expect(changesOfOne).toEqual(changesOfBoth);
    expect(changesOfOne!.every((frame) => parse(frame).market === conditionId)).toBe(true);
    expect(new Set(parse(changesOfOne![0]!).price_changes.map((e) => e.asset_id))).toEqual(
      new Set(assetIds),
    );
    const books = one.frames.filter(isEvent('book')).map((frame) => parse(frame).asset_id);
    expect(new Set(books)).toEqual(new Set([assetIds[1]]));
  });

  test('sends best prices only to those who asked for custom features', async () => {
    await using server = await start();
    const {assetIds} = marketOf(server);
    await using plain = await FeedClient.open(server.wsUrl);
    await using custom = await FeedClient.open(server.wsUrl);
    plain.send(subscription(assetIds));
    // The flag counts for the connection even where the assets are not new.
    custom.send(subscription(assetIds));
    custom.send(subscription(assetIds, {custom_feature_enabled: true}));
    await custom.until(isEvent('best_bid_ask'));
    await roundTrip(plain);
    expect(plain.frames.filter(isEvent('best_bid_ask'))).toEqual([]);
  });

  test('adds and removes assets while it runs', async () => {
    await using server = await start();
    const busy = marketOf(server);
    const game = marketOf(server, 'acl-hfx-grc-2026-11-29');
    await using client = await FeedClient.open(server.wsUrl);
    client.send(subscription(busy.assetIds));
    await client.until(isEvent('price_change', busy.conditionId));

    client.send({operation: 'subscribe', assets_ids: game.assetIds});
    await client.until((frame) => isArray(frame) && frame.includes(game.conditionId));
    await client.until(isEvent('price_change', game.conditionId));

    client.send({operation: 'unsubscribe', assets_ids: busy.assetIds});
    await roundTrip(client);
    const removedAt = client.frames.length;
    await client.until(isEvent('price_change', game.conditionId), removedAt);
    const later = client.frames.slice(removedAt).map(parse);
    expect(later.filter(({market}) => market === busy.conditionId)).toEqual([]);

    client.send({operation: 'subscribe', assets_ids: busy.assetIds});
    await client.until((frame) => isArray(frame) && frame.includes(busy.conditionId), removedAt);
  });

  test('ignores what it does not understand', async () => {
    await using server = await start();
    await using client = await FeedClient.open(server.wsUrl);
    for (const text of ['hello', '{"type":"market"}', '[1]', '\u0000']) client.send(text);
    await roundTrip(client);
    expect(client.frames).toEqual(['PONG']);
  });
});

describe('the feed', () => {
  test('leads from the first books to the books that the exchange has', async () => {
    await using server = await start({rate: 2000});
    const ladders = new Map<string, NaiveLadder>();
    const assetIds = server.markets
      .filter(({temper}) => temper !== undefined)
      .flatMap((market) => market.assetIds);
    await using client = await FeedClient.open(server.wsUrl);
    client.send(subscription(assetIds));
    await client.until(isEvent('last_trade_price'));
    server.pauseFeed();
    await roundTrip(client);

    for (const frame of client.frames.filter((text) => text !== 'PONG')) {
      const messages = isArray(frame) ? (JSON.parse(frame) as ChannelMessage[]) : [parse(frame)];
      for (const {event_type, asset_id, bids, asks, price_changes} of messages) {
        if (event_type === 'book') {
          const ladder = new NaiveLadder();
          ladder.replace(bids, asks);
          ladders.set(asset_id, ladder);
        } else if (event_type === 'price_change') {
          for (const entry of price_changes) {
            ladders.get(entry.asset_id)!.set(entry.side, entry.price, entry.size);
          }
        }
      }
    }

    expect(ladders.size).toBe(22);
    for (const [assetId, ladder] of ladders) {
      const truth = server.book(assetId)!;
      expect(ladder.bids.reverse()).toEqual(truth.bids);
      expect(ladder.asks.reverse()).toEqual(truth.asks);
    }
  });

  test('is stamped with the time it is now, or with the clock it was given', async () => {
    for (const offsetMs of [0, -5000]) {
      await using server = await start({startMs: Date.now() + offsetMs});
      await using client = await FeedClient.open(server.wsUrl);
      client.send(subscription(marketOf(server).assetIds));
      const frame = await client.until(isEvent('price_change'));
      const ageMs = Date.now() + offsetMs - Number(parse(frame).timestamp);
      expect(ageMs).toBeGreaterThanOrEqual(0);
      expect(ageMs).toBeLessThan(2000);
    }
  });

  test('says nothing while it is paused, and goes on later with later timestamps', async () => {
    await using server = await start();
    await using client = await FeedClient.open(server.wsUrl);
    client.send(subscription(marketOf(server).assetIds));
    await client.until(isEvent('price_change'));
    server.pauseFeed();
    await roundTrip(client);
    const pausedAt = client.frames.length;
    const pausedMs = Date.now();
    // Several ticks of the server pass: each round trip takes it through its event loop.
    while (Date.now() - pausedMs < 30) await roundTrip(client);
    expect(client.frames.slice(pausedAt).every((frame) => frame === 'PONG')).toBe(true);
    server.resumeFeed();
    const next = await client.until(isEvent('price_change'), pausedAt);
    expect(Number(parse(next).timestamp)).toBeGreaterThanOrEqual(pausedMs + 30);
  });

  test('is counted', async () => {
    await using server = await start();
    await using client = await FeedClient.open(server.wsUrl);
    client.send(subscription(marketOf(server).assetIds));
    await client.until(isEvent('price_change'));
    server.pauseFeed();
    await roundTrip(client);
    const bytes = client.frames.reduce((sum, frame) => sum + Buffer.byteLength(frame), 0);
    expect(server.counters).toMatchObject({
      clients: 1,
      connections: 1,
      framesSent: client.frames.length,
      bytesSent: bytes,
    });
    expect(server.counters.framesGenerated).toBeGreaterThan(0);
  });
});

describe('test controls', () => {
  test('disconnectAll closes with a code, terminateAll without one', async () => {
    await using server = await start();
    await using first = await FeedClient.open(server.wsUrl);
    server.disconnectAll(1011);
    expect(await first.closed).toBe(1011);
    await using second = await FeedClient.open(server.wsUrl);
    server.terminateAll();
    expect(await second.closed).toBe(1006);
  });

  test('refused connections do not open, and later ones do', async () => {
    await using server = await start();
    server.refuseConnections(true);
    await expect(FeedClient.open(server.wsUrl)).rejects.toThrow();
    server.refuseConnections(false);
    await using client = await FeedClient.open(server.wsUrl);
    await roundTrip(client);
  });

  test('broadcast sends any text to every client', async () => {
    await using server = await start();
    await using first = await FeedClient.open(server.wsUrl);
    await using second = await FeedClient.open(server.wsUrl);
    server.broadcast('{"event_type":"surprise"}');
    for (const client of [first, second]) {
      expect(await client.until(() => true)).toBe('{"event_type":"surprise"}');
    }
  });

  test('setRestBehaviour fails, replaces and delays replies of one path or of all', async () => {
    await using server = await start();
    const time = () => fetch(`${server.restUrl}/time`);
    server.setRestBehaviour('/time', {status: 429, body: '<html>Too many requests</html>'});
    const refused = await time();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('content-type')).toMatch('text/html');
    expect(await refused.text()).toBe('<html>Too many requests</html>');
    expect((await fetch(`${server.restUrl}/events`)).status).toBe(200);

    server.setRestBehaviour('/time', undefined);
    server.setRestBehaviour('*', {delayMs: 60});
    const askedMs = performance.now();
    expect((await time()).status).toBe(200);
    expect(performance.now() - askedMs).toBeGreaterThan(50);
  });

  test('close cuts clients and delayed replies, frees the port, and may be called twice', async () => {
    const server = await start();
    const {restUrl} = server;
    server.setRestBehaviour('/time', {delayMs: 60_000});
    await using client = await FeedClient.open(server.wsUrl);
    const reply = expect(fetch(`${restUrl}/time`)).rejects.toThrow();
    await Promise.all([server.close(), server.close(), reply]);
    expect(await client.closed).toBe(1006);
    await expect(fetch(`${restUrl}/time`)).rejects.toThrow();
  });
});

describe('REST', () => {
  test('answers on the same port, in JSON, GET and POST', async () => {
    await using server = await start();
    const [assetId] = marketOf(server).assetIds;
    const reply = await fetch(`${server.restUrl}/book?token_id=${assetId}`);
    expect(reply.headers.get('content-type')).toBe('application/json');
    expect(await reply.json()).toMatchObject({asset_id: assetId, min_order_size: '5'});
    const books = await fetch(`${server.restUrl}/books`, {
      method: 'POST',
      body: JSON.stringify([{token_id: assetId}, {token_id: '1'}]),
    });
    expect(await books.json()).toMatchObject([{asset_id: assetId}]);
    const missing = await fetch(`${server.restUrl}/book?token_id=1`);
    expect(missing.status).toBe(404);
    expect(await missing.json()).toEqual({
      error: 'No orderbook exists for the requested token id',
    });
  });
});
