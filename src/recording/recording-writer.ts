// Entries on their way to a file: gathered into blocks, compressed beside this thread, written in order. A
// disk that is full or slow costs entries, which the file is told of as a gap, and never the caller's time.

import {open, type FileHandle} from 'node:fs/promises';
import type {Clock, Timers} from '../domain/clock.js';
import type {RecordingState, Rotation} from '../domain/recording.js';
import {codecByName, decodeHeader, encodeBlock, MAX_HEADER_BYTES} from './block-format.js';
import type {Codec} from './block-format.js';
import {encodeEntry, toWholeUs} from './encode-entry.js';
import {FORMAT_VERSION} from './entry.js';
import type {EntryTime, FrameEntry, NoteEntry, StartEntry} from './entry.js';
import {describeFileError} from './file-words.js';
import {LineBuffer} from './line-buffer.js';
import {nextPath} from './next-path.js';

/** A block is written this long after its first entry: what a kill costs is less than a second. */
const SEAL_AFTER_US = 750_000;

/** Or as soon as it is so long. */
const SEAL_BYTES = 256 * 1024;

/** What may wait to be written; what comes then is lost. */
const MAX_WAITING_BYTES = 32 * 1024 * 1024;

export type RecordingWriterOptions = {
  /** Made ready by `prepareTarget`. */
  readonly path: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly rotation: Rotation | undefined;
  /**
   * A file begins, or something was lost: whatever a reader must know to go on from here. Where what the
   * file began with was lost, it begins once more.
   */
  readonly onBegin: (writer: RecordingWriter, why: 'file' | 'gap') => void;
  readonly onState: (state: RecordingState) => void;
};

const NEWLINE = 10;

type TargetFile = {
  path: string;
  /** It may have been begun by another run, whose end is where this one goes on. */
  readonly isFirst: boolean;
  readonly sinceUs: number;
  handle: FileHandle | undefined;
  /** Where the next block goes. */
  offset: number;
  /** How its blocks are compressed: one that is appended to goes on as it began. */
  codec: Codec;
  /** Whether the `start` of this run is in it. */
  hasStart: boolean;
  /** Whether a block may lie behind the last one that was written only in part. */
  isTorn: boolean;
};

type Sealed = {
  readonly file: TargetFile;
  readonly raw: Buffer;
  readonly entries: number;
  readonly first: EntryTime;
  readonly last: EntryTime;
  readonly hasCheckpoint: boolean;
  readonly hasStart: boolean;
  readonly isEnd: boolean;
  /** What was lost before it since the block before it was sealed. */
  readonly gap: Gap | undefined;
};

type Gap = {readonly entries: number; readonly reason: string};

export class RecordingWriter {
  readonly #options: RecordingWriterOptions;
  readonly #lines = new LineBuffer();
  #file: TargetFile;
  #storedBytes = 0;
  #rawBytes = 0;
  #waitingBytes = 0;
  #lost = 0;
  /** What could not be written, and what was not let wait; not told in the file yet. */
  #gap: Gap | undefined;
  #skipped: Gap | undefined;
  #problem: string | undefined;
  #tail: Promise<void> = Promise.resolve();
  #cancelSeal: (() => void) | undefined;
  /** Of the block that is being gathered. */
  #hasCheckpoint = false;
  #hasStart = false;
  /** A checkpoint belongs into one file. */
  #isTellingBooks = false;
  #isClosed = false;

  constructor(options: RecordingWriterOptions) {
    this.#options = options;
    this.#file = this.#nextFile(options.path, true);
    options.onBegin(this, 'file');
  }

  get state(): RecordingState {
    return {
      path: this.#file.path,
      storedBytes: this.#storedBytes,
      rawBytes: this.#rawBytes,
      lost: this.#lost,
      problem: this.#problem,
    };
  }

  /** Whether much of it waits to be written. */
  get isBehind(): boolean {
    return this.#waitingBytes > MAX_WAITING_BYTES / 4;
  }

  /** Resolves when what was sealed so far is written, or lost. */
  whenWritten(): Promise<void> {
    return this.#tail;
  }

