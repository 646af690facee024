// How the books of one socket pass to its successor: the successor fills books of its own, and once it
// has all of them each market passes at the moment at which its new book is at least as new as the
// old one. Nothing is shown in between, and nothing is lost.

import type {FeedEvent} from '../domain/feed-event.js';
import type {AssetId, ConditionId} from '../domain/market.js';
import {OrderBookStore} from '../orderbook/order-book-store.js';

/** A new book that is not as new as the old one by then never will be: the clock was turned back. */
const CATCH_UP_US = 2_000_000;

export class HandOver {
  readonly #books: OrderBookStore;
  readonly #onPassed: (market: ConditionId, nowUs: number) => void;
  readonly #shadow = new OrderBookStore({adoptUnknownAssets: false});
  /** Exchange times that the new books have to reach; undefined until all of them are there. */
  #targetsMs: Map<AssetId, number> | undefined;
  #targetsSetUs = 0;
  readonly #waiting: Set<ConditionId>;

  /** `markets`: those of the line. Its books are in `books`, where the new ones are to go. */
  constructor(
    books: OrderBookStore,
    markets: Iterable<ConditionId>,
    nowUs: number,
    onPassed: (market: ConditionId, nowUs: number) => void,
  ) {
    this.#books = books;
    this.#onPassed = onPassed;
    this.#waiting = new Set(markets);
    for (const market of this.#waiting) this.#shadow.shadow(books, market, nowUs);
  }

  /** Whether every market has passed. */
  get isComplete(): boolean {
    return this.#waiting.size === 0;
  }

  /** Whether the old socket is no longer listened to, for some markets at least. */
  get hasBegun(): boolean {
    return this.#targetsMs !== undefined;
  }

  /** A market that was subscribed meanwhile: either socket will bring its first book. */
  add(market: ConditionId, nowUs: number): void {
    this.#shadow.shadow(this.#books, market, nowUs);
    this.#waiting.add(market);
  }

  /** A market that nobody watches any more need not pass. */
  drop(market: ConditionId): void {
    this.#waiting.delete(market);
  }

  /** Takes what the successor brings of a market that has not passed yet; false if it has. */
  take(event: FeedEvent, nowUs: number): boolean {
    if (!this.#waiting.has(event.market)) return false;
    this.#shadow.apply(event, nowUs);
    this.advance(nowUs);
    return true;
  }

  /** Whether the old socket still has a say in this market. */
  admitsOld(market: ConditionId): boolean {
    return this.#targetsMs === undefined && this.#waiting.has(market);
  }

  isWaiting(market: ConditionId): boolean {
    return this.#waiting.has(market);
  }

  /** Passes what can pass. To be called now and then as well. */
  advance(nowUs: number): void {
    this.#shadow.checkPending(nowUs);
    this.#targetsMs ??= this.#findTargets(nowUs);
    if (this.#targetsMs === undefined) return;
    const isLate = nowUs - this.#targetsSetUs >= CATCH_UP_US;
    for (const market of this.#waiting) {
      if (isLate || this.#hasCaughtUp(market, this.#targetsMs)) this.#pass(market, isLate, nowUs);
    }
  }

  /** The old socket is gone: what there is of the new books passes now, whatever it lacks. */
  finish(nowUs: number): void {
    for (const market of this.#waiting) {
      const assetIds = this.#books.assetsOf(market);
      if (assetIds.every((assetId) => this.#hasBook(assetId))) this.#pass(market, false, nowUs);
    }

    this.#waiting.clear();
  }

  /** Undefined while a book is missing that the old socket has, or there is none at all. */
  #findTargets(nowUs: number): Map<AssetId, number> | undefined {
    const targets = new Map<AssetId, number>();
    if (this.#shadow.counters.books === 0) return undefined;
    for (const market of this.#waiting) {
      for (const assetId of this.#books.assetsOf(market)) {
        const old = this.#books.book(assetId);
        if (old?.book.hasSnapshot !== true || old.trust.state === 'RESOLVED') continue;
        if (!this.#hasBook(assetId)) return undefined;
        if (!old.needsSnapshot) targets.set(assetId, old.book.timestampMs);
      }
    }

    this.#targetsSetUs = nowUs;
    return targets;
  }

  #hasCaughtUp(market: ConditionId, targetsMs: ReadonlyMap<AssetId, number>): boolean {
    return this.#books.assetsOf(market).every((assetId) => {
      const targetMs = targetsMs.get(assetId);
      const shadow = this.#shadow.book(assetId);
      if (shadow === undefined || targetMs === undefined) return true;
      if (shadow.heldUntilUs !== undefined) return false;
      const isSame = shadow.hash !== undefined && shadow.hash === this.#books.book(assetId)?.hash;
      return isSame || shadow.book.timestampMs >= targetMs;
    });
  }

  #pass(market: ConditionId, isLate: boolean, nowUs: number): void {
    this.#waiting.delete(market);
    this.#books.takeOver(this.#shadow, market, nowUs, {isGapless: !isLate});
    if (isLate) {
      for (const assetId of this.#books.assetsOf(market)) {
        this.#books.mark(assetId, 'STALE', 'reconnecting', nowUs);
      }
    }

    this.#onPassed(market, nowUs);
  }

  #hasBook(assetId: AssetId): boolean {
    return this.#shadow.book(assetId)?.needsSnapshot === false;
  }
}
