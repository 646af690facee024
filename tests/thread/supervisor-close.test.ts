import {describe, expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {eventually} from '../support/eventually.js';
import {marketOf} from '../support/listed-market.js';
import {
  BREAKABLE_WORKER,
  DEAD_WORKER,
  MUTE_WORKER,
  SHIPPED_WORKER,
  SupervisedFeed,
} from './supervised-feed.js';

/** The supervisor waits three seconds for a worker, and then ends it. */
const CLOSE_MS = 3_000;

async function timeClose(feed: SupervisedFeed): Promise<number> {
  const startMs = performance.now();
  await feed.supervisor.close();
  return performance.now() - startMs;
}

describe('close', () => {
  test('lets the worker say goodbye to the exchange and end by itself', async () => {
    await using exchange = await ExchangeServer.start({seed: 2, rate: 300});
    await using feed = new SupervisedFeed(SHIPPED_WORKER);
    feed.supervisor.connect(exchange.wsUrl);
    feed.supervisor.watch([marketOf(exchange)]);
    await eventually(() => feed.read()?.connection.phase === 'live', 'live');
    expect(await timeClose(feed)).toBeLessThan(CLOSE_MS);
    // Code 0 is a thread whose event loop ran dry: no timer and no socket was left in it.
    expect(feed.exitCodes).toEqual([0]);
    expect(feed.messages.at(-1)).toEqual({type: 'closed'});
    await eventually(() => exchange.clients === 0, 'no client');
    expect(feed.downs).toEqual([]);
  });

  test('lets a worker that waits for a retry end by itself', async () => {
    const exchange = await ExchangeServer.start({seed: 2, rate: 300});
    const market = marketOf(exchange);
    const {wsUrl} = exchange;
    await exchange.close();
    await using feed = new SupervisedFeed(SHIPPED_WORKER);
    feed.supervisor.connect(wsUrl);
    feed.supervisor.watch([market]);
    await eventually(() => feed.read()?.connection.phase === 'backing_off', 'a refusal');
    await feed.supervisor.close();
    expect(feed.exitCodes).toEqual([0]);
  });

  test('ends a worker that hangs, after three seconds', async () => {
    await using feed = new SupervisedFeed(BREAKABLE_WORKER);
    await eventually(() => feed.generations.length === 1, 'ready');
    feed.tell('test_hang');
    const tookMs = await timeClose(feed);
    expect(tookMs).toBeGreaterThanOrEqual(CLOSE_MS - 50);
    expect(feed.exitCodes).toEqual([1]);
    expect(feed.downs).toEqual([]);
  });

  test('ends a worker at once that is not ready yet', async () => {
    await using feed = new SupervisedFeed(MUTE_WORKER);
    expect(await timeClose(feed)).toBeLessThan(CLOSE_MS);
    expect(feed.exitCodes).toHaveLength(1);
    expect(feed.downs).toEqual([]);
  });

  test('while the worker is down returns at once, and none is started again', async () => {
    await using feed = new SupervisedFeed(DEAD_WORKER);
    await eventually(() => feed.downs.length === 1, 'its death');
    await feed.supervisor.close();
    const untilMs = feed.downs[0]!.retryAtUs / 1000 + 200;
    await eventually(
      () => Number(process.hrtime.bigint() / 1_000_000n) > untilMs,
      'longer than the restart would take',
    );
    expect(feed.workers).toHaveLength(1);
  });

  test('may be called again, during and after', async () => {
    await using feed = new SupervisedFeed(SHIPPED_WORKER);
    await eventually(() => feed.generations.length === 1, 'ready');
    await Promise.all([feed.supervisor.close(), feed.supervisor.close()]);
    await feed.supervisor.close();
    expect(feed.exitCodes).toEqual([0]);
  });

  test('sends the summary as the last record, after everything that was written before', async () => {
    await using exchange = await ExchangeServer.start({seed: 2, rate: 500});
    await using feed = new SupervisedFeed(SHIPPED_WORKER, {streams: true});
    feed.supervisor.connect(exchange.wsUrl);
    feed.supervisor.watch([marketOf(exchange)]);
    await eventually(() => feed.records.filter(({type}) => type === 'book').length > 50, 'books');
    await feed.supervisor.close();
    const {records} = feed;
    const summary = records.at(-1)!;
    expect(summary).toMatchObject({type: 'summary', hashFailed: 0, bboFailed: 0, dropped: 0});
    expect(records.filter(({type}) => type === 'summary')).toHaveLength(1);
    const states = records.flatMap((record) =>
      record.type === 'status' && record.scope === 'connection' ? [record.state] : [],
    );
    expect(states).toEqual(['connecting', 'awaiting_snapshot', 'live', 'closed']);
  });
});
