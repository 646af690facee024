// Places in a recording: where a moment lies, and from where it can be played.

import type {Place, RecordingFile} from '../recording/recording-file.js';

/** Played before a place that is gone to, where there are as many: tape, flow and depth are of the last minute. */
const WARM_UP_ENTRIES = 4_000;

/** The place before the first entry that is later than a moment of the wall clock. */
export async function findTime(file: RecordingFile, wallUs: number): Promise<Place> {
  const {blocks} = file;
  const block = blocks.findIndex(({lastUs}) => lastUs > wallUs);
  if (block === -1) return {block: blocks.length, entry: 0};
  const entries = await file.read(block).catch(() => []);
  const entry = entries.findIndex((candidate) => candidate.wallUs > wallUs);
  // Of a block that is damaged there is nothing but its gap.
  return {block, entry: Math.max(0, entry)};
}

/**
 * The beginning of a block before a place, from whose checkpoint it can be played. With a warm-up it lies
 * further back, where that is not too far.
 */
export function findStart(
  {blocks}: RecordingFile,
  {block, entry}: Place,
  warmUpEntries = WARM_UP_ENTRIES,
): Place {
  let start = 0;
  let entries = entry;
  for (let index = block; index > 0; index--) {
    const isBefore = index < block || entry > 0;
    if (isBefore && blocks[index]!.hasCheckpoint) {
      if (start > 0 && entries > warmUpEntries) break;
      start = index;
      if (entries >= warmUpEntries) break;
    }

    entries += blocks[index - 1]!.entries;
  }

  // The beginning is as good as a checkpoint.
  const isBeginningNear = start === 0 || entries <= warmUpEntries;
  return {block: isBeginningNear ? 0 : start, entry: 0};
}
