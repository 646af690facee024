import type {LevelChange, PriceChangeEvent} from '../domain/feed-event.js';
import type {AssetId} from '../domain/market.js';
import {PRICE_ONE, type Price} from '../domain/price.js';
import type {DecodeIssues} from './decode-issues.js';
import {
  isRecord,
  readBestPrice,
  readBookSide,
  readId,
  readLevelPrice,
  readSize,
  readTimestampMs,
  type JsonRecord,
} from './fields.js';

/** What an older message says once for all its changes. */
type Shared = {
  readonly assetId: AssetId | undefined;
  readonly hash: string | undefined;
};

/**
 * Decodes changes of levels. Until September 2025 a message was about one asset, named with its
 * hash beside `changes`, and said nothing of best prices; archives still have it.
 */
export function decodePriceChange(
  json: JsonRecord,
  issues: DecodeIssues,
): PriceChangeEvent | undefined {
  const market = readId(json['market']);
  const timestampMs = readTimestampMs(json['timestamp']);
  const entries = json['price_changes'] ?? json['changes'];
  if (market === undefined || timestampMs === undefined || !Array.isArray(entries)) {
    issues.add('BAD_FIELD', json);
    return undefined;
  }

  const shared = {assetId: readId(json['asset_id']), hash: readId(json['hash'])};
  const changes: LevelChange[] = [];
  for (const entry of entries as readonly unknown[]) {
    const change = decodeChange(entry, shared, issues);
    if (change !== undefined) changes.push(change);
  }

  return {kind: 'price_change', market, timestampMs, changes};
}

function decodeChange(
  json: unknown,
  shared: Shared,
  issues: DecodeIssues,
): LevelChange | undefined {
  if (!isRecord(json)) {
    issues.add('BAD_LEVEL', json);
    return undefined;
  }

  const assetId = readId(json['asset_id']) ?? shared.assetId;
  const side = readBookSide(json['side']);
  const price = readLevelPrice(json['price']);
  const size = readSize(json['size']);
  if (assetId === undefined || side === undefined || price === undefined || size === undefined) {
    issues.add('BAD_LEVEL', json);
    return undefined;
  }

  return {
    assetId,
    side,
    price,
    size,
    hash: readId(json['hash']) ?? shared.hash,
    bestBid: decodeClaim(json['best_bid'], 0 as Price, issues),
    bestAsk: decodeClaim(json['best_ask'], PRICE_ONE, issues),
  };
}

/** An unreadable best price costs the check, not the change. */
function decodeClaim(json: unknown, emptySide: Price, issues: DecodeIssues): Price | undefined {
  if (json === undefined || json === null) return undefined;
  const price = readBestPrice(json, emptySide);
  if (price === undefined) issues.add('BAD_FIELD', json);
  return price;
}
