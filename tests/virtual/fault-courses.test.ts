// Every fault of the simulated exchange, in virtual time, against the table of docs/FAULTS.md: the
// word that tells of it, how soon it comes, and how soon every book is right again.

import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {FAULT_NAMES, type FaultName} from '../../src/exchange/faults/fault-table.js';
import {runCourse} from '../support/fault-course.js';
import {VirtualFeed} from '../support/virtual-feed.js';

type Row = {
  readonly faults: readonly string[];
  /** Undefined where no book is ever in doubt. */
  readonly word: string | undefined;
  readonly noticedS: number;
  readonly rightS: number;
};

/** These end a market, which never comes back. */
const FINAL: readonly FaultName[] = ['resolved', 'resolved-bare', 'resolved-untold'];

const ROWS = readTable();

function readTable(): Row[] {
  const text = readFileSync(new URL('../../docs/FAULTS.md', import.meta.url), 'utf8');
  const table = text.split('| fault | word |')[1]?.split('\n\n')[0] ?? '';
  return table
    .split('\n')
    .slice(2)
    .map((line) => {
      const [faults = '', word = '', noticed = '', right = ''] = line.split('|').slice(1);
      return {
        faults: [...faults.matchAll(/`([^`]+)`/g)].map(([, name]) => name!),
        word: /`([^`]+)`/.exec(word)?.[1],
        noticedS: Number.parseFloat(noticed),
        rightS: Number.parseFloat(right),
      };
    });
}

function rowOf(fault: FaultName): Row {
  return ROWS.find(({faults}) => faults.includes(fault))!;
}

test('the table has every fault, and no other', () => {
  expect(ROWS.flatMap(({faults}) => faults).sort()).toEqual([...FAULT_NAMES].sort());
});

describe('within the time of the table', () => {
  test.each(FAULT_NAMES.filter((name) => !FINAL.includes(name)))(
    '%s is told and mended, no wrong book is LIVE meanwhile, and each trade counts once',
    {timeout: 90_000},
    async (fault) => {
      const row = rowOf(fault);
      const {word, noticedS, rightS, feed} = await runCourse(fault);
      expect(word).toBe(row.word);
      if (row.word !== undefined) {
        expect(noticedS).toBeLessThanOrEqual(row.noticedS);
        expect(rightS).toBeLessThanOrEqual(row.rightS);
      }

      expect(feed.wrongs).toEqual([]);
      expect(feed.trades).toBe(feed.tradesDelivered);
      expect(feed.trades).toBeGreaterThan(0);
    },
  );

  test.each(FINAL)('%s is told, and its books stay as they were', async (fault) => {
    const row = rowOf(fault);
    const feed = new VirtualFeed({seed: 7, rate: 60});
    const {time, exchange} = feed;
    await time.runUntil(() => feed.isWhole, 'the first books', 30e6);
    await time.runFor(60e6);
    const [assetId] = feed.assetIds;
    exchange.core.beginFault(fault, 600_000);
    const us = await time.runUntil(
      () => feed.trustOf(assetId!) === row.word,
      row.word!,
      row.noticedS * 1e6,
    );
    expect(us).toBeGreaterThan(0);
    await time.runFor(60e6);
    expect(feed.trustOf(assetId!)).toBe(row.word);
    expect(feed.loop.store.book(assetId!)!.book.bids.count).toBeGreaterThan(0);
    expect(feed.wrongs).toEqual([]);
    await feed.close();
  });
});
