// Whatever became of a file: what is whole in it is read, and of the rest it is said where it is.

import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {crc32, gzipSync} from 'node:zlib';
import fc from 'fast-check';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {PolybookError} from '../../../src/domain/problem.js';
import {encodeBlock} from '../../../src/recording/block-format.js';
import type {Entry} from '../../../src/recording/entry.js';
import {RecordingFile} from '../../../src/recording/recording-file.js';
import {endOf} from '../../../src/recording/scan-blocks.js';
import type {Block} from '../../../src/recording/scan-blocks.js';
import {makeRecording, scanFile} from '../../support/made-recording.js';
import {createTemporaryFolder} from '../../support/temporary-folder.js';

let folder: ReturnType<typeof createTemporaryFolder>;
let path: string;
/** A small recording, its blocks and what is in each. */
let bytes: Buffer;
let blocks: readonly Block[];
let contents: readonly string[];

beforeEach(async () => {
  folder = createTemporaryFolder();
  path = join(folder.path, 'session.jsonl.gz');
  await makeRecording(path);
  bytes = readFileSync(path);
  ({blocks} = scanFile(path));
  const file = RecordingFile.open(path);
  contents = await Promise.all(blocks.map(async (_, index) => textOf(await file.read(index))));
  file.close();
});

afterEach(() => {
  folder[Symbol.dispose]();
});

/** Quicker to compare. */
function textOf(entries: readonly Entry[]): string {
  return JSON.stringify(entries);
}

type Reading = {
  readonly isCutOff: boolean;
  readonly damages: readonly string[];
  /** By where each block begins: what is in it, or why that can't be said. */
  readonly found: ReadonlyMap<number, string | PolybookError>;
};

/** What a file with these bytes gives; the refusal where it gives nothing. */
async function read(content: Uint8Array): Promise<Reading | PolybookError> {
  writeFileSync(path, content);
  let file;
  try {
    file = RecordingFile.open(path);
  } catch (error) {
    return toProblem(error);
  }

  try {
    const found = new Map<number, string | PolybookError>();
    for (const [index, {offset}] of file.blocks.entries()) {
      found.set(offset, await file.read(index).then(textOf, toProblem));
    }

    return {isCutOff: file.isCutOff, damages: file.damages, found};
  } finally {
    file.close();
  }
}

function toProblem(error: unknown): PolybookError {
  expect(error).toBeInstanceOf(PolybookError);
  const problem = error as PolybookError;
  expect(problem.code).toBe('UNREADABLE_RECORDING');
  expect(problem.message).toContain(`"${path}"`);
  expect(problem.message).not.toMatch(/\.$/);
  return problem;
}

async function open(content: Uint8Array): Promise<Reading> {
  const reading = await read(content);
  if (reading instanceof PolybookError) throw reading;
  return reading;
}

async function refuse(content: Uint8Array): Promise<PolybookError> {
  const reading = await read(content);
  if (reading instanceof PolybookError) return reading;
  throw new Error('It was opened');
}

describe('a recording that is cut off', () => {
  test('at any byte opens if its first block is whole, gives all whole blocks, and says so', async () => {
    for (let length = endOf(blocks[0]!); length < bytes.length; length++) {
      const {isCutOff, damages, found} = await open(bytes.subarray(0, length));
      const whole = blocks.filter((block) => endOf(block) <= length);
      expect([...found.keys()]).toEqual(whole.map(({offset}) => offset));
      expect([...found.values()]).toEqual(contents.slice(0, whole.length));
      expect(isCutOff).toBe(true);
      expect(damages).toEqual([]);
    }

    expect(await open(bytes)).toMatchObject({isCutOff: false, damages: []});
  });

  test('within its first block is refused in a sentence', async () => {
    expect((await refuse(Buffer.alloc(0))).message).toBe(`"${path}" is empty`);
    for (let length = 1; length < endOf(blocks[0]!); length++) {
      const {message, hint} = await refuse(bytes.subarray(0, length));
      expect(message).toBe(`"${path}" holds no whole block of a recording in its ${length} bytes`);
      expect(hint).toBe('It may have been cut off within its first second');
    }
  });

  test('while a second run was appended to it is cut off as well', async () => {
    const both = Buffer.concat([bytes, bytes]);
    expect(await open(both)).toMatchObject({isCutOff: false, damages: []});
    const {isCutOff, found} = await open(both.subarray(0, bytes.length + 20));
    expect(isCutOff).toBe(true);
    expect(found.size).toBe(blocks.length);
  });

  test('by a power failure, which leaves zeros, gives what is whole', async () => {
    const {isCutOff, damages, found} = await open(Buffer.concat([bytes, Buffer.alloc(5_000)]));
    expect([...found.values()]).toEqual(contents);
    expect([isCutOff, damages]).toEqual([true, []]);
  });
});

