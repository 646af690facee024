import {execFileSync, spawnSync} from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {canRead, encodeBlock} from '../../../src/recording/block-format.js';
import {PolybookError} from '../../../src/domain/problem.js';
import {prepareTarget} from '../../../src/recording/prepare-target.js';
import type {TargetMode} from '../../../src/recording/prepare-target.js';
import {
  kindsOf,
  MadeRecorder,
  makeRecording,
  readEntries,
  scanFile,
} from '../../support/made-recording.js';
import {createTemporaryFolder} from '../../support/temporary-folder.js';

/** An account that owns nothing. */
const NOBODY = 65_534;

const MODES = ['new', 'append', 'overwrite'] as const;

let folder: ReturnType<typeof createTemporaryFolder>;
let path: string;

beforeEach(() => {
  folder = createTemporaryFolder();
  path = join(folder.path, 'session.jsonl.gz');
});

afterEach(() => {
  folder[Symbol.dispose]();
});

function problemOf(mode: TargetMode, target = path): {message: string; hint: string | undefined} {
  try {
    prepareTarget(target, mode);
  } catch (error) {
    expect(error).toBeInstanceOf(PolybookError);
    const {code, message, hint} = error as PolybookError;
    expect(code).toBe('RECORDING_NOT_WRITABLE');
    expect(message).toContain(target);
    expect(message).not.toMatch(/E[A-Z]{4,}|\.$/);
    return {message, hint};
  }

  throw new Error('It was accepted');
}

/** Refused, and as it was, down to its time. */
function expectUntouched(modes: readonly TargetMode[], message: RegExp): void {
  const before = [readFileSync(path), statSync(path).mtimeMs] as const;
  for (const mode of modes) expect(problemOf(mode).message).toMatch(message);
  expect(readFileSync(path).equals(before[0])).toBe(true);
  expect(statSync(path).mtimeMs).toBe(before[1]);
}

