// What the event log says of the simulated exchange's faults, in virtual time.

import {expect, test} from 'vitest';
import type {MarketEvent} from '../../src/domain/market-event.js';
import {EventDesk} from '../../src/ingest/event-desk.js';
import {BUSIEST_SLUG} from '../support/listed-market.js';
import {VirtualFeed, type VirtualFeedOptions} from '../support/virtual-feed.js';

const MINUTE_US = 60e6;

type Watched = {readonly feed: VirtualFeed; readonly events: MarketEvent[]};

/** The busiest market, whole, an event log beside it. */
async function startLogged(options: Partial<VirtualFeedOptions> = {}): Promise<Watched> {
  const events: MarketEvent[] = [];
  const feed = new VirtualFeed({
    ...{seed: 11, rate: 60, slugs: [BUSIEST_SLUG]},
    ...options,
    observe: (time, store) =>
      new EventDesk({
        ...{clock: time, timers: time, store, isReplay: false},
        post: (posted) => events.push(...posted),
      }),
  });
  await feed.time.runUntil(() => feed.isWhole, 'the first books', 30e6);
  await feed.time.runFor(MINUTE_US);
  return {feed, events};
}

/** What is not about prices, walls and trades, which the exchange makes all the time. */
function lifeOf(events: readonly MarketEvent[]): string[] {
  const seldom: readonly MarketEvent['kind'][] = [
    ...(['trust_lost', 'trust_back', 'connection_lost', 'connection_back'] as const),
    ...(['tick_changed', 'market_state'] as const),
  ];
  return events
    .filter(({kind}) => seldom.includes(kind))
    .map((event) => ('state' in event ? `${event.kind} ${event.state}` : event.kind));
}

test('a minute of an undisturbed feed has no trouble to tell', async () => {
  const {feed, events} = await startLogged({slugs: undefined as never});
  expect(lifeOf(events)).toEqual([]);
  expect(events.length).toBeLessThanOrEqual(10 * feed.markets.length);
  await feed.close();
});

test('a socket that is closed is told of once, with the reason, and then how long it took', async () => {
  const {feed, events} = await startLogged();
  const before = events.length;
  feed.exchange.core.beginFault('close-1006', 0);
  await feed.time.runFor(MINUTE_US);
  const told = events.slice(before).filter(({market}) => market === undefined);
  expect(told).toMatchObject([
    {kind: 'connection_lost', how: 'lost', line: 1},
    {kind: 'connection_back', line: 1},
  ]);
  const [lost, back] = told as [
    Extract<MarketEvent, {kind: 'connection_lost'}>,
    Extract<MarketEvent, {kind: 'connection_back'}>,
  ];
  expect(back.reason).toBe(lost.reason);
  expect(lost.reason).not.toBe('');
  expect(back.lastedMs).toBeGreaterThan(0);
  expect(Math.abs(back.wallMs - lost.wallMs - back.lastedMs)).toBeLessThanOrEqual(1);
  expect(lifeOf(events.slice(before))).toEqual(['connection_lost', 'connection_back']);
  await feed.close();
});

test('a frozen socket is told of as stale, then replaced, then the books are LIVE again', async () => {
  const {feed, events} = await startLogged();
  const before = events.length;
  feed.exchange.core.beginFault('freeze', 600_000);
  await feed.time.runFor(MINUTE_US);
  expect(lifeOf(events.slice(before))).toEqual([
    'trust_lost STALE',
    'connection_lost',
    'connection_back',
    'trust_back LIVE',
  ]);
  expect(events.slice(before)).toContainEqual(
    expect.objectContaining({kind: 'connection_lost', how: 'silent'}),
  );
  await feed.close();
});

test('a tick that changes there and back is told of both, and makes no other event', async () => {
  const {feed, events} = await startLogged();
  const before = events.length;
  feed.exchange.core.beginFault('tick-change', 10_000);
  await feed.time.runFor(MINUTE_US);
  const ticks = events.slice(before).filter(({kind}) => kind === 'tick_changed');
  expect(ticks).toMatchObject([
    {fromTick: 100, toTick: 10},
    {fromTick: 10, toTick: 100},
  ]);
  expect(lifeOf(events.slice(before))).toEqual(['tick_changed', 'tick_changed']);
  await feed.close();
});

test.each(['resolved', 'resolved-untold'] as const)(
  'a market that ends (%s) is told with its winner, and is silent then',
  async (fault) => {
    const {feed, events} = await startLogged();
    feed.exchange.core.beginFault(fault, 600_000);
    await feed.time.runUntil(
      () => lifeOf(events).some((kind) => kind.startsWith('market_state')),
      'the end of the market',
      3 * MINUTE_US,
    );
    const end = events.findIndex(({kind}) => kind === 'market_state');
    expect(events[end]).toMatchObject({
      state: fault === 'resolved' ? 'resolved' : 'closed',
      winner: expect.stringMatching(/./) as string,
    });
    await feed.time.runFor(MINUTE_US);
    expect(events.slice(end + 1).filter(({kind}) => kind !== 'more')).toEqual([]);
    await feed.close();
  },
);
