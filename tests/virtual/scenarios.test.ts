// The scripts of tests/scenarios, each played to its end in virtual time.

import {expect, test} from 'vitest';
import {loadScenarios} from '../support/scenarios.js';
import {VirtualFeed} from '../support/virtual-feed.js';

/** Books that a script ends for good stay as they were. */
const OVER = new Set(['RESOLVED market_closed', 'RESOLVED market_resolved']);

test.each(loadScenarios())(
  '$name: no wrong book is LIVE, no trade is lost, and all is right at the end ($title)',
  {timeout: 120_000},
  async ({seed, rate, faults}) => {
    const feed = new VirtualFeed({seed, rate, faults});
    const {time, exchange} = feed;
    const endMs = Math.max(...faults.map(({atMs}) => atMs));
    await time.runFor(endMs * 1000);
    await time.runUntil(() => exchange.core.activeFaults.length === 0, 'the end', 200e6);
    await time.runUntil(
      () => feed.assetIds.every((id) => OVER.has(feed.trustOf(id)) || feed.isRight(id)),
      'every book right',
      120e6,
    );
    expect(feed.wrongs).toEqual([]);
    expect(feed.trades).toBe(feed.tradesDelivered);
    await feed.close();
  },
);
