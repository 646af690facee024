// The exchange as REST shows it: as it is, or as a fault tells it.

import type {AssetId, ConditionId} from '../domain/market.js';
import type {Catalogue} from './catalogue.js';
import type {TradePrint} from './encode-frame.js';
import {buildGhostBook} from './ghost-book.js';
import type {ListedEvent, ListedMarket} from './listing.js';
import type {BookState} from './market-book.js';
import type {RestOverrides} from './rest-overrides.js';
import type {SimulatedExchange} from './simulated-exchange.js';

export type PublicCatalogue = Omit<Pick<Catalogue, keyof Catalogue>, 'openNextWindow'>;

/** What replies are made from. The simulated exchange itself is one, and tells the truth. */
export type PublicExchange = Pick<
  SimulatedExchange,
  'seed' | 'nowMs' | 'bookState' | 'tradesOf'
> & {
  readonly catalogue: PublicCatalogue;
  /** What is answered where the whole book is asked for; default: the book. */
  readonly wholeBook?: (assetId: AssetId) => BookState | undefined;
};

export class OverriddenExchange implements PublicExchange {
  readonly #exchange: SimulatedExchange;
  readonly #overrides: RestOverrides;

  constructor(exchange: SimulatedExchange, overrides: RestOverrides) {
    this.#exchange = exchange;
    this.#overrides = overrides;
  }

  get seed(): number {
    return this.#exchange.seed;
  }

  get nowMs(): number {
    return this.#exchange.nowMs;
  }

  get catalogue(): PublicCatalogue {
    const {catalogue} = this.#exchange;
    return this.#overrides.isTruth
      ? catalogue
      : new OverriddenCatalogue(catalogue, this.#overrides);
  }

  bookState(assetId: AssetId): BookState | undefined {
    const state = this.catalogue.marketOfAsset(assetId)?.state;
    return state === 'open' || state === 'paused' ? this.#exchange.bookState(assetId) : undefined;
  }

  wholeBook(assetId: AssetId): BookState | undefined {
    const book = this.bookState(assetId);
    const listing = this.catalogue.marketOfAsset(assetId);
    if (!this.#overrides.hasGhostBooks || listing === undefined) return book;
    return buildGhostBook(listing, assetId, book, this.nowMs);
  }

  /** A market that is resolved has traded in secret since, if at all. */
  tradesOf(market: ConditionId): readonly TradePrint[] {
    const trades = this.#exchange.tradesOf(market);
    const told = this.#overrides.of(market);
    if (told?.kind !== 'resolved') return trades;
    return trades.filter(({timestampMs}) => timestampMs <= told.sinceMs);
  }
}

class OverriddenCatalogue implements PublicCatalogue {
  readonly events: readonly ListedEvent[];
  readonly markets: readonly ListedMarket[];
  readonly #catalogue: Catalogue;

  constructor(catalogue: Catalogue, overrides: RestOverrides) {
    this.#catalogue = catalogue;
    this.events = catalogue.events
      .map((event) => ({
        ...event,
        markets: event.markets.flatMap((market) => overrideMarket(market, overrides)),
      }))
      .filter(({markets}) => markets.length > 0);
    this.markets = this.events.flatMap((event) => event.markets);
  }

  marketOfAsset(assetId: AssetId): ListedMarket | undefined {
    const listing = this.#catalogue.marketOfAsset(assetId);
    return listing === undefined ? undefined : this.marketOfCondition(listing.conditionId);
  }

  marketOfCondition(conditionId: string): ListedMarket | undefined {
    return this.markets.find((market) => market.conditionId === conditionId);
  }

  eventOf(market: ListedMarket): ListedEvent {
    return this.#catalogue.eventOf(market);
  }
}

/** One market, or none where it has vanished. */
function overrideMarket(market: ListedMarket, overrides: RestOverrides): ListedMarket[] {
  const told = overrides.of(market.conditionId);
  switch (told?.kind) {
    case undefined:
      return [market];
    case 'vanished':
      return [];
    case 'paused':
      return [{...market, state: 'paused'}];
    case 'resolved':
      return [{...market, state: 'closed', winner: told.winner, closedMs: told.sinceMs}];
  }
}
