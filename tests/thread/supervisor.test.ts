import {describe, expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {eventually} from '../support/eventually.js';
import {marketOf, tradedMarkets} from '../support/listed-market.js';
import {
  BREAKABLE_WORKER,
  DEAD_WORKER,
  ECHO_WORKER,
  SHIPPED_WORKER,
  SupervisedFeed,
} from './supervised-feed.js';

const SECOND_US = 1_000_000;

/** Everything is said at once, before the worker can be ready. */
function begin(exchange: ExchangeServer, workerUrl = BREAKABLE_WORKER): SupervisedFeed {
  const feed = new SupervisedFeed(workerUrl);
  feed.supervisor.connect(exchange.wsUrl);
  feed.supervisor.watch([marketOf(exchange)]);
  feed.supervisor.focus(marketOf(exchange).outcomes[0].assetId);
  return feed;
}

/** The book in focus is the exchange's own, in shared memory. */
async function showsTruth(feed: SupervisedFeed, exchange: ExchangeServer, outcome: 0 | 1 = 0) {
  const {assetId} = marketOf(exchange).outcomes[outcome];
  exchange.pauseFeed();
  await eventually(
    () => feed.shows(exchange.book(assetId)!),
    () => `the exchange's book; last seen ${JSON.stringify(feed.snapshot?.focus?.trust)}`,
  );
  exchange.resumeFeed();
}

describe('a worker', () => {
  test('hears all that was said before it was ready, and publishes the book in focus', async () => {
    await using exchange = await ExchangeServer.start({seed: 2, rate: 300});
    await using feed = begin(exchange, SHIPPED_WORKER);
    await showsTruth(feed, exchange);
    expect(feed.messages[0]).toEqual({type: 'ready'});
    expect(feed.generations).toEqual([1]);
    const assets = feed.messages.flatMap((message) =>
      message.type === 'assets' ? message.assets.map(({assetId}) => assetId) : [],
    );
    expect(assets).toEqual(marketOf(exchange).outcomes.map(({assetId}) => assetId));
  });

  test('follows the focus, and takes more markets while it runs', async () => {
    await using exchange = await ExchangeServer.start({seed: 2, rate: 300});
    await using feed = begin(exchange, SHIPPED_WORKER);
    await showsTruth(feed, exchange);
    feed.supervisor.focus(marketOf(exchange).outcomes[1].assetId);
    await showsTruth(feed, exchange, 1);
    expect(feed.snapshot!.focus!.assetIndex).toBe(1);

    const markets = tradedMarkets(exchange);
    feed.supervisor.watch(markets);
    await eventually(
      () =>
        feed.read()!.tops.filter(({trust}) => trust.state === 'LIVE').length === 2 * markets.length,
      'a LIVE top of each watched book',
    );
    expect(exchange.counters.connections).toBe(1);
  });

  test('answers for all its books when it is asked', async () => {
    await using exchange = await ExchangeServer.start({seed: 2, rate: 300});
    await using feed = begin(exchange, SHIPPED_WORKER);
    await showsTruth(feed, exchange);
    exchange.pauseFeed();
    feed.supervisor.dump();
    await eventually(() => feed.messages.some(({type}) => type === 'dump'), 'the dump');
    const dump = feed.messages.find((message) => message.type === 'dump')!;
    expect(dump.books.map(({assetId, hashOk}) => [assetId, hashOk])).toEqual(
      marketOf(exchange).outcomes.map(({assetId}) => [assetId, true]),
    );
  });
});

test('the wish for a book anew goes to a worker that is there, and is not kept for one to come', async () => {
  await using feed = new SupervisedFeed(ECHO_WORKER);
  const told = (): object[] =>
    feed.messages.flatMap((message) => (message.type === 'log' ? [message.fields] : []));
  feed.supervisor.resync();
  await eventually(() => feed.generations.length === 1, 'a worker that is ready');
  feed.supervisor.play();
  feed.supervisor.resync();
  await eventually(() => told().length === 2, 'what it was told');
  expect(told()).toEqual([{type: 'play'}, {type: 'resync'}]);
});

describe('a worker that dies', () => {
  test.each([
    [
      'of an error',
      (feed: SupervisedFeed) => {
        feed.tell('test_throw');
      },
      'broken on purpose',
    ],
    [
      'by process.exit',
      (feed: SupervisedFeed) => {
        feed.tell('test_exit');
      },
      'it ended with code 3',
    ],
    [
      'by terminate',
      (feed: SupervisedFeed) => {
        void feed.workers.at(-1)!.terminate();
      },
      'it ended with code 1',
    ],
  ] as const)(
    '%s is replaced, told everything again, and the books come back',
    async (_, kill, reason) => {
      await using exchange = await ExchangeServer.start({seed: 2, rate: 300});
      await using feed = begin(exchange);
      await showsTruth(feed, exchange);
      const oldReader = feed.supervisor.reader!;
      kill(feed);
      await eventually(() => feed.downs.length === 1, 'the news of its death');
      const [{retryAtUs, atUs, ...down}] = feed.downs as [(typeof feed.downs)[0]];
      expect(down).toEqual({reason});
      expect(retryAtUs - atUs).toBeGreaterThan(0.25 * SECOND_US);
      expect(retryAtUs - atUs).toBeLessThanOrEqual(0.5 * SECOND_US);
      feed.read(); // The old worker's last words; from now on it is silent.
      expect(oldReader.acquireLatest()).toBeUndefined();

      await eventually(() => feed.generations.length === 2, 'the next worker');
      expect(feed.downs.map((known) => known.reason)).toEqual([reason]);
      expect(feed.generations).toEqual([1, 2]);
      expect(feed.supervisor.reader).not.toBe(oldReader);
      feed.snapshot = undefined;
      await showsTruth(feed, exchange);
      expect(oldReader.isFresh).toBe(false);
      expect(feed.workers).toHaveLength(2);
    },
  );

  test('at its start is tried again after twice as long each time', async () => {
    await using feed = new SupervisedFeed(DEAD_WORKER);
    await eventually(() => feed.downs.length === 3, 'three deaths');
    const waits = feed.downs.map(({retryAtUs, atUs}) => (retryAtUs - atUs) / SECOND_US);
    for (const [i, expected] of [0.5, 1, 2].entries()) {
      expect(waits[i]).toBeGreaterThan(expected - 0.25);
      expect(waits[i]).toBeLessThanOrEqual(expected);
    }

    expect(feed.downs[0]!.reason).toBe('cannot even start');
    expect(feed.generations).toEqual([]);
  });

  test('whose file is missing is a reason too, on one line', async () => {
    await using feed = new SupervisedFeed(new URL('no-such-worker.mjs', import.meta.url));
    await eventually(() => feed.downs.length === 1, 'the news');
    expect(feed.downs[0]!.reason).toMatch(/^Cannot find module .*no-such-worker|…$/);
    expect(feed.downs[0]!.reason).not.toContain('\n');
  });
});
