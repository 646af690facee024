import type {
  BookSnapshotEvent,
  FeedEvent,
  MarketResolvedEvent,
  PriceChangeEvent,
} from '../domain/feed-event.js';
import type {AssetId, ConditionId} from '../domain/market.js';
import type {Price} from '../domain/price.js';
import type {Trust, TrustReason, TrustState} from '../domain/trust.js';
import {createBookCounters} from './book-counters.js';
import {BookJudge, type JudgeOptions} from './book-judge.js';
import type {ObserveBook} from './book-observer.js';
import {CLOCK_TURN_MS, WatchedBook, WatchedMarket, type BookView} from './watched-book.js';

export type {Judgement} from './judgement.js';
export type {BookView} from './watched-book.js';

/**
 * Heap that a level costs, measured on books of 40-400 levels under Node 20 (180-207 bytes): its
 * share of the tree's arrays is about 48, the level with its numbers as much again, and the text
 * that is kept for hashes is the rest.
 */
const LEVEL_BYTES = 208;

/** Heap that a book costs beside its levels; 1,160-1,290 bytes were measured. */
const BOOK_BYTES = 1536;

export type StoreOptions = JudgeOptions & {
  /** Whether a book of an asset that nobody asked for is kept: recordings are watched whole. */
  readonly adoptUnknownAssets: boolean;
  /** Most books that are kept of assets that nobody asked for; default: all. */
  readonly maxAdopted?: number;
  /** Told once, when the first book was left out over that. */
  readonly onFull?: () => void;
  /** Gives each book that is kept an observer of its own. */
  readonly observe?: ObserveBook;
};

export type TakeOver = {
  /** What waited for a snapshot of its socket goes on waiting. */
  readonly staysDeaf?: boolean;
  /** Whether the new books are what the old ones would have become: nothing lies between them. */
  readonly isGapless?: boolean;
};

export type RestoredState = Pick<
  WatchedBook,
  'trust' | 'verified' | 'failed' | 'needsSnapshot' | 'floorMs'
> & {readonly revision: number};

/** What is known of an asset before its first book. */
export type WatchedAsset = {
  readonly assetId: AssetId;
  readonly market: ConditionId;
  readonly tickSize?: Price | undefined;
  readonly minOrderSize?: string | undefined;
  readonly negRisk?: boolean | undefined;
};

/** All books that are kept, and the only way to change them. */
export class OrderBookStore {
  readonly counters = createBookCounters();
  readonly #books = new Map<AssetId, WatchedBook>();
  readonly #markets = new Map<ConditionId, WatchedMarket>();
  readonly #judge: BookJudge;
  readonly #maxAdopted: number;
  readonly #onFull: () => void;
  readonly #observe: ObserveBook | undefined;
  #isFull = false;

  constructor(options: StoreOptions) {
    this.#judge = new BookJudge(this.counters, options);
    this.#maxAdopted = options.adoptUnknownAssets ? (options.maxAdopted ?? Infinity) : 0;
    this.#onFull = options.onFull ?? (() => undefined);
    this.#observe = options.observe;
  }

