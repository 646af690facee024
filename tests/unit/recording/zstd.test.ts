// Blocks of zstd, which Node.js has since 22.15: elsewhere they are refused in a sentence.

import {spawnSync} from 'node:child_process';
import {appendFileSync, readFileSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {canRead} from '../../../src/recording/block-format.js';
import {prepareTarget} from '../../../src/recording/prepare-target.js';
import {RecordingFile} from '../../../src/recording/recording-file.js';
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

/** A recording of one frame, written with Node.js 22. */
const RECORDING = Buffer.from(
  'UCpNGCQAAABQQgEDKEKqNAQAAABPAQAAoQAAAAAJYwGeMBlDAAljAZ4wGUMotS/9BFilBABCyh4ccKdtAyRC7ffqyz' +
    'bvIWv7qqqzwipMm3lJVz3/TEP7sbKd+zq7E6DtRFB5wdyzoTV2581eiuLNeyVNEMwBHNqPXFJi7u+cKvXNVeXxe+Iq' +
    'yjc/g+bs3xVaAd3k5tyXJt5cbt6Lmn/PpKB1qbohDkEoAAqFYZw7KwGNzgIHANPYSUITSkgN+igBc6zmsz6xaAETlA' +
    'MxWQ==',
  'base64',
);

let folder: ReturnType<typeof createTemporaryFolder>;
let path: string;

beforeEach(() => {
  folder = createTemporaryFolder();
  path = join(folder.path, 'session.jsonl.zst');
});

afterEach(() => {
  folder[Symbol.dispose]();
});

describe.skipIf(canRead('zstd'))('where Node.js has no zstd', () => {
  test('a recording in it is known as one, and refused with what can read it', () => {
    writeFileSync(path, RECORDING);
    expect(RecordingFile.isOne(path)).toBe(true);
    expect(scanFile(path).blocks).toMatchObject([{codec: 'zstd', entries: 4, isEnd: true}]);
    expect(() => RecordingFile.open(path)).toThrow(
      expect.objectContaining({
        code: 'UNREADABLE_RECORDING',
        message: `"${path}" is compressed with zstd, which Node.js ${process.version} cannot read`,
        hint: 'Node.js 22.15 and newer can',
      }),
    );
  });

  test('nothing is appended to it, and it stays as it was', () => {
    const torn = Buffer.concat([RECORDING, RECORDING.subarray(0, 60)]);
    writeFileSync(path, torn);
    expect(() => {
      prepareTarget(path, 'append');
    }).toThrow(
      expect.objectContaining({
        code: 'RECORDING_NOT_WRITABLE',
        message: `Cannot record into "${path}": it is to be compressed with zstd, which Node.js ${process.version} cannot do`,
      }),
    );
    expect(readFileSync(path).equals(torn)).toBe(true);
  });
});

describe.runIf(canRead('zstd'))('where Node.js has zstd', () => {
  test('a recording in it that another one wrote is read', async () => {
    writeFileSync(path, RECORDING);
    expect(kindsOf(await readEntries(path))).toEqual(['start', 'checkpoint', 'frame', 'end']);
  });

  test('a file named .zst is written in it, one named .gz is not', async () => {
    const gzip = join(folder.path, 'session.jsonl.gz');
    for (const name of [path, gzip]) {
      await makeRecording(name);
      const {blocks} = scanFile(name);
      expect(new Set(blocks.map(({codec}) => codec))).toEqual(
        new Set([name === path ? 'zstd' : 'gzip']),
      );
      expect(numbersOf(await readEntries(name))).toEqual(oneTo(9));
    }
  });

  test('what is appended to it is compressed as it is, and so is what a torn block gives way to', async () => {
    const renamed = join(folder.path, 'session.gz');
    await makeRecording(path);
    writeFileSync(renamed, readFileSync(path));
    truncateSync(renamed, scanFile(renamed).fileBytes - 3);
    const recorder = new MadeRecorder(renamed, {mode: 'append'});
    await recorder.close();
    const {blocks, damages} = scanFile(renamed);
    expect(new Set(blocks.map(({codec}) => codec))).toEqual(new Set(['zstd']));
    expect(damages).toEqual([]);
  });

  test('a byte that is another is found by its checksum, garbage is skipped', async () => {
    await makeRecording(path);
    const whole = readFileSync(path);
    const [, second] = scanFile(path).blocks;
    for (let at = second!.dataOffset; at < second!.dataOffset + second!.storedBytes; at++) {
      const broken = Buffer.from(whole);
      broken[at]! ^= 1;
      writeFileSync(path, broken);
      const file = RecordingFile.open(path);
      const [first] = await Promise.all([file.read(0), file.read(2)]);
      expect(kindsOf(first)).toContain('start');
      const entries = await file.read(1).catch((error: unknown) => error as Error);
      if (entries instanceof Error) expect(entries.message).toContain(`at byte ${second!.offset}`);
      else expect(kindsOf(entries)).toEqual(['frame', 'frame', 'frame']);
      file.close();
    }

    writeFileSync(path, whole);
    appendFileSync(path, 'mine');
    appendFileSync(path, whole);
    const file = RecordingFile.open(path);
    expect(file.damages).toHaveLength(1);
    file.close();
  });

  test.skipIf(spawnSync('zstdcat', ['--version']).status !== 0)(
    'any program that reads zstd reads it whole',
    async () => {
      await makeRecording(path);
      const {stdout, status} = spawnSync('zstdcat', [path], {encoding: 'utf8'});
      expect(status).toBe(0);
      expect(stdout.trimEnd().split('\n')).toHaveLength((await readEntries(path)).length);
    },
  );
});
