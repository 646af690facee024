// Where the blocks of a recording lie, found by their headers alone.

import {fstatSync, readSync} from 'node:fs';
import {
  beginsAsBlock,
  beginsAsTornBlock,
  decodeHeader,
  MAX_BLOCK_BYTES,
  MAX_HEADER_BYTES,
} from './block-format.js';
import {END_OF_TIME_US} from './entry.js';
import type {BlockSummary} from './block-format.js';

export type Block = BlockSummary & {
  /** Where it begins in the file, in bytes, and where its data do. */
  readonly offset: number;
  readonly dataOffset: number;
};

/** Bytes that belong to no block. */
export type Damage = {readonly offset: number; readonly bytes: number};

export type Scan = {
  readonly blocks: readonly Block[];
  /** Between blocks, and after the last one what is not the beginning of another. */
  readonly damages: readonly Damage[];
  /** Where the last whole block ends; what lies behind it was being written when the program ended. */
  readonly endOffset: number;
  /** Whether what lies behind it is something else. */
  readonly hasForeignEnd: boolean;
  readonly fileBytes: number;
};

const SEARCH_BYTES = 1024 * 1024;

/** What cannot be compressed is stored a little longer than it is. */
const MAX_STORED_BYTES = MAX_BLOCK_BYTES + MAX_BLOCK_BYTES / 1024;

/** Reads synchronously: some thousand headers are there within milliseconds. */
export function scanBlocks(fd: number): Scan {
  const fileBytes = fstatSync(fd).size;
  const blocks: Block[] = [];
  const damages: Damage[] = [];
  let offset = 0;
  while (offset < fileBytes) {
    const block = readHeader(fd, offset, fileBytes);
    const next =
      block === undefined
        ? findBlock(fd, offset + 1, fileBytes, fileBytes)
        : findBlockWithin(fd, block, fileBytes);
    if (next !== undefined) {
      damages.push({offset, bytes: next - offset});
      offset = next;
    } else if (block !== undefined) {
      blocks.push(block);
      offset = endOf(block);
    } else break;
  }

  const hasForeignEnd = offset < fileBytes && !beginsAsTornBlock(readStart(fd, offset));
  if (hasForeignEnd) damages.push({offset, bytes: fileBytes - offset});
  return {blocks, damages, endOffset: offset, hasForeignEnd, fileBytes};
}

export function endOf({dataOffset, storedBytes}: Block): number {
  return dataOffset + storedBytes;
}

/** Undefined where no whole block begins. */
function readHeader(fd: number, offset: number, fileBytes: number): Block | undefined {
  return toBlock(readStart(fd, offset), offset, fileBytes);
}

/** As much as the longest header has, or what there is. */
export function readStart(fd: number, offset: number): Buffer {
  const bytes = Buffer.alloc(MAX_HEADER_BYTES);
  return bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, offset));
}

function toBlock(bytes: Buffer, offset: number, fileBytes: number): Block | undefined {
  const header = decodeHeader(bytes);
  if (header === undefined) return undefined;
  const block = {...header.summary, offset, dataOffset: offset + header.headerBytes};
  const {rawBytes, storedBytes, firstUs, lastUs} = block;
  const isPlausible =
    rawBytes <= MAX_BLOCK_BYTES &&
    storedBytes > 0 &&
    storedBytes <= MAX_STORED_BYTES &&
    [firstUs, lastUs].every((us) => us >= 0 && us <= END_OF_TIME_US) &&
    endOf(block) <= fileBytes;
  return isPlausible ? block : undefined;
}

/** Where another block begins before this one's end: then this one was not written to its end. */
function findBlockWithin(fd: number, block: Block, fileBytes: number): number | undefined {
  const end = endOf(block);
  const isFollowed = end === fileBytes || beginsAsBlock(readStart(fd, end));
  return isFollowed ? undefined : findBlock(fd, block.dataOffset, end, fileBytes);
}

function findBlock(fd: number, from: number, to: number, fileBytes: number): number | undefined {
  const bytes = Buffer.alloc(SEARCH_BYTES + MAX_HEADER_BYTES);
  for (let offset = from; offset < to; offset += SEARCH_BYTES) {
    const read = readSync(fd, bytes, 0, bytes.length, offset);
    const window = bytes.subarray(0, read);
    for (let at = 0; at < Math.min(read, SEARCH_BYTES, to - offset); at++) {
      // Both formats begin with one of these two.
      if (window[at] !== 0x1f && window[at] !== 0x50) continue;
      if (toBlock(window.subarray(at, at + MAX_HEADER_BYTES), offset + at, fileBytes)) {
        return offset + at;
      }
    }
  }

  return undefined;
}
