// One JSON object a line, `type` first: the contract of `--json`. What is unknown is null.

import {toJsonLine} from '../domain/json-line.js';
import {formatPrice} from '../domain/price.js';
import type {Price} from '../domain/price.js';
import type {AssetId, ConditionId} from '../domain/market.js';
import type {
  BookRecord,
  StatsRecord,
  StreamRecord,
  SummaryRecord,
  TradeRecord,
} from '../domain/record.js';
import type {Source} from '../domain/session.js';
import {formatSize} from '../domain/size.js';
import type {SizeMicros} from '../domain/size.js';
import type {LevelColumns} from '../domain/snapshot.js';

/** Names that records don't carry. */
export type Names = {
  readonly source: Source;
  readonly slugOf: (market: ConditionId) => string | undefined;
  readonly outcomeOf: (assetId: AssetId) => string | undefined;
};

/** Returns the line without its end. */
export function formatRecord(record: StreamRecord, names: Names): string {
  return toJsonLine(toPlain(record, names));
}

/** What is written of a record; unknown is null. */
export function toPlain(record: StreamRecord, names: Names): object {
  switch (record.type) {
    case 'book':
      return plainBook(record, names);
    case 'trade':
      return plainTrade(record, names);
    case 'status': {
      const {type, scope, id, state, reason} = record;
      return {type, scope, id, state, reason: reason ?? null};
    }

    case 'stats':
      return plainStats(record);
    case 'summary':
      return plainSummary(record);
  }
}

function plainBook(record: BookRecord, names: Names): object {
  const {bids, asks, hashOk, reason} = record;
  return {
    type: 'book',
    asset_id: record.assetId,
    market: record.market,
    slug: names.slugOf(record.market) ?? null,
    outcome: names.outcomeOf(record.assetId) ?? null,
    source: names.source,
    timestamp: String(record.timestampMs),
    revision: record.revision,
    trust: record.trust,
    reason: reason === 'none' ? null : reason,
    hash: record.hash ?? null,
    hash_ok: hashOk ?? null,
    best_bid: bids.length > 0 ? formatPrice(bids.prices[0] as Price) : null,
    best_ask: asks.length > 0 ? formatPrice(asks.prices[0] as Price) : null,
    bids: plainLevels(bids),
    asks: plainLevels(asks),
    last_trade_price: record.lastTradePrice ?? null,
  };
}

function plainLevels({length, prices, sizes}: LevelColumns): [string, string][] {
  return Array.from({length}, (_, i) => [
    formatPrice(prices[i] as Price),
    formatSize(sizes[i] as SizeMicros),
  ]);
}

function plainTrade(record: TradeRecord, names: Names): object {
  return {
    type: 'trade',
    asset_id: record.assetId,
    market: record.market,
    outcome: names.outcomeOf(record.assetId) ?? null,
    timestamp: String(record.timestampMs),
    price: formatPrice(record.price),
    size: formatSize(record.size),
    side: record.side === 'buy' ? 'BUY' : 'SELL',
    transaction_hash: record.transactionHash ?? null,
  };
}

/** JSON has no NaN; a gauge that has nothing to tell is null. */
function round(value: number, decimals: number): number | null {
  return Number.isNaN(value) ? null : Number(value.toFixed(decimals));
}

function plainStats(record: StatsRecord): object {
  return {
    type: 'stats',
    frames: record.frames,
    bytes: record.bytes,
    events: record.events,
    messages_per_s: record.framesPerS,
    feed_p50_ms: round(record.feedP50Ms, 1),
    feed_p95_ms: round(record.feedP95Ms, 1),
    feed_p99_ms: round(record.feedP99Ms, 1),
    clock_offset_ms: round(record.clockOffsetMs, 1),
    ping_ms: round(record.pingMs, 1),
    pipeline_p50_us: round(record.pipelineP50Us, 0),
    pipeline_p99_us: round(record.pipelineP99Us, 0),
    reconnects: record.reconnects,
    issues: record.issues,
    corrected_p50_ms: round(record.correctedP50Ms, 1),
    corrected_p95_ms: round(record.correctedP95Ms, 1),
    corrected_p99_ms: round(record.correctedP99Ms, 1),
    clock_uncertainty_ms: round(record.clockUncertaintyMs, 1),
    verify_p99_us: round(record.verifyP99Us, 0),
    event_loop_p99_ms: round(record.eventLoopP99Ms, 1),
  };
}

function plainSummary(record: SummaryRecord): object {
  const {hashFailed, bboFailed, type, frames, events, books, batches, verified, ...rest} = record;
  return {
    type,
    frames,
    events,
    books,
    batches,
    verified,
    hash_failed: hashFailed,
    bbo_failed: bboFailed,
    crossed: rest.crossed,
    ignored: rest.ignored,
    issues: rest.issues,
    dropped: rest.dropped,
    reconnects: rest.reconnects,
  };
}
