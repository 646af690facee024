import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {FrameSource} from '../../src/ingest/messages.js';
import {eventually} from '../support/eventually.js';
import {BUSIEST_SLUG} from '../support/listed-market.js';
import {recordSimulation} from '../support/simulated-recording.js';
import {BREAKABLE_WORKER, SHIPPED_WORKER, SupervisedFeed} from './supervised-feed.js';

const START_MS = 1_790_000_000_000;

let folder = '';
let path = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polybook-replay-worker-'));
  path = join(folder, 'frames.jsonl');
  const frames = recordSimulation({
    seed: 8,
    rate: 300,
    startMs: START_MS,
    durationMs: 30_000,
    slugs: [BUSIEST_SLUG],
  });
  await writeFile(path, frames);
});

afterAll(() => rm(folder, {recursive: true, force: true}));

function playing(speed: number | 'max', file = path, workerUrl = SHIPPED_WORKER): SupervisedFeed {
  const frameSource: FrameSource = {kind: 'replay', path: file, speed, program: 'test'};
  return new SupervisedFeed(workerUrl, {frameSource, streams: true});
}

const has = (feed: SupervisedFeed, type: string) =>
  feed.messages.some((message) => message.type === type);

describe('a replay', () => {
  test('waits for its cue, then proves every batch to the end of the file', async () => {
    await using feed = playing('max');
    await eventually(() => feed.generations.length === 1, 'ready');
    feed.supervisor.dump();
    await eventually(() => has(feed, 'dump'), 'an answer');
    expect(feed.messages.find((message) => message.type === 'dump')!.books).toEqual([]);
    expect(feed.records).toEqual([]);

    feed.supervisor.play();
    await eventually(() => has(feed, 'replay_ended'), 'the end');
    await feed.supervisor.close();
    const summary = feed.records.at(-1)!;
    expect(summary).toMatchObject({type: 'summary', hashFailed: 0, bboFailed: 0, dropped: 0});
    const {verified, batches, books} = summary as Extract<typeof summary, {type: 'summary'}>;
    expect(verified).toBe(2 * batches + books);
    // A replay waits for its reader, so that each of them has its line.
    const hashes = feed.records.flatMap((record) =>
      record.type === 'book' ? [record.hashOk] : [],
    );
    expect(hashes.length).toBeGreaterThanOrEqual(2 * batches);
    expect(new Set(hashes)).toEqual(new Set([true]));
  });

  test('that is closed on its way has not ended, and its cut batch has not failed', async () => {
    await using feed = playing(20);
    feed.supervisor.play();
    await eventually(() => feed.records.filter(({type}) => type === 'book').length > 20, 'books');
    await feed.supervisor.close();
    expect(feed.exitCodes).toEqual([0]);
    expect(has(feed, 'replay_ended')).toBe(false);
    expect(feed.records.at(-1)).toMatchObject({type: 'summary', hashFailed: 0, bboFailed: 0});
  });

  test('whose worker dies begins again by itself', async () => {
    await using feed = playing(20, path, BREAKABLE_WORKER);
    feed.supervisor.play();
    await eventually(() => feed.records.some(({type}) => type === 'book'), 'books');
    feed.tell('test_throw');
    await eventually(() => feed.generations.length === 2, 'the next worker');
    const before = feed.records.length;
    await eventually(() => feed.records.length > before + 10, 'more books');
    expect(feed.records.slice(before).find(({type}) => type === 'book')).toMatchObject({
      revision: 1,
    });
  });

  test('of a file that cannot be read says so in the words for the user', async () => {
    await using feed = playing('max', join(folder, 'none.jsonl'));
    feed.supervisor.play();
    await eventually(() => has(feed, 'failed'), 'the news');
    expect(feed.messages.find(({type}) => type === 'failed')).toMatchObject({
      code: 'UNREADABLE_RECORDING',
      message: expect.stringContaining('none.jsonl') as string,
    });
    expect(has(feed, 'replay_ended')).toBe(false);
    expect(feed.downs).toEqual([]);
  });
});
