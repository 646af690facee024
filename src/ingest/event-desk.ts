// Feeds the chronicle from the loop, with the time that goes with it, and hands on what it tells: five
// times a second at most, so that a stormy market costs the main thread no more than a calm one.

import {Chronicle} from '../chronicle/chronicle.js';
import type {Moment} from '../chronicle/moment.js';
import type {Clock, Timers} from '../domain/clock.js';
import type {ConnectionState} from '../domain/connection-state.js';
import type {TickSizeChangeEvent, TradeEvent} from '../domain/feed-event.js';
import type {MarketEvent} from '../domain/market-event.js';
import type {AssetId, ConditionId, MarketStatus} from '../domain/market.js';
import type {Trust} from '../domain/trust.js';
import type {OrderBookStore} from '../orderbook/order-book-store.js';
import type {LoopObserver, MarketState} from './loop-observer.js';

const POST_EVERY_US = 200_000;

/** In a replay time passes by the exchange's clock, with the frames. */
const ADVANCE_EVERY_MS = 200;

export type EventDeskOptions = {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly store: () => OrderBookStore;
  readonly isReplay: boolean;
  readonly post: (events: readonly MarketEvent[], leftOut: number) => void;
};

export class EventDesk implements LoopObserver {
  readonly #options: EventDeskOptions;
  #chronicle: Chronicle;
  #exchangeMs = 0;
  #advancedMs = 0;
  #cancelTimer: () => void;

  constructor(options: EventDeskOptions) {
    this.#options = options;
    this.#chronicle = this.#createChronicle();
    this.#cancelTimer = this.#schedule();
  }

  onWatch = (market: ConditionId, status: MarketStatus): void => {
    this.#chronicle.onWatch(market, status);
  };

  onBook = (market: ConditionId, timestampMs: number | undefined): void => {
    this.#chronicle.onBook(market, this.#momentOf(timestampMs));
    if (!this.#options.isReplay || this.#exchangeMs - this.#advancedMs < ADVANCE_EVERY_MS) return;
    this.#advancedMs = this.#exchangeMs;
    this.#chronicle.advance(this.#momentOf(undefined));
  };

  onTrade = (trade: TradeEvent): void => {
    const outcomeIndex = this.#options.store().assetsOf(trade.market).indexOf(trade.assetId);
    if (outcomeIndex !== 0 && outcomeIndex !== 1) return;
    this.#chronicle.onTrade(trade, outcomeIndex, this.#momentOf(trade.timestampMs));
  };

  onTick = (event: TickSizeChangeEvent): void => {
    this.#chronicle.onTick(event, this.#momentOf(event.timestampMs));
  };

  onTrust = (assetId: AssetId, trust: Trust): void => {
    const market = this.#options.store().book(assetId)?.conditionId;
    if (market !== undefined) {
      this.#chronicle.onTrust(market, assetId, trust, this.#momentOf(undefined));
    }
  };

  onState = (market: ConditionId, state: MarketState, winner: string | undefined): void => {
    this.#chronicle.onState(market, state, winner, this.#momentOf(undefined));
  };

  onConnection(line: number, state: ConnectionState): void {
    this.#chronicle.onConnection(line, state, this.#momentOf(undefined));
  }

  /** A replay goes on from another place, of which nothing is known. */
  restart(): void {
    this.#chronicle = this.#createChronicle();
    this.#exchangeMs = 0;
    this.#advancedMs = 0;
  }

  /** Posts what there is, and nothing after it. */
  close(): void {
    this.#cancelTimer();
    this.#post();
  }

  #createChronicle(): Chronicle {
    return new Chronicle((market) => {
      const store = this.#options.store();
      const first = store.assetsOf(market)[0];
      return first === undefined ? undefined : store.book(first);
    });
  }

  #schedule(): () => void {
    return this.#options.timers.after(POST_EVERY_US, () => {
      if (!this.#options.isReplay) this.#chronicle.advance(this.#momentOf(undefined));
      this.#post();
      this.#cancelTimer = this.#schedule();
    });
  }

  #post(): void {
    const {events, leftOut} = this.#chronicle.take();
    if (events.length > 0) this.#options.post(events, leftOut);
  }

  /** A first book may be hours old, so the newest timestamp is what the exchange's clock shows. */
  #momentOf(timestampMs: number | undefined): Moment {
    const {clock, isReplay} = this.#options;
    if (!isReplay) return {atMs: clock.nowUs() / 1000, wallMs: clock.wallMs()};
    if (timestampMs !== undefined) this.#exchangeMs = Math.max(this.#exchangeMs, timestampMs);
    return {atMs: this.#exchangeMs, wallMs: this.#exchangeMs};
  }
}
