// What the watchdogs do, hour by hour, in virtual time on the simulated exchange.

import {describe, expect, test} from 'vitest';
import {BUSIEST_SLUG} from '../support/listed-market.js';
import {VirtualFeed, type VirtualFeedOptions} from '../support/virtual-feed.js';

const MINUTE_US = 60e6;

async function startWhole(options: Partial<VirtualFeedOptions> = {}): Promise<VirtualFeed> {
  const feed = new VirtualFeed({seed: 11, rate: 60, ...options});
  await feed.time.runUntil(() => feed.isWhole, 'the first books', 30e6);
  return feed;
}

/** States told of books and connections since a number of them. */
function statesSince(feed: VirtualFeed, index: number): string[] {
  return feed.told.slice(index).map(({scope, state}) => `${scope} ${state}`);
}

function expectSound(feed: VirtualFeed): void {
  expect(feed.wrongs).toEqual([]);
  expect(feed.trades).toBe(feed.tradesDelivered);
}

describe('silence', () => {
  test('of an hour that REST confirms is QUIET, reconnects nothing, and asks REST politely', async () => {
    const feed = await startWhole();
    feed.exchange.core.pauseFeed();
    await feed.time.runFor(2 * MINUTE_US);
    const asked = feed.restRequests;
    await feed.time.runFor(58 * MINUTE_US);
    expect(feed.feed.pool.reconnects).toBe(0);
    expect(new Set(feed.assetIds.map((id) => feed.trustOf(id)))).toEqual(
      new Set(['QUIET', 'QUIET market_paused']),
    );
    expect(feed.feed.pool.lines[0]!.state.phase).toBe('quiet');
    // One question in 45 s for all books, and one in a minute for each market's fate.
    expect(feed.restRequests - asked).toBeLessThan(58 * (60 / 45 + 2 * feed.markets.length + 1));
    feed.exchange.core.resumeFeed();
    await feed.time.runFor(10e6);
    expect(feed.feed.pool.lines[0]!.state.phase).toBe('live');
    expectSound(feed);
    await feed.close();
  });

  test('of an hour that nobody can explain changes the socket every ten minutes, not more often', async () => {
    const feed = await startWhole({slugs: [BUSIEST_SLUG]});
    feed.exchange.core.pauseFeed();
    feed.exchange.core.beginFault('rest-429', 3_600_000);
    await feed.time.runFor(60 * MINUTE_US);
    const {reconnects} = feed.feed.pool;
    expect(reconnects).toBeGreaterThanOrEqual(1);
    expect(reconnects).toBeLessThanOrEqual(7);
    expectSound(feed);
    await feed.close();
  });

  test('of one market, while others of the socket are heard, is never held against the socket', async () => {
    const feed = await startWhole();
    feed.exchange.core.beginFault('rest-429', 600_000);
    const told = feed.told.length;
    await feed.time.runFor(5 * MINUTE_US);
    expect(feed.feed.pool.reconnects).toBe(0);
    expect(statesSince(feed, told).filter((state) => state.endsWith('STALE'))).toEqual([]);
    await feed.close();
  });
});

