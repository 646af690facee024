// What becomes of a recording whose disk fails: entries, and nothing else.

import {randomBytes} from 'node:crypto';
import {existsSync, readFileSync, renameSync} from 'node:fs';
import {join} from 'node:path';
import {gunzipSync} from 'node:zlib';
import fc from 'fast-check';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {Entry} from '../../../src/recording/entry.js';
import {eventually} from '../../support/eventually.js';
import {createFailingDisk, type FailingDisk} from '../../support/failing-disk.js';
import {
  kindsOf,
  MadeRecorder,
  numbersOf,
  oneTo,
  readEntries,
  scanFile,
} from '../../support/made-recording.js';
import {createTemporaryFolder} from '../../support/temporary-folder.js';

let folder: ReturnType<typeof createTemporaryFolder>;
let path: string;
let disk: FailingDisk;

beforeEach(async () => {
  folder = createTemporaryFolder();
  path = join(folder.path, 'session.jsonl.gz');
  disk = await createFailingDisk();
});

afterEach(() => {
  disk[Symbol.dispose]();
  folder[Symbol.dispose]();
});

/** A frame in a block of its own, written or lost. */
async function writeFrame(recorder: MadeRecorder): Promise<void> {
  recorder.frame();
  const before = recorder.states.length;
  await recorder.time.runFor(1_000_000);
  await eventually(() => recorder.states.length > before, 'the block was written, or was not');
}

function gapsOf(entries: readonly Entry[]): readonly (Entry & {kind: 'gap'})[] {
  return entries.filter((entry): entry is Entry & {kind: 'gap'} => entry.kind === 'gap');
}

/** All gzip, nothing between its blocks. */
function expectWhole(file: string): void {
  const scan = scanFile(file);
  expect(scan.damages).toEqual([]);
  expect(scan.endOffset).toBe(scan.fileBytes);
  expect(gunzipSync(readFileSync(file)).length).toBe(
    scan.blocks.reduce((sum, {rawBytes}) => sum + rawBytes, 0),
  );
}

/** Compresses badly. */
function randomText(length: number): string {
  return randomBytes(length).toString('base64').slice(0, length);
}

