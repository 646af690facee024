// A recording of this program's own, open for reading: its blocks, and the entries in each.

import {closeSync, openSync, readSync} from 'node:fs';
import {PolybookError} from '../domain/problem.js';
import {beginsAsBlock, canRead, decodeBlock} from './block-format.js';
import {decodeEntry} from './decode-entry.js';
import {FORMAT_VERSION} from './entry.js';
import type {Entry} from './entry.js';
import {describeFileError} from './file-words.js';
import {readStart, scanBlocks} from './scan-blocks.js';
import type {Block, Scan} from './scan-blocks.js';

const NEWLINE = 10;

/** A place in a recording: before this entry of this block. */
export type Place = {readonly block: number; readonly entry: number};

export class RecordingFile {
  readonly path: string;
  readonly #fd: number;
  readonly #scan: Scan;
  /** The block that was read last: steps and searches stay near it. */
  #cached: {readonly index: number; readonly entries: readonly Entry[]} | undefined;

  private constructor(path: string, fd: number, scan: Scan) {
    this.path = path;
    this.#fd = fd;
    this.#scan = scan;
  }

  /** Whether a file begins as a recording of this program does. Throws where it can't be read. */
  static isOne(path: string): boolean {
    return withFile(path, (fd) => beginsAsBlock(readStart(fd, 0)));
  }

  /** Throws a `PolybookError` that says what is wrong with the file, and where. */
  static open(path: string): RecordingFile {
    const fd = openOrSay(path);
    try {
      const scan = scanBlocks(fd);
      checkReadable(path, scan);
      return new RecordingFile(path, fd, scan);
    } catch (error) {
      closeSync(fd);
      throw toProblem(path, error);
    }
  }

  get blocks(): readonly Block[] {
    return this.#scan.blocks;
  }

  /** Wall clock of the first and the last entry, in µs. */
  get firstUs(): number {
    return this.blocks[0]!.firstUs;
  }

  get lastUs(): number {
    return this.blocks.at(-1)!.lastUs;
  }

  /** Whether it was cut off: a recording that was stopped says so at its end. */
  get isCutOff(): boolean {
    const {endOffset, fileBytes} = this.#scan;
    return !this.blocks.at(-1)!.isEnd || endOffset < fileBytes;
  }

  /** What of the file belongs to no block, as sentences without a full stop. */
  get damages(): readonly string[] {
    return this.#scan.damages.map(
      ({offset, bytes}) =>
        `"${this.path}" is damaged: ${bytes} bytes from byte ${offset} on are no part of a recording`,
    );
  }

  /** Rejects with a `PolybookError` where the block is not what was written. */
  async read(index: number): Promise<readonly Entry[]> {
    if (this.#cached?.index === index) return this.#cached.entries;
    const block = this.blocks[index]!;
    const data = Buffer.alloc(block.storedBytes);
    try {
      readSync(this.#fd, data, 0, data.length, block.dataOffset);
      const entries = splitEntries(await decodeBlock(data, block));
      this.#cached = {index, entries};
      return entries;
    } catch (error) {
      throw new PolybookError(
        'UNREADABLE_RECORDING',
        `"${this.path}" is damaged: block ${index + 1} of ${this.blocks.length}, at byte ${block.offset}, cannot be read (${(error as Error).message})`,
        {hint: 'What lies before and after it can be', cause: error},
      );
    }
  }

  close(): void {
    closeSync(this.#fd);
  }
}

function splitEntries(raw: Buffer): readonly Entry[] {
  const entries: Entry[] = [];
  let start = 0;
  for (let end = raw.indexOf(NEWLINE); end !== -1; end = raw.indexOf(NEWLINE, start)) {
    const entry = decodeEntry(raw.subarray(start, end));
    // What a newer program of the same format has added is not known here.
    if (entry !== undefined) entries.push(entry);
    start = end + 1;
  }

  return entries;
}

function checkReadable(path: string, {blocks, fileBytes}: Scan): void {
  const first = blocks[0];
  if (first === undefined) {
    throw new PolybookError(
      'UNREADABLE_RECORDING',
      fileBytes === 0
        ? `"${path}" is empty`
        : `"${path}" holds no whole block of a recording in its ${fileBytes} bytes`,
      {hint: 'It may have been cut off within its first second'},
    );
  }

  const newest = Math.max(...new Set(blocks.map(({version}) => version)));
  if (newest > FORMAT_VERSION) {
    throw new PolybookError(
      'UNREADABLE_RECORDING',
      `"${path}" has format ${newest}, and this program reads formats up to ${FORMAT_VERSION}`,
      {hint: 'Update polybook-tui'},
    );
  }

  const unread = blocks.find(({codec}) => !canRead(codec));
  if (unread !== undefined) {
    throw new PolybookError(
      'UNREADABLE_RECORDING',
      `"${path}" is compressed with ${unread.codec}, which Node.js ${process.version} cannot read`,
      {hint: 'Node.js 22.15 and newer can'},
    );
  }
}

function withFile<T>(path: string, use: (fd: number) => T): T {
  const fd = openOrSay(path);
  try {
    return use(fd);
  } catch (error) {
    throw toProblem(path, error);
  } finally {
    closeSync(fd);
  }
}

function openOrSay(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw toProblem(path, error);
  }
}

function toProblem(path: string, error: unknown): PolybookError {
  if (error instanceof PolybookError) return error;
  return new PolybookError(
    'UNREADABLE_RECORDING',
    `Cannot read "${path}": ${describeFileError(error)}`,
    {
      cause: error,
      hint: 'Pass a recording, or a file of raw frames, one JSON text a line, plain or .gz',
    },
  );
}
