// Frames as the market channel writes them. Fields at the top of a message are parted by ", ",
// `event_type` comes late, and every number is a string.

import {formatPrice, type Price} from '../domain/price.js';
import {formatSize, type SizeMicros} from '../domain/size.js';
import type {Level} from '../domain/feed-event.js';
import type {AssetId, ConditionId} from '../domain/market.js';
import type {BookState} from './market-book.js';

function levelsText(levels: readonly Level[]): string {
  let text = '[';
  for (const {price, size} of levels) {
    if (text.length > 1) text += ',';
    text += `{"price":"${formatPrice(price)}","size":"${formatSize(size)}"}`;
  }

  return `${text}]`;
}

/** A book as it is sent after a subscription. */
export function encodeInitialBook(book: BookState): string {
  return (
    `{"market":"${book.market}", "asset_id":"${book.assetId}", ` +
    `"timestamp":"${book.timestampMs}", "hash":"${book.hash}", ` +
    `"bids":${levelsText(book.bids)}, "asks":${levelsText(book.asks)}, ` +
    `"tick_size":"${formatPrice(book.tickSize)}", "event_type":"book", ` +
    `"last_trade_price":"${book.lastTradePrice}"}`
  );
}

/** A book as it is sent again after a trade: without tick size and last trade price. */
export function encodeBookAfterTrade(book: BookState): string {
  return (
    `{"market":"${book.market}", "asset_id":"${book.assetId}", ` +
    `"bids":${levelsText(book.bids)}, "asks":${levelsText(book.asks)}, ` +
    `"hash":"${book.hash}", "timestamp":"${book.timestampMs}", "event_type":"book"}`
  );
}

/** A level of one book, with the state of that book after its whole transaction. */
export type PriceChangeEntry = {
  readonly book: BookState;
  readonly side: 'BUY' | 'SELL';
  readonly price: Price;
  readonly size: SizeMicros;
};

function entryText({book, side, price, size}: PriceChangeEntry): string {
  return (
    `{"asset_id":"${book.assetId}","price":"${formatPrice(price)}",` +
    `"size":"${formatSize(size)}","side":"${side}","hash":"${book.hash}",` +
    `"best_bid":"${formatPrice(book.bestBid)}","best_ask":"${formatPrice(book.bestAsk)}"}`
  );
}

export function encodePriceChange(
  market: ConditionId,
  timestampMs: number,
  first: PriceChangeEntry,
  second: PriceChangeEntry,
): string {
  return (
    `{"market":"${market}", "price_changes":[${entryText(first)},${entryText(second)}], ` +
    `"timestamp":"${timestampMs}", "event_type":"price_change"}`
  );
}

export function encodeBestPrices(book: BookState): string {
  const spread = (book.bestAsk - book.bestBid) as Price;
  return (
    `{"market":"${book.market}", "asset_id":"${book.assetId}", ` +
    `"best_bid":"${formatPrice(book.bestBid)}", "best_ask":"${formatPrice(book.bestAsk)}", ` +
    `"spread":"${formatPrice(spread)}", "timestamp":"${book.timestampMs}", ` +
    `"event_type":"best_bid_ask"}`
  );
}

/** A fill as it is remembered: for its own message, and for the list of trades. */
export type TradePrint = {
  readonly market: ConditionId;
  readonly assetId: AssetId;
  readonly outcomeIndex: number;
  readonly timestampMs: number;
  readonly price: Price;
  readonly size: SizeMicros;
  readonly side: 'BUY' | 'SELL';
  readonly transactionHash: string;
};

export function encodeTrade(trade: TradePrint): string {
  return (
    `{"market":"${trade.market}", "asset_id":"${trade.assetId}", ` +
    `"price":"${formatPrice(trade.price)}", "size":"${formatSize(trade.size)}", ` +
    `"fee_rate_bps":"0", "side":"${trade.side}", "timestamp":"${trade.timestampMs}", ` +
    `"event_type":"last_trade_price", "transaction_hash":"${trade.transactionHash}"}`
  );
}
