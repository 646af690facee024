import {expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {eventually} from '../support/eventually.js';
import {marketOf, tradedMarkets} from '../support/listed-market.js';
import {SHIPPED_WORKER, SupervisedFeed} from './supervised-feed.js';

const TIMES = 500;

/** Markets watched at a time, beside the one that stays. */
const AT_ONCE = 3;

test('500 markets watched and unwatched leave nothing behind, and the one that stays is untouched', async () => {
  await using exchange = await ExchangeServer.start({seed: 2, rate: 200});
  await using feed = new SupervisedFeed(SHIPPED_WORKER);
  const [stays, ...others] = tradedMarkets(exchange);
  feed.supervisor.connect(exchange.wsUrl);
  feed.supervisor.watch([stays!]);
  feed.supervisor.focus(stays!.outcomes[0].assetId);
  await eventually(() => feed.read()?.focus?.trust.state === 'LIVE', 'the first book');
  const {revision} = feed.snapshot!.focus!;

  for (let i = 0; i < TIMES; i++) {
    feed.supervisor.watch([others[i % others.length]!]);
    const gone = others[(i + others.length - AT_ONCE) % others.length]!;
    if (i >= AT_ONCE) feed.supervisor.unwatch([gone.conditionId]);
    // Now and then a book has the time to come.
    if (i % 50 === 49) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  feed.supervisor.unwatch(others.map(({conditionId}) => conditionId));
  feed.supervisor.dump();
  await eventually(() => feed.messages.some(({type}) => type === 'dump'), 'the dump');
  const dump = feed.messages.find((message) => message.type === 'dump')!;
  expect(dump.books.map(({market}) => market)).toEqual(dump.books.map(() => stays!.conditionId));

  const named = feed.messages.flatMap((message) =>
    message.type === 'assets' ? message.assets : [],
  );
  expect(named.length).toBeGreaterThan(2 * TIMES - 50);
  const indexes = named.map(({assetIndex}) => assetIndex);
  expect(Math.max(...indexes)).toBeLessThan(2 * (AT_ONCE + 2));

  const focus = await untilNewer(feed, revision);
  expect(focus).toMatchObject({assetIndex: 0, failed: 0, trust: {state: 'LIVE'}});
  const held = feed.read()!.tops.filter(({bestBid}) => bestBid !== undefined);
  expect(held.map(({assetIndex}) => assetIndex).sort()).toEqual([0, 1]);
  expect(exchange.counters.connections).toBe(1);

  // And any of them can be had again.
  const [again] = others;
  feed.supervisor.watch([again!]);
  feed.supervisor.focus(again!.outcomes[1].assetId);
  exchange.pauseFeed();
  const {assetId} = again!.outcomes[1];
  await eventually(() => feed.shows(exchange.book(assetId)!), 'the book of one of them');
});

test('a market that nobody watches any more is not sent any more', async () => {
  await using exchange = await ExchangeServer.start({seed: 2, rate: 300});
  await using feed = new SupervisedFeed(SHIPPED_WORKER);
  const busiest = marketOf(exchange);
  const quiet = marketOf(exchange, 'lantern-parade-postponed');
  feed.supervisor.connect(exchange.wsUrl);
  feed.supervisor.watch([busiest, quiet]);
  feed.supervisor.focus(quiet.outcomes[0].assetId);
  await eventually(() => (feed.read()?.counters.events ?? 0) > 20, 'events of the busiest');

  feed.supervisor.unwatch([busiest.conditionId]);
  await eventually(() => feed.read()!.tops[0]!.bestBid === undefined, 'its books to go');
  // What was under way may still come; after that there is nothing more to come.
  let {framesSent} = exchange.counters;
  await eventually(() => {
    const before = framesSent;
    ({framesSent} = exchange.counters);
    return before === framesSent && exchange.counters.framesGenerated > 0;
  }, 'the exchange to fall silent');
  expect(feed.read()!.focus?.trust.state).toBe('LIVE');
});

async function untilNewer(feed: SupervisedFeed, revision: number) {
  await eventually(() => (feed.read()?.focus?.revision ?? 0) > revision, 'a newer book');
  return feed.snapshot!.focus!;
}