describe('a full disk', () => {
  test('costs the entries that come meanwhile, which the state says with the reason', async () => {
    const recorder = new MadeRecorder(path);
    await writeFrame(recorder);
    disk.code = 'ENOSPC';
    await writeFrame(recorder);
    expect(recorder.writer.state).toMatchObject({lost: 1, problem: 'the disk is full'});
    await writeFrame(recorder);
    expect(recorder.writer.state).toMatchObject({lost: 2, problem: 'the disk is full'});
    expectWhole(path);
    disk.code = undefined;
    await writeFrame(recorder);
    expect(recorder.writer.state).toMatchObject({lost: 2, problem: undefined});
    await recorder.close();
  });

  test('leaves a gap with their number where they are missing, and a checkpoint after it', async () => {
    const recorder = new MadeRecorder(path);
    await writeFrame(recorder);
    for (const code of ['ENOSPC', 'EDQUOT', 'EIO']) {
      disk.code = code;
      await writeFrame(recorder);
    }

    disk.code = undefined;
    await writeFrame(recorder);
    expect(recorder.begun).toEqual(['file', 'gap']);
    await writeFrame(recorder);
    await recorder.close();
    const entries = await readEntries(path);
    expect(kindsOf(entries)).toEqual([
      ...['start', 'checkpoint', 'frame'],
      ...['gap', 'frame', 'checkpoint', 'frame', 'end'],
    ]);
    expect(numbersOf(entries)).toEqual([1, 5, 6]);
    expect(gapsOf(entries)).toMatchObject([{entries: 3, reason: 'EIO: as the test wants it'}]);
    expectWhole(path);
  });

  test('that cannot even take back what was written in part leaves no damage behind', async () => {
    const recorder = new MadeRecorder(path);
    await writeFrame(recorder);
    disk.code = 'ENOSPC';
    disk.canTruncate = false;
    for (let i = 0; i < 3; i++) await writeFrame(recorder);
    disk.code = undefined;
    for (let i = 0; i < 3; i++) await writeFrame(recorder);
    await recorder.close();
    expect(numbersOf(await readEntries(path))).toEqual([1, 5, 6, 7]);
    expectWhole(path);
  });

  test('that cannot take it back yet does so later, before the next block', async () => {
    const recorder = new MadeRecorder(path);
    await writeFrame(recorder);
    disk.code = 'ENOSPC';
    disk.canTruncate = false;
    for (let i = 0; i < 20; i++) recorder.frame(10_000 + i);
    recorder.writer.note(recorder.now, {kind: 'gap', entries: 0, reason: randomText(40_000)});
    await writeFrame(recorder);
    expect(scanFile(path).fileBytes).toBeGreaterThan(10_000);
    disk.code = undefined;
    disk.canTruncate = true;
    await writeFrame(recorder);
    await recorder.close();
    expect(numbersOf(await readEntries(path))).toEqual([1, 23]);
    expectWhole(path);
  });

  test('at the start costs the start, which comes once more as soon as it can', async () => {
    disk.code = 'ENOSPC';
    const recorder = new MadeRecorder(path);
    await writeFrame(recorder);
    disk.code = undefined;
    await writeFrame(recorder);
    expect(recorder.begun).toEqual(['file', 'file']);
    await recorder.close();
    const entries = await readEntries(path);
    expect(kindsOf(entries)).toEqual(['gap', 'frame', 'start', 'checkpoint', 'end']);
    expect(gapsOf(entries)).toMatchObject([{entries: 3}]);
  });

  test('that never gets better is no error of whoever records, nor of whoever closes', async () => {
    const recorder = new MadeRecorder(path);
    disk.code = 'ENOSPC';
    for (let i = 0; i < 3; i++) await writeFrame(recorder);
    await recorder.close();
    // Begun, three frames, ended.
    expect(recorder.writer.state).toMatchObject({lost: 6, problem: 'the disk is full'});
    expect(readFileSync(path)).toHaveLength(0);
  });

  test('at any moments: what is read and what the gaps tell is all that there was', async () => {
    let run = 0;
    const plan = fc.array(fc.constantFrom(undefined, undefined, 'ENOSPC', 'EIO'), {maxLength: 30});
    await fc.assert(
      fc.asyncProperty(plan, fc.boolean(), async (codes, canTruncate) => {
        const name = join(folder.path, `${++run}.gz`);
        disk.canTruncate = canTruncate;
        disk.code = undefined;
        const recorder = new MadeRecorder(name);
        await writeFrame(recorder);
        for (const code of codes) {
          disk.code = code;
          await writeFrame(recorder);
        }

        disk.code = undefined;
        await writeFrame(recorder);
        await recorder.close();
        const entries = await readEntries(name);
        expectWhole(name);
        let next = 1;
        for (const [i, entry] of entries.entries()) {
          if (entry.kind === 'frame') expect(numbersOf([entry])).toEqual([next++]);
          if (entry.kind !== 'gap') continue;
          // Frames are lost with the checkpoint that came with them, if one did.
          const [after] = numbersOf(entries.slice(i));
          expect(entry.entries).toBeGreaterThanOrEqual(after! - next);
          next = after!;
        }

        expect(next - 1).toBe(recorder.frames);
        const told = gapsOf(entries).reduce((sum, gap) => sum + gap.entries, 0);
        expect(told).toBe(recorder.writer.state.lost);
      }),
      {numRuns: 15},
    );
  });

  test.skipIf(!existsSync('/dev/full'))('of the system itself is told as one', async () => {
    const recorder = new MadeRecorder('/dev/full', {mode: 'overwrite'});
    await writeFrame(recorder);
    expect(recorder.writer.state).toMatchObject({lost: 3, problem: 'the disk is full'});
    await recorder.close();
  });
});

