// A recording is the session again: the same books, proofs, trades and words of trust, in the same order.

import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {FAULT_NAMES} from '../../src/exchange/faults/fault-table.js';
import {playBack, RecordedFeed, type Account} from '../support/recorded-feed.js';
import {createTemporaryFolder} from '../support/temporary-folder.js';

/** The first record that is another one, with its place; undefined where all are the same. */
function firstDifference(live: Account, played: Account): unknown {
  const count = Math.max(live.records.length, played.records.length);
  for (let i = 0; i < count; i++) {
    const [a, b] = [live.records[i], played.records[i]].map((record) => JSON.stringify(record));
    if (a !== b) return {i, of: count, live: a, played: b};
  }

  return undefined;
}

describe('a recording, played back', () => {
  test(
    'of 30 s at 1,000 frames/s has every verified state of the books, frame for frame',
    {timeout: 90_000},
    async () => {
      using folder = createTemporaryFolder();
      const path = join(folder.path, 'session.jsonl.gz');
      const session = new RecordedFeed(path, {seed: 3, rate: 1000});
      await session.runFor(30e6);
      const live = await session.close();
      const played = await playBack(path);
      expect(firstDifference(live, played)).toBeUndefined();
      expect(played.summary).toEqual(live.summary);
      const books = live.records.filter(({type}) => type === 'book');
      expect(books.length).toBeGreaterThan(20_000);
      expect(session.recorder.state.lost).toBe(0);
    },
  );

  test.each(FAULT_NAMES)(
    'of a session with %s is that session: books, trust, trades, ends of markets',
    {timeout: 60_000},
    async (fault) => {
      using folder = createTemporaryFolder();
      const path = join(folder.path, 'session.jsonl.gz');
      const session = new RecordedFeed(path, {seed: 7, rate: 60});
      await session.runFor(15e6);
      session.feed.exchange.core.beginFault(fault);
      await session.runFor(45e6);
      const live = await session.close();
      const played = await playBack(path);
      expect(firstDifference(live, played)).toBeUndefined();
      expect(played.summary).toEqual(live.summary);
    },
  );
});
