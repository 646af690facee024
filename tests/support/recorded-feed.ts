// A live session in virtual time that is written down, and what its recording makes of it.

import type {StreamRecord} from '../../src/domain/record.js';
import {IngestLoop} from '../../src/ingest/ingest-loop.js';
import {toRecordedBooks} from '../../src/ingest/recorded-books.js';
import {RecordedSession} from '../../src/ingest/recorded-session.js';
import {SessionRecorder} from '../../src/ingest/session-recorder.js';
import {TimeAxis} from '../../src/ingest/time-axis.js';
import {prepareTarget} from '../../src/recording/prepare-target.js';
import {readEntries} from '../../src/recording/read-entries.js';
import {VirtualFeed, type VirtualFeedOptions} from './virtual-feed.js';

/** What was told of the books, and how the session stood at its end. */
export type Account = {
  readonly records: readonly StreamRecord[];
  readonly summary: StreamRecord;
};

export class RecordedFeed {
  readonly feed: VirtualFeed;
  readonly recorder: SessionRecorder;
  readonly #records: StreamRecord[] = [];

  constructor(path: string, options: VirtualFeedOptions) {
    prepareTarget(path, 'new');
    this.feed = new VirtualFeed({
      ...options,
      onRecord: (record) => {
        this.#records.push(record);
      },
      // The first state of a line is told while the feed is being made.
      onConnection: (line) => {
        (this.recorder as SessionRecorder | undefined)?.onConnection(line);
      },
    });
    const {loop, time, markets} = this.feed;
    this.recorder = new SessionRecorder({
      ...{path, loop, rotation: undefined, source: 'demo', program: 'test'},
      ...{clock: time, timers: time},
      markets: () => markets,
      lines: () => this.feed.feed.pool.lines,
      onState: () => undefined,
    });
  }

  /** Lets time pass, as much at once as the disk keeps up with. */
  async runFor(durationUs: number): Promise<void> {
    for (let us = 0; us < durationUs; us += 1e6) {
      await this.feed.time.runFor(1e6);
      await this.recorder.whenWritten();
    }
  }

  /** Ends the recording, and then the session. */
  async close(): Promise<Account> {
    const summary = this.feed.loop.toSummary(0);
    const records = [...this.#records];
    await this.recorder.close();
    await this.feed.close();
    return {records, summary};
  }
}

/** Plays a recording from its beginning to its end, or to the last entry of a moment of the wall clock. */
export async function playBack(
  path: string,
  untilUs = Infinity,
): Promise<Account & {readonly loop: IngestLoop}> {
  const records: StreamRecord[] = [];
  const axis = new TimeAxis(0);
  let nowUs = 0;
  const loop = new IngestLoop({
    clock: {nowUs: () => nowUs, wallMs: () => 0},
    ...{adoptUnknownAssets: false, isReplay: true, depth: 1},
    onRecord: (record) => {
      records.push(record);
    },
    onAssets: () => undefined,
    onIssue: () => undefined,
    onTrust: () => undefined,
  });
  const session = new RecordedSession({loop});
  const damages: string[] = [];
  for await (const entries of readEntries(path, {onDamage: (text) => damages.push(text)})) {
    for (const entry of entries) {
      if (entry.wallUs > untilUs) break;
      nowUs = axis.at(entry);
      session.apply(entry, nowUs);
    }
  }

  if (damages.length > 0) throw new Error(damages.join('; '));
  return {records, summary: loop.toSummary(0), loop};
}

/** All books with their trust and tallies, and the counters. */
export function stateOf({store, metrics}: IngestLoop): unknown {
  const books = store.marketIds().map((market) => toRecordedBooks(store, market));
  const {frames, bytes, events, issues, reconnects} = metrics;
  const counters = {...store.counters, frames, bytes, events, issues, reconnects};
  return JSON.parse(JSON.stringify({books, counters}));
}