describe('a folder that is gone', () => {
  test('costs what comes meanwhile; when it is back the file is begun, with what is missing', async () => {
    const away = `${folder.path}-away`;
    const recorder = new MadeRecorder(path, {rotation: {kind: 'bytes', bytes: 1}});
    await writeFrame(recorder);
    renameSync(folder.path, away);
    // Of the file that is open nothing is lost: its folder has another name, that is all.
    await writeFrame(recorder);
    await writeFrame(recorder);
    expect(recorder.writer.state.problem).toMatch(/^there is no such/);
    expect(recorder.writer.state.lost).toBeGreaterThan(0);
    renameSync(away, folder.path);
    await writeFrame(recorder);
    await writeFrame(recorder);
    await recorder.close();
    expect(recorder.writer.state.problem).toBeUndefined();
    expect(numbersOf(await readEntries(path))).toEqual([1, 2]);
    const later = await readEntries(join(folder.path, 'session.2.jsonl.gz'));
    expect(kindsOf(later)).toContain('start');
    expect(gapsOf(later).map(({entries}) => entries)).toEqual([recorder.writer.state.lost]);
  });
});

describe('a slow disk', () => {
  /** Holds all writes until it is called. */
  function hold(): () => void {
    let release!: () => void;
    disk.gate = new Promise((resolve) => (release = resolve));
    return () => {
      disk.gate = undefined;
      release();
    };
  }

  test('lets no more wait than 32 MiB; the gap stands behind what waited', async () => {
    const recorder = new MadeRecorder(path);
    const release = hold();
    for (let i = 0; i < 4_000; i++) recorder.frame(10_000);
    expect(recorder.writer.state).toMatchObject({problem: 'the disk is too slow'});
    const {lost} = recorder.writer.state;
    const kept = 4_000 - lost;
    expect(kept * 10_000).toBeLessThan(32 * 1024 * 1024 + 256 * 1024);
    expect(kept * 10_000).toBeGreaterThan(31 * 1024 * 1024);
    release();
    await eventually(() => recorder.states.length > 100, 'what waited is written');
    await eventually(() => recorder.begun.length === 1, 'nothing begins before the gap is told');
    const before = recorder.states.length;
    for (let i = 0; i < 30; i++) recorder.frame(10_000);
    await eventually(() => recorder.begun.length === 2, 'the gap is told');
    expect(recorder.states.length).toBeGreaterThan(before);
    expect(recorder.writer.state.problem).toBeUndefined();
    await recorder.close();

    const entries = await readEntries(path);
    const numbers = numbersOf(entries);
    expect(gapsOf(entries)).toMatchObject([{entries: lost, reason: 'the disk is too slow'}]);
    const gapAt = entries.findIndex(({kind}) => kind === 'gap');
    const [first] = numbersOf(entries.slice(gapAt));
    expect(numbersOf(entries.slice(0, gapAt))).toEqual(oneTo(first! - 1 - lost));
    expect(numbers.length + lost).toBe(4_030);
    expect(numbers.at(-1)).toBe(4_030);
    expectWhole(path);
  });

  test('that is closed meanwhile still tells the gap and the end', async () => {
    const recorder = new MadeRecorder(path);
    const release = hold();
    for (let i = 0; i < 4_000; i++) recorder.frame(10_000);
    const closed = recorder.close();
    release();
    await closed;
    const entries = await readEntries(path);
    expect(entries.at(-1)!.kind).toBe('end');
    expect(gapsOf(entries)).toMatchObject([{entries: recorder.writer.state.lost}]);
    expect(scanFile(path).blocks.at(-1)!.isEnd).toBe(true);
  });

  test('keeps what comes while it writes: blocks stay in order, one write at a time', async () => {
    const recorder = new MadeRecorder(path);
    const release = hold();
    for (let i = 0; i < 10; i++) {
      recorder.frame();
      await recorder.time.runFor(1_000_000);
    }

    await eventually(() => disk.writes === 1, 'the first block is being written');
    expect(disk.writes).toBe(1);
    release();
    await recorder.close();
    expect(numbersOf(await readEntries(path))).toEqual(oneTo(10));
    expect(recorder.writer.state.lost).toBe(0);
  });
});
