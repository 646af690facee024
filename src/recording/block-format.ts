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

/** A block is sealed long before it is so long; one that says more lies. */
export const MAX_BLOCK_BYTES = 64 * 1024 * 1024;

type Zstd = {
  readonly compress: (data: Buffer) => Promise<Buffer>;
  readonly decompress: (data: Buffer) => Promise<Buffer>;
};

/** Node.js has it since 22.15. */
const zstd: Zstd | undefined = findZstd();

export const CODEC: Codec = zstd === undefined ? 'gzip' : 'zstd';

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
    return [zstdHeader({...facts, storedBytes: data.length}), data];
  }

  // Of the usual header only the length differs from ours.
  const data = (await gzip(raw, {level: GZIP_LEVEL})).subarray(GZIP_FIXED_BYTES);
  return [gzipHeader({...facts, storedBytes: data.length}), data];
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

/** The summary at the beginning of these bytes, and where its data begin; undefined where there is none. */
export function decodeHeader(
  bytes: Buffer,
): {readonly summary: BlockSummary; readonly headerBytes: number} | undefined {
  if (bytes.length >= GZIP_HEADER_BYTES && bytes.subarray(0, 4).equals(GZIP_HEAD.subarray(0, 4))) {
    const isOurs =
      bytes.readUInt16LE(GZIP_FIXED_BYTES) === 4 + SUMMARY_BYTES &&
      bytes.readUInt16LE(GZIP_FIXED_BYTES + 2) === SIGNATURE;
    return isOurs
      ? {summary: readSummary(bytes, GZIP_FIXED_BYTES + 6, 'gzip'), headerBytes: GZIP_HEADER_BYTES}
      : undefined;
  }

  if (bytes.length < ZSTD_HEADER_BYTES || bytes.readUInt32LE(0) !== ZSTD_SKIPPABLE)
    return undefined;
  const isOurs = bytes.readUInt32LE(4) === 2 + SUMMARY_BYTES && bytes.readUInt16LE(8) === SIGNATURE;
  return isOurs
    ? {summary: readSummary(bytes, 10, 'zstd'), headerBytes: ZSTD_HEADER_BYTES}
    : undefined;
}

function gzipHeader(summary: BlockSummary): Buffer {
  const header = Buffer.alloc(GZIP_HEADER_BYTES);
  GZIP_HEAD.copy(header);
  header.writeUInt16LE(4 + SUMMARY_BYTES, GZIP_FIXED_BYTES);
  header.writeUInt16LE(SIGNATURE, GZIP_FIXED_BYTES + 2);
  header.writeUInt16LE(SUMMARY_BYTES, GZIP_FIXED_BYTES + 4);
  writeSummary(header, GZIP_FIXED_BYTES + 6, summary);
  return header;
}

function zstdHeader(summary: BlockSummary): Buffer {
  const header = Buffer.alloc(ZSTD_HEADER_BYTES);
  header.writeUInt32LE(ZSTD_SKIPPABLE, 0);
  header.writeUInt32LE(2 + SUMMARY_BYTES, 4);
  header.writeUInt16LE(SIGNATURE, 8);
  writeSummary(header, 10, summary);
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
}

function readSummary(bytes: Buffer, at: number, codec: Codec): BlockSummary {
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