  /** Of the block that is being gathered. */
  get pendingBytes(): number {
    return this.#lines.bytes;
  }

  frame(time: EntryTime, facts: Pick<FrameEntry, 'socket' | 'withheld'>, frame: Uint8Array): void {
    if (this.#isClosed) return;
    this.#lines.addFrame(time, facts, frame);
    this.#rawBytes += frame.length;
    this.#onAdded();
  }

  note(time: EntryTime, note: StartEntry | NoteEntry): void {
    if (this.#isClosed) return;
    this.#lines.addNote(time, note);
    if (note.kind === 'start') this.#hasStart = true;
    if (note.kind === 'checkpoint') this.#isTellingBooks = false;
    this.#onAdded();
  }

  /** What follows tells all books, up to a `checkpoint`, so that playing may begin there. */
  beginCheckpoint(): void {
    this.#seal(false);
    this.#hasCheckpoint = true;
    this.#isTellingBooks = true;
  }

  /** Resolves when everything is written, or cannot be. Nothing is taken any more. */
  async close(time: EntryTime): Promise<void> {
    if (!this.#isClosed) {
      this.#isClosed = true;
      this.#lines.addNote(time, {kind: 'end'});
      this.#seal(true);
    }

    await this.#tail;
    await this.#closeFile(this.#file);
  }

  #onAdded(): void {
    if (this.#lines.bytes >= SEAL_BYTES) this.#seal(false);
    else {
      this.#cancelSeal ??= this.#options.timers.after(SEAL_AFTER_US, () => {
        this.#seal(false);
      });
    }
  }

  #seal(isClosing: boolean): void {
    this.#cancelSeal?.();
    this.#cancelSeal = undefined;
    if (this.#lines.entries === 0) return;
    const isFull = !isClosing && this.#isRotationDue();
    if (isFull) this.#lines.addNote(this.#now(), {kind: 'end'});
    const {entries, first, last} = this.#lines;
    const sealed: Sealed = {
      ...{file: this.#file, entries, first, last, isEnd: isClosing || isFull},
      raw: this.#lines.take(),
      hasCheckpoint: this.#hasCheckpoint,
      hasStart: this.#hasStart,
      gap: this.#skipped,
    };
    this.#hasCheckpoint = false;
    this.#hasStart = false;
    // The last block is always let in, since nothing comes after it that could say what is missing.
    if (!isClosing && this.#waitingBytes + sealed.raw.length > MAX_WAITING_BYTES) {
      this.#skipped = addGap(this.#skipped, {entries, reason: 'the disk is too slow'});
      this.#lose(this.#skipped.reason, entries);
    } else {
      this.#skipped = undefined;
      this.#enqueue(sealed);
    }

    if (isFull) this.#rotate();
  }

  #enqueue(sealed: Sealed): void {
    const {length} = sealed.raw;
    this.#waitingBytes += length;
    this.#tail = this.#tail.then(async () => {
      await this.#write(sealed);
      this.#waitingBytes -= length;
    });
  }

  #isRotationDue(): boolean {
    const {rotation, clock} = this.#options;
    if (rotation === undefined || this.#isTellingBooks) return false;
    const {offset, sinceUs} = this.#file;
    return rotation.kind === 'bytes'
      ? offset >= rotation.bytes
      : clock.nowUs() - sinceUs >= rotation.us;
  }

  /** What is sealed from now on goes to another file, which can be read without this one. */
  #rotate(): void {
    const full = this.#file;
    this.#file = this.#nextFile(full.path, false);
    this.#tail = this.#tail.then(() => this.#closeFile(full));
    this.#options.onBegin(this, 'file');
  }

  #nextFile(path: string, isFirst: boolean): TargetFile {
    const sinceUs = this.#options.clock.nowUs();
    const codec = codecByName(path);
    return {
      path,
      isFirst,
      sinceUs,
      handle: undefined,
      offset: 0,
      codec,
      hasStart: false,
      isTorn: false,
    };
  }

  async #write(sealed: Sealed): Promise<void> {
    const {file, entries, first, last} = sealed;
    const gap = addGap(this.#gap, sealed.gap);
    try {
      await openTarget(file);
      if (file.isTorn) await trim(file);
      const told = gap === undefined ? sealed.raw : withGap(sealed, gap);
      const summary = {
        ...sealed,
        firstUs: toWholeUs(first.wallUs),
        lastUs: toWholeUs(last.wallUs),
        version: FORMAT_VERSION,
        entries: gap === undefined ? entries : entries + 1,
      };
      const block = Buffer.concat(await encodeBlock(told, summary, file.codec));
      await writeWhole(file, block);
      this.#storedBytes += block.length;
      file.hasStart ||= sealed.hasStart;
      this.#gap = undefined;
      this.#problem = this.#skipped?.reason;
    } catch (error) {
      const reason = describeFileError(error);
      this.#gap = addGap(gap, {entries, reason});
      file.isTorn = true;
      await trim(file);
      this.#lose(reason, entries);
      return;
    }

    if (gap !== undefined) this.#goOn(file);
    this.#options.onState(this.state);
  }

  /** The gap is told: what follows it begins anew. */
  #goOn(file: TargetFile): void {
    const isHeadless = file === this.#file && !file.hasStart;
    this.#options.onBegin(this, isHeadless ? 'file' : 'gap');
  }

  #lose(reason: string, entries: number): void {
    this.#lost += entries;
    this.#problem = reason;
    this.#options.onState(this.state);
  }

  #now(): EntryTime {
    const {clock} = this.#options;
    return {wallUs: clock.wallMs() * 1000, monoUs: clock.nowUs()};
  }

  async #closeFile(file: TargetFile): Promise<void> {
    const {handle} = file;
    file.handle = undefined;
    await handle?.close().catch(() => undefined);
  }
}

