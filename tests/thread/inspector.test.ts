// The inspector and the event log through the built worker.

import {expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import type {FromIngest} from '../../src/ingest/messages.js';
import {eventually} from '../support/eventually.js';
import {marketOf} from '../support/listed-market.js';
import {SHIPPED_WORKER, SupervisedFeed} from './supervised-feed.js';

const STORM = 5_000;

/** Longer than what is kept of a frame. */
const PAD = 'x'.repeat(5_000);

type Batch = Extract<FromIngest, {type: 'frames'}>;

function startFeed(exchange: ExchangeServer): SupervisedFeed {
  const feed = new SupervisedFeed(SHIPPED_WORKER, {hasViewer: true});
  const market = marketOf(exchange);
  feed.supervisor.connect(exchange.wsUrl);
  feed.supervisor.watch([market]);
  feed.supervisor.focus(market.outcomes[0].assetId);
  return feed;
}

async function untilLive(feed: SupervisedFeed): Promise<void> {
  await eventually(() => feed.read()?.focus?.trust.state === 'LIVE', 'LIVE', 20_000);
}

test(
  'an inspector left open in a storm of frames posts five batches a second of a hundred, and counts the rest',
  {timeout: 60_000},
  async () => {
    await using exchange = await ExchangeServer.start({seed: 1});
    await using feed = startFeed(exchange);
    feed.supervisor.inspect({kind: 'other', market: undefined});
    await untilLive(feed);
    const batches = (): Batch[] =>
      feed.messages.filter((message): message is Batch => message.type === 'frames');
    const received = (): number =>
      batches().reduce((sum, {frames, leftOut}) => sum + frames.length + leftOut, 0);
    const before = {batches: batches().length, frames: received()};
    const startMs = performance.now();
    // As many at once as a busy second has: no pace that a slow machine could not keep.
    for (let i = 0; i < STORM; i++) exchange.broadcast(`{"event_type":"storm","pad":"${PAD}"}`);
    await eventually(() => received() >= before.frames + STORM, 'all of them', 30_000);
    const seconds = (performance.now() - startMs) / 1000;
    expect(batches().length - before.batches).toBeLessThanOrEqual(5 * seconds + 2);
    for (const {frames} of batches()) {
      expect(frames.length).toBeLessThanOrEqual(100);
      for (const {text} of frames) expect(text.length).toBeLessThanOrEqual(4_096);
    }

    expect(batches().some(({leftOut}) => leftOut > 0)).toBe(true);
  },
);

test(
  'events come as messages of their own, and no frame comes while nobody looks',
  {timeout: 60_000},
  async () => {
    await using exchange = await ExchangeServer.start({seed: 1});
    await using feed = startFeed(exchange);
    await untilLive(feed);
    exchange.beginFault('tick-change', 60_000);
    const events = () =>
      feed.messages.flatMap((message) =>
        message.type === 'market_events' ? [...message.events] : [],
      );
    const tick = () => events().find(({kind}) => kind === 'tick_changed');
    await eventually(() => tick() !== undefined, 'the change of the tick', 20_000);
    expect(tick()).toMatchObject({
      market: marketOf(exchange).conditionId,
      fromTick: 100,
      toTick: 10,
    });
    expect(Math.abs(tick()!.wallMs - Date.now())).toBeLessThan(60_000);
    expect(feed.messages.filter(({type}) => type === 'frames')).toEqual([]);
  },
);

test('a worker that is restarted goes on with what was inspected', {timeout: 60_000}, async () => {
  await using exchange = await ExchangeServer.start({seed: 1});
  await using feed = startFeed(exchange);
  feed.supervisor.inspect({kind: 'book', market: undefined});
  await untilLive(feed);
  void feed.workers.at(-1)!.terminate();
  await eventually(() => feed.generations.length === 2, 'the second worker', 20_000);
  feed.messages.length = 0;
  await eventually(() => feed.messages.some(({type}) => type === 'frames'), 'books', 20_000);
  const kinds = feed.messages.flatMap((message) =>
    message.type === 'frames' ? message.frames.map(({kind}) => kind) : [],
  );
  expect(new Set(kinds)).toEqual(new Set(['book']));
});
