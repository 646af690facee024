import type {TradeEvent} from '../domain/feed-event.js';
import type {ConditionId} from '../domain/market.js';
import type {TradeImage} from '../domain/snapshot.js';

/** The newest trades of each market, bounded: what the tape shows when a market comes into focus. */
export class TradeTape {
  readonly #capacity: number;
  readonly #trades = new Map<ConditionId, TradeImage[]>();
  #sequence = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(event: TradeEvent, assetIndex: number): void {
    let trades = this.#trades.get(event.market);
    if (trades === undefined) {
      trades = [];
      this.#trades.set(event.market, trades);
    }

    const {timestampMs, price, size, side} = event;
    trades.unshift({sequence: ++this.#sequence, assetIndex, timestampMs, price, size, side});
    if (trades.length > this.#capacity) trades.pop();
  }

  forget(market: ConditionId): void {
    this.#trades.delete(market);
  }

  /** Newest first, as the tape shows them. */
  of(market: ConditionId): readonly TradeImage[] {
    return this.#trades.get(market) ?? [];
  }
}
