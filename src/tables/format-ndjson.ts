// One JSON object a line. Books and trades are those of `--json`, and what it does not say follows them.

import {toJsonLine} from '../domain/json-line.js';
import {formatPrice} from '../domain/price.js';
import type {Price} from '../domain/price.js';
import type {BookRecord} from '../domain/record.js';
import {formatSize} from '../domain/size.js';
import type {SizeMicros} from '../domain/size.js';
import type {LevelColumns} from '../domain/snapshot.js';
import {toPlain} from '../output/ndjson.js';
import type {TableName} from './columns.js';
import type {TableNames, TableRecord} from './table-record.js';

/** The line with its end; empty where the record is none of this table. */
export function formatNdjson(
  table: TableName,
  record: TableRecord,
  recvUs: number | undefined,
  names: TableNames,
): string {
  const isTrade = record.type === 'trade';
  if (isTrade !== (table === 'trades')) return '';
  const recv_us = recvUs ?? null;
  const named = {...names, source: 'replay'} as const;
  if (table === 'bbo' && !isTrade) return `${toJsonLine({...plainBest(record, names), recv_us})}\n`;
  const slug = isTrade && {slug: names.slugOf(record.market) ?? null};
  return `${toJsonLine({...toPlain(record, named), ...slug, recv_us})}\n`;
}

function plainBest(record: BookRecord, names: TableNames): object {
  const {bids, asks, assetId, market, trust, reason} = record;
  const [best_bid, bid_size] = plainBestOf(bids);
  const [best_ask, ask_size] = plainBestOf(asks);
  return {
    type: 'bbo',
    asset_id: assetId,
    market,
    slug: names.slugOf(market) ?? null,
    outcome: names.outcomeOf(assetId) ?? null,
    timestamp: String(record.timestampMs),
    trust,
    reason: reason === 'none' ? null : reason,
    ...{best_bid, bid_size, best_ask, ask_size},
  };
}

function plainBestOf({length, prices, sizes}: LevelColumns): readonly (string | null)[] {
  if (length === 0) return [null, null];
  return [formatPrice(prices[0] as Price), formatSize(sizes[0] as SizeMicros)];
}