describe('a frozen socket whose PONGs come', () => {
  test('is noticed within 30 s on an active market', async () => {
    const feed = await startWhole({slugs: [BUSIEST_SLUG]});
    await feed.time.runFor(MINUTE_US);
    feed.exchange.core.beginFault('freeze', 600_000);
    const us = await feed.time.runUntil(() => feed.told.at(-1)?.state === 'stale', 'stale', 30e6);
    expect(us).toBeLessThan(30e6);
    await feed.time.runUntil(() => feed.isWhole, 'whole', 2e6);
    expect(feed.feed.pool.reconnects).toBe(1);
    expectSound(feed);
    await feed.close();
  });

  test('is noticed within 30 s on an active market though REST is down, and another socket helps', async () => {
    const feed = await startWhole({slugs: [BUSIEST_SLUG]});
    await feed.time.runFor(MINUTE_US);
    feed.exchange.core.beginFault('rest-429', 600_000);
    feed.exchange.core.beginFault('freeze', 600_000);
    await feed.time.runUntil(
      () => feed.assetIds.every((id) => feed.trustOf(id) === 'STALE unconfirmed'),
      'STALE',
      30e6,
    );
    await feed.time.runUntil(() => feed.isWhole, 'whole', 15e6);
    expectSound(feed);
    await feed.close();
  });

  test('is noticed within 60 s of the change that is missed on a quiet market', async () => {
    const feed = await startWhole({slugs: [BUSIEST_SLUG]});
    await feed.time.runFor(MINUTE_US);
    feed.exchange.core.pauseFeed();
    await feed.time.runFor(10 * MINUTE_US);
    feed.exchange.core.beginFault('freeze', 600_000);
    feed.exchange.core.resumeFeed();
    await feed.time.runUntil(() => feed.told.at(-1)?.state === 'stale', 'stale', 60e6);
    await feed.time.runUntil(() => feed.isWhole, 'whole', 2e6);
    expectSound(feed);
    await feed.close();
  });

  test('that freezes new ones too leaves the books of REST on the screen, and never calls them LIVE', async () => {
    const feed = await startWhole({slugs: [BUSIEST_SLUG]});
    await feed.time.runFor(MINUTE_US);
    feed.exchange.core.beginFault('freeze-new', 300_000);
    await feed.time.runFor(MINUTE_US);
    const told = feed.told.length;
    const {revision} = feed.loop.store.book(feed.assetIds[0]!)!.book;
    await feed.time.runFor(3 * MINUTE_US);
    expect(feed.assetIds.map((id) => feed.trustOf(id))).toEqual(['STALE polled', 'STALE polled']);
    expect(feed.loop.store.book(feed.assetIds[0]!)!.book.revision).toBeGreaterThan(revision + 3);
    expect(statesSince(feed, told)).not.toContain('book LIVE');
    await feed.time.runUntil(() => feed.isWhole, 'whole', 120e6);
    expectSound(feed);
    await feed.close();
  });
});

test('a frozen socket of a market whose hash never matches is told by its silence', async () => {
  const feed = new VirtualFeed({
    seed: 11,
    rate: 60,
    slugs: [BUSIEST_SLUG],

    rewrite: (text) => text.replaceAll(/"hash":"[0-9a-f]{40}"/g, `"hash":"${'0'.repeat(40)}"`),
  });
  feed.exchange.core.beginFault('rest-429', 3_600_000);
  await feed.time.runFor(MINUTE_US);
  expect(new Set(feed.assetIds.map((id) => feed.trustOf(id).split(' ')[0]))).toEqual(
    new Set(['UNPROVEN']),
  );
  feed.exchange.core.beginFault('freeze-new', 600_000);
  await feed.time.runUntil(
    () => feed.assetIds.every((id) => feed.trustOf(id) === 'STALE unconfirmed'),
    'STALE',
    60e6,
  );
  expect(feed.wrongs).toEqual([]);
  await feed.close();
});

describe('first books that do not come', () => {
  test('are asked of REST after five seconds, and the changes since are not lost', async () => {
    const feed = new VirtualFeed({seed: 11, rate: 60});
    feed.exchange.core.beginFault('no-initial-book', 600_000);
    const us = await feed.time.runUntil(() => feed.isWhole, 'whole', 10e6);
    expect(us).toBeGreaterThan(5e6);
    expect(feed.feed.pool.reconnects).toBe(0);
    await feed.time.runFor(MINUTE_US);
    expect(feed.loop.store.counters).toMatchObject({hashFailed: 0, bboFailed: 0});
    expectSound(feed);
    await feed.close();
  });

  test('and that REST has not either are said to be none', async () => {
    const feed = new VirtualFeed({seed: 11, rate: 60, slugs: [BUSIEST_SLUG]});
    feed.exchange.core.pauseFeed();
    feed.exchange.core.beginFault('no-initial-book', 30_000);
    feed.exchange.core.beginFault('book-404', 20_000);
    await feed.time.runFor(8e6);
    expect(feed.assetIds.map((id) => feed.trustOf(id))).toEqual([
      'WAITING no_book',
      'WAITING no_book',
    ]);
    await feed.time.runUntil(() => feed.isWhole, 'whole', 90e6);
    expectSound(feed);
    await feed.close();
  });

  test('while the socket cannot be opened at all are REST’s, and STALE', async () => {
    const feed = new VirtualFeed({seed: 11, rate: 60, slugs: [BUSIEST_SLUG]});
    feed.exchange.core.channel.isRefusing = true;
    await feed.time.runFor(8e6);
    expect(feed.assetIds.map((id) => feed.trustOf(id))).toEqual(['STALE polled', 'STALE polled']);
    feed.exchange.core.channel.isRefusing = false;
    await feed.time.runUntil(() => feed.isWhole, 'whole', 60e6);
    expectSound(feed);
    await feed.close();
  });
});

