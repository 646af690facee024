import {existsSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {test} from 'vitest';

const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where real frames and REST replies lie, beside the project; see CONTRIBUTING.md. */
export const recordingsFolder =
  process.env.POLYBOOK_RECORDINGS ?? join(projectRoot, '..', 'shared', 'recordings');

export const hasRecordings = existsSync(recordingsFolder);

/** Like `test`, but reported as skipped where the folder of recordings is missing. */
export const testWithRecordings = test.skipIf(!hasRecordings);

export function recordingPath(name: string): string {
  return join(recordingsFolder, name);
}

export function readRecording(name: string): string {
  return readFileSync(recordingPath(name), 'utf8');
}

/** The frames of a raw recording, one a line, without its blank lines. */
export function readFrames(name: string): string[] {
  return readRecording(name)
    .split('\n')
    .filter((line) => line.trim() !== '');
}
