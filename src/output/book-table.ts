// What `--once` prints for a person: each book as a plain table, both sides best first.

import {formatPrice} from '../domain/price.js';
import type {Price} from '../domain/price.js';
import type {BookRecord} from '../domain/record.js';
import {formatSize} from '../domain/size.js';
import type {SizeMicros} from '../domain/size.js';
import type {LevelColumns} from '../domain/snapshot.js';

export type BookHeading = {
  readonly question: string | undefined;
  readonly outcome: string | undefined;
};

/** Lines of text without colours; columns as wide as their widest entry. */
export function formatBookTable(book: BookRecord, heading: BookHeading): string {
  const bids = levelsOf(book.bids);
  const asks = levelsOf(book.asks);
  const rows = [
    ['bid size', 'bid', 'ask', 'ask size'],
    ...Array.from({length: Math.max(bids.length, asks.length)}, (_, i) => [
      bids[i]?.size ?? '',
      bids[i]?.price ?? '',
      asks[i]?.price ?? '',
      asks[i]?.size ?? '',
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const table = rows.map((row) => row.map((cell, i) => cell.padStart(widths[i]!)).join('  '));
  return [titleOf(book, heading), statusOf(book), ...table].join('\n');
}

function titleOf(book: BookRecord, {question, outcome}: BookHeading): string {
  const name = outcome ?? `asset ${book.assetId}`;
  return `${question ?? book.market} · ${name}`;
}

function statusOf(book: BookRecord): string {
  const time = new Date(book.timestampMs).toISOString();
  const last =
    book.lastTradePrice === undefined || book.lastTradePrice === '' ? 'none' : book.lastTradePrice;
  const reason = book.reason === 'none' ? '' : ` (${book.reason.replaceAll('_', ' ')})`;
  return `${book.trust}${reason} · ${time} · last trade ${last} · ${countOf(book.bids)} bids, ${countOf(book.asks)} asks`;
}

function countOf({length, total}: LevelColumns): string {
  return length === total ? String(total) : `${length} of ${total}`;
}

function levelsOf({length, prices, sizes}: LevelColumns): {price: string; size: string}[] {
  return Array.from({length}, (_, i) => ({
    price: formatPrice(prices[i] as Price),
    size: formatSize(sizes[i] as SizeMicros),
  }));
}
