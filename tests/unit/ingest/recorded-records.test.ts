import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {BookRecord, TradeRecord} from '../../../src/domain/record.js';
import {EntryClock} from '../../../src/ingest/entry-clock.js';
import {RecordedRecords, type Span} from '../../../src/ingest/recorded-records.js';
import {recordSimulation} from '../../support/simulated-recording.js';
import {createTemporaryFolder} from '../../support/temporary-folder.js';

type Told = {readonly record: BookRecord | TradeRecord; readonly recvUs: number | undefined};

const folder = createTemporaryFolder();
const proven = join(folder.path, 'proven.jsonl');
const unproven = join(folder.path, 'unproven.jsonl');
const STEP_US = 1000;
const START_US = 1_790_000_000_000_000;
const frames = recordSimulation({seed: 9, rate: 100, startMs: START_US / 1000, durationMs: 2000})
  .trim()
  .split('\n');
const END_US = START_US + frames.length * STEP_US;

beforeAll(() => {
  writeFileSync(proven, wrap(frames));
  // Of hashes that match nothing no batch is over before something later says so.
  writeFileSync(unproven, wrap(frames.map((frame) => frame.replaceAll(/"hash": ?"../g, '$&ff'))));
});

afterAll(() => {
  folder[Symbol.dispose]();
});

function wrap(texts: readonly string[]): string {
  const lines = texts.map((raw, i) => JSON.stringify({recv_us: START_US + i * STEP_US, raw}));
  return lines.join('\n');
}

async function read(path: string, span?: Span): Promise<readonly Told[]> {
  const told: Told[] = [];
  const reader = new RecordedRecords({
    path,
    depth: Infinity,
    isFromStart: span === undefined,
    chooseSpan: () => span ?? {fromUs: -Infinity, untilUs: Infinity},
    onRecord: (record, recvUs) => {
      told.push({record, recvUs});
    },
    onAsset: () => undefined,
    onMarket: () => undefined,
    onDamage: () => undefined,
    onNotice: () => undefined,
    onRead: () => undefined,
    isBehind: () => false,
    whenReady: () => Promise.resolve(true),
  });
  await reader.run();
  expect(reader.issues).toBe(0);
  return told;
}

function isBook(told: Told): told is Told & {readonly record: BookRecord} {
  return told.record.type === 'book';
}

/** The index of the last frame that changed this book in this batch. */
function lastFrameOf({assetId, market, timestampMs}: BookRecord): number {
  return frames.findLastIndex(
    (frame) =>
      frame.includes(`"timestamp":"${timestampMs}"`) &&
      frame.includes(market) &&
      frame.includes(assetId) &&
      /price_change|"book"/.test(frame),
  );
}

describe('when a book was received', () => {
  test('is when the last frame of its batch was, also where a later one has ended the batch', async () => {
    const books = (await read(unproven)).filter(isBook).filter(({recvUs}) => recvUs !== START_US);
    expect(books.length).toBeGreaterThan(100);
    expect(books.every(({record}) => record.hashOk !== true)).toBe(true);
    for (const {record, recvUs} of books) {
      expect(recvUs).toBe(START_US + lastFrameOf(record) * STEP_US);
    }
  });
});

describe.each([
  ['proven', proven],
  ['unproven', unproven],
])('a cut of %s batches', (_, path) => {
  test('is the books as they were, then exactly what was received from then on and before the end', async () => {
    const all = await read(path);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({min: START_US + 1, max: END_US - 2 * STEP_US}),
        fc.integer({min: 1, max: END_US - START_US}),
        async (fromUs, lengthUs) => {
          const untilUs = fromUs + lengthUs;
          const cut = await read(path, {fromUs, untilUs});
          const expected = all.filter(({recvUs}) => recvUs! >= fromUs && recvUs! < untilUs);
          const known = new Map(
            all
              .filter(isBook)
              .filter(({recvUs}) => recvUs! < fromUs)
              .map(({record}) => [record.assetId, record]),
          );
          const first = cut.slice(0, known.size);
          // A book amid a batch is told with the batch.
          const early = new Map(first.filter(isBook).map(({record}) => [record.assetId, record]));
          const isWhole = [...known].every(
            ([assetId, record]) => early.get(assetId)?.timestampMs === record.timestampMs,
          );
          fc.pre(isWhole);
          for (const [assetId, record] of known) {
            expect(levelsOf(early.get(assetId)!)).toEqual(levelsOf(record));
          }

          expect(first.every(({recvUs}) => recvUs === fromUs)).toBe(true);
          expect(cut.slice(known.size).map(keyOf)).toEqual(expected.map(keyOf));
        },
      ),
      {numRuns: 15},
    );
  });
});

function levelsOf({bids, asks}: BookRecord): readonly unknown[] {
  return [bids, asks];
}

/** Without what counts from wherever reading begins. */
function keyOf({record, recvUs}: Told): unknown {
  return {...record, revision: 0, recvUs};
}

describe('the clock of entries', () => {
  test('goes as theirs do, never back, and gives each its own time', () => {
    const clock = new EntryClock();
    const at = (kind: 'end' | 'start' | 'gap', monoUs: number, wallUs = 0) =>
      clock.advance({kind, monoUs, wallUs} as Parameters<EntryClock['advance']>[0]);
    const begin = at('start', 5000);
    expect(at('end', 5000)).toBe(begin + 1);
    expect(at('end', 5250)).toBe(begin + 251);
    expect(at('end', 5100)).toBe(begin + 252);
    expect(at('gap', Number.NaN, 1e15)).toBe(begin + 253);
    // Another run of the program.
    expect(at('start', 10)).toBe(begin + 254);
    expect(at('end', 1010)).toBe(begin + 1254);
  });
});
