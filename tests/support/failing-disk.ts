// Makes every write to a file of this process fail, or wait, as a disk does that is full or slow.

import {open, type FileHandle} from 'node:fs/promises';
import {vi} from 'vitest';

type Write = (
  this: FileHandle,
  bytes: Uint8Array,
  offset: number,
  length: number,
  position: number,
) => Promise<{bytesWritten: number}>;

export type FailingDisk = Disposable & {
  /** Undefined: it works. Otherwise half of what is written is, and then this happens. */
  code: string | undefined;
  /** Whether what was written in part can be taken back. */
  canTruncate: boolean;
  /** While it is set, writes wait for it. */
  gate: Promise<void> | undefined;
  /** How many writes there were, also those that fail. */
  writes: number;
};

export async function createFailingDisk(): Promise<FailingDisk> {
  const handle = await open(process.execPath);
  const prototype = Object.getPrototypeOf(handle) as {write: Write; truncate: () => Promise<void>};
  await handle.close();
  const {write, truncate} = prototype;
  const disk: FailingDisk = {
    code: undefined,
    canTruncate: true,
    gate: undefined,
    writes: 0,
    [Symbol.dispose]: () => {
      for (const spy of spies) spy.mockRestore();
    },
  };
  const spies = [
    vi.spyOn(prototype, 'write').mockImplementation(async function (
      this: FileHandle,
      ...[bytes, offset, length, position]: Parameters<Write>
    ) {
      disk.writes++;
      await disk.gate;
      if (disk.code === undefined) return write.call(this, bytes, offset, length, position);
      await write.call(this, bytes, offset, length >> 1, position);
      throw toError(disk.code);
    }),
    vi.spyOn(prototype, 'truncate').mockImplementation(async function (
      this: FileHandle,
      ...args: []
    ) {
      if (!disk.canTruncate) throw toError('EIO');
      return truncate.apply(this, args);
    }),
  ];
  return disk;
}

function toError(code: string): Error {
  return Object.assign(new Error(`${code}: as the test wants it`), {code});
}
