// Events as the exchange would send them, the inverse of decoding.

import type {
  BookSnapshotEvent,
  Level,
  PriceChangeEvent,
  TradeEvent,
} from '../../../src/domain/feed-event.js';
import {formatPrice} from '../../../src/domain/price.js';
import {formatSize} from '../../../src/domain/size.js';

const encodeLevel = ({price, size}: Level) => ({
  price: formatPrice(price),
  size: formatSize(size),
});

export function encodeBook(event: BookSnapshotEvent): string {
  return JSON.stringify({
    market: event.market,
    asset_id: event.assetId,
    timestamp: String(event.timestampMs),
    hash: event.hash,
    bids: event.bids.map(encodeLevel),
    asks: event.asks.map(encodeLevel),
    tick_size: event.tickSize === undefined ? undefined : formatPrice(event.tickSize),
    last_trade_price: event.lastTradePrice,
    event_type: 'book',
  });
}

export function encodeChange(event: PriceChangeEvent): string {
  return JSON.stringify({
    market: event.market,
    price_changes: event.changes.map((change) => ({
      asset_id: change.assetId,
      ...encodeLevel(change),
      side: change.side === 'bid' ? 'BUY' : 'SELL',
      hash: change.hash,
      best_bid: change.bestBid === undefined ? undefined : formatPrice(change.bestBid),
      best_ask: change.bestAsk === undefined ? undefined : formatPrice(change.bestAsk),
    })),
    timestamp: String(event.timestampMs),
    event_type: 'price_change',
  });
}

export function encodeTrade(event: TradeEvent): string {
  return JSON.stringify({
    market: event.market,
    asset_id: event.assetId,
    ...encodeLevel(event),
    side: event.side === 'buy' ? 'BUY' : 'SELL',
    timestamp: String(event.timestampMs),
    event_type: 'last_trade_price',
    transaction_hash: event.transactionHash,
  });
}
