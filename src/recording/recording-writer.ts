// Entries on their way to a file: gathered into blocks, compressed beside this thread, written in order. A
// disk that is full or slow costs entries, which the file is told of as a gap, and never the caller's time.

import {open, type FileHandle} from 'node:fs/promises';
import type {Clock, Timers} from '../domain/clock.js';
import type {RecordingState, Rotation} from '../domain/recording.js';
import {encodeBlock} from './block-format.js';
import {encodeEntry} from './encode-entry.js';
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
  /** A file begins, or something was lost: whatever a reader must know to go on from here. */
  readonly onBegin: (writer: RecordingWriter, why: 'file' | 'gap') => void;
  readonly onState: (state: RecordingState) => void;
};

type TargetFile = {
  path: string;
  /** It may have been begun by another run, whose end is where this one goes on. */
  readonly isFirst: boolean;
  readonly sinceUs: number;
  handle: FileHandle | undefined;
  /** Where the next block goes. */
  offset: number;
};

type Sealed = {
  readonly file: TargetFile;
  readonly raw: Buffer;
  readonly entries: number;
  readonly first: EntryTime;
  readonly last: EntryTime;
  readonly hasCheckpoint: boolean;
  readonly isEnd: boolean;
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
  /** Not told in the file yet. */
  #gap: Gap | undefined;
  #problem: string | undefined;
  #tail: Promise<void> = Promise.resolve();
  #cancelSeal: (() => void) | undefined;
  #hasCheckpoint = false;
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
    this.#onAdded();
  }

  /** What follows tells all books, so that playing may begin there. */
  beginCheckpoint(): void {
    this.#seal(false);
    this.#hasCheckpoint = true;
  }

  /** Resolves when everything is written, or cannot be. Nothing is taken any more. */
  async close(time: EntryTime): Promise<void> {
    if (!this.#isClosed) {
      this.note(time, {kind: 'end'});
      this.#isClosed = true;
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

  #seal(isEnd: boolean): void {
    this.#cancelSeal?.();
    this.#cancelSeal = undefined;
    const {entries, first, last} = this.#lines;
    if (entries === 0) return;
    const sealed: Sealed = {
      ...{file: this.#file, entries, first, last, isEnd},
      raw: this.#lines.take(),
      hasCheckpoint: this.#hasCheckpoint,
    };
    this.#hasCheckpoint = false;
    const {length} = sealed.raw;
    if (this.#waitingBytes + length > MAX_WAITING_BYTES) {
      this.#lose(entries, 'the disk is too slow');
      return;
    }

    this.#waitingBytes += length;
    this.#tail = this.#tail.then(async () => {
      await this.#write(sealed);
      this.#waitingBytes -= length;
    });
    if (!isEnd && this.#isRotationDue()) this.#rotate();
  }

  #isRotationDue(): boolean {
    const {rotation, clock} = this.#options;
    if (rotation === undefined) return false;
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
    return {path, isFirst, sinceUs, handle: undefined, offset: 0};
  }

  async #write(sealed: Sealed): Promise<void> {
    const {file, raw, entries, first, last} = sealed;
    const gap = this.#gap;
    try {
      await openTarget(file);
      const told =
        gap === undefined
          ? raw
          : Buffer.concat([encodeEntry({kind: 'gap', ...first, ...gap}), raw]);
      const block = await encodeBlock(told, {
        ...sealed,
        firstUs: first.wallUs,
        lastUs: last.wallUs,
        version: FORMAT_VERSION,
        entries: gap === undefined ? entries : entries + 1,
      });
      await writeWhole(file, Buffer.concat(block));
      this.#storedBytes += block.reduce((sum, {length}) => sum + length, 0);
      this.#gap = undefined;
      this.#problem = undefined;
    } catch (error) {
      this.#lose(entries, describeFileError(error));
      // A block that is there in part would look like damage.
      await file.handle?.truncate(file.offset).catch(() => undefined);
    }

    if (gap !== undefined && this.#gap === undefined) this.#options.onBegin(this, 'gap');
    this.#options.onState(this.state);
  }

  #lose(entries: number, reason: string): void {
    this.#lost += entries;
    this.#gap = {entries: (this.#gap?.entries ?? 0) + entries, reason};
    this.#problem = reason;
    this.#options.onState(this.state);
  }

  async #closeFile(file: TargetFile): Promise<void> {
    const {handle} = file;
    file.handle = undefined;
    await handle?.close().catch(() => undefined);
  }
}

async function openTarget(file: TargetFile): Promise<void> {
  if (file.handle !== undefined) return;
  if (file.isFirst) {
    file.handle = await open(file.path, 'r+');
    file.offset = (await file.handle.stat()).size;
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
