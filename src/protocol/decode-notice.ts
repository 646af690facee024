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
  readFilledText,
  readId,
  readIds,
  readLevelPrice,
  readPrice,
  readSize,
  readTakerSide,
  readTimestampMs,
  type JsonRecord,
} from './fields.js';

export function decodeTrade(json: JsonRecord, issues: DecodeIssues): TradeEvent | undefined {
  const market = readId(json['market']);
  const assetId = readId(json['asset_id']);
  const timestampMs = readTimestampMs(json['timestamp']);
  const price = readPrice(json['price']);
  const size = readSize(json['size']);
  const side = readTakerSide(json['side']);
  if (
    market === undefined ||
    assetId === undefined ||
    timestampMs === undefined ||
    price === undefined ||
    size === undefined ||
    side === undefined
  ) {
    issues.add('BAD_FIELD', json);
    return undefined;
  }

  const transactionHash = readFilledText(json['transaction_hash']);
  return {kind: 'trade', market, assetId, timestampMs, price, size, side, transactionHash};
}

export function decodeTickSizeChange(
  json: JsonRecord,
  issues: DecodeIssues,
): TickSizeChangeEvent | undefined {
  const market = readId(json['market']);
  const assetId = readId(json['asset_id']);
  const timestampMs = readTimestampMs(json['timestamp']);
  const newTickSize = readLevelPrice(json['new_tick_size']);
  if (
    market === undefined ||
    assetId === undefined ||
    timestampMs === undefined ||
    newTickSize === undefined
  ) {
    issues.add('BAD_FIELD', json);
    return undefined;
  }

  const oldTickSize = readLevelPrice(json['old_tick_size']);
  return {kind: 'tick_size_change', market, assetId, timestampMs, oldTickSize, newTickSize};
}

export function decodeBestPrices(
  json: JsonRecord,
  issues: DecodeIssues,
): BestPricesEvent | undefined {
  const market = readId(json['market']);
  const assetId = readId(json['asset_id']);
  const timestampMs = readTimestampMs(json['timestamp']);
  if (market === undefined || assetId === undefined || timestampMs === undefined) {
    issues.add('BAD_FIELD', json);
    return undefined;
  }

  const bestBid = readBestPrice(json['best_bid'], 0 as Price);
  const bestAsk = readBestPrice(json['best_ask'], PRICE_ONE);
  return {kind: 'best_prices', market, assetId, timestampMs, bestBid, bestAsk};
}

export function decodeNewMarket(
  json: JsonRecord,
  issues: DecodeIssues,
): NewMarketEvent | undefined {
  const market = readId(json['market']) ?? readId(json['condition_id']);
  const timestampMs = readTimestampMs(json['timestamp']);
  if (market === undefined || timestampMs === undefined) {
    issues.add('BAD_FIELD', json);
    return undefined;
  }

  return {
    kind: 'new_market',
    market,
    slug: readFilledText(json['slug']),
    question: readFilledText(json['question']),
    assetIds: readIds(json['assets_ids']) ?? readIds(json['clob_token_ids']) ?? [],
    timestampMs,
  };
}

export function decodeMarketResolved(
  json: JsonRecord,
  issues: DecodeIssues,
): MarketResolvedEvent | undefined {
  const market = readId(json['market']) ?? readId(json['condition_id']);
  const timestampMs = readTimestampMs(json['timestamp']);
  if (market === undefined || timestampMs === undefined) {
    issues.add('BAD_FIELD', json);
    return undefined;
  }

  return {
    kind: 'market_resolved',
    market,
    assetIds: readIds(json['assets_ids']) ?? readIds(json['clob_token_ids']) ?? [],
    winningAssetId: readId(json['winning_asset_id']),
    winningOutcome: readFilledText(json['winning_outcome']),
    timestampMs,
  };
}
