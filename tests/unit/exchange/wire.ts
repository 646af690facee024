// What the simulated exchange writes, as a reader without our decoder sees it.

import type {LevelText} from '../../support/naive-ladder.js';

export type WireEntry = {
  readonly asset_id: string;
  readonly price: string;
  readonly size: string;
  readonly side: 'BUY' | 'SELL';
  readonly hash: string;
  readonly best_bid: string;
  readonly best_ask: string;
};

export type WireMessage = {
  readonly event_type: 'book' | 'price_change' | 'last_trade_price' | 'best_bid_ask';
  readonly market: string;
  readonly asset_id: string;
  readonly timestamp: string;
  readonly hash: string;
  readonly bids: readonly LevelText[];
  readonly asks: readonly LevelText[];
  readonly tick_size: string;
  readonly last_trade_price: string;
  readonly price_changes: readonly [WireEntry, WireEntry];
  readonly price: string;
  readonly size: string;
  readonly side: 'BUY' | 'SELL';
  readonly best_bid: string;
  readonly best_ask: string;
  readonly spread: string;
  readonly transaction_hash: string;
};

/** Fields that a kind of message does not have are undefined, whatever the type says. */
export function readWire(text: string): WireMessage {
  return JSON.parse(text) as WireMessage;
}

/** Every level that a message names, in whatever form. */
export function levelsOf(message: {
  readonly price_changes?: readonly LevelText[];
  readonly bids?: readonly LevelText[];
  readonly asks?: readonly LevelText[];
}): readonly LevelText[] {
  const {price_changes = [], bids = [], asks = []} = message;
  return [...price_changes, ...bids, ...asks];
}
