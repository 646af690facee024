// The file beside a recording of somebody else's that has the same frames with checkpoints.

import {createHash} from 'node:crypto';
import {accessSync, constants, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {RecordingFile} from './recording-file.js';

/** One that is whole, and of the recording as it is now; undefined where there is none. */
export function findIndex(path: string): string | undefined {
  return candidates(path).find((candidate) => isIndexOf(path, candidate));
}

/** Where one can be written: beside the recording, or with the temporary files. */
export function freshIndexPath(path: string): string {
  const [beside, temporary] = candidates(path) as [string, string];
  try {
    accessSync(dirname(beside), constants.W_OK);
    return beside;
  } catch {
    return temporary;
  }
}

function candidates(path: string): readonly string[] {
  const name = createHash('sha1').update(resolve(path)).digest('hex').slice(0, 16);
  return [`${path}.index.gz`, join(tmpdir(), `polybook-${name}.index.gz`)];
}

function isIndexOf(path: string, indexPath: string): boolean {
  try {
    const {mtimeMs, uid} = statSync(indexPath);
    // With the temporary files somebody else may have put one of that name.
    if (process.getuid !== undefined && uid !== process.getuid()) return false;
    if (mtimeMs < statSync(path).mtimeMs) return false;
    const file = RecordingFile.open(indexPath);
    file.close();
    return !file.isCutOff && file.damages.length === 0;
  } catch {
    return false;
  }
}
