import type {TradeEvent} from '../domain/feed-event.js';
import type {AssetId, ConditionId} from '../domain/market.js';
import type {FlowImage} from '../domain/snapshot.js';
import type {BookFlow} from './book-flow.js';
import {slotOf} from './flow-window.js';
import type {InsideSource} from './imbalance-flow.js';
import {MarketFlow, type FlowLimits} from './market-flow.js';

/** What becomes of all books that are watched. */
export class OrderFlow {
  readonly #markets = new Map<ConditionId, MarketFlow>();
  #expiredSlot = 0;

  /** Follows a book: whoever keeps it tells the flow of each change. */
  observe(assetId: AssetId, conditionId: ConditionId, nowUs: number): BookFlow {
    let market = this.#markets.get(conditionId);
    if (market === undefined) {
      market = new MarketFlow(nowUs);
      this.#markets.set(conditionId, market);
    }

    return market.observe(assetId);
  }

  /** The market is watched no more. */
  forget(conditionId: ConditionId): void {
    this.#markets.delete(conditionId);
  }

  /** Takes a trade of an asset that is watched, once. */
  trade(event: TradeEvent, nowUs: number): void {
    this.#markets.get(event.market)?.trade(event, nowUs);
  }

  /** To be called now and then. */
  expire(nowUs: number): void {
    const slot = slotOf(nowUs);
    if (slot === this.#expiredSlot) return;
    this.#expiredSlot = slot;
    for (const market of this.#markets.values()) market.expire(nowUs);
  }

  read(
    {assetId, conditionId}: {readonly assetId: AssetId; readonly conditionId: ConditionId},
    book: InsideSource,
    limits: FlowLimits,
    nowUs: number,
  ): FlowImage | undefined {
    const market = this.#markets.get(conditionId);
    // What waits for its drop no longer does, and is part of what is read.
    market?.expire(nowUs);
    return market?.read(assetId, book, limits, nowUs);
  }
}
