// Records as the ingest thread makes them, with just what a test wants to be different.

import type {TradeEvent} from '../../src/domain/feed-event.js';
import type {Price} from '../../src/domain/price.js';
import type {
  BookRecord,
  StatsRecord,
  StatusRecord,
  SummaryRecord,
  TradeRecord,
} from '../../src/domain/record.js';
import {parsePrice} from '../../src/domain/price.js';
import {parseSize, type SizeMicros} from '../../src/domain/size.js';
import type {LevelColumns} from '../../src/domain/snapshot.js';

export const MARKET = `0x${'ab'.repeat(32)}`;

/** Levels best first, as `[price, size]`. */
export function columns(
  side: 'bid' | 'ask',
  levels: readonly (readonly [string, string])[],
  total = levels.length,
): LevelColumns {
  return {
    side,
    length: levels.length,
    prices: Float64Array.from(levels, ([price]) => parsePrice(price)!),
    sizes: Float64Array.from(levels, ([, size]) => parseSize(size)!),
    total,
  };
}

export function bookRecord(fields: Partial<BookRecord> = {}): BookRecord {
  return {
    type: 'book',
    assetId: '1001',
    market: MARKET,
    timestampMs: 1_788_786_330_404,
    revision: 7,
    trust: 'LIVE',
    reason: 'none',
    hash: '8f58489c',
    hashOk: true,
    bids: columns('bid', [
      ['0.62', '26.68'],
      ['0.6', '2000'],
    ]),
    asks: columns('ask', [['0.631', '0.5']]),
    lastTradePrice: '0.620',
    ...fields,
  };
}

export function tradeRecord(fields: Partial<TradeRecord> = {}): TradeRecord {
  return {
    type: 'trade',
    assetId: '1001',
    market: MARKET,
    timestampMs: 1_788_786_353_325,
    price: 6200 as Price,
    size: 7_555_554 as SizeMicros,
    side: 'sell',
    transactionHash: '0x99fc',
    ...fields,
  };
}

export function statusRecord(fields: Partial<StatusRecord> = {}): StatusRecord {
  return {type: 'status', scope: 'book', id: '1001', state: 'LIVE', reason: undefined, ...fields};
}

export function statsRecord(fields: Partial<StatsRecord> = {}): StatsRecord {
  return {
    type: 'stats',
    frames: 100,
    bytes: 60_000,
    events: 120,
    framesPerS: 50,
    feedP50Ms: 12.34,
    feedP95Ms: 45.67,
    feedP99Ms: 89.01,
    correctedP50Ms: 15.55,
    correctedP95Ms: 48.88,
    correctedP99Ms: 92.22,
    clockOffsetMs: -3.21,
    clockUncertaintyMs: 11.27,
    pingMs: 20.55,
    pipelineP50Us: 41.4,
    pipelineP99Us: 230.6,
    verifyP99Us: 61.2,
    eventLoopP99Ms: 1.24,
    reconnects: 1,
    issues: 2,
    ...fields,
  };
}

export function summaryRecord(fields: Partial<SummaryRecord> = {}): SummaryRecord {
  return {
    type: 'summary',
    frames: 1,
    events: 2,
    books: 3,
    batches: 4,
    verified: 5,
    hashFailed: 6,
    bboFailed: 7,
    crossed: 8,
    ignored: 9,
    issues: 10,
    dropped: 11,
    reconnects: 12,
    ...fields,
  };
}

/** The event that a trade record stands for. */
export function tradeEvent(fields: Partial<TradeEvent> = {}): TradeEvent {
  const {assetId, market, timestampMs, price, size, side, transactionHash} = tradeRecord();
  return {
    kind: 'trade',
    ...{assetId, market, timestampMs, price, size, side, transactionHash},
    ...fields,
  };
}
