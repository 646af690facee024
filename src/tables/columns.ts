// The columns of each table that is made of a recording, the same in CSV and Parquet. Programs rely on their
// names, their order and their units: new ones are added at the end.

export const TABLE_NAMES = ['books', 'trades', 'bbo'] as const;

export type TableName = (typeof TABLE_NAMES)[number];

/** What stands in a cell: Unix time in µs or ms, text, `Price`, `SizeMicros`, a whole number, true or false. */
export type ColumnKind = 'us' | 'ms' | 'text' | 'price' | 'size' | 'count' | 'flag';

export type Column = {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Whether it may be unknown: empty in CSV, null in Parquet. */
  readonly isNullable: boolean;
  readonly meaning: string;
};

/** Prices and sizes as integers, in the units of the domain; undefined where it is unknown. */
export type Cell = string | number | boolean | undefined;

function column(name: string, kind: ColumnKind, meaning: string): Column {
  return {name, kind, isNullable: false, meaning};
}

function maybe(name: string, kind: ColumnKind, meaning: string): Column {
  return {name, kind, isNullable: true, meaning};
}

/** What every row begins with. */
const PLACE = [
  maybe(
    'recv_us',
    'us',
    'when it was received, Unix time in µs; unknown where the file does not say',
  ),
  column('timestamp_ms', 'ms', "the exchange's time, Unix time in ms"),
  column('asset_id', 'text', 'the token'),
  column('market', 'text', 'the condition id'),
  maybe('slug', 'text', "the market's slug, where the recording names it"),
  maybe('outcome', 'text', "the outcome's name, where the recording names it"),
] as const;

const TRUST = [
  column('trust', 'text', 'the trust word of the book'),
  maybe('reason', 'text', 'why it is not LIVE'),
] as const;

export const COLUMNS: Readonly<Record<TableName, readonly Column[]>> = {
  books: [
    ...PLACE,
    column('revision', 'count', 'counts the steps of this book: the rows of one book share it'),
    ...TRUST,
    maybe('hash', 'text', "the exchange's hash of the book"),
    maybe(
      'hash_ok',
      'flag',
      'whether it is the hash of these levels; unknown where that cannot be told',
    ),
    maybe('side', 'text', 'bid or ask; a book without any level is one row without the last four'),
    maybe('level', 'count', '0 is the best of its side'),
    maybe('price', 'price', 'dollars'),
    maybe('size', 'size', 'shares'),
  ],
  trades: [
    ...PLACE,
    column('price', 'price', 'dollars'),
    column('size', 'size', 'shares'),
    column('side', 'text', "the taker's: BUY or SELL"),
    maybe('transaction_hash', 'text', 'of the fill'),
  ],
  bbo: [
    ...PLACE,
    ...TRUST,
    maybe('best_bid', 'price', 'dollars; unknown where there are no bids'),
    maybe('bid_size', 'size', 'shares at it'),
    maybe('best_ask', 'price', 'dollars; unknown where there are no asks'),
    maybe('ask_size', 'size', 'shares at it'),
  ],
};
