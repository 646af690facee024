// What the loop tells beside the books themselves, to whoever writes down what happens in markets.

import type {TickSizeChangeEvent, TradeEvent} from '../domain/feed-event.js';
import type {AssetId, ConditionId, MarketStatus} from '../domain/market.js';
import type {Trust} from '../domain/trust.js';

/** What the exchange or its listing says that a market is. */
export type MarketState = 'open' | 'paused' | 'closed' | 'vanished' | 'resolved';

export type LoopObserver = {
  /** As the listing had it when it was looked up. */
  readonly onWatch: (market: ConditionId, status: MarketStatus) => void;
  /** A book of the market is different. `timestampMs`: undefined where no message has done it. */
  readonly onBook: (market: ConditionId, timestampMs: number | undefined) => void;
  /** Of a watched book, and for the first time. */
  readonly onTrade: (trade: TradeEvent) => void;
  /** Told for each asset of a market, and by each socket. */
  readonly onTick: (event: TickSizeChangeEvent) => void;
  readonly onTrust: (assetId: AssetId, trust: Trust) => void;
  readonly onState: (market: ConditionId, state: MarketState, winner: string | undefined) => void;
};
