import {expect, test} from 'vitest';
import type {Snapshot} from '../../src/domain/snapshot.js';
import {startExchangeWorker} from '../../src/exchange/exchange-launcher.js';
import {topMarkets} from '../../src/markets/browse-markets.js';
import {RestClient} from '../../src/markets/rest-client.js';
import {eventually} from '../support/eventually.js';
import {SHIPPED_WORKER, SupervisedFeed} from './supervised-feed.js';

const EXCHANGE_WORKER = new URL('../../dist/exchange-worker.js', import.meta.url);
const DURATION_MS = 20_000;
const RATE = 500;

test(
  'the demo for 20 s at 500 frames a second: every batch is proven, and there is nothing to complain of',
  {timeout: 60_000},
  async () => {
    const exchange = await startExchangeWorker(EXCHANGE_WORKER, {seed: 1, rate: RATE});
    try {
      const {restUrl: url} = exchange;
      const client = new RestClient({endpoints: {gamma: url, clob: url, data: url}});
      const markets = await topMarkets(client, 100);
      await using feed = new SupervisedFeed(SHIPPED_WORKER, {
        streams: true,
        publishIntervalUs: 25_000,
      });
      feed.supervisor.connect(exchange.wsUrl);
      feed.supervisor.watch(markets);
      feed.supervisor.focus(markets[0]!.outcomes[0].assetId);

      let last: Snapshot | undefined;
      let paints = 0;
      const problems: string[] = [];
      await eventually(() => feed.read()?.connection.phase === 'live', 'live');
      const endMs = performance.now() + DURATION_MS;
      await eventually(
        () => {
          const snapshot = feed.read()!;
          if (snapshot === last) return performance.now() > endMs;
          paints++;
          problems.push(...problemsOf(snapshot, last));
          last = snapshot;
          return performance.now() > endMs;
        },
        'twenty seconds',
        DURATION_MS + 20_000,
      );
      expect(problems).toEqual([]);
      expect(paints).toBeGreaterThan(100);

      await feed.supervisor.close();
      const summary = feed.records.at(-1)!;
      expect(summary).toMatchObject({
        type: 'summary',
        issues: 0,
        hashFailed: 0,
        bboFailed: 0,
        crossed: 0,
        ignored: 0,
        dropped: 0,
        reconnects: 0,
      });
      const {frames, batches, books, verified} = summary as Extract<
        typeof summary,
        {type: 'summary'}
      >;
      // A slow machine makes the exchange skip some time; half of the frames must be there.
      expect(frames).toBeGreaterThan((RATE * DURATION_MS) / 2000);
      // Both books of each batch; at the end each market may be in the middle of one.
      const unproven = 2 * batches + books - verified;
      expect(unproven).toBeGreaterThanOrEqual(0);
      expect(unproven).toBeLessThanOrEqual(2 * markets.length);
      expect(verified).toBeGreaterThan(2000);
    } finally {
      await exchange.close();
    }
  },
);

/** What is wrong with a snapshot, on its own or after the one before it. */
function problemsOf({sequence, focus, tops}: Snapshot, last: Snapshot | undefined): string[] {
  const problems: string[] = [];
  if (last !== undefined && sequence <= last.sequence)
    problems.push(`sequence ${sequence} went back`);
  if (last?.focus !== undefined && focus!.revision < last.focus.revision) {
    problems.push(`revision ${focus!.revision} went back`);
  }

  const isCrossed = tops.some(
    ({trust, bestBid, bestAsk}) =>
      trust.state === 'LIVE' &&
      bestBid !== undefined &&
      bestAsk !== undefined &&
      bestBid >= bestAsk,
  );
  if (isCrossed) problems.push(`a LIVE top is crossed at ${sequence}`);
  if (tops.some(({trust}) => trust.state === 'SUSPECT')) problems.push(`SUSPECT at ${sequence}`);
  if (focus?.trust.state === 'LIVE' && focus.bids.prices[0]! >= focus.asks.prices[0]!) {
    problems.push(`the LIVE book is crossed at ${sequence}`);
  }

  return problems;
}
