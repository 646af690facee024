import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {gunzipSync} from 'node:zlib';
import fc from 'fast-check';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {Entry} from '../../../src/recording/entry.js';
import {RecordingFile} from '../../../src/recording/recording-file.js';
import {endOf} from '../../../src/recording/scan-blocks.js';
import {entries as anyEntry} from '../../support/entry-arbitrary.js';
import {eventually} from '../../support/eventually.js';
import {
  kindsOf,
  MadeRecorder,
  makeRecording,
  numbersOf,
  oneTo,
  readEntries,
  scanFile,
} from '../../support/made-recording.js';
import {createTemporaryFolder} from '../../support/temporary-folder.js';

let folder: ReturnType<typeof createTemporaryFolder>;
let path: string;

beforeEach(() => {
  folder = createTemporaryFolder();
  path = join(folder.path, 'session.jsonl.gz');
});

afterEach(() => {
  folder[Symbol.dispose]();
});

function comparable(entry: Entry): unknown {
  return entry.kind === 'frame' ? {...entry, frame: Buffer.from(entry.frame)} : entry;
}

describe('a recording', () => {
  test('reads back as it was written, in order, across many blocks', async () => {
    const runs = fc.array(fc.array(anyEntry, {maxLength: 12}), {maxLength: 12});
    let run = 0;
    await fc.assert(
      fc.asyncProperty(runs, async (blocks) => {
        const name = join(folder.path, `${++run}.gz`);
        const recorder = new MadeRecorder(name);
        for (const block of blocks) {
          for (const entry of block) {
            if (entry.kind === 'frame') recorder.writer.frame(entry, entry, entry.frame);
            else {
              const {wallUs, monoUs, ...note} = entry;
              recorder.writer.note({wallUs, monoUs}, note);
            }
          }

          await recorder.time.runFor(1_000_000);
        }

        await recorder.close();
        const read = await readEntries(name);
        expect(kindsOf(read.slice(0, 2))).toEqual(['start', 'checkpoint']);
        expect(read.slice(2, -1).map(comparable)).toEqual(blocks.flat().map(comparable));
        expect(read.at(-1)!.kind).toBe('end');
      }),
      {numRuns: 40},
    );
  });

  test('is gzip that any program reads whole, and each block of it alone', async () => {
    await makeRecording(path, 6);
    const bytes = readFileSync(path);
    const {blocks} = scanFile(path);
    const texts = blocks.map((block) => gunzipSync(bytes.subarray(block.offset, endOf(block))));
    expect(blocks).toHaveLength(6);
    expect(gunzipSync(bytes).equals(Buffer.concat(texts))).toBe(true);
    for (const [i, {entries, rawBytes}] of blocks.entries()) {
      const lines = texts[i]!.toString().trimEnd().split('\n');
      expect(lines).toHaveLength(entries);
      expect(texts[i]).toHaveLength(rawBytes);
      for (const line of lines) JSON.parse(line);
    }
  });

  test('has in the header of each block when its first and its last entry came', async () => {
    await makeRecording(path);
    const file = RecordingFile.open(path);
    for (const [index, {entries, firstUs, lastUs}] of file.blocks.entries()) {
      const read = await file.read(index);
      expect(read).toHaveLength(entries);
      expect([read[0]!.wallUs, read.at(-1)!.wallUs]).toEqual([firstUs, lastUs]);
    }

    expect(file.firstUs).toBe(file.blocks[0]!.firstUs);
    expect(file.lastUs).toBe(file.blocks.at(-1)!.lastUs);
    file.close();
  });
});

