// What the two threads say to each other of a recording.

import type {Source} from './session.js';

/** When the next file of a recording begins. */
export type Rotation =
  {readonly kind: 'bytes'; readonly bytes: number} | {readonly kind: 'time'; readonly us: number};

export type RecordingTarget = {
  /** A file that has been made ready. */
  readonly path: string;
  readonly rotation: Rotation | undefined;
  readonly source: Source;
  /** Name and version of the program, for the file. */
  readonly program: string;
};

/** How a recording fares. */
export type RecordingState = {
  /** Of the file that is written now. */
  readonly path: string;
  /** Of all its files, as stored and as received. */
  readonly storedBytes: number;
  readonly rawBytes: number;
  /** Entries that are lost. */
  readonly lost: number;
  /** Why the newest block could not be written, to stand behind a colon; undefined while all is well. */
  readonly problem: string | undefined;
};
