// The messages that are about a market but change none of its levels.

import type {
  BestPricesEvent,
  MarketResolvedEvent,
  NewMarketEvent,
  TickSizeChangeEvent,
  TradeEvent,
} from '../domain/feed-event.js';
import {PRICE_ONE, type Price} from '../domain/price.js';
import type {DecodeIssues} from './decode-issues.js';
import {
  readBestPrice,
  readId,
  readIds,
  readLevelPrice,
  readName,
  readPrice,
  readSize,
  readTakerSide,
  readTimestampMs,
  type JsonRecord,
} from './fields.js';
import {MAX_NAME_LENGTH, MAX_TITLE_LENGTH} from './limits.js';

export function decodeTrade(json: JsonRecord, issues: DecodeIssues): TradeEvent | undefined {
  const asset = readAsset(json);
  const price = readPrice(json['price']);
  const size = readSize(json['size']);
  const side = readTakerSide(json['side']);
  if (asset === undefined || price === undefined || size === undefined || side === undefined) {
    issues.add('BAD_FIELD', json);
    return undefined;
  }

  const transactionHash = readId(json['transaction_hash']);
  return {kind: 'trade', ...asset, price, size, side, transactionHash};
}

export function decodeTickSizeChange(
  json: JsonRecord,
  issues: DecodeIssues,
): TickSizeChangeEvent | undefined {
  const asset = readAsset(json);
  const newTickSize = readLevelPrice(json['new_tick_size']);
  if (asset === undefined || newTickSize === undefined) {
    issues.add('BAD_FIELD', json);
    return undefined;
  }

  const oldTickSize = readLevelPrice(json['old_tick_size']);
  return {kind: 'tick_size_change', ...asset, oldTickSize, newTickSize};
}

export function decodeBestPrices(
  json: JsonRecord,
  issues: DecodeIssues,
): BestPricesEvent | undefined {
  const asset = readAsset(json);
  if (asset === undefined) {
    issues.add('BAD_FIELD', json);
    return undefined;
  }

  const bestBid = readBestPrice(json['best_bid'], 0 as Price);
  const bestAsk = readBestPrice(json['best_ask'], PRICE_ONE);
  return {kind: 'best_prices', ...asset, bestBid, bestAsk};
}

export function decodeNewMarket(
  json: JsonRecord,
  issues: DecodeIssues,
): NewMarketEvent | undefined {
  const market = readMarket(json);
  if (market === undefined) {
    issues.add('BAD_FIELD', json);
    return undefined;
  }

  const slug = readName(json['slug'], MAX_TITLE_LENGTH);
  const question = readName(json['question'], MAX_TITLE_LENGTH);
  return {kind: 'new_market', ...market, slug, question};
}

export function decodeMarketResolved(
  json: JsonRecord,
  issues: DecodeIssues,
): MarketResolvedEvent | undefined {
  const market = readMarket(json);
  if (market === undefined) {
    issues.add('BAD_FIELD', json);
    return undefined;
  }

  const winningAssetId = readId(json['winning_asset_id']);
  const winningOutcome = readName(json['winning_outcome'], MAX_NAME_LENGTH);
  return {kind: 'market_resolved', ...market, winningAssetId, winningOutcome};
}

/** What every notice of one asset says. */
function readAsset(json: JsonRecord) {
  const market = readId(json['market']);
  const assetId = readId(json['asset_id']);
  const timestampMs = readTimestampMs(json['timestamp']);
  return market === undefined || assetId === undefined || timestampMs === undefined
    ? undefined
    : {market, assetId, timestampMs};
}

/** What every notice of a whole market says, under the names of two years. */
function readMarket(json: JsonRecord) {
  const market = readId(json['market']) ?? readId(json['condition_id']);
  const assetIds = readIds(json['assets_ids']) ?? readIds(json['clob_token_ids']) ?? [];
  const timestampMs = readTimestampMs(json['timestamp']);
  return market === undefined || timestampMs === undefined
    ? undefined
    : {market, assetIds, timestampMs};
}
