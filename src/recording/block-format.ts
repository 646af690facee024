// Blocks of a recording. Each is a whole member of its compressed format, so `zcat` and `zstdcat` read the
// file as one text; what is in a block stands before it where those formats leave room for it.
//
//   gzip   1f 8b 08 04 …  extra field `PB` with the summary, then deflated data, CRC-32 and length
//   zstd   50 2a 4d 18 …  a skippable frame with the summary, then a frame with its checksum

import {promisify} from 'node:util';
import * as zlib from 'node:zlib';

export type Codec = 'gzip' | 'zstd';

/** What is known of a block without reading it. */
export type BlockSummary = {
  readonly codec: Codec;
  /** Of the format that it is written in. */
  readonly version: number;
  /** Whether all books are told at its beginning, so that playing may begin there. */
  readonly hasCheckpoint: boolean;
  /** Whether the recording was stopped at its end. */
  readonly isEnd: boolean;
  readonly entries: number;
  /** Of its lines, in bytes. */
  readonly rawBytes: number;
  /** Of its compressed data, after the header. */
  readonly storedBytes: number;
  /** Wall clock of its first and last entry, in µs. */
  readonly firstUs: number;
  readonly lastUs: number;
};

const SIGNATURE = 0x4250; // "PB", little endian.
const SUMMARY_BYTES = 34;
/** Where the checksum of the summary stands in it, and where it goes on. */
const SUM_AT = 2;
const SUM_END = 6;
const GZIP_FIXED_BYTES = 10;
const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255]);
const ZSTD_SKIPPABLE = 0x18_4d_2a_50;
/** Of what is saved from 6 to 9 half, for a fifth of the time. */
const GZIP_LEVEL = 7;

const FLAG_CHECKPOINT = 1;
const FLAG_END = 2;

/** Headers are of one length each; the longest is the most that has to be read to know a block. */
const GZIP_HEADER_BYTES = GZIP_FIXED_BYTES + 2 + 4 + SUMMARY_BYTES;
const ZSTD_HEADER_BYTES = 8 + 2 + SUMMARY_BYTES;
export const MAX_HEADER_BYTES = Math.max(GZIP_HEADER_BYTES, ZSTD_HEADER_BYTES);

/** A block holds one frame of 8 MiB in base64, and little more; one that says that it is longer lies. */
export const MAX_BLOCK_BYTES = 16 * 1024 * 1024;

/** What every block begins with, whatever is in it. */
const BEGINNINGS = [
  {bytes: gzipBeginning(), headerBytes: GZIP_HEADER_BYTES},
  {bytes: zstdBeginning(), headerBytes: ZSTD_HEADER_BYTES},
];

type Zstd = {
  readonly compress: (data: Buffer) => Promise<Buffer>;
  readonly decompress: (data: Buffer) => Promise<Buffer>;
};

/** Node.js has it since 22.15. */
const zstd: Zstd | undefined = findZstd();

export const CODEC: Codec = zstd === undefined ? 'gzip' : 'zstd';

/** As other programs expect it of a file of that name; of any other name the better one. */
export function codecByName(path: string): Codec {
  if (/\.gz$/i.test(path)) return 'gzip';
  return /\.zst$/i.test(path) ? 'zstd' : CODEC;
}

export function canRead(codec: Codec): boolean {
  return codec === 'gzip' || zstd !== undefined;
}

const gzip = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gzip);
const gunzip = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip);

/** Header and data, as they stand in the file. Compresses beside this thread. */
export async function encodeBlock(
  raw: Buffer,
  summary: Omit<BlockSummary, 'codec' | 'rawBytes' | 'storedBytes'>,
  codec: Codec = CODEC,
): Promise<Buffer[]> {
  const facts = {...summary, codec, rawBytes: raw.length};
  if (codec === 'zstd') {
    const data = await requireZstd().compress(raw);
    return [encodeHeader(zstdBeginning(), {...facts, storedBytes: data.length}), data];
  }

  // Of the usual header only the length differs from ours.
  const data = (await gzip(raw, {level: GZIP_LEVEL})).subarray(GZIP_FIXED_BYTES);
  return [encodeHeader(gzipBeginning(), {...facts, storedBytes: data.length}), data];
}

/** Rejects where the data are not what was written. */
export async function decodeBlock(data: Buffer, {codec, rawBytes}: BlockSummary): Promise<Buffer> {
  const raw =
    codec === 'zstd'
      ? await requireZstd().decompress(data)
      : await gunzip(Buffer.concat([PLAIN_GZIP_HEAD, data]), {maxOutputLength: rawBytes + 1});
  if (raw.length !== rawBytes) throw new Error(`it holds ${raw.length} bytes, not ${rawBytes}`);
  return raw;
}

const PLAIN_GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);

/** Whether these bytes, however few, are what a block begins with. */
export function beginsAsBlock(bytes: Buffer): boolean {
  return bytes.length > 0 && BEGINNINGS.some((beginning) => hasBeginning(bytes, beginning.bytes));
}

/** Whether a block that was not written to its end begins so: one that is damaged does not count. */
export function beginsAsTornBlock(bytes: Buffer): boolean {
  if (bytes.every((byte) => byte === 0)) return true; // Room that the file system made, and no more.
  if (decodeHeader(bytes) !== undefined) return true;
  return BEGINNINGS.some(
    (beginning) => bytes.length < beginning.headerBytes && hasBeginning(bytes, beginning.bytes),
  );
}