describe('a byte that is another', () => {
  test('anywhere costs the block that it is in, no other, and the sentence says where', async () => {
    for (const [at, byte] of bytes.entries()) {
      const broken = Buffer.from(bytes);
      broken[at] = byte ^ (1 << (at % 8));
      const hit = blocks.findIndex((block) => at < endOf(block));
      const {offset} = blocks[hit]!;
      const {found, damages} = await open(broken);
      for (const [index, block] of blocks.entries()) {
        if (index !== hit) expect(found.get(block.offset)).toEqual(contents[index]);
      }

      const outcome = found.get(offset);
      if (outcome === undefined) {
        expect(damages).toHaveLength(1);
        expect(damages[0]).toMatch(
          new RegExp(`is damaged: ${endOf(blocks[hit]!) - offset} bytes from byte ${offset} on`),
        );
      } else if (outcome instanceof PolybookError) {
        expect(outcome.message).toContain(
          `is damaged: block ${hit + 1} of ${blocks.length}, at byte ${offset}, cannot be read`,
        );
      } else {
        // Time and system in the header of gzip, which mean nothing here.
        expect(outcome).toEqual(contents[hit]);
      }
    }
  });

  test('or many of them are never an error of another kind', async () => {
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat({max: 255})), {minLength: 1, maxLength: 30});
    await fc.assert(
      fc.asyncProperty(edits, fc.nat(), async (some, cut) => {
        const broken = Buffer.from(bytes.subarray(0, 1 + (cut % bytes.length)));
        for (const [at, byte] of some) broken[at % broken.length] = byte;
        await read(broken);
      }),
      {numRuns: 300},
    );
  });
});

describe('what is between blocks', () => {
  const garbage = fc.oneof(
    fc.uint8Array({minLength: 1, maxLength: 3_000}),
    fc.constantFrom('mine', '\x1f\x8b\x08\x04', '{"a":1}\n').map((text) => Buffer.from(text)),
    // Beginnings of blocks, of which the rest was overwritten.
    fc.integer({min: 1, max: 60}).map((length) => bytes.subarray(0, length)),
  );

  test('is skipped, and reported with its place and its length', async () => {
    await fc.assert(
      fc.asyncProperty(garbage, fc.nat(), async (junk, n) => {
        const {offset} = blocks[n % blocks.length]!;
        const {damages, found, isCutOff} = await open(
          Buffer.concat([bytes.subarray(0, offset), junk, bytes.subarray(offset)]),
        );
        expect([...found.values()]).toEqual(contents);
        expect(damages).toEqual([
          `"${path}" is damaged: ${junk.length} bytes from byte ${offset} on are no part of a recording`,
        ]);
        expect(isCutOff).toBe(false);
      }),
      {numRuns: 60},
    );
  });

  test('of several places is reported of each; the end too, if it is not the beginning of a block', async () => {
    const [, second, third] = blocks;
    const {damages, found, isCutOff} = await open(
      Buffer.concat([
        ...[bytes.subarray(0, second!.offset), Buffer.from('one')],
        ...[bytes.subarray(second!.offset, third!.offset), Buffer.from('seven')],
        ...[bytes.subarray(third!.offset), Buffer.from('mine')],
      ]),
    );
    expect([...found.values()]).toEqual(contents);
    expect(damages.map((text) => /(\d+) bytes from byte (\d+)/.exec(text)!.slice(1))).toEqual([
      ['3', String(second!.offset)],
      ['5', String(third!.offset + 3)],
      ['4', String(bytes.length + 8)],
    ]);
    expect(isCutOff).toBe(true);
  });

  test('is found in a megabyte of it, also where a block begins at the border of what is searched', async () => {
    for (const length of [1024 ** 2 - 49, 1024 ** 2 - 1, 1024 ** 2, 1024 ** 2 + 1, 3 * 1024 ** 2]) {
      const junk = Buffer.alloc(length, '\x1f\x8b\x08\x04P*M\x18');
      const {found, damages} = await open(Buffer.concat([bytes, junk, bytes]));
      expect(found.size).toBe(2 * blocks.length);
      expect(damages).toHaveLength(1);
    }
  });
});

