import {formatPrice, PRICE_ONE, type Price} from '../domain/price.js';
import type {Level} from '../domain/feed-event.js';
import type {AssetId, ConditionId} from '../domain/market.js';
import {bookHash} from '../orderbook/book-hash.js';
import {LadderSide} from './ladder-side.js';
import type {ListedMarket} from './listing.js';

export type OutcomeIndex = 0 | 1;

export function otherOutcome(outcome: OutcomeIndex): OutcomeIndex {
  return outcome === 0 ? 1 : 0;
}

/** A level of the bids of one outcome, after a transaction; size 0 where it is gone. */
export type LadderChange = {
  readonly outcome: OutcomeIndex;
  readonly tick: number;
  readonly sizeCents: number;
};

/** One outcome's book in the order in which the exchange writes it: the best levels last. */
export type BookState = {
  readonly market: ConditionId;
  readonly assetId: AssetId;
  readonly timestampMs: number;
  readonly hash: string;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
  readonly bestBid: Price;
  readonly bestAsk: Price;
  readonly tickSize: Price;
  readonly minOrderSize: string;
  readonly negRisk: boolean;
  readonly lastTradePrice: string;
};

/**
 * Both books of a market as one set of orders: the bids of each outcome. The asks of an outcome
 * are the bids of the other one, mirrored, as on the real exchange.
 */
export class MarketBook {
  readonly listing: ListedMarket;
  readonly sides: readonly [LadderSide, LadderSide];
  /** Number of ticks in a price of one. */
  readonly ticks: number;
  /** As the exchange writes it, for both outcomes: the raw price of whichever traded last. */
  lastTradePrice = '';
  /** The tick size that the books say they have. Levels keep to the listing's, which is never finer. */
  #tickSize: Price;
  /** Sizes before the transaction at hand, by outcome and tick. */
  readonly #touched = new Map<number, LadderChange>();
  #states: readonly [BookState, BookState] | undefined;

  constructor(listing: ListedMarket) {
    this.listing = listing;
    this.#tickSize = listing.tickSize;
    this.sides = [new LadderSide(listing.tickSize), new LadderSide(listing.tickSize)];
    this.ticks = PRICE_ONE / listing.tickSize;
  }

  get tickSize(): Price {
    return this.#tickSize;
  }

  get levelCount(): number {
    return this.sides[0].length + this.sides[1].length;
  }

  /** Levels touched since the last commit. */
  get touchedCount(): number {
    return this.#touched.size;
  }

  get spreadTicks(): number {
    return this.ticks - this.sides[0].best - this.sides[1].best;
  }

  /** Sets a level of the bids of an outcome, as a part of the transaction at hand. */
  set(outcome: OutcomeIndex, tick: number, sizeCents: number): void {
    const side = this.sides[outcome];
    const key = outcome === 0 ? tick : -tick;
    if (!this.#touched.has(key)) {
      this.#touched.set(key, {outcome, tick, sizeCents: side.sizeAt(tick)});
    }

    side.set(tick, sizeCents);
  }

  /**
   * Ends the transaction: stamps and hashes both books, once, and returns the levels that differ
   * from before. Where none does, nothing has happened, and the books keep their time.
   */
  commit(timestampMs: number): LadderChange[] {
    const changes: LadderChange[] = [];
    for (const before of this.#touched.values()) {
      const sizeCents = this.sides[before.outcome].sizeAt(before.tick);
      if (sizeCents !== before.sizeCents) changes.push({...before, sizeCents});
    }

    this.#touched.clear();
    if (changes.length > 0) {
      this.#states = [this.#stateAt(0, timestampMs), this.#stateAt(1, timestampMs)];
    }

    return changes;
  }

  /** The book after the last commit. Its levels are live: read them before the next change. */
  state(outcome: OutcomeIndex): BookState {
    return this.#states![outcome];
  }

  /** Hashes both books anew with another tick size. To be called between transactions. */
  changeTick(tickSize: Price): void {
    this.#tickSize = tickSize;
    const {timestampMs} = this.state(0);
    this.#states = [this.#stateAt(0, timestampMs), this.#stateAt(1, timestampMs)];
  }

  #stateAt(outcome: OutcomeIndex, timestampMs: number): BookState {
    const {conditionId, assetIds, minOrderSize, negRisk} = this.listing;
    const tickSize = this.#tickSize;
    const own = this.sides[outcome];
    const other = this.sides[otherOutcome(outcome)];
    const book = {
      market: conditionId,
      assetId: assetIds[outcome],
      timestampMs,
      bids: own.levels,
      asks: other.mirrored,
      tickSize,
      minOrderSize,
      negRisk,
      lastTradePrice: this.lastTradePrice,
    };
    return {
      ...book,
      hash: bookHash({...book, tickSize: formatPrice(tickSize)}),
      bestBid: (own.best * this.listing.tickSize) as Price,
      bestAsk: (PRICE_ONE - other.best * this.listing.tickSize) as Price,
    };
  }
}