  /** Begins to keep the book of an asset, or learns more about one that is kept already. */
  watch(asset: WatchedAsset, nowUs = 0): void {
    const market = this.#ensureMarket(asset.market);
    // A lookup may be minutes old: of the tick, it never outranks what the feed has said.
    market.facts.learn({...asset, tickSize: market.facts.tickSize ?? asset.tickSize});
    if (this.#books.has(asset.assetId)) return;

    const {assetId} = asset;
    const observer = this.#observe?.(assetId, asset.market, nowUs);
    const watched = new WatchedBook(assetId, market, nowUs, observer);
    this.#books.set(assetId, watched);
    market.books.add(watched);
  }

  unwatch(assetId: AssetId): void {
    const watched = this.#books.get(assetId);
    if (watched === undefined) return;

    this.#books.delete(assetId);
    watched.market.books.delete(watched);
    if (watched.market.books.size === 0) this.#markets.delete(watched.conditionId);
  }

  /** Applies an event at once, and judges what it proves or ends. */
  apply(event: FeedEvent, nowUs: number): void {
    switch (event.kind) {
      case 'book_snapshot':
        this.#applySnapshot(event, nowUs);
        break;
      case 'price_change':
        this.#applyChanges(event, nowUs);
        break;
      case 'trade': {
        const market = this.#markets.get(event.market);
        if (market === undefined) break;
        this.counters.trades++;
        market.facts.noteTrade(event.price);
        break;
      }
      case 'tick_size_change':
        this.#markets.get(event.market)?.facts.learn({tickSize: event.newTickSize});
        break;
      case 'market_resolved':
        this.#resolve(event, nowUs);
        break;
      case 'best_prices':
      case 'new_market':
        // Best prices are said again by the changes of the batch that follows.
        break;
    }
  }

  /** The input is over, and with it every batch. */
  endBatches(nowUs: number): void {
    for (const watched of this.#books.values()) this.#judge.endBatch(watched, nowUs);
  }

  /**
   * Greys the books whose batch has been incomplete for long, and those that stay crossed. To be
   * called now and then.
   */
  checkPending(nowUs: number): void {
    for (const watched of this.#books.values()) {
      const isLate = nowUs >= (watched.heldUntilUs ?? Number.POSITIVE_INFINITY);
      if (isLate) watched.setTrust('UNPROVEN', 'batch_pending', nowUs);
      watched.noteCrossing(nowUs);
      const {state} = watched.trust;
      if (
        (state === 'LIVE' || state === 'QUIET' || state === 'UNPROVEN') &&
        watched.isCrossedForLong(nowUs)
      ) {
        watched.setTrust('SUSPECT', 'crossed', nowUs);
      }
    }
  }

  /**
   * What fed the books of these markets is gone. Their levels stay readable, but are STALE and take
   * no changes until the next snapshot. Batches that were cut off are judged neither way.
   */
  invalidate(markets: Iterable<ConditionId>, reason: TrustReason, nowUs: number): void {
    for (const conditionId of markets) {
      const market = this.#markets.get(conditionId);
      if (market === undefined) continue;
      market.batch.begin(undefined);
      market.newestMs = 0;
      market.facts.forgetChangedPrices();
      market.facts.doubtLastTrade();
      for (const watched of market.books) {
        // What was gone already is no more gone now; it may have been brought by REST meanwhile.
        if (watched.needsSnapshot && watched.trust.state === 'STALE') continue;
        watched.batch = undefined;
        watched.needsSnapshot = true;
        watched.floorMs = undefined;
        watched.observer?.interrupt();
        if (watched.book.hasSnapshot) watched.setTrust('STALE', reason, nowUs);
        else watched.setTrust('WAITING', 'subscribed', nowUs);
      }
    }
  }

  /** Something other than a message bears on a book: silence, REST, the state of its market. */
  mark(assetId: AssetId, state: TrustState, reason: TrustReason, nowUs: number): void {
    this.#books.get(assetId)?.setTrust(state, reason, nowUs);
  }

  /** Gives a book the trust back that it had before it was marked otherwise. */
  restore(assetId: AssetId, trust: Trust): void {
    this.#books.get(assetId)?.restoreTrust(trust);
  }

  /** Gives a book, whose levels were restored, all that it was beside them. */
  restoreState(assetId: AssetId, state: RestoredState): void {
    const watched = this.#books.get(assetId);
    if (watched === undefined) return;
    const {revision, ...rest} = state;
    Object.assign(watched, rest);
    watched.book.restoreRevision(revision);
  }

  /** Begins to keep a market that `other` keeps, with what is known of it, but without its books. */
  shadow(other: OrderBookStore, conditionId: ConditionId, nowUs: number): void {
    const original = other.#markets.get(conditionId);
    if (original === undefined) return;
    const market = new WatchedMarket(conditionId, original.facts.clone());
    this.#markets.set(conditionId, market);
    for (const {assetId} of original.books) {
      const watched = new WatchedBook(assetId, market, nowUs);
      this.#books.set(assetId, watched);
      market.books.add(watched);
    }
  }

  /** Takes a whole book that came from REST: changes on the socket may be behind it. */
  applyFromRest(event: BookSnapshotEvent, nowUs: number): void {
    this.#applySnapshot(event, nowUs);
    const watched = this.#books.get(event.assetId);
    if (watched !== undefined) watched.floorMs = event.timestampMs;
  }

  /** The books of a market that `other` has kept take the place of those here. */
  takeOver(
    other: OrderBookStore,
    conditionId: ConditionId,
    nowUs: number,
    {staysDeaf = false, isGapless = false}: TakeOver = {},
  ): void {
    const market = this.#markets.get(conditionId);
    const successor = other.#markets.get(conditionId);
    if (market === undefined || successor === undefined) return;
    market.facts = successor.facts;
    market.batch = successor.batch;
    market.newestMs = successor.newestMs;
    for (const watched of market.books) {
      const theirs = other.#books.get(watched.assetId);
      if (theirs === undefined) continue;
      const wasDeaf = watched.needsSnapshot;
      // Old levels are more than none.
      if (theirs.book.hasSnapshot || !watched.book.hasSnapshot) {
        watched.takeOver(theirs, nowUs, isGapless);
      } else watched.needsSnapshot = true;
      watched.needsSnapshot ||= staysDeaf && wasDeaf;
      if (watched.needsSnapshot) watched.observer?.interrupt();
    }
  }

  book(assetId: AssetId): BookView | undefined {
    return this.#books.get(assetId);
  }

  /** Watched assets of a market, in the order in which they were watched. */
  assetsOf(market: ConditionId): AssetId[] {
    const books = this.#markets.get(market)?.books ?? [];
    return Array.from(books, ({assetId}) => assetId);
  }

  /** All watched assets, in the order in which they were watched. */
  assetIds(): AssetId[] {
    return [...this.#books.keys()];
  }

  /** All watched markets. */
  marketIds(): ConditionId[] {
    return [...this.#markets.keys()];
  }

  /** An estimate of the heap that all books take. */
  memoryBytes(): number {
    let bytes = 0;
    for (const {book} of this.#books.values()) {
      bytes += BOOK_BYTES + (book.bids.count + book.asks.count) * LEVEL_BYTES;
    }

    return bytes;
  }

  #applySnapshot(event: BookSnapshotEvent, nowUs: number): void {
    if (this.#maxAdopted > 0 && !this.#books.has(event.assetId)) this.#adopt(event, nowUs);
    const watched = this.#books.get(event.assetId);
    if (watched?.conditionId !== event.market || isOutdated(watched, event)) {
      this.counters.ignored++;
      return;
    }

    const {market} = watched;
    market.noteTime(event.timestampMs);
    watched.floorMs = undefined;
    this.#judge.beginMessage(market, event.timestampMs, nowUs);
    if (market.batch.join(event.assetId, event.hash)) market.facts.forgetChangedPrices();
    this.#judge.joinWithSnapshot(watched, event, nowUs);

    market.facts.learn(event);
    applyWholeBook(watched, event, nowUs);
    watched.needsSnapshot = false;
    this.counters.books++;
    this.#judge.judgeSnapshot(watched, event, nowUs);
  }

  #adopt(event: BookSnapshotEvent, nowUs: number): void {
    if (this.#books.size < this.#maxAdopted) this.watch(event, nowUs);
    else if (!this.#isFull) {
      this.#isFull = true;
      this.#onFull();
    }
  }

  /** Applies every change of the message before any of its books is judged. */
  #applyChanges(event: PriceChangeEvent, nowUs: number): void {
    const mayAdopt = this.#markets.size < this.#maxAdopted;
    const market = mayAdopt ? this.#ensureMarket(event.market) : this.#markets.get(event.market);
    if (market === undefined) {
      this.counters.ignored += event.changes.length;
      return;
    }

    const isClockTurned = market.noteTime(event.timestampMs);
    this.#judge.beginMessage(market, event.timestampMs, nowUs);
    const touched = new Set<WatchedBook>();
    for (const change of event.changes) {
      if (market.batch.join(change.assetId, change.hash)) market.facts.forgetChangedPrices();
      if (market.batch.noteChange()) this.counters.batches++;
      market.facts.noteChangedPrice(change.price);

      const watched = this.#books.get(change.assetId);
      if (watched?.market !== market || watched.needsSnapshot) {
        this.counters.ignored++;
        if (watched?.trust.state === 'WAITING') {
          watched.setTrust('WAITING', 'changes_before_book', nowUs);
        }

        continue;
      }

      if (watched.floorMs !== undefined && !isClockTurned) {
        if (event.timestampMs < watched.floorMs) {
          this.counters.ignored++;
          continue;
        }
      }

      watched.floorMs = undefined;

      this.#judge.joinWithChange(watched, change, event.timestampMs, nowUs);
      const {book, observer} = watched;
      observer?.beginMessage(event.timestampMs, change.hash, nowUs);
      book.applyChange(change, observer);
      touched.add(watched);
    }

    for (const watched of touched) {
      const {book, observer} = watched;
      book.endMessage(event.timestampMs, nowUs);
      observer?.endMessage(book);
      watched.noteCrossing(nowUs);
    }

    for (const watched of touched) this.#judge.judgeChanges(watched, nowUs);
  }

  #resolve(event: MarketResolvedEvent, nowUs: number): void {
    for (const watched of this.#markets.get(event.market)?.books ?? []) {
      watched.setTrust('RESOLVED', 'market_resolved', nowUs);
    }
  }

  #ensureMarket(conditionId: ConditionId): WatchedMarket {
    let market = this.#markets.get(conditionId);
    if (market === undefined) {
      market = new WatchedMarket(conditionId);
      this.#markets.set(conditionId, market);
    }

    return market;
  }
}

/** A book that was kept up to date becomes another by changes; any other begins anew. */
function applyWholeBook(watched: WatchedBook, event: BookSnapshotEvent, nowUs: number): void {
  const {book, observer, needsSnapshot} = watched;
  if (needsSnapshot) {
    book.applySnapshot(event, nowUs);
    observer?.restart(book, event.hash, nowUs);
    return;
  }

  observer?.beginMessage(event.timestampMs, event.hash, nowUs);
  book.applySnapshot(event, nowUs, observer);
  observer?.endMessage(book);
}

/**
 * Within one connection no book is older than the changes before it; one that was fetched elsewhere
 * may be, and would take them back.
 */
function isOutdated({book, needsSnapshot}: WatchedBook, event: BookSnapshotEvent): boolean {
  const behindMs = book.timestampMs - event.timestampMs;
  return !needsSnapshot && behindMs > 0 && behindMs <= CLOCK_TURN_MS;
}
