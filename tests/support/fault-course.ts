// The course of one fault: when it is noticed, and when everything is right again.

import type {FaultName} from '../../src/exchange/faults/fault-table.js';
import {VirtualFeed} from './virtual-feed.js';

export type Course = {
  /** The first word that tells of it, and how long after its beginning; undefined if none does. */
  readonly word: string | undefined;
  readonly noticedS: number | undefined;
  /** From its beginning until every book is LIVE or QUIET and has the exchange's levels. */
  readonly rightS: number;
  readonly feed: VirtualFeed;
};

/** These are about the first books, so that they have to be there before anybody connects. */
const BEFORE_ALL: readonly FaultName[] = ['no-initial-book'];

const CALM = new Set(['LIVE', 'QUIET', 'live', 'quiet']);

/** Lets a fault run its own time, with a minute before it and until all is well after it. */
export async function runCourse(fault: FaultName): Promise<Course> {
  const feed = new VirtualFeed({seed: 7, rate: 60});
  const {time, exchange} = feed;
  if (!BEFORE_ALL.includes(fault)) {
    await time.runUntil(() => feed.isWhole, 'the first books', 30e6);
    await time.runFor(60e6);
  }

  const startUs = time.nowUs();
  const before = feed.told.length;
  exchange.core.beginFault(fault);
  const isOver = (): boolean => !exchange.core.activeFaults.includes(fault);
  const alarm = (): VirtualFeed['told'][number] | undefined =>
    feed.told.slice(before).find((told) => isAlarm(told, BEFORE_ALL.includes(fault)));

  let rightUs = 0;
  while (!isOver() || time.nowUs() - startUs < 10e6) {
    await time.runFor(100_000);
    if (!isRight(feed)) rightUs = 0;
    else if (rightUs === 0) rightUs = time.nowUs();
  }

  if (rightUs === 0) {
    await time.runUntil(() => isRight(feed), `all right after ${fault}`, 120e6);
    rightUs = time.nowUs();
  }

  const word = alarm();
  await feed.close();
  return {
    word: word && [word.state, word.reason ?? ''].join(' ').trim(),
    noticedS: word && (word.atUs - startUs) / 1e6,
    rightS: (rightUs - startUs) / 1e6,
    feed,
  };
}

/** Before the first books it is no alarm that they are waited for. */
function isAlarm({scope, state, reason}: VirtualFeed['told'][number], isBefore: boolean): boolean {
  if (scope === 'market' || CALM.has(state) || state === 'RESYNC') return false;
  return !isBefore || (scope === 'book' && reason !== 'subscribed');
}

/** A batch that is under way is no harm: its book is held, or about to be proven. */
function isRight(feed: VirtualFeed): boolean {
  return feed.assetIds.every((assetId) => {
    const {trust, heldUntilUs} = feed.loop.store.book(assetId)!;
    const isTrusted = trust.state === 'LIVE' || trust.state === 'QUIET';
    return isTrusted && (heldUntilUs !== undefined || feed.hasLevelsOfLate(assetId));
  });
}
