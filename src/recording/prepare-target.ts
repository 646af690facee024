// The file that is to be recorded into, made ready: nothing that is there is overwritten unasked.

import {closeSync, ftruncateSync, openSync} from 'node:fs';
import {PolybookError} from '../domain/problem.js';
import {FORMAT_VERSION} from './entry.js';
import {describeFileError} from './file-words.js';
import {scanBlocks} from './scan-blocks.js';

export type TargetMode = 'new' | 'append' | 'overwrite';

const FLAGS = {new: 'wx', append: 'r+', overwrite: 'w'} as const;

/** Afterwards the file is there, and what is written at its end continues it. Throws a `PolybookError`. */
export function prepareTarget(path: string, mode: TargetMode): void {
  let fd: number | undefined;
  try {
    fd = open(path, mode);
    if (mode === 'append') trim(path, fd);
  } catch (error) {
    throw toProblem(path, error);
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

function open(path: string, mode: TargetMode): number {
  try {
    return openSync(path, FLAGS[mode]);
  } catch (error) {
    // Appending to what is not there yet begins it.
    if (mode === 'append' && (error as NodeJS.ErrnoException).code === 'ENOENT') {
      return openSync(path, 'wx');
    }

    throw error;
  }
}

/** Takes off the block that was being written when the recording was cut off. */
function trim(path: string, fd: number): void {
  const {blocks, endOffset, fileBytes} = scanBlocks(fd);
  if (fileBytes === 0) return;
  if (blocks[0]?.offset !== 0) {
    throw new PolybookError('RECORDING_NOT_WRITABLE', `"${path}" is no recording of this program`, {
      hint: 'Record into another file',
    });
  }

  if (blocks.some(({version}) => version > FORMAT_VERSION)) {
    throw new PolybookError(
      'RECORDING_NOT_WRITABLE',
      `"${path}" was written by a newer version of this program`,
      {hint: 'Update polybook-tui, or record into another file'},
    );
  }

  if (endOffset < fileBytes) ftruncateSync(fd, endOffset);
}

function toProblem(path: string, error: unknown): PolybookError {
  if (error instanceof PolybookError) return error;
  const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
  return new PolybookError(
    'RECORDING_NOT_WRITABLE',
    `Cannot record into "${path}": ${describeFileError(error)}`,
    {
      cause: error,
      ...(isThere && {hint: 'Add --append or --overwrite, or name another file'}),
    },
  );
}
