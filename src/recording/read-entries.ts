// The entries of any recording, from its beginning to its end: this program's own, or frames that something
// else has written down.

import {PolybookError} from '../domain/problem.js';
import type {Entry} from './entry.js';
import type {RecordedFrame} from './parse-line.js';
import {readFrames, STDIN_PATH} from './read-frames.js';
import {RecordingFile} from './recording-file.js';

export type ReadOptions = {
  /** Told of what cannot be read, a sentence without a full stop; what lies behind it is read all the same. */
  readonly onDamage: (text: string) => void;
  readonly fromBlock?: number;
  /** How much of a file that is not this program's was read, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
};

/** Whether a file is a recording of this program's own, which says by itself what it holds. */
export function isOwnRecording(path: string): boolean {
  return path !== STDIN_PATH && RecordingFile.isOne(path);
}

/** Some at a time. Rejects with a `PolybookError` where nothing of it can be read. */
export async function* readEntries(
  path: string,
  options: ReadOptions,
): AsyncGenerator<readonly Entry[]> {
  if (!isOwnRecording(path)) {
    for await (const frames of readFrames(path, options.onProgress)) yield frames.map(toEntry);
    return;
  }

  const file = RecordingFile.open(path);
  try {
    yield* readBlocks(file, options);
  } finally {
    file.close();
  }
}

/** From a block on to the end. */
export async function* readBlocks(
  file: RecordingFile,
  {onDamage, fromBlock = 0}: ReadOptions,
): AsyncGenerator<readonly Entry[]> {
  for (const damage of file.damages) onDamage(damage);
  for (let index = fromBlock; index < file.blocks.length; index++) {
    yield await readBlock(file, index, onDamage);
  }
}

/** A block that is damaged costs itself, and is a gap. */
export async function readBlock(
  file: RecordingFile,
  index: number,
  onDamage: (text: string) => void,
): Promise<readonly Entry[]> {
  try {
    return await file.read(index);
  } catch (error) {
    if (!(error instanceof PolybookError)) throw error;
    onDamage(error.message);
    const {entries, firstUs} = file.blocks[index]!;
    return [{kind: 'gap', wallUs: firstUs, monoUs: Number.NaN, entries, reason: 'damaged'}];
  }
}

/** Frames of others say nothing of a monotonic clock, and often nothing of time at all: NaN. */
function toEntry({frame, recvMs}: RecordedFrame): Entry {
  const wallUs = recvMs === undefined ? Number.NaN : recvMs * 1000;
  return {kind: 'frame', wallUs, monoUs: Number.NaN, socket: 0, withheld: [], frame};
}