describe('a file that is there', () => {
  test('is refused when a new one is asked for, with what to do about it, and stays as it was', () => {
    writeFileSync(path, 'mine');
    const {message, hint} = problemOf('new');
    expect(message).toBe(`Cannot record into "${path}": it is there already`);
    expect(hint).toBe('Add --append or --overwrite, or name another file');
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  test('is overwritten where that is asked for', async () => {
    writeFileSync(path, 'mine, and longer than the recording: '.repeat(1_000));
    const recorder = new MadeRecorder(path, {mode: 'overwrite'});
    await recorder.close();
    expect(kindsOf(await readEntries(path))).toEqual(['start', 'checkpoint', 'end']);
  });
});

describe('a file that is not there', () => {
  test.each(MODES)('is made: %s', (mode) => {
    prepareTarget(path, mode);
    expect(readFileSync(path)).toHaveLength(0);
    // A worker that begins anew goes on in it.
    prepareTarget(path, 'append');
  });
});

describe('appending', () => {
  test('goes on behind what is there, of which no byte changes', async () => {
    await makeRecording(path);
    const before = readFileSync(path);
    const count = (await readEntries(path)).length;
    const recorder = new MadeRecorder(path, {mode: 'append'});
    recorder.frame();
    await recorder.close();
    expect(readFileSync(path).subarray(0, before.length).equals(before)).toBe(true);
    const added = (await readEntries(path)).slice(count);
    expect(kindsOf(added)).toEqual(['start', 'checkpoint', 'frame', 'end']);
  });

  test('takes off a block that is torn, wherever it is torn, and no other', async () => {
    await makeRecording(path);
    const whole = readFileSync(path);
    const {blocks} = scanFile(path);
    const last = blocks.at(-1)!;
    for (let bytes = last.offset; bytes < whole.length; bytes++) {
      writeFileSync(path, whole.subarray(0, bytes));
      prepareTarget(path, 'append');
      expect(readFileSync(path).equals(whole.subarray(0, last.offset))).toBe(true);
    }

    prepareTarget(path, 'append');
    expect(scanFile(path).blocks).toHaveLength(blocks.length - 1);
  });

  test('begins anew in one whose first block is torn', async () => {
    await makeRecording(path);
    const whole = readFileSync(path);
    for (let bytes = 0; bytes < scanFile(path).blocks[1]!.offset; bytes++) {
      if (bytes === scanFile(path).blocks[0]?.offset) break;
      writeFileSync(path, whole.subarray(0, bytes));
      prepareTarget(path, 'append');
      expect(readFileSync(path)).toHaveLength(0);
      writeFileSync(path, whole);
    }
  });

  test('takes off the room that the file system made for a block before the power went', async () => {
    await makeRecording(path);
    const whole = readFileSync(path);
    truncateSync(path, whole.length + 4_096);
    prepareTarget(path, 'append');
    expect(readFileSync(path).equals(whole)).toBe(true);
  });

  test('refuses one that ends in something else, which is said with its place', async () => {
    await makeRecording(path);
    const {length} = readFileSync(path);
    appendFileSync(path, 'mine');
    expectUntouched(
      ['append'],
      new RegExp(`its last 4 bytes, from byte ${length} on, are no part of a recording$`),
    );
  });

  test('refuses one whose last block is damaged instead of taking it off', async () => {
    await makeRecording(path);
    const bytes = readFileSync(path);
    bytes[scanFile(path).blocks.at(-1)!.offset + 20]! ^= 1;
    writeFileSync(path, bytes);
    expectUntouched(['append'], /are no part of a recording$/);
  });

  test.each([
    ['raw frames', Buffer.from('{"event_type":"book"}\n')],
    ['raw frames in gzip', gzipSync('{"event_type":"book"}\n')],
    ['gzip in blocks of another program', bgzip()],
    ['something else', Buffer.from('mine')],
    ['a single byte', Buffer.from('x')],
    ['zeros', Buffer.alloc(100, 0)],
  ])('refuses a file that is none of its own: %s', (_, content) => {
    writeFileSync(path, content);
    expectUntouched(['append'], /is no recording of this program$/);
  });

  test('refuses a long file of another program without reading it', () => {
    writeFileSync(path, 'mine');
    truncateSync(path, 1024 ** 4);
    expectUntouchedSize(1024 ** 4);
  });

  test('refuses what a newer program wrote', async () => {
    await makeRecording(path);
    const summary = {hasCheckpoint: false, isEnd: true, entries: 1, firstUs: 1, lastUs: 1};
    const block = await encodeBlock(Buffer.from('{}\n'), {...summary, version: 2}, 'gzip');
    appendFileSync(path, Buffer.concat(block));
    expectUntouched(['append'], /has format 2, and this program writes format 1$/);
  });

  test('goes on as the file is compressed, whatever its name says', async () => {
    const unnamed = join(folder.path, 'session.rec');
    await makeRecording(path);
    writeFileSync(unnamed, readFileSync(path));
    const recorder = new MadeRecorder(unnamed, {mode: 'append'});
    await recorder.close();
    expect(new Set(scanFile(unnamed).blocks.map(({codec}) => codec))).toEqual(new Set(['gzip']));
  });

  function expectUntouchedSize(bytes: number): void {
    expect(problemOf('append').message).toMatch(/is no recording of this program$/);
    expect(statSync(path).size).toBe(bytes);
  }
});

describe('what cannot be recorded into is said in a sentence', () => {
  test.each(MODES)('a folder that is missing: %s', (mode) => {
    const target = join(folder.path, 'missing', 'a.gz');
    expect(problemOf(mode, target).message).toBe(
      `Cannot record into "${target}": there is no such folder`,
    );
  });

  test.each(MODES)('a folder: %s', (mode) => {
    expect(problemOf(mode, folder.path)).toEqual({
      message: `Cannot record into "${folder.path}": it is a folder`,
      hint: undefined,
    });
  });

  test.each(MODES)('a file where a folder is meant: %s', (mode) => {
    writeFileSync(path, '');
    const target = join(path, 'a.gz');
    expect(problemOf(mode, target).message).toMatch(/: a part of its path is no folder$/);
  });

  test.skipIf(spawnSync('mkfifo', ['--version']).status !== 0)(
    'a pipe, for whose reader nobody waits',
    () => {
      execFileSync('mkfifo', [path]);
      for (const mode of MODES) expect(problemOf(mode).message).toMatch(/: it is no file$/);
    },
  );

  test.each(MODES)('no permission: %s', (mode) => {
    const closed = join(folder.path, 'closed');
    mkdirSync(closed, {mode: 0o500});
    // The administrator may write where nobody else may.
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid!(NOBODY);
    try {
      expect(problemOf(mode, join(closed, 'a.gz')).message).toMatch(/: permission denied$/);
    } finally {
      if (isRoot) process.seteuid!(0);
    }
  });

  test.skipIf(canRead('zstd'))('zstd, where Node.js has none: nothing is made', () => {
    const target = join(folder.path, 'a.zst');
    for (const mode of MODES) {
      expect(problemOf(mode, target)).toEqual({
        message: `Cannot record into "${target}": it is to be compressed with zstd, which Node.js ${process.version} cannot do`,
        hint: 'Node.js 22.15 and newer can; a file named .gz is compressed with gzip',
      });
    }

    expect(statSync(target, {throwIfNoEntry: false})).toBeUndefined();
  });
});

/** The same extra field in its header, with another name. */
function bgzip(): Buffer {
  const head = Buffer.from([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255, 6, 0, 0x42, 0x43, 2, 0, 27, 0]);
  return Buffer.concat([head, gzipSync('').subarray(10)]);
}
