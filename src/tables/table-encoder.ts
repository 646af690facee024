// How a table becomes bytes: records go in, chunks come out whenever there is enough for one.

import type {TableRecord} from './table-record.js';

export const FORMATS = ['csv', 'ndjson', 'parquet'] as const;

export type Format = (typeof FORMATS)[number];

export type Chunk = string | Uint8Array;

export type TableEncoder = {
  /** `recvUs`: Unix time in µs, undefined where unknown. */
  readonly add: (record: TableRecord, recvUs: number | undefined) => void;
  /** Whether as much is gathered as should be taken. */
  readonly isFull: () => boolean;
  /** What is gathered. */
  readonly take: () => Chunk;
  /** The rest, and whatever stands at the end. */
  readonly end: () => Chunk;
};

/** Of text, in UTF-16 units. */
const FULL_LENGTH = 64 * 1024;

/** Gathers lines of text. */
export class LineEncoder implements TableEncoder {
  readonly #format: (record: TableRecord, recvUs: number | undefined) => string;
  #text: string;

  /** `format` gives whole lines, their ends included, or nothing. */
  constructor(
    heading: string,
    format: (record: TableRecord, recvUs: number | undefined) => string,
  ) {
    this.#text = heading;
    this.#format = format;
  }

  add = (record: TableRecord, recvUs: number | undefined): void => {
    this.#text += this.#format(record, recvUs);
  };

  isFull = (): boolean => this.#text.length >= FULL_LENGTH;

  take = (): string => {
    const text = this.#text;
    this.#text = '';
    return text;
  };

  end = (): string => this.take();
}