function hasBeginning(bytes: Buffer, beginning: Buffer): boolean {
  const length = Math.min(bytes.length, beginning.length);
  return bytes.subarray(0, length).equals(beginning.subarray(0, length));
}

/** The summary at the beginning of these bytes, and where its data begin; undefined where there is none. */
export function decodeHeader(
  bytes: Buffer,
): {readonly summary: BlockSummary; readonly headerBytes: number} | undefined {
  if (bytes.length >= GZIP_HEADER_BYTES && bytes.subarray(0, 4).equals(GZIP_HEAD.subarray(0, 4))) {
    const isOurs =
      bytes.readUInt16LE(GZIP_FIXED_BYTES) === 4 + SUMMARY_BYTES &&
      bytes.readUInt16LE(GZIP_FIXED_BYTES + 2) === SIGNATURE;
    const summary = isOurs ? readSummary(bytes, GZIP_FIXED_BYTES + 6, 'gzip') : undefined;
    return summary && {summary, headerBytes: GZIP_HEADER_BYTES};
  }

  if (bytes.length < ZSTD_HEADER_BYTES || bytes.readUInt32LE(0) !== ZSTD_SKIPPABLE)
    return undefined;
  const isOurs = bytes.readUInt32LE(4) === 2 + SUMMARY_BYTES && bytes.readUInt16LE(8) === SIGNATURE;
  const summary = isOurs ? readSummary(bytes, 10, 'zstd') : undefined;
  return summary && {summary, headerBytes: ZSTD_HEADER_BYTES};
}

function gzipBeginning(): Buffer {
  const beginning = Buffer.alloc(GZIP_FIXED_BYTES + 6);
  GZIP_HEAD.copy(beginning);
  beginning.writeUInt16LE(4 + SUMMARY_BYTES, GZIP_FIXED_BYTES);
  beginning.writeUInt16LE(SIGNATURE, GZIP_FIXED_BYTES + 2);
  beginning.writeUInt16LE(SUMMARY_BYTES, GZIP_FIXED_BYTES + 4);
  return beginning;
}

function zstdBeginning(): Buffer {
  const beginning = Buffer.alloc(10);
  beginning.writeUInt32LE(ZSTD_SKIPPABLE, 0);
  beginning.writeUInt32LE(2 + SUMMARY_BYTES, 4);
  beginning.writeUInt16LE(SIGNATURE, 8);
  return beginning;
}

function encodeHeader(beginning: Buffer, summary: BlockSummary): Buffer {
  const header = Buffer.alloc(beginning.length + SUMMARY_BYTES);
  beginning.copy(header);
  writeSummary(header, beginning.length, summary);
  return header;
}

function writeSummary(bytes: Buffer, at: number, summary: BlockSummary): void {
  const flags = (summary.hasCheckpoint ? FLAG_CHECKPOINT : 0) | (summary.isEnd ? FLAG_END : 0);
  bytes.writeUInt8(summary.version, at);
  bytes.writeUInt8(flags, at + 1);
  bytes.writeUInt32LE(summary.entries, at + 6);
  bytes.writeUInt32LE(summary.rawBytes, at + 10);
  bytes.writeUInt32LE(summary.storedBytes, at + 14);
  bytes.writeDoubleLE(summary.firstUs, at + 18);
  bytes.writeDoubleLE(summary.lastUs, at + 26);
  bytes.writeUInt32LE(sumOf(bytes, at), at + SUM_AT);
}

/** CRC-32 of a summary without its sum: a wrong length would take the blocks that follow with it. */
function sumOf(bytes: Buffer, at: number): number {
  const rest = bytes.subarray(at + SUM_END, at + SUMMARY_BYTES);
  return zlib.crc32(rest, zlib.crc32(bytes.subarray(at, at + SUM_AT)));
}

function readSummary(bytes: Buffer, at: number, codec: Codec): BlockSummary | undefined {
  if (bytes.readUInt32LE(at + SUM_AT) !== sumOf(bytes, at)) return undefined;
  const flags = bytes.readUInt8(at + 1);
  return {
    codec,
    version: bytes.readUInt8(at),
    hasCheckpoint: (flags & FLAG_CHECKPOINT) !== 0,
    isEnd: (flags & FLAG_END) !== 0,
    entries: bytes.readUInt32LE(at + 6),
    rawBytes: bytes.readUInt32LE(at + 10),
    storedBytes: bytes.readUInt32LE(at + 14),
    firstUs: bytes.readDoubleLE(at + 18),
    lastUs: bytes.readDoubleLE(at + 26),
  };
}

function requireZstd(): Zstd {
  if (zstd === undefined) throw new Error('it is compressed with zstd, which this Node.js lacks');
  return zstd;
}

/** Node 20 and its types do not know it. */
function findZstd(): Zstd | undefined {
  const {zstdCompress, zstdDecompress, constants} = zlib as unknown as {
    readonly zstdCompress?: (data: Buffer, options: object, done: ZlibCallback) => void;
    readonly zstdDecompress?: (data: Buffer, options: object, done: ZlibCallback) => void;
    readonly constants: Readonly<Record<string, number>>;
  };
  if (zstdCompress === undefined || zstdDecompress === undefined) return undefined;
  const compress = promisify(zstdCompress);
  const decompress = promisify(zstdDecompress);
  const params = {[constants['ZSTD_c_checksumFlag']!]: 1};
  return {
    compress: (data) => compress(data, {params}),
    decompress: (data) => decompress(data, {maxOutputLength: MAX_BLOCK_BYTES}),
  };
}

type ZlibCallback = (error: Error | null, result: Buffer) => void;
