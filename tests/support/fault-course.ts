// The course of one fault: when it is noticed, and when everything is right again.

import type {FaultName} from '../../src/exchange/faults/fault-table.js';
import {VirtualFeed, type VirtualFeedOptions} from './virtual-feed.js';

export type Course = {
  readonly fault: FaultName;
  /** The first word that tells of it, and how long after its beginning; undefined if none does. */
  readonly word: string | undefined;
  readonly noticedS: number | undefined;
  /** From its beginning until every book is LIVE or QUIET and has the exchange's levels. */
  readonly rightS: number;
  readonly wrongs: readonly string[];
  readonly trades: number;
  readonly tradesDelivered: number;
  readonly reconnects: number;
};

const CALM = new Set(['LIVE', 'QUIET', 'live', 'quiet']);

/** Lets a fault run its own time, with a minute before it and until all is well after it. */
export async function runCourse(
  fault: FaultName,
  options: Partial<VirtualFeedOptions> = {},
): Promise<Course> {
  const feed = new VirtualFeed({seed: 7, rate: 60, ...options});
  const {time, exchange} = feed;
  await time.runUntil(() => feed.isWhole, 'the first books', 30e6);
  await time.runFor(60e6);
  const startUs = time.nowUs();
  const before = feed.told.length;
  exchange.core.beginFault(fault);
  const isOver = (): boolean =>
    time.nowUs() - startUs >= 5e6 && !exchange.core.activeFaults.includes(fault);
  const wordIndex = (): number => feed.told.findIndex((told, i) => i >= before && isAlarm(told));
  // What is right while the fault lasts is right; otherwise it is once the fault has ended.
  await time.runFor(1e6);
  await time.runUntil(
    () => (isOver() || (wordIndex() !== -1 && isCalm(feed))) && feed.isWhole,
    `all books right again after ${fault}`,
    300e6,
  );
  const rightUs = time.nowUs() - startUs;
  await time.runUntil(() => isOver(), 'its end', 300e6);
  await time.runUntil(() => feed.isWhole, 'all books right at the end', 120e6);
  const word = feed.told[wordIndex()];
  await feed.close();
  return {
    fault,
    word: word && [word.state, word.reason ?? ''].join(' ').trim(),
    noticedS: word && (word.atUs - startUs) / 1e6,
    rightS: rightUs / 1e6,
    wrongs: feed.wrongs,
    trades: feed.trades,
    tradesDelivered: feed.tradesDelivered,
    reconnects: feed.feed.pool.reconnects,
  };
}

function isAlarm({scope, state}: VirtualFeed['told'][number]): boolean {
  return (scope === 'book' || scope === 'connection') && !CALM.has(state) && state !== 'RESYNC';
}

function isCalm(feed: VirtualFeed): boolean {
  return feed.feed.pool.lines.every(
    ({state, successor}) => CALM.has(state.phase) && successor === undefined,
  );
}
