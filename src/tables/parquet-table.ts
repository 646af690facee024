// A table as a Parquet file: prices and sizes are exact decimals, times are timestamps, and row groups are
// bounded, so that memory is, too.

import type * as ParquetLibrary from 'hyparquet-writer';
import type {ParquetWriter, SchemaElement} from 'hyparquet-writer';
import {PRICE_SCALE} from '../domain/price.js';
import {SIZE_SCALE} from '../domain/size.js';
import type {RowBlock} from './build-rows.js';
import type {Cell, Column, ColumnKind} from './columns.js';

type Library = typeof ParquetLibrary;

/** Rows of a group: its columns are in memory at once. */
const ROWS_PER_GROUP = 65_536;

const DECIMAL = {type: 'INT64', converted_type: 'DECIMAL'} as const;
const TIMESTAMP = {type: 'TIMESTAMP', isAdjustedToUTC: true} as const;

/** Digits that a price and a size may have, those behind the point included. */
const PRICE_PRECISION = 9;
const SIZE_PRECISION = 18;

const TYPES: Readonly<Record<ColumnKind, Omit<SchemaElement, 'name'>>> = {
  us: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MICROS',
    logical_type: {...TIMESTAMP, unit: 'MICROS'},
  },
  ms: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: {...TIMESTAMP, unit: 'MILLIS'},
  },
  text: {type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: {type: 'STRING'}},
  price: {
    ...DECIMAL,
    type: 'INT32',
    scale: PRICE_SCALE,
    precision: PRICE_PRECISION,
    logical_type: {type: 'DECIMAL', scale: PRICE_SCALE, precision: PRICE_PRECISION},
  },
  size: {
    ...DECIMAL,
    scale: SIZE_SCALE,
    precision: SIZE_PRECISION,
    logical_type: {type: 'DECIMAL', scale: SIZE_SCALE, precision: SIZE_PRECISION},
  },
  count: {type: 'INT64'},
  flag: {type: 'BOOLEAN'},
};

/** The library takes integers of 64 bits as these alone, and decimals as multiples of their unit. */
const IS_BIG: Readonly<Record<ColumnKind, boolean>> = {
  ...{us: true, ms: true, price: true, size: true, count: true},
  ...{text: false, flag: false},
};

type Value = Exclude<Cell, undefined> | bigint | null;

export class ParquetTable {
  readonly #columns: readonly Column[];
  readonly #data: Value[][];
  readonly #bytes: InstanceType<Library['ByteWriter']>;
  readonly #file: ParquetWriter;

  private constructor(columns: readonly Column[], {ByteWriter, ParquetWriter}: Library) {
    this.#columns = columns;
    this.#data = columns.map(() => []);
    this.#bytes = new ByteWriter();
    this.#file = new ParquetWriter({
      writer: this.#bytes,
      schema: schemaOf(columns),
      createdBy: 'polybook-tui',
    });
  }

  /** The library is loaded here: nobody else pays for it. */
  static async open(columns: readonly Column[]): Promise<ParquetTable> {
    return new ParquetTable(columns, await import('hyparquet-writer'));
  }

  get isFull(): boolean {
    return this.#data[0]!.length >= ROWS_PER_GROUP;
  }

  add({head, tails}: RowBlock): void {
    const {length} = tails;
    head.forEach((cell, i) => {
      const value = toValue(this.#columns[i]!, cell);
      const data = this.#data[i]!;
      for (let n = 0; n < length; n++) data.push(value);
    });
    for (const tail of tails) {
      for (let i = 0; i < tail.length; i++) {
        const at = head.length + i;
        this.#data[at]!.push(toValue(this.#columns[at]!, tail[i]));
      }
    }
  }

  /** The bytes of a row group of all rows that are gathered. */
  take(): Uint8Array {
    if (this.#data[0]!.length > 0) {
      const columnData = this.#columns.map(({name}, i) => ({name, data: this.#data[i]!}));
      void this.#file.write({columnData, rowGroupSize: Infinity});
      for (const data of this.#data) data.length = 0;
    }

    return this.#takeBytes();
  }

  /** The rest, and the index of it all, without which there is no file. */
  end(): Uint8Array {
    const rest = this.take();
    void this.#file.finish();
    return Buffer.concat([rest, this.#takeBytes()]);
  }

  /** The library's buffer is filled anew. */
  #takeBytes(): Uint8Array {
    const bytes = this.#bytes.getBytes().slice();
    this.#bytes.index = 0;
    return bytes;
  }
}

function schemaOf(columns: readonly Column[]): SchemaElement[] {
  return [
    {name: 'root', num_children: columns.length},
    ...columns.map(({name, kind, isNullable}): SchemaElement => ({
      name,
      ...TYPES[kind],
      repetition_type: isNullable ? 'OPTIONAL' : 'REQUIRED',
    })),
  ];
}

function toValue({kind}: Column, cell: Cell): Value {
  if (cell === undefined) return null;
  return IS_BIG[kind] ? BigInt(cell) : cell;
}
