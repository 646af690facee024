// Where an export goes: to stdout, or into a file that is there as a whole or not at all.

import {closeSync, existsSync, openSync, realpathSync, renameSync, rmSync, statSync} from 'node:fs';
import {write} from 'node:fs';
import {promisify} from 'node:util';
import {PolybookError} from './domain/problem.js';
import type {ExportOptions} from './export-options.js';
import {LineWriter} from './output/line-writer.js';
import {describeFileError} from './recording/file-words.js';
import type {Shutdown} from './shutdown.js';
import type {Chunk} from './tables/table-encoder.js';

export type ExportOutput = {
  /** Resolves when it was taken. Rejects with a `PolybookError` where it cannot be written. */
  readonly write: (chunk: Chunk) => Promise<void>;
  /** Nothing follows. */
  readonly finish: () => void;
};

const writeFd = promisify(write);

/** Throws a `PolybookError` where the file is there already. */
export function openOutput(out: ExportOptions['out'], shutdown: Shutdown): ExportOutput {
  if (out !== undefined) {
    const file = new OutputFile(out);
    shutdown.add(() => {
      file.discard();
    });
    return file;
  }

  const writer = new LineWriter({
    stream: process.stdout,
    onClosed: () => {
      void shutdown.end({exitCode: 0});
    },
  });
  return {write: (chunk) => writer.writeChunk(chunk), finish: () => undefined};
}

/** Written beside its place, which it takes when it is whole: what was there stays until then. */
class OutputFile implements ExportOutput {
  readonly #path: string;
  readonly #target: string;
  readonly #partPath: string;
  #fd: number | undefined;

  constructor({path, mayOverwrite}: NonNullable<ExportOptions['out']>) {
    this.#path = path;
    const isThere = existsSync(path);
    if (isThere && !mayOverwrite) {
      throw this.#problem('it is there already', 'Add --overwrite, or name another file');
    }

    const isFile = !isThere || statSync(path).isFile();
    if (isThere && statSync(path).isDirectory()) throw this.#problem('it is a folder');
    // A link stays one. What is no file (a pipe, a device) has no place to take.
    this.#target = isThere ? realpathSync(path) : path;
    this.#partPath = isFile ? `${this.#target}.${process.pid}.part` : this.#target;
  }

  write = async (chunk: Chunk): Promise<void> => {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    try {
      this.#fd ??= openSync(this.#partPath, 'w');
      for (let at = 0; at < bytes.length;) {
        const {bytesWritten} = await writeFd(this.#fd, bytes, at, bytes.length - at);
        at += bytesWritten;
      }
    } catch (error) {
      throw this.#problem(describeFileError(error), undefined, error);
    }
  };

  finish = (): void => {
    try {
      closeSync((this.#fd ??= openSync(this.#partPath, 'w')));
      this.#fd = undefined;
      if (this.#partPath !== this.#target) renameSync(this.#partPath, this.#target);
    } catch (error) {
      throw this.#problem(describeFileError(error), undefined, error);
    }
  };

  /** Takes away what was not finished. */
  discard(): void {
    if (this.#fd === undefined) return;
    this.#fd = undefined;
    if (this.#partPath !== this.#target) rmSync(this.#partPath, {force: true});
  }

  #problem(what: string, hint?: string, cause?: unknown): PolybookError {
    return new PolybookError('EXPORT_NOT_WRITABLE', `Cannot export to "${this.#path}": ${what}`, {
      cause,
      ...(hint !== undefined && {hint}),
    });
  }
}
