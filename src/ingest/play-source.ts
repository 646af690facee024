// Where a replay's entries come from: a file whose blocks can be read in any order, or a stream.

import type {Entry} from '../recording/entry.js';
import {isOwnRecording, readBlock, readEntries} from '../recording/read-entries.js';
import {RecordingFile} from '../recording/recording-file.js';

export type PlaySource = {
  /** Undefined where entries come in their order alone. */
  readonly file: RecordingFile | undefined;
  /** Some entries at a time, by their place; undefined at the end. A stream gives each once. */
  readonly read: (index: number) => Promise<readonly Entry[] | undefined>;
  readonly close: () => void;
};

/** Whether a recording says by itself which markets it holds. One that can't be read is told of later. */
export function saysMarkets(path: string): boolean {
  try {
    return isOwnRecording(path);
  } catch {
    return false;
  }
}

/** Throws a `PolybookError` where nothing of it can be read. */
export function openSource(path: string, onDamage: (text: string) => void): PlaySource {
  return isOwnRecording(path)
    ? openFile(RecordingFile.open(path), onDamage)
    : openStream(path, onDamage);
}

export function openFile(file: RecordingFile, onDamage: (text: string) => void): PlaySource {
  for (const damage of file.damages) onDamage(damage);
  return {
    file,
    read: async (index) =>
      index < file.blocks.length ? readBlock(file, index, onDamage) : undefined,
    close: () => {
      file.close();
    },
  };
}

function openStream(path: string, onDamage: (text: string) => void): PlaySource {
  const entries = readEntries(path, {onDamage});
  return {
    file: undefined,
    read: async () => {
      const next = await entries.next();
      return next.done === true ? undefined : next.value;
    },
    close: () => {
      void entries.return(undefined);
    },
  };
}
