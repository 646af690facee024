import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {gunzipSync} from 'node:zlib';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {nextPath} from '../../../src/recording/next-path.js';
import {RecordingFile} from '../../../src/recording/recording-file.js';
import {eventually} from '../../support/eventually.js';
import {
  kindsOf,
  MadeRecorder,
  numbersOf,
  oneTo,
  readEntries,
  scanFile,
} from '../../support/made-recording.js';
import {createTemporaryFolder} from '../../support/temporary-folder.js';

const MINUTE_US = 60_000_000;

let folder: ReturnType<typeof createTemporaryFolder>;
let path: string;

beforeEach(() => {
  folder = createTemporaryFolder();
  path = join(folder.path, 'session.jsonl.gz');
});

afterEach(() => {
  folder[Symbol.dispose]();
});

/** Those of the session, in the order in which they were begun. */
function files(): readonly string[] {
  const number = (name: string): number => Number(/\.(\d+)\./.exec(name)?.[1] ?? 1);
  return readdirSync(folder.path)
    .sort((a, b) => number(a) - number(b))
    .map((name) => join(folder.path, name));
}

async function writeBlock(recorder: MadeRecorder, frames = 1): Promise<void> {
  for (let i = 0; i < frames; i++) recorder.frame();
  const before = recorder.states.length;
  await recorder.time.runFor(1_000_000);
  await eventually(() => recorder.states.length > before, 'the block is written');
}

/** Each begins and ends as a recording that was alone does; together they have every frame. */
async function expectWholeFiles(recorder: MadeRecorder): Promise<void> {
  const numbers: number[] = [];
  for (const name of files()) {
    const entries = await readEntries(name);
    expect(kindsOf(entries.slice(0, 2))).toEqual(['start', 'checkpoint']);
    expect(entries.at(-1)!.kind).toBe('end');
    expect(kindsOf(entries).filter((kind) => kind === 'start' || kind === 'end')).toHaveLength(2);
    const file = RecordingFile.open(name);
    expect([file.isCutOff, file.damages, file.blocks[0]!.hasCheckpoint]).toEqual([false, [], true]);
    file.close();
    gunzipSync(readFileSync(name));
    numbers.push(...numbersOf(entries));
  }

  expect(numbers).toEqual(oneTo(recorder.frames));
  expect(recorder.begun).toEqual(files().map(() => 'file'));
}

describe('rotation by size', () => {
  test('begins the next file once one has so much, each whole without the others', async () => {
    const recorder = new MadeRecorder(path, {rotation: {kind: 'bytes', bytes: 1_000}});
    for (let i = 0; i < 40; i++) await writeBlock(recorder, 3);
    await recorder.close();
    expect(files().length).toBeGreaterThan(3);
    expect(files()[1]).toBe(join(folder.path, 'session.2.jsonl.gz'));
    for (const name of files().slice(0, -1)) {
      expect(readFileSync(name).length).toBeGreaterThan(1_000);
      expect(readFileSync(name).length).toBeLessThan(1_500);
    }

    await expectWholeFiles(recorder);
    const sizes = files().map((name) => readFileSync(name).length);
    expect(recorder.writer.state.storedBytes).toBe(sizes.reduce((sum, size) => sum + size));
    expect(recorder.writer.state.path).toBe(files().at(-1));
  });

  test('loses and doubles nothing of what waits to be written when it is due', async () => {
    const recorder = new MadeRecorder(path, {rotation: {kind: 'bytes', bytes: 2_000}});
    for (let i = 0; i < 3_000; i++) {
      recorder.frame(1_000);
      if (i % 100 === 0) await writeBlock(recorder);
    }

    await recorder.close();
    expect(files().length).toBeGreaterThan(2);
    await expectWholeFiles(recorder);
  });

  test('keeps a checkpoint that is longer than a block in one file', async () => {
    const recorder = new MadeRecorder(path, {rotation: {kind: 'bytes', bytes: 1}});
    await writeBlock(recorder);
    const {writer} = recorder;
    writer.beginCheckpoint();
    const message = {text: 'x'.repeat(100_000)};
    const book = {
      message,
      state: 'LIVE',
      reason: 'none',
      verified: 1,
      failed: 0,
      revision: 1,
    } as const;
    for (let i = 0; i < 9; i++) {
      const books = [{...book, isDeaf: false, floorMs: undefined}];
      writer.note(recorder.now, {kind: 'books', market: `0x${i}`, cause: 'checkpoint', books});
    }

    writer.note(recorder.now, {kind: 'checkpoint', counters: {}});
    await recorder.close();
    const last = await readEntries(files().at(-1)!);
    expect(last.filter(({kind}) => kind === 'books')).toHaveLength(9);
    await expectWholeFiles(recorder);
  });
});

