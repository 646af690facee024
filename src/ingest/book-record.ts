// Records as the books, the trades and the counters give them.

import type {BookSide, Level, TradeEvent} from '../domain/feed-event.js';
import type {BookRecord, SummaryRecord, TradeRecord} from '../domain/record.js';
import type {LevelColumns} from '../domain/snapshot.js';
import type {BookCounters} from '../orderbook/book-counters.js';
import type {BookView} from '../orderbook/watched-book.js';
import type {IngestMetrics} from './ingest-metrics.js';

/** The book as it is now, at most `depth` levels a side, best first. */
export function toBookRecord(
  view: BookView,
  hash: string | undefined,
  hashOk: boolean | undefined,
  depth: number,
): BookRecord {
  const {book, trust} = view;
  return {
    type: 'book',
    assetId: view.assetId,
    market: view.conditionId,
    timestampMs: book.timestampMs,
    revision: book.revision,
    trust: trust.state,
    reason: trust.reason,
    hash,
    hashOk,
    bids: toColumns('bid', book.bids, book.bids.count, depth),
    asks: toColumns('ask', book.asks, book.asks.count, depth),
    lastTradePrice: view.lastTradePrice,
  };
}

function toColumns(
  side: BookSide,
  levels: Iterable<Level>,
  total: number,
  depth: number,
): LevelColumns {
  const length = Math.min(total, depth);
  const prices = new Float64Array(length);
  const sizes = new Float64Array(length);
  let i = 0;
  for (const {price, size} of levels) {
    if (i === length) break;
    prices[i] = price;
    sizes[i] = size;
    i++;
  }

  return {side, length, prices, sizes, total};
}

export function toTradeRecord(event: TradeEvent): TradeRecord {
  const {market, assetId, timestampMs, price, size, side, transactionHash} = event;
  return {type: 'trade', assetId, market, timestampMs, price, size, side, transactionHash};
}

export function toSummaryRecord(
  {frames, events, issues, reconnects}: IngestMetrics,
  {books, batches, verified, hashFailed, bboFailed, crossed, ignored}: BookCounters,
  dropped: number,
): SummaryRecord {
  return {
    type: 'summary',
    ...{frames, events, books, batches, verified, hashFailed, bboFailed, crossed, ignored, issues},
    ...{dropped, reconnects},
  };
}