function addGap(gap: Gap, more: Gap | undefined): Gap;
function addGap(gap: Gap | undefined, more: Gap): Gap;
function addGap(gap: Gap | undefined, more: Gap | undefined): Gap | undefined;
function addGap(gap: Gap | undefined, more: Gap | undefined): Gap | undefined {
  if (gap === undefined || more === undefined) return gap ?? more;
  return {entries: gap.entries + more.entries, reason: more.reason};
}

/** The lines of a block with the gap before them; a `start` stays the first of its file. */
function withGap({raw, first, hasStart}: Sealed, gap: Gap): Buffer {
  const at = hasStart ? raw.indexOf(NEWLINE) + 1 : 0;
  const line = encodeEntry({kind: 'gap', ...first, ...gap});
  return Buffer.concat([raw.subarray(0, at), line, raw.subarray(at)]);
}

async function openTarget(file: TargetFile): Promise<void> {
  if (file.handle !== undefined) return;
  if (file.isFirst) {
    await openPrepared(file);
    return;
  }

  // A file that is there is somebody's.
  for (let path = nextPath(file.path); file.handle === undefined; path = nextPath(path)) {
    try {
      file.handle = await open(path, 'wx');
      file.path = path;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** It is only open once its length is known: what is there is written behind, never over. */
async function openPrepared(file: TargetFile): Promise<void> {
  const handle = await open(file.path, 'r+');
  try {
    file.offset = (await handle.stat()).size;
    const start = Buffer.alloc(MAX_HEADER_BYTES);
    await handle.read(start, 0, start.length, 0);
    file.codec = decodeHeader(start)?.summary.codec ?? file.codec;
    file.handle = handle;
  } finally {
    if (file.handle === undefined) await handle.close();
  }
}

/** A block that is there in part would look like damage. What can't be done now is tried again later. */
async function trim(file: TargetFile): Promise<void> {
  try {
    await file.handle?.truncate(file.offset);
    file.isTorn = false;
  } catch {
    // What fails is told of the block itself.
  }
}

async function writeWhole(file: TargetFile, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    const {bytesWritten} = await file.handle!.write(
      bytes,
      written,
      bytes.length - written,
      file.offset + written,
    );
    written += bytesWritten;
  }

  file.offset += bytes.length;
}