describe('a file of another kind', () => {
  const foreign = [
    ['text', Buffer.from('{"event_type":"book"}\n')],
    ['gzip', gzipSync('{"event_type":"book"}\n')],
    ['zstd', Buffer.from('28b52ffd2003190000610d0a', 'hex')],
    ['zeros', Buffer.alloc(10_000)],
  ] as const;

  test.each(foreign)('is known as none: %s', (_, content) => {
    writeFileSync(path, content);
    expect(RecordingFile.isOne(path)).toBe(false);
  });

  test.each(foreign)(
    'is refused in a sentence where it is opened all the same: %s',
    async (_, content) => {
      expect((await refuse(content)).message).toMatch(/holds no whole block of a recording in its/);
    },
  );

  test('is not what has a damaged first block: it is a recording still', async () => {
    const broken = Buffer.from(bytes);
    broken[30]! ^= 1;
    const {found} = await open(broken);
    expect(found.size).toBe(blocks.length - 1);
    expect(RecordingFile.isOne(path)).toBe(true);
  });

  test('that is not there, or a folder, is said in a sentence', () => {
    for (const target of [join(folder.path, 'missing.gz'), folder.path]) {
      for (const use of ['open', 'isOne'] as const) {
        expect(() => RecordingFile[use](target)).toThrow(
          expect.objectContaining({
            code: 'UNREADABLE_RECORDING',
            message: expect.stringMatching(
              /^Cannot read ".*": (there is no such file|it is a folder)$/,
            ) as string,
          }),
        );
      }
    }
  });
});

describe('a recording of a newer format', () => {
  const summary = {hasCheckpoint: true, isEnd: true, entries: 1, firstUs: 1, lastUs: 1};

  test('is refused with both versions, also where only what was appended is newer', async () => {
    const newer = Buffer.concat(
      await encodeBlock(Buffer.from('{"new":1}\n'), {...summary, version: 7}, 'gzip'),
    );
    for (const content of [newer, Buffer.concat([bytes, newer])]) {
      const {message, hint} = await refuse(content);
      expect(message).toBe(`"${path}" has format 7, and this program reads formats up to 1`);
      expect(hint).toBe('Update polybook-tui');
      expect(RecordingFile.isOne(path)).toBe(true);
    }
  });
});

describe('a file that was made to do harm', () => {
  const summary = {hasCheckpoint: true, isEnd: true, version: 1, entries: 1, firstUs: 1, lastUs: 1};

  test('by a block that becomes far longer than it says is refused before it does', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024)).subarray(10);
    const [header] = await encodeBlock(Buffer.from('{}\n'), summary, 'gzip');
    const {found} = await open(Buffer.concat([lengthen(header!, bomb.length), bomb, bytes]));
    expect(found.get(0)).toBeInstanceOf(PolybookError);
    expect(found.size).toBe(blocks.length + 1);
  });

  test('by times that no date has holds no such block', async () => {
    for (const us of [Number.NaN, Number.POSITIVE_INFINITY, -1, 1e18]) {
      const parts = await encodeBlock(Buffer.from('{}\n'), {...summary, lastUs: us}, 'gzip');
      const {found, damages} = await open(Buffer.concat([...parts, bytes]));
      expect(found.size).toBe(blocks.length);
      expect(damages).toHaveLength(1);
    }
  });

  /** The header as it would be of so much data. */
  function lengthen(header: Buffer, storedBytes: number): Buffer {
    const changed = Buffer.from(header);
    changed.writeUInt32LE(storedBytes, 16 + 14);
    const sum = crc32(changed.subarray(16 + 6, 50), crc32(changed.subarray(16, 18)));
    changed.writeUInt32LE(sum, 16 + 2);
    return changed;
  }
});
