// Faults from which connection and loop come back by themselves, to the exchange's own books.

import {describe, expect, test} from 'vitest';
import type {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {GARBAGE_TEXTS} from '../../src/exchange/faults/frame-texts.js';
import {eventually} from '../support/eventually.js';
import {generates, startFaulty} from '../support/faulty-exchange.js';
import {marketOf, tradedMarkets} from '../support/listed-market.js';
import {LiveFeed} from '../support/live-feed.js';

/** Stands the exchange still until every watched book equals its own, level by level, and is LIVE. */
async function expectWhole(feed: LiveFeed, exchange: ExchangeServer): Promise<void> {
  exchange.pauseFeed();
  const {store} = feed.loop;
  await eventually(
    () =>
      feed.differences(exchange).length === 0 &&
      store.assetIds().every((assetId) => store.book(assetId)!.trust.state === 'LIVE'),
    () => `books like the exchange's; different: ${feed.differences(exchange).length}`,
    50_000,
  );
  exchange.resumeFeed();
}

function expectNothingFailed({loop}: LiveFeed): void {
  const {counters} = loop.store;
  expect(counters).toMatchObject({hashFailed: 0, bboFailed: 0, crossed: 0, ignored: 0});
  expect(counters.verified).toBeGreaterThan(0);
}

async function live(feed: LiveFeed): Promise<void> {
  await eventually(() => feed.connection.state.phase === 'live', 'live');
}

async function receives(feed: LiveFeed, frames: number): Promise<void> {
  const before = feed.loop.metrics.frames;
  await eventually(() => feed.loop.metrics.frames >= before + frames, `${frames} frames`);
}

describe('nothing fails, and nothing is complained of', () => {
  test.each([
    'duplicate',
    'numbers',
    'bare-decimals',
    'no-event-type',
    'clock-ahead',
    'clock-behind',
    'tick-change',
    'new-market-flood',
  ] as const)('while there is %s, and after it', async (name) => {
    await using exchange = await startFaulty();
    // The busiest market alone: of a finer tick its books are proven soon.
    await using feed = new LiveFeed(exchange.wsUrl, [marketOf(exchange)]);
    await live(feed);
    exchange.beginFault(name);
    await receives(feed, 150);
    await expectWhole(feed, exchange);
    exchange.endFault(name);
    await receives(feed, 150);
    await expectWhole(feed, exchange);

    expectNothingFailed(feed);
    expect(feed.issues).toEqual([]);
    expect(feed.connection.reconnects).toBe(0);
  });

  test.each(['numbers', 'bare-decimals', 'no-event-type'] as const)(
    'where first books come with %s, of every market',
    async (name) => {
      await using exchange = await startFaulty();
      exchange.beginFault(name);
      await using feed = new LiveFeed(exchange.wsUrl, tradedMarkets(exchange));
      await live(feed);
      await expectWhole(feed, exchange);
      await receives(feed, 150);
      await expectWhole(feed, exchange);
      expectNothingFailed(feed);
      expect(feed.issues).toEqual([]);
    },
  );

  test('where first books come with the other tick, long after it was told', async () => {
    await using exchange = await startFaulty();
    const market = marketOf(exchange);
    await using early = new LiveFeed(exchange.wsUrl, [market]);
    await live(early);
    exchange.beginFault('tick-change');
    await using feed = new LiveFeed(exchange.wsUrl, [market]);
    await live(feed);
    await receives(feed, 50);
    await expectWhole(feed, exchange);
    expectNothingFailed(feed);
  });

  test('at an empty array', async () => {
    await using exchange = await startFaulty();
    await using feed = new LiveFeed(exchange.wsUrl, tradedMarkets(exchange));
    await live(feed);
    exchange.beginFault('empty-array');
    await receives(feed, 100);
    await expectWhole(feed, exchange);
    expectNothingFailed(feed);
    expect(feed.issues).toEqual([]);
  });

  test('at a burst of 39 frames', async () => {
    await using exchange = await startFaulty({rate: 30});
    await using feed = new LiveFeed(exchange.wsUrl, [marketOf(exchange)]);
    await live(feed);
    exchange.beginFault('burst-39');
    await receives(feed, 39);
    await expectWhole(feed, exchange);
    expectNothingFailed(feed);
    expect(feed.issues).toEqual([]);
  });

  test('at a burst of 10,000 frames', {timeout: 120_000}, async () => {
    await using exchange = await startFaulty({rate: 30});
    await using feed = new LiveFeed(exchange.wsUrl, [marketOf(exchange)]);
    await live(feed);
    const {framesGenerated} = exchange.counters;
    exchange.beginFault('burst-10k');
    // Exchange and client share one thread here: on a busy machine the burst takes longer.
    await eventually(
      () => exchange.counters.framesGenerated - framesGenerated >= 10_000,
      '10,000 frames',
      50_000,
    );
    await expectWhole(feed, exchange);
    expect(feed.loop.metrics.frames).toBeGreaterThan(9500);
    expectNothingFailed(feed);
    expect(feed.issues).toEqual([]);
    expect(feed.connection.reconnects).toBe(0);
  });
});

test('garbage is an issue each, and costs nothing else', async () => {
  await using exchange = await startFaulty();
  await using feed = new LiveFeed(exchange.wsUrl, tradedMarkets(exchange));
  await live(feed);
  exchange.beginFault('garbage');
  await eventually(() => feed.issues.length === GARBAGE_TEXTS.length, 'all of it');
  await generates(exchange, 50);
  await expectWhole(feed, exchange);
  expect(new Set(feed.issues.map(({code}) => code))).toEqual(new Set(['NOT_JSON']));
  expect(feed.issues).toHaveLength(GARBAGE_TEXTS.length);
  expectNothingFailed(feed);
});

test('drop makes its books SUSPECT, and the next books make them LIVE', async () => {
  await using exchange = await startFaulty();
  const market = marketOf(exchange);
  await using feed = new LiveFeed(exchange.wsUrl, [market]);
  await live(feed);
  await expectWhole(feed, exchange);
  const statesOf = (id: string) =>
    feed.records.flatMap((record) =>
      record.type === 'status' && record.id === id ? [record.state] : [],
    );
  exchange.beginFault('drop');
  await eventually(
    () => market.outcomes.every(({assetId}) => statesOf(assetId).includes('SUSPECT')),
    'SUSPECT',
  );
  exchange.endFault('drop');
  const {books} = feed.loop.store.counters;
  await eventually(() => feed.loop.store.counters.books >= books + 4, 'books after trades');
  await expectWhole(feed, exchange);
  for (const {assetId} of market.outcomes) {
    const states = statesOf(assetId);
    expect(states.at(-1)).toBe('LIVE');
    expect(states.lastIndexOf('LIVE')).toBeGreaterThan(states.indexOf('SUSPECT'));
  }

  const {hashFailed, bboFailed} = feed.loop.store.counters;
  expect(hashFailed + bboFailed).toBeGreaterThan(0);
  expect(feed.issues).toEqual([]);
  expect(feed.connection.reconnects).toBe(0);
});

test.each([1000, 1001, 1006, 1011] as const)(
  'close-%i is followed by a new connection with all books',
  async (code) => {
    await using exchange = await startFaulty();
    await using feed = new LiveFeed(exchange.wsUrl, tradedMarkets(exchange));
    await live(feed);
    exchange.beginFault(`close-${code}`);
    await eventually(() => feed.phases.filter((phase) => phase === 'live').length === 2, 'again');
    await receives(feed, 50);
    await expectWhole(feed, exchange);
    expect(feed.connection.reconnects).toBe(1);
    expect(feed.reasons).toHaveLength(1);
    if (code !== 1006) expect(feed.reasons[0]).toContain(`(${code})`);
    expectNothingFailed(feed);
    expect(feed.issues).toEqual([]);
  },
);
