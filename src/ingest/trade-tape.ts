import type {TradeEvent} from '../domain/feed-event.js';
import type {ConditionId} from '../domain/market.js';
import {LARGE_TRADE_DOLLARS, notionalOf} from '../domain/notional.js';
import type {TradeImage} from '../domain/snapshot.js';

type MarketTape = {
  readonly newest: TradeImage[];
  /** Of those that were pushed out of `newest`. */
  readonly large: TradeImage[];
};

const NOTHING: MarketTape = {newest: [], large: []};

/**
 * The newest trades of each market, and beyond them the newest large ones, both bounded: what the tape
 * shows when a market comes into focus.
 */
export class TradeTape {
  readonly #capacity: number;
  readonly #tapes = new Map<ConditionId, MarketTape>();
  #sequence = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(event: TradeEvent, assetIndex: number): void {
    let tape = this.#tapes.get(event.market);
    if (tape === undefined) {
      tape = {newest: [], large: []};
      this.#tapes.set(event.market, tape);
    }

    const {newest, large} = tape;
    const {timestampMs, price, size, side} = event;
    newest.unshift({sequence: ++this.#sequence, assetIndex, timestampMs, price, size, side});
    const oldest = newest.length > this.#capacity ? newest.pop() : undefined;
    if (oldest === undefined || notionalOf(oldest) < LARGE_TRADE_DOLLARS) return;
    large.unshift(oldest);
    if (large.length > this.#capacity) large.pop();
  }

  forget(market: ConditionId): void {
    this.#tapes.delete(market);
  }

  /** Newest first, as the tape shows them. */
  of(market: ConditionId): readonly TradeImage[] {
    return (this.#tapes.get(market) ?? NOTHING).newest;
  }

  /** The large ones that came before those, newest first. */
  largeBefore(market: ConditionId): readonly TradeImage[] {
    return (this.#tapes.get(market) ?? NOTHING).large;
  }
}
