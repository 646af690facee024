// Lets the markets of a series follow each other: one that is over, by its end or by a fault, is
// resolved, and the next window is listed and trades.

import {PRICE_ONE} from '../domain/price.js';
import {encodeMarketResolved} from './encode-notice.js';
import {announce} from './faults/announce.js';
import type {FeedChannel} from './feed-channel.js';
import type {ListedMarket} from './listing.js';
import type {RestOverrides} from './rest-overrides.js';
import type {SimulatedExchange} from './simulated-exchange.js';

const WINDOW = /-\d+m-\d+$/;

export class SeriesRoll {
  readonly #exchange: SimulatedExchange;
  readonly #channel: FeedChannel;
  readonly #overrides: RestOverrides;
  /** The newest window of each series. */
  #current: readonly ListedMarket[];

  constructor(exchange: SimulatedExchange, channel: FeedChannel, overrides: RestOverrides) {
    this.#exchange = exchange;
    this.#channel = channel;
    this.#overrides = overrides;
    this.#current = exchange.catalogue.markets.filter(
      ({slug, state}) => state === 'open' && WINDOW.test(slug),
    );
  }

  /** To be called every few ms. */
  advance(): void {
    for (const market of this.#current) {
      const isResolved = this.#overrides.of(market.conditionId)?.kind === 'resolved';
      const hasEnded = market.endMs !== undefined && market.endMs <= this.#exchange.nowMs;
      if (!isResolved && !hasEnded) continue;
      if (!isResolved) this.#resolve(market);
      this.#exchange.openNextWindow(market);
      const next = this.#exchange.catalogue.markets.at(-1)!;
      this.#current = this.#current.map((other) => (other === market ? next : other));
    }
  }

  #resolve(market: ListedMarket): void {
    const {bestBid, bestAsk} = this.#exchange.bookState(market.assetIds[0])!;
    const winner = bestBid + bestAsk >= PRICE_ONE ? 0 : 1;
    const sinceMs = Math.floor(this.#exchange.nowMs);
    const text = encodeMarketResolved(market, winner, sinceMs);
    this.#channel.deliver([announce(market.conditionId, sinceMs, text)]);
    this.#overrides.tell(market.conditionId, {kind: 'resolved', winner, sinceMs});
    // It stands still for good.
    this.#exchange.hold([market]);
  }
}
