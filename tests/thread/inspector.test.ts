// The inspector and the event log through the built worker.

import {expect, test} from 'vitest';
import {startExchangeWorker} from '../../src/exchange/exchange-launcher.js';
import type {FromIngest} from '../../src/ingest/messages.js';
import {topMarkets} from '../../src/markets/browse-markets.js';
import {RestClient} from '../../src/markets/rest-client.js';
import {eventually} from '../support/eventually.js';
import {SHIPPED_WORKER, SupervisedFeed} from './supervised-feed.js';

const EXCHANGE_WORKER = new URL('../../dist/exchange-worker.js', import.meta.url);
const RATE = 5_000;

type Batch = Extract<FromIngest, {type: 'frames'}>;

async function withFeed(rate: number, run: (feed: SupervisedFeed) => Promise<void>): Promise<void> {
  const exchange = await startExchangeWorker(EXCHANGE_WORKER, {seed: 1, rate});
  try {
    const {restUrl: url} = exchange;
    const client = new RestClient({endpoints: {gamma: url, clob: url, data: url}});
    const markets = await topMarkets(client, 100);
    await using feed = new SupervisedFeed(SHIPPED_WORKER, {chronicles: true});
    feed.supervisor.connect(exchange.wsUrl);
    feed.supervisor.watch(markets);
    feed.supervisor.focus(markets[0]!.outcomes[0].assetId);
    await eventually(() => feed.read()?.connection.phase === 'live', 'live');
    await run(feed);
  } finally {
    await exchange.close();
  }
}

test('an inspector left open at 5,000 frames a second posts five batches a second of a hundred, and counts the rest', async () => {
  await withFeed(RATE, async (feed) => {
    const batches: Batch[] = [];
    const startMs = performance.now();
    feed.supervisor.inspect({kind: undefined, market: undefined});
    const received = (): number => {
      batches.push(...(feed.messages.splice(0).filter(({type}) => type === 'frames') as Batch[]));
      return batches.reduce((sum, {frames, leftOut}) => sum + frames.length + leftOut, 0);
    };
    await eventually(() => received() >= RATE, 'as many frames as a second has', 20_000);
    feed.supervisor.inspect(undefined);
    const seconds = (performance.now() - startMs) / 1000;
    expect(batches.length).toBeLessThanOrEqual(5 * seconds + 2);
    for (const {frames} of batches) {
      expect(frames.length).toBeLessThanOrEqual(100);
      for (const {text} of frames) expect(text.length).toBeLessThanOrEqual(4_096);
    }

    expect(batches.some(({leftOut}) => leftOut > 0)).toBe(true);
  });
});

test('no frame is posted while nobody looks, and events are posted five times a second at most', async () => {
  await withFeed(500, async (feed) => {
    const startMs = performance.now();
    const posted = (): readonly FromIngest[] =>
      feed.messages.filter(({type}) => type === 'market_events');
    await eventually(() => posted().length >= 3, 'some events', 25_000);
    const seconds = (performance.now() - startMs) / 1000;
    expect(posted().length).toBeLessThanOrEqual(5 * seconds + 5);
    expect(feed.messages.filter(({type}) => type === 'frames')).toEqual([]);
    const events = posted().flatMap((message) =>
      message.type === 'market_events' ? message.events : [],
    );
    expect(Math.abs(events[0]!.wallMs - Date.now())).toBeLessThan(60_000);
  });
});

test('a worker that is restarted goes on with what was inspected', async () => {
  await withFeed(500, async (feed) => {
    feed.supervisor.inspect({kind: 'book', market: undefined});
    await eventually(() => feed.generations.length === 1, 'the first worker');
    void feed.workers.at(-1)!.terminate();
    await eventually(() => feed.generations.length === 2, 'the second worker', 10_000);
    feed.messages.length = 0;
    await eventually(() => feed.messages.some(({type}) => type === 'frames'), 'its books', 10_000);
    const kinds = feed.messages.flatMap((message) =>
      message.type === 'frames' ? message.frames.map(({kind}) => kind) : [],
    );
    expect(new Set(kinds)).toEqual(new Set(['book']));
  });
});
