// A few runs in real time over real sockets, which hold the wiring of what virtual time tests.

import {expect, test} from 'vitest';
import {systemClock, type Timers} from '../../src/domain/clock.js';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {eventually} from '../support/eventually.js';
import {marketOf, tradedMarkets} from '../support/listed-market.js';
import {LiveFeed} from '../support/live-feed.js';

function start(rate = 600): Promise<ExchangeServer> {
  return ExchangeServer.start({seed: 23, rate});
}

function isWhole(feed: LiveFeed): boolean {
  return feed.loop.store
    .assetIds()
    .every((assetId) => feed.loop.store.book(assetId)!.trust.state === 'LIVE');
}

test('a frozen socket is noticed by REST and replaced before it is closed', async () => {
  await using exchange = await start();
  await using feed = new LiveFeed(exchange.wsUrl, [marketOf(exchange)], {
    restUrl: exchange.restUrl,
  });
  await eventually(() => isWhole(feed), 'whole');
  exchange.beginFault('freeze');
  await eventually(() => feed.phases.includes('stale'), 'stale', 30_000);
  await eventually(() => feed.connection.state.phase === 'live' && isWhole(feed), 'whole again');
  expect(feed.reasons).toEqual([]);
  exchange.pauseFeed();
  await eventually(() => feed.differences(exchange).length === 0, 'the exchange’s own books');
  await eventually(() => exchange.clients === 1, 'the end of the old socket');
});

test('first books that do not come are REST’s, and every change is kept', async () => {
  await using exchange = await start();
  exchange.beginFault('no-initial-book');
  await using feed = new LiveFeed(exchange.wsUrl, [marketOf(exchange)], {
    restUrl: exchange.restUrl,
  });
  await eventually(() => isWhole(feed), 'whole');
  exchange.pauseFeed();
  await eventually(() => feed.differences(exchange).length === 0, 'the exchange’s own books');
});

test('a connection that was lost has verified books within two seconds, the pause aside', async () => {
  await using exchange = await start(60);
  await using feed = new LiveFeed(exchange.wsUrl, tradedMarkets(exchange));
  await eventually(() => isWhole(feed), 'whole');
  const waitsMs: number[] = [];
  for (let i = 0; i < 5; i++) {
    const before = feed.states.length;
    exchange.terminateAll();
    await eventually(
      () => feed.states.slice(before).some(({phase}) => phase === 'live') && isWhole(feed),
      'whole',
    );
    const [tried] = feed.states.slice(before).filter(({phase}) => phase === 'connecting');
    waitsMs.push((systemClock.nowUs() - (tried as {sinceUs: number}).sinceUs) / 1000);
  }

  expect(Math.max(...waitsMs)).toBeLessThan(2000);
});

test.each([-5000, 5000])(
  'of an exchange whose clock is off by %d ms the offset is found, and the corrected latency is that of loopback',
  async (byMs) => {
    await using exchange = await ExchangeServer.start({
      seed: 23,
      rate: 300,
      startMs: Date.now() + byMs,
    });
    await using feed = new LiveFeed(exchange.wsUrl, [marketOf(exchange)]);
    const {metrics} = feed.loop;
    const read = (stage: 'feed' | 'feed_raw') =>
      metrics.board.read(stage, 'session', systemClock.nowUs());
    await eventually(() => read('feed').count > 200, 'messages whose latency is known');
    const {offsetMs, uncertaintyMs} = metrics.clockOffset(systemClock.nowUs());
    expect(Math.abs(offsetMs + byMs)).toBeLessThanOrEqual(Math.max(uncertaintyMs, 20));
    // What is raw holds the offset, what is corrected does not.
    expect(Math.abs(read('feed_raw').p50 + byMs)).toBeLessThan(1000);
    expect(Math.abs(read('feed').p50)).toBeLessThan(200);
  },
);

test(
  'five hundred reconnects leave heap and handles as they were',
  {timeout: 120_000},
  async () => {
    await using exchange = await start(60);
    // Pauses are cut short: it is what comes after them that may leak.
    const timers: Timers = {
      after: (delayUs, run) => {
        const timer = setTimeout(run, Math.min(delayUs / 1000, delayUs < 1_000_000 ? 1 : Infinity));
        return () => {
          clearTimeout(timer);
        };
      },
    };
    await using feed = new LiveFeed(exchange.wsUrl, [marketOf(exchange)], {timers});
    const reconnect = async (times: number): Promise<void> => {
      for (let i = 0; i < times; i++) {
        await eventually(() => feed.connection.state.phase === 'live', 'live');
        const {reconnects} = feed.connection;
        exchange.terminateAll();
        await eventually(() => feed.connection.reconnects > reconnects, 'the next socket');
      }

      await eventually(() => isWhole(feed), 'whole');
      await eventually(() => exchange.clients === 1, 'one client');
      // What the test itself remembers.
      for (const kept of [feed.records, feed.states, feed.issues, feed.pingsUs]) kept.length = 0;
    };

    await reconnect(100);
    const handles = process.getActiveResourcesInfo().length;
    const heapBytes = await usedHeapBytes();
    await reconnect(500);
    expect(process.getActiveResourcesInfo().length).toBeLessThanOrEqual(handles + 4);
    const grownBytes = (await usedHeapBytes()) - heapBytes;
    // A leaked socket alone would be more than 10 kB each, 5 MB in all.
    expect(grownBytes).toBeLessThan(2_000_000);
  },
);

/** What is left after everything that can be collected was. */
async function usedHeapBytes(): Promise<number> {
  const {setFlagsFromString} = await import('node:v8');
  const {runInNewContext} = await import('node:vm');
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  for (let i = 0; i < 4; i++) {
    gc();
    await new Promise((resolve) => setImmediate(resolve));
  }

  return process.memoryUsage().heapUsed;
}
