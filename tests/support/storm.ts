// Random faults, one after another and at once, for as long as one likes.

import {FAULT_NAMES, type FaultName} from '../../src/exchange/faults/fault-table.js';
import {Random} from '../../src/exchange/random.js';
import {VirtualFeed} from './virtual-feed.js';

/** These end a market for good, which is told elsewhere. */
const FINAL: readonly FaultName[] = ['resolved', 'resolved-bare', 'resolved-untold'];

/** Ten thousand frames at once cost the storm most of its time, and test what the benchmark does. */
const COSTLY: readonly FaultName[] = ['burst-10k'];

const NAMES = FAULT_NAMES.filter((name) => !FINAL.includes(name) && !COSTLY.includes(name));

const LONGEST_FAULT_S = 15;

export type StormResult = {
  readonly faults: number;
  readonly checks: number;
  readonly wrongs: readonly string[];
  readonly reconnects: number;
  readonly trades: number;
  readonly tradesDelivered: number;
  /** Virtual seconds from the end of the last fault until every book was whole again. */
  readonly recoveryS: number;
};

export async function runStorm(seed: number, minutes: number): Promise<StormResult> {
  const feed = new VirtualFeed({seed, rate: 60, maxAssetsPerLine: 8});
  const {time, exchange} = feed;
  const random = new Random(seed, 'storm');
  await time.runUntil(() => feed.isWhole, 'the first books', 30e6);
  const endUs = time.nowUs() + minutes * 60e6;
  let faults = 0;
  while (time.nowUs() < endUs) {
    const name = NAMES[random.integer(0, NAMES.length - 1)]!;
    // Short ones mostly: what a fault leaves behind is mended by the next one in the worst moment.
    const durationMs = Math.min(LONGEST_FAULT_S, random.exponential(3)) * 1000;
    exchange.core.beginFault(name, durationMs);
    if (random.chance(0.02)) exchange.sleep(random.integer(10_000, 600_000));
    faults++;
    await time.runFor(random.exponential(1.3) * 1e6);
  }

  await time.runFor(LONGEST_FAULT_S * 1e6);
  const recoveryUs = await time.runUntil(
    () => feed.isWhole,
    () => describe(feed),
    180e6,
  );
  const {checks, wrongs, trades, tradesDelivered} = feed;
  const {reconnects} = feed.feed.pool;
  await feed.close();
  return {
    faults,
    checks,
    wrongs,
    reconnects,
    trades,
    tradesDelivered,
    recoveryS: recoveryUs / 1e6,
  };
}

function describe(feed: VirtualFeed): string {
  const wrong = feed.assetIds.filter((assetId) => {
    const {state} = feed.loop.store.book(assetId)!.trust;
    return !(state === 'LIVE' || state === 'QUIET') || !feed.hasTrueLevels(assetId);
  });
  const words = wrong.map((assetId) => `${assetId.slice(0, 6)} ${feed.trustOf(assetId)}`);
  return `every book whole again, and these are not: ${words.join(', ')}`;
}
