// What the market channel tells of markets as a whole.

import {formatPrice, type Price} from '../domain/price.js';
import type {AssetId, ConditionId} from '../domain/market.js';
import type {ListedMarket} from './listing.js';
import type {OutcomeIndex} from './market-book.js';

export function encodeTickSizeChange(
  market: ConditionId,
  assetId: AssetId,
  oldTickSize: Price,
  newTickSize: Price,
  timestampMs: number,
): string {
  return (
    `{"market":"${market}", "asset_id":"${assetId}", ` +
    `"old_tick_size":"${formatPrice(oldTickSize)}", "new_tick_size":"${formatPrice(newTickSize)}", ` +
    `"timestamp":"${timestampMs}", "event_type":"tick_size_change"}`
  );
}

/** What is told of a market, new or resolved. */
export type NoticedMarket = Pick<
  ListedMarket,
  'id' | 'slug' | 'question' | 'eventSlug' | 'conditionId' | 'outcomes' | 'assetIds' | 'tickSize'
>;

/** https://docs.polymarket.com/api-reference/wss/market */
export function encodeNewMarket(market: NoticedMarket, timestampMs: number): string {
  return writeMessage({
    ...describeMarket(market),
    tags: [],
    condition_id: market.conditionId,
    active: true,
    clob_token_ids: market.assetIds,
    order_price_min_tick_size: formatPrice(market.tickSize),
    timestamp: String(timestampMs),
    event_type: 'new_market',
  });
}

/** https://docs.polymarket.com/api-reference/wss/market */
export function encodeMarketResolved(
  market: NoticedMarket,
  winner: OutcomeIndex,
  timestampMs: number,
): string {
  return writeMessage({
    ...describeMarket(market),
    winning_asset_id: market.assetIds[winner],
    winning_outcome: market.outcomes[winner],
    timestamp: String(timestampMs),
    event_type: 'market_resolved',
  });
}

/** As a frame of 2026-08-19 was: no question, slug or outcomes, and nothing of the event. */
export function encodeBareMarketResolved(
  {id, conditionId, assetIds, outcomes}: NoticedMarket,
  winner: OutcomeIndex,
  timestampMs: number,
): string {
  return writeMessage({
    id,
    market: conditionId,
    assets_ids: assetIds,
    winning_asset_id: assetIds[winner],
    winning_outcome: outcomes[winner],
    event_message: null,
    timestamp: String(timestampMs),
    event_type: 'market_resolved',
    tags: [],
  });
}

function describeMarket({id, question, conditionId, slug, ...rest}: NoticedMarket): object {
  return {
    id,
    question,
    market: conditionId,
    slug,
    description: '',
    assets_ids: rest.assetIds,
    outcomes: rest.outcomes,
    event_message: {
      id,
      ticker: rest.eventSlug,
      slug: rest.eventSlug,
      title: question,
      description: '',
    },
  };
}

/** Fields at the top of a message are parted by ", ". */
function writeMessage(fields: object): string {
  const texts = Object.entries(fields).map(
    ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`,
  );
  return `{${texts.join(', ')}}`;
}
