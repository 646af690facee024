// The file that is to be recorded into, made ready: nothing that is there is overwritten unasked.

import {closeSync, ftruncateSync, openSync, statSync} from 'node:fs';
import {PolybookError} from '../domain/problem.js';
import {beginsAsBlock, canRead, codecByName} from './block-format.js';
import type {Codec} from './block-format.js';
import {FORMAT_VERSION} from './entry.js';
import {describeFileError} from './file-words.js';
import {readStart, scanBlocks} from './scan-blocks.js';

export type TargetMode = 'new' | 'append' | 'overwrite';

const FLAGS = {new: 'wx', append: 'r+', overwrite: 'w'} as const;

/** Afterwards the file is there, and what is written at its end continues it. Throws a `PolybookError`. */
export function prepareTarget(path: string, mode: TargetMode): void {
  let fd: number | undefined;
  try {
    checkKind(path);
    if (mode !== 'append') checkCodec(path, codecByName(path));
    fd = open(path, mode);
    if (mode === 'append') trim(path, fd);
  } catch (error) {
    throw toProblem(path, error);
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/** Opening a pipe waits for its reader; of a folder it is said that it is there already. */
function checkKind(path: string): void {
  const stat = statSync(path, {throwIfNoEntry: false});
  if (stat?.isDirectory()) throw new Error('it is a folder');
  if (stat?.isFIFO() === true || stat?.isSocket() === true) throw new Error('it is no file');
}

function checkCodec(path: string, codec: Codec): void {
  if (canRead(codec)) return;
  throw new PolybookError(
    'RECORDING_NOT_WRITABLE',
    `Cannot record into "${path}": it is to be compressed with ${codec}, which Node.js ${process.version} cannot do`,
    {hint: 'Node.js 22.15 and newer can; a file named .gz is compressed with gzip'},
  );
}

function open(path: string, mode: TargetMode): number {
  try {
    return openSync(path, FLAGS[mode]);
  } catch (error) {
    // Appending to what is not there yet begins it.
    if (mode === 'append' && (error as NodeJS.ErrnoException).code === 'ENOENT') {
      checkCodec(path, codecByName(path));
      return openSync(path, 'wx+');
    }

    throw error;
  }
}

/** Takes off the block that was being written when the recording was cut off. */
function trim(path: string, fd: number): void {
  const start = readStart(fd, 0);
  if (start.length === 0) {
    checkCodec(path, codecByName(path));
    return;
  }

  // Looked at first: what is not ours may be long.
  if (!beginsAsBlock(start)) throw notOurs(path);
  const {blocks, endOffset, hasForeignEnd, fileBytes} = scanBlocks(fd);
  const newest = Math.max(0, ...new Set(blocks.map(({version}) => version)));
  if (newest > FORMAT_VERSION) {
    throw new PolybookError(
      'RECORDING_NOT_WRITABLE',
      `"${path}" has format ${newest}, and this program writes format ${FORMAT_VERSION}`,
      {hint: 'Update polybook-tui, or record into another file'},
    );
  }

  if (hasForeignEnd) {
    throw new PolybookError(
      'RECORDING_NOT_WRITABLE',
      `Cannot record into "${path}": its last ${fileBytes - endOffset} bytes, from byte ${endOffset} on, are no part of a recording`,
      {hint: 'Record into another file'},
    );
  }

  // What follows is compressed as what is there.
  if (blocks[0] !== undefined) checkCodec(path, blocks[0].codec);
  if (endOffset < fileBytes) ftruncateSync(fd, endOffset);
}

function notOurs(path: string): PolybookError {
  return new PolybookError('RECORDING_NOT_WRITABLE', `"${path}" is no recording of this program`, {
    hint: 'Record into another file',
  });
}

function toProblem(path: string, error: unknown): PolybookError {
  if (error instanceof PolybookError) return error;
  const {code} = error as NodeJS.ErrnoException;
  const why = code === 'ENOENT' ? 'there is no such folder' : describeFileError(error);
  return new PolybookError('RECORDING_NOT_WRITABLE', `Cannot record into "${path}": ${why}`, {
    cause: error,
    ...(code === 'EEXIST' && {hint: 'Add --append or --overwrite, or name another file'}),
  });
}