describe('rotation by time', () => {
  test('begins the next file after so long, each whole without the others', async () => {
    const recorder = new MadeRecorder(path, {rotation: {kind: 'time', us: MINUTE_US}});
    for (let i = 0; i < 300; i++) await writeBlock(recorder);
    await recorder.close();
    expect(files()).toHaveLength(5);
    for (const name of files()) {
      const {blocks} = scanFile(name);
      const spanUs = blocks.at(-1)!.lastUs - blocks[0]!.firstUs;
      expect(spanUs).toBeLessThanOrEqual(MINUTE_US + 1_000_000);
    }

    await expectWholeFiles(recorder);
  });

  test('goes by the monotonic clock: a wall clock that is set makes no file', async () => {
    const recorder = new MadeRecorder(path, {rotation: {kind: 'time', us: MINUTE_US}});
    await writeBlock(recorder);
    recorder.time.jumpWall(24 * 3_600_000);
    await writeBlock(recorder);
    recorder.time.jumpWall(-48 * 3_600_000);
    await writeBlock(recorder);
    await recorder.close();
    expect(files()).toHaveLength(1);
  });
});

describe('files that are there', () => {
  test('are never overwritten by rotation: the next free name is taken', async () => {
    const taken = [2, 3, 5].map((n) => join(folder.path, `session.${n}.jsonl.gz`));
    for (const name of taken) writeFileSync(name, 'mine');
    const recorder = new MadeRecorder(path, {rotation: {kind: 'bytes', bytes: 1}});
    for (let i = 0; i < 6; i++) await writeBlock(recorder);
    await recorder.close();
    for (const name of taken) expect(readFileSync(name, 'utf8')).toBe('mine');
    const made = files().filter((name) => !taken.includes(name));
    expect(made.slice(1, 3).map((name) => basename(name))).toEqual([
      'session.4.jsonl.gz',
      'session.6.jsonl.gz',
    ]);
    const read = await Promise.all(made.map(readEntries));
    expect(numbersOf(read.flat())).toEqual(oneTo(6));
  });
});

describe('nextPath', () => {
  test.each([
    ['a.jsonl.gz', 'a.2.jsonl.gz'],
    ['a.2.jsonl.gz', 'a.3.jsonl.gz'],
    ['a.99.jsonl.gz', 'a.100.jsonl.gz'],
    ['a', 'a.2'],
    ['a.2', 'a.3'],
    ['.hidden', '.hidden.2'],
    ['.hidden.gz', '.hidden.2.gz'],
    ['some.folder/a.gz', 'some.folder/a.2.gz'],
    ['/x/2026-11-24-231502.jsonl.gz', '/x/2026-11-24-231502.2.jsonl.gz'],
    ['a.99999999999999999999.gz', 'a.2.99999999999999999999.gz'],
  ])('of %s is %s', (name, next) => {
    expect(nextPath(name)).toBe(next);
  });

  test('never comes to a name that it had before', () => {
    for (const first of ['a', 'a.gz', 'a.999999998.gz', 'a.99999999999999999999.gz']) {
      const seen = new Set<string>();
      for (let name = first, i = 0; i < 50; i++, name = nextPath(name)) {
        expect(seen.has(name)).toBe(false);
        seen.add(name);
      }
    }
  });
});
