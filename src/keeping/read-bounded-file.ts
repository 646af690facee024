import {closeSync, openSync, readSync, statSync} from 'node:fs';

/** Undefined where it is too long. Throws where it cannot be read. */
export function readBoundedFile(path: string, maxBytes: number): string | undefined {
  // A pipe would have to be waited for, and a folder says so less clearly.
  if (!statSync(path).isFile()) throw new Error('it is not a file');
  const bytes = Buffer.alloc(maxBytes + 1);
  const file = openSync(path, 'r');
  try {
    let length = 0;
    for (;;) {
      const read = readSync(file, bytes, length, bytes.length - length, null);
      length += read;
      if (length > maxBytes) return undefined;
      if (read === 0) return bytes.toString('utf8', 0, length);
    }
  } finally {
    closeSync(file);
  }
}

/** Whether the error says that there is no such file, or no folder that it could be in. */
export function isMissing(error: unknown): boolean {
  const {code} = error as {code?: unknown};
  return code === 'ENOENT' || code === 'ENOTDIR';
}