describe('a block', () => {
  test('is on the disk 0.75 s after its first entry, while the recording goes on', async () => {
    const recorder = new MadeRecorder(path);
    await recorder.time.runFor(700_000);
    recorder.frame();
    await recorder.time.runFor(49_000);
    expect(recorder.writer.pendingBytes).toBeGreaterThan(0);
    await recorder.time.runFor(1_000);
    expect(recorder.writer.pendingBytes).toBe(0);
    await eventually(() => recorder.states.length === 1, 'the block is written');
    expect(numbersOf(await readEntries(path))).toEqual([1]);

    await recorder.time.runFor(60_000_000);
    expect(recorder.time.timers).toBe(0);
    recorder.frame();
    await recorder.time.runFor(750_000);
    await eventually(() => recorder.states.length === 2, 'the next block is written');
    expect(numbersOf(await readEntries(path))).toEqual([1, 2]);
    await recorder.close();
  });

  test('never spans more than 0.75 s, whenever its entries come', async () => {
    const pauses = fc.array(fc.integer({min: 0, max: 1_500_000}), {maxLength: 60});
    let run = 0;
    await fc.assert(
      fc.asyncProperty(pauses, async (some) => {
        const name = join(folder.path, `${++run}.gz`);
        const recorder = new MadeRecorder(name);
        for (const pause of some) {
          recorder.frame();
          await recorder.time.runFor(pause);
        }

        await recorder.close();
        const {blocks} = scanFile(name);
        expect(
          Math.max(...blocks.map(({firstUs, lastUs}) => lastUs - firstUs)),
        ).toBeLessThanOrEqual(750_000);
        expect(numbersOf(await readEntries(name))).toEqual(oneTo(some.length));
      }),
      {numRuns: 30},
    );
  });

  test('is sealed as soon as it has 256 kB, and one frame more at most', async () => {
    const recorder = new MadeRecorder(path);
    for (let i = 0; i < 100; i++) recorder.frame(10_000);
    await recorder.close();
    const {blocks} = scanFile(path);
    expect(blocks).toHaveLength(4);
    for (const {rawBytes} of blocks.slice(0, -1)) {
      expect(rawBytes).toBeGreaterThanOrEqual(256 * 1024);
      expect(rawBytes).toBeLessThan(256 * 1024 + 10_100);
    }

    expect(numbersOf(await readEntries(path))).toEqual(oneTo(100));
  });

  test('holds the largest frame that there may be', async () => {
    const recorder = new MadeRecorder(path);
    const frame = Buffer.alloc(8 * 1024 * 1024, '\u0001\n');
    recorder.frame();
    recorder.writer.frame(recorder.now, {socket: 1, withheld: []}, frame);
    await recorder.close();
    const read = await readEntries(path);
    expect(read.map(({kind}) => kind)).toEqual(['start', 'checkpoint', 'frame', 'frame', 'end']);
    expect(read[3]).toMatchObject({kind: 'frame'});
    expect(Buffer.from((read[3] as Entry & {kind: 'frame'}).frame).equals(frame)).toBe(true);
  });

  test('begins with a checkpoint where its header says so, and nowhere else', async () => {
    const recorder = new MadeRecorder(path);
    for (let i = 1; i <= 20; i++) {
      recorder.frame();
      if (i % 7 === 0) recorder.checkpoint();
      else if (i % 2 === 0) await recorder.time.runFor(1_000_000);
    }

    await recorder.close();
    const file = RecordingFile.open(path);
    const kinds = await Promise.all(
      file.blocks.map(async (_, index) => (await file.read(index))[0]!.kind),
    );
    expect(file.blocks.map(({hasCheckpoint}) => hasCheckpoint)).toEqual(
      kinds.map((kind) => kind === 'start' || kind === 'books'),
    );
    expect(kinds.filter((kind) => kind === 'books')).toHaveLength(2);
    file.close();
  });
});

describe('closing', () => {
  test('marks the end, in its block and in the header, and takes nothing more', async () => {
    const recorder = new MadeRecorder(path);
    recorder.frame();
    await recorder.close();
    recorder.frame();
    recorder.checkpoint();
    await recorder.time.runFor(10_000_000);
    await recorder.close();
    const {blocks} = scanFile(path);
    expect(blocks.map(({isEnd}) => isEnd)).toEqual([true]);
    expect(kindsOf(await readEntries(path))).toEqual(['start', 'checkpoint', 'frame', 'end']);
    const file = RecordingFile.open(path);
    expect(file.isCutOff).toBe(false);
    file.close();
  });

  test('marks the end also where its entry is what fills the block', async () => {
    for (let missing = 1; missing <= 60; missing++) {
      const name = join(folder.path, `${missing}.gz`);
      const recorder = new MadeRecorder(name);
      const before = recorder.writer.pendingBytes;
      recorder.frame();
      const oneLine = recorder.writer.pendingBytes - before;
      const frameBytes = Buffer.byteLength('{"n":1,"x":""}');
      recorder.frame(256 * 1024 - missing - recorder.writer.pendingBytes - oneLine + frameBytes);
      expect(recorder.writer.pendingBytes).toBe(256 * 1024 - missing);
      await recorder.close();
      expect(scanFile(name).blocks.map(({isEnd}) => isEnd)).toEqual([true]);
    }
  });

  test('of one that goes on elsewhere leaves both runs in the file, each with its start and end', async () => {
    for (let run = 0; run < 3; run++) {
      const recorder = new MadeRecorder(path, {mode: 'append'});
      recorder.frame();
      await recorder.close();
    }

    const run = ['start', 'checkpoint', 'frame', 'end'];
    expect(kindsOf(await readEntries(path))).toEqual([...run, ...run, ...run]);
    expect(gunzipSync(readFileSync(path)).toString().trimEnd().split('\n')).toHaveLength(12);
  });

  test('tells the size of what was stored, and of the frames as they came', async () => {
    const recorder = new MadeRecorder(path);
    for (let i = 0; i < 60; i++) recorder.frame(10_000);
    await recorder.close();
    expect(recorder.writer.state).toEqual({
      path,
      storedBytes: readFileSync(path).length,
      rawBytes: 600_000,
      lost: 0,
      problem: undefined,
    });
  });
});