describe('make before break', () => {
  test('a line that is replaced while all is well leaves every book trusted, and loses no trade and no change', async () => {
    const feed = await startWhole({rate: 120});
    await feed.time.runFor(10e6);
    const line = feed.feed.pool.lines[0]!;
    for (let i = 0; i < 5; i++) {
      const told = feed.told.length;
      line.replace();
      const old = line.active;
      await feed.time.runUntil(() => line.active !== old, 'the next socket', 10e6);
      const states = statesSince(feed, told);
      expect(states).not.toContain('book STALE');
      expect(states).not.toContain('book SUSPECT');
      await feed.time.runFor(31e6);
    }

    expect(feed.exchange.core.channel.clients).toBe(1);
    expect(feed.loop.store.counters).toMatchObject({hashFailed: 0, bboFailed: 0});
    expectSound(feed);
    expect(feed.trades).toBeGreaterThan(100);
    await feed.time.runUntil(() => feed.isWhole, 'whole', 5e6);
    await feed.close();
  });

  test('a successor whose predecessor dies meanwhile is the next connection, without a pause', async () => {
    const feed = await startWhole();
    await feed.time.runFor(10e6);
    const line = feed.feed.pool.lines[0]!;
    line.replace();
    const {successor} = line;
    feed.exchange.core.channel.terminateAll();
    await feed.time.runUntil(() => line.active === successor, 'the successor', 1e6);
    await feed.time.runUntil(() => feed.isWhole, 'whole', 1e6);
    expectSound(feed);
    await feed.close();
  });
});

describe('many assets', () => {
  test('are spread over as many sockets as they need, a market’s two books on the same one', async () => {
    const feed = await startWhole({maxAssetsPerLine: 7});
    const {lines} = feed.feed.pool;
    expect(lines.map(({assetIds}) => assetIds.size)).toEqual([6, 6, 6, 4]);
    for (const {outcomes} of feed.markets) {
      const [a, b] = outcomes.map(({assetId}) => feed.feed.pool.lineOf(assetId));
      expect(a).toBe(b);
    }

    await feed.close();
  });

  test('one socket that is lost costs the books of the others nothing', async () => {
    const feed = await startWhole({maxAssetsPerLine: 12});
    await feed.time.runFor(10e6);
    const [first, second] = feed.feed.pool.lines;
    const told = feed.told.length;
    feed.exchange.links[first!.active!.epoch - 1]!.terminate();
    await feed.time.runUntil(() => statesSince(feed, told).includes('book STALE'), 'STALE', 1e6);
    const stale = feed.told.slice(told).filter(({state}) => state === 'STALE');
    expect(stale.every(({id}) => !second!.assetIds.has(id))).toBe(true);
    await feed.time.runUntil(() => feed.isWhole, 'whole', 5e6);
    expectSound(feed);
    await feed.close();
  });

  test('may be added while all runs: on a socket with room, else on a new one', async () => {
    const feed = await startWhole({maxAssetsPerLine: 4, slugs: [BUSIEST_SLUG]});
    const more = feed.listed.filter(({slug}) => slug !== BUSIEST_SLUG);
    feed.watch(more);
    await feed.time.runUntil(() => feed.isWhole, 'whole', 10e6);
    expect(feed.assetIds).toHaveLength(2 * feed.listed.length);
    expect(feed.feed.pool.lines.every(({assetIds}) => assetIds.size <= 4)).toBe(true);
    expect(feed.feed.pool.reconnects).toBe(0);
    expectSound(feed);
    await feed.close();
  });

  test('that the exchange says are not new are asked of REST at once', async () => {
    const feed = await startWhole({slugs: [BUSIEST_SLUG]});
    const [line] = feed.feed.pool.lines;
    const market = feed.listed.find(({slug}) => slug !== BUSIEST_SLUG)!;
    // The exchange knows of a subscription that we have forgotten.
    const ids = market.outcomes.map(({assetId}) => assetId);
    line!.active!.subscribe(ids);
    await feed.time.runFor(1e6);
    feed.watch([market]);
    const us = await feed.time.runUntil(() => feed.isWhole, 'whole', 10e6);
    expect(us).toBeLessThan(3e6);
    await feed.close();
  });

  test('of a market that is over leave their place on the socket to others', async () => {
    const feed = await startWhole();
    feed.exchange.core.beginFault('resolved', 600_000);
    await feed.time.runFor(5e6);
    expect(new Set(feed.assetIds.map((id) => feed.trustOf(id)))).toContain(
      'RESOLVED market_resolved',
    );
    expect(feed.feed.pool.lines[0]!.assetIds.size).toBeLessThan(feed.assetIds.length);
    await feed.close();
  });
});

