// Frames of a file, one a line, plain or gzip: raw frames as they came, or each wrapped with its
// receive time by a recorder (`{"recv": …, "raw": "…"}` and its common spellings).

import {once} from 'node:events';
import {createReadStream} from 'node:fs';
import {open, stat} from 'node:fs/promises';
import {pipeline} from 'node:stream';
import {createGunzip} from 'node:zlib';
import {PolybookError} from '../domain/problem.js';
import {describeFileError} from './file-words.js';
import {createFrameParser} from './parse-line.js';
import type {RecordedFrame} from './parse-line.js';
import {splitLines} from './split-lines.js';

const STDIN_FD = 0;

/** Stands for the standard input. */
export const STDIN_PATH = '-';

/** Reads the frames in order, some at a time. Rejects with a `PolybookError` that names the file. */
export async function* readFrames(
  path: string,
  onProgress?: (share: number) => void,
): AsyncGenerator<readonly RecordedFrame[]> {
  let count = 0;
  try {
    const bytes = await openBytes(path, onProgress);
    const parse = createFrameParser();
    for await (const lines of splitLines(bytes)) {
      const frames = lines.map((line) => parse(line)).filter((frame) => frame !== undefined);
      if (frames.length === 0) continue;
      count += frames.length;
      yield frames;
    }
  } catch (error) {
    if (error instanceof PolybookError) throw error;
    throw new PolybookError(
      'UNREADABLE_RECORDING',
      `Cannot read ${nameOf(path)}: ${describeFileError(error)}`,
      {
        hint: 'Pass a file of raw frames, one JSON text a line, plain or .gz',
        cause: error,
      },
    );
  }

  if (count === 0) {
    throw new PolybookError('UNREADABLE_RECORDING', `${nameOf(path)} holds no frame`, {
      hint: 'Pass a file of raw frames, one JSON text a line, plain or .gz',
    });
  }
}

/** Decompresses where the first two bytes say so: file names lie. */
async function openBytes(
  path: string,
  onProgress?: (share: number) => void,
): Promise<AsyncIterable<Buffer>> {
  if (path === STDIN_PATH) return openStdin();
  const isCompressed = await isGzip(path);
  const file = createReadStream(path);
  if (onProgress !== undefined) {
    const {size} = await stat(path);
    file.on('data', () => {
      onProgress(file.bytesRead / size);
    });
    // Listening has let it flow: it is read at its reader's pace.
    file.pause();
  }

  if (!isCompressed) return file;
  // The iteration over the last stream reports the error of any; the callback has nothing to add.
  return pipeline(file, createGunzip(), () => undefined);
}

/** What comes from a pipe is looked at once: its first chunk goes on to whoever reads it. */
async function openStdin(): Promise<AsyncIterable<Buffer>> {
  // Not `process.stdin`: in a worker that is not the process's own, and a terminal's keys are read from it.
  const bytes = createReadStream('', {fd: STDIN_FD, autoClose: false});
  const [start] = await once(bytes, 'readable').then(() => [bytes.read(2) as Buffer | null]);
  if (start != null) bytes.unshift(start);
  if (start?.[0] !== 0x1f || start[1] !== 0x8b) return bytes;
  return pipeline(bytes, createGunzip(), () => undefined);
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const {buffer, bytesRead} = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

function nameOf(path: string): string {
  return path === STDIN_PATH ? 'the standard input' : `"${path}"`;
}
