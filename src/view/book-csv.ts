// Levels of a book as CSV: exact decimals, a header, a line for each level or row of several ticks.

import type {BookSide} from '../domain/feed-event.js';
import {formatPrice, type Price} from '../domain/price.js';
import type {BookImage, LevelColumns} from '../domain/snapshot.js';
import {rowPrice} from './group-levels.js';

export const CSV_HEADER = 'side,price,size,cumulative,notional';

/** A line of the CSV; sizes in units of 0.000001 shares, as wide as sums get. */
type CsvRow = {
  readonly side: BookSide;
  /** Of the row, in units of 0.0001. */
  readonly price: number;
  readonly size: bigint;
  /** Sizes of this side from its best level to this row. */
  readonly cumulative: bigint;
  /** Price times size of each level in it, in units of 10^-10 dollars. */
  readonly notional: bigint;
};

const SIZE_PLACES = 6;
const NOTIONAL_PLACES = 10;

/** A row of the ladder, by side and price. */
export type RowKey = {readonly side: BookSide; readonly price: number};

/** These rows of the ladder, in their order; `step` is undefined where each level is a row. */
export function buildRowsCsv(
  book: BookImage,
  step: number | undefined,
  shown: readonly RowKey[],
): string[] {
  const rows = new Map(
    [...buildSide(book.bids, step), ...buildSide(book.asks, step)].map((row) => [keyOf(row), row]),
  );
  const lines = shown.flatMap((key) => {
    const row = rows.get(keyOf(key));
    return row === undefined ? [] : [formatRow(row)];
  });
  return [CSV_HEADER, ...lines];
}

/** Every level, best first and the sides in turn: what a limit cuts off is farthest away. */
export function buildBookCsv(book: BookImage): string[] {
  const bids = buildSide(book.bids, undefined);
  const asks = buildSide(book.asks, undefined);
  const lines: string[] = [];
  for (let i = 0; i < Math.max(bids.length, asks.length); i++) {
    for (const row of [bids[i], asks[i]]) if (row !== undefined) lines.push(formatRow(row));
  }

  return [CSV_HEADER, ...lines];
}

/** One side from its best row outwards. */
function buildSide(
  {side, length, prices, sizes}: LevelColumns,
  step: number | undefined,
): CsvRow[] {
  const rows: CsvRow[] = [];
  let cumulative = 0n;
  for (let i = 0; i < length; i++) {
    const own = prices[i]!;
    const price = step === undefined ? own : rowPrice(own, side, step);
    const size = BigInt(sizes[i]!);
    const notional = BigInt(own) * size;
    cumulative += size;
    const last = rows.at(-1);
    if (last?.price !== price) {
      rows.push({side, price, size, cumulative, notional});
      continue;
    }

    const sums = {size: last.size + size, notional: last.notional + notional};
    rows[rows.length - 1] = {side, price, cumulative, ...sums};
  }

  return rows;
}

function keyOf({side, price}: RowKey): string {
  return `${side} ${price}`;
}

function formatRow({side, price, size, cumulative, notional}: CsvRow): string {
  return [
    side,
    formatPrice(price as Price),
    formatScaledBig(size, SIZE_PLACES),
    formatScaledBig(cumulative, SIZE_PLACES),
    formatScaledBig(notional, NOTIONAL_PLACES),
  ].join(',');
}

/** As `formatScaled`, for what a number can't hold exactly. */
function formatScaledBig(value: bigint, places: number): string {
  const digits = String(value).padStart(places + 1, '0');
  const fraction = digits.slice(-places).replace(/0+$/, '');
  const whole = digits.slice(0, -places);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
