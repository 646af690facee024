// Recordings made for tests, in virtual time, and what is read back of them.

import {closeSync, openSync} from 'node:fs';
import type {Entry, EntryTime, FrameEntry} from '../../src/recording/entry.js';
import {FORMAT_VERSION} from '../../src/recording/entry.js';
import {prepareTarget} from '../../src/recording/prepare-target.js';
import type {TargetMode} from '../../src/recording/prepare-target.js';
import {RecordingFile} from '../../src/recording/recording-file.js';
import {RecordingWriter} from '../../src/recording/recording-writer.js';
import type {RecordingWriterOptions} from '../../src/recording/recording-writer.js';
import {scanBlocks} from '../../src/recording/scan-blocks.js';
import type {Scan} from '../../src/recording/scan-blocks.js';
import {VirtualTime} from './virtual-time.js';

export type MadeRecorderOptions = {
  readonly mode?: TargetMode;
  readonly rotation?: RecordingWriterOptions['rotation'];
  readonly time?: VirtualTime;
};

/** A writer with its clock; its frames are numbered, so that it can be told which are missing. */
export class MadeRecorder {
  readonly time: VirtualTime;
  readonly writer: RecordingWriter;
  /** What was asked for when a file began or went on after a gap. */
  readonly begun: ('file' | 'gap')[] = [];
  /** How it fared, whenever it was told. */
  readonly states: RecordingWriter['state'][] = [];
  #frames = 0;

  constructor(path: string, {mode = 'new', rotation, time}: MadeRecorderOptions = {}) {
    this.time = time ?? new VirtualTime();
    prepareTarget(path, mode);
    this.writer = new RecordingWriter({
      path,
      clock: this.time,
      timers: this.time,
      rotation,
      onBegin: (writer, why) => {
        this.begun.push(why);
        this.#begin(writer, why);
      },
      onState: (state) => this.states.push(state),
    });
  }

  get now(): EntryTime {
    return {wallUs: this.time.wallMs() * 1000, monoUs: this.time.nowUs()};
  }

  /** How many frames there were. */
  get frames(): number {
    return this.#frames;
  }

  /** `bytes`: how long it is at least. */
  frame(bytes = 0): void {
    const text = `{"n":${++this.#frames},"x":"`;
    const filled = text + 'x'.repeat(Math.max(0, bytes - text.length - 2)) + '"}';
    this.writer.frame(this.now, {socket: 1, withheld: []}, Buffer.from(filled));
  }

  checkpoint(writer = this.writer): void {
    writer.beginCheckpoint();
    writer.note(this.now, {kind: 'books', market: '0xm', cause: 'checkpoint', books: []});
    writer.note(this.now, {kind: 'checkpoint', counters: {frames: this.#frames}});
  }

  async close(): Promise<void> {
    await this.writer.close(this.now);
  }

  #begin(writer: RecordingWriter, why: 'file' | 'gap'): void {
    writer.beginCheckpoint();
    if (why === 'file') {
      writer.note(this.now, {
        ...{kind: 'start', version: FORMAT_VERSION, program: 'test 1'},
        ...{source: 'demo', times: 'received'},
      });
    }

    writer.note(this.now, {kind: 'checkpoint', counters: {frames: this.#frames}});
  }
}

/** A few blocks with some frames each, a checkpoint among them, and its end. */
export async function makeRecording(path: string, blocks = 4): Promise<void> {
  const recorder = new MadeRecorder(path);
  for (let block = 1; block < blocks; block++) {
    for (let i = 0; i < 3; i++) recorder.frame();
    if (block === 2) recorder.checkpoint();
    else await recorder.time.runFor(1_000_000);
  }

  await recorder.close();
}

export async function readEntries(path: string): Promise<readonly Entry[]> {
  const file = RecordingFile.open(path);
  try {
    const entries: Entry[] = [];
    for (const index of file.blocks.keys()) entries.push(...(await file.read(index)));
    return entries;
  } finally {
    file.close();
  }
}

/** The numbers of the frames among them. */
export function numbersOf(entries: readonly Entry[]): readonly number[] {
  return entries
    .filter((entry): entry is Entry & FrameEntry => entry.kind === 'frame')
    .map(({frame}) => (JSON.parse(Buffer.from(frame).toString()) as {n: number}).n);
}

export function kindsOf(entries: readonly Entry[]): readonly string[] {
  return entries.map(({kind}) => kind);
}

export function scanFile(path: string): Scan {
  const fd = openSync(path, 'r');
  try {
    return scanBlocks(fd);
  } finally {
    closeSync(fd);
  }
}

export function oneTo(last: number): readonly number[] {
  return Array.from({length: last}, (_, i) => i + 1);
}