describe('this machine', () => {
  test('that has slept says so, opens another socket, and has the books right within seconds', async () => {
    const feed = await startWhole();
    await feed.time.runFor(MINUTE_US);
    const told = feed.told.length;
    feed.exchange.sleep(8 * 3_600_000);
    await feed.time.runFor(1.5e6);
    const reasons = feed.told.slice(told).map(({state, reason}) => `${state} ${reason ?? ''}`);
    expect(reasons).toContain('STALE woke_up');
    await feed.time.runUntil(() => feed.isWhole, 'whole', 5e6);
    expectSound(feed);
    await feed.close();
  });

  test.each([-240_000, -5_500])(
    'whose clock was wrong and is set back by %i ms loses nothing by it',
    async (byMs) => {
      const feed = await startWhole();
      await feed.time.runFor(MINUTE_US);
      const told = feed.told.length;
      feed.time.jumpWall(byMs);
      await feed.time.runFor(MINUTE_US);
      expect(feed.feed.pool.reconnects).toBe(0);
      expect(statesSince(feed, told).filter((state) => state.includes('STALE'))).toEqual([]);
      expectSound(feed);
      await feed.close();
    },
  );

  test.each([-300_000, 300_000])(
    'whose clock is wrong by %i ms from the start has right books, and knows the offset',
    async (byMs) => {
      const feed = new VirtualFeed({seed: 11, rate: 60});
      feed.time.jumpWall(byMs);
      await feed.time.runUntil(() => feed.isWhole, 'whole', 30e6);
      await feed.time.runFor(MINUTE_US);
      const {offsetMs} = feed.loop.metrics.clockOffset(feed.time.nowUs());
      expect(Math.abs(offsetMs - byMs)).toBeLessThan(50);
      expect(feed.feed.pool.reconnects).toBe(0);
      expectSound(feed);
      await feed.close();
    },
  );
});

test('a book that the user wants anew is RESYNC until REST has answered, and right then', async () => {
  const feed = await startWhole();
  await feed.time.runFor(10e6);
  const [assetId] = feed.assetIds;
  const told = feed.told.length;
  feed.feed.resync(assetId!);
  await feed.time.runUntil(() => feed.trustOf(assetId!).startsWith('LIVE'), 'LIVE', 2e6);
  const states = feed.told.slice(told).filter(({id}) => id === assetId);
  expect(states[0]).toMatchObject({state: 'RESYNC', reason: 'requested'});
  expectSound(feed);
  await feed.close();
});

test('on the exchange’s weekly restart silence is named so, and nothing reconnects', async () => {
  const feed = new VirtualFeed({seed: 11, rate: 60, startMs: Date.UTC(2026, 2, 3, 11, 58)});
  await feed.time.runUntil(() => feed.isWhole, 'the first books', 30e6);
  await feed.time.runFor(110e6);
  feed.exchange.core.pauseFeed();
  await feed.time.runFor(90e6);
  const reasons = feed.assetIds.map((id) => feed.trustOf(id));
  expect(new Set(reasons)).toContain('QUIET weekly_restart');
  feed.exchange.core.resumeFeed();
  feed.exchange.core.beginFault('burst-39');
  await feed.time.runUntil(() => feed.isWhole, 'whole', 5e6);
  expect(feed.feed.pool.reconnects).toBe(0);
  expectSound(feed);
  await feed.close();
});

test('a connection that cannot be had is tried after 1 s to 30 s with full jitter, and its countdown is known', async () => {
  const feed = new VirtualFeed({seed: 11, rate: 60, hasRest: false});
  feed.exchange.core.channel.isRefusing = true;
  await feed.time.runFor(10 * MINUTE_US);
  const waitsS = feed.states.flatMap((state) =>
    state.phase === 'backing_off' ? [(state.retryAtUs - state.sinceUs) / 1e6] : [],
  );
  expect(Math.max(...waitsS.slice(0, 1))).toBeLessThanOrEqual(1);
  expect(Math.max(...waitsS)).toBeGreaterThan(15);
  expect(Math.max(...waitsS)).toBeLessThanOrEqual(30);
  expect(waitsS.length).toBeGreaterThan(30);
  await feed.close();
});

test('closing leaves no timer behind but those of the exchange', async () => {
  const feed = await startWhole();
  feed.exchange.core.beginFault('freeze', 600_000);
  await feed.time.runFor(15e6);
  await feed.close();
  await feed.time.runFor(60e6);
  expect(feed.time.timers).toBe(1);
});
