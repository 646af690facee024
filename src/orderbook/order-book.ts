import type {BookSnapshotEvent, LevelChange} from '../domain/feed-event.js';
import {PRICE_ONE, type Price} from '../domain/price.js';
import {BookLevels} from './book-levels.js';
import type {LevelObserver} from './book-observer.js';

/** The levels of one asset, and nothing else: no verification, no trust. */
export class OrderBook {
  readonly bids = new BookLevels('bid');
  readonly asks = new BookLevels('ask');
  #revision = 0;
  #timestampMs = 0;
  #updatedUs = 0;

  get bestBid(): Price | undefined {
    return this.bids.best;
  }

  get bestAsk(): Price | undefined {
    return this.asks.best;
  }

  /** Messages applied since the first snapshot, which is the first of them; 0 before it. */
  get revision(): number {
    return this.#revision;
  }

  get hasSnapshot(): boolean {
    return this.#revision > 0;
  }

  /** Exchange time of the last message applied. */
  get timestampMs(): number {
    return this.#timestampMs;
  }

  /** Monotonic time at which the last message was applied. */
  get updatedUs(): number {
    return this.#updatedUs;
  }

  /** True for a locked book too: the exchange would have matched such orders. */
  get isCrossed(): boolean {
    const {bestBid, bestAsk} = this;
    return bestBid !== undefined && bestAsk !== undefined && bestBid >= bestAsk;
  }

  /** Whether these are the best prices, 0 and 1 standing for an empty side; undefined ones agree. */
  hasBestPrices(bestBid: Price | undefined, bestAsk: Price | undefined): boolean {
    const isBidRight = bestBid === undefined || bestBid === (this.bestBid ?? 0);
    const isAskRight = bestAsk === undefined || bestAsk === (this.bestAsk ?? PRICE_ONE);
    return isBidRight && isAskRight;
  }

  /** Whether every level is a multiple of this. */
  isOnTick(tickSize: Price): boolean {
    for (const {price} of this.bids) if (price % tickSize !== 0) return false;
    for (const {price} of this.asks) if (price % tickSize !== 0) return false;
    return true;
  }

  /** Whether it has the levels of another book, and no more. */
  hasLevelsOf(other: OrderBook): boolean {
    return this.bids.equals(other.bids) && this.asks.equals(other.asks);
  }

  /** What this change would make different; absent levels have size 0. */
  isChangedBy({side, price, size}: LevelChange): boolean {
    return ((side === 'bid' ? this.bids : this.asks).sizeAt(price) ?? 0) !== size;
  }

  /** It takes the place of another book, and counts on from it. */
  succeed(revision: number): void {
    this.#revision += revision;
  }

  /** Replaces every level, and tells of those that are different. */
  applySnapshot(event: BookSnapshotEvent, nowUs: number, observer?: LevelObserver): void {
    this.bids.replace(event.bids, observer);
    this.asks.replace(event.asks, observer);
    this.endMessage(event.timestampMs, nowUs);
  }

  /** Applies one change, and tells of it; after the last one of a message comes `endMessage`. */
  applyChange({side, price, size}: LevelChange, observer?: LevelObserver): void {
    const before = (side === 'bid' ? this.bids : this.asks).set(price, size);
    if (before !== size) observer?.changeLevel(side, price, before, size);
  }

  /** Tells of each level that another book has otherwise, which is to take the place of this one. */
  compare(other: OrderBook, observer: LevelObserver): void {
    this.bids.compare(other.bids, observer);
    this.asks.compare(other.asks, observer);
  }

  /** It was recorded with this revision. */
  restoreRevision(revision: number): void {
    this.#revision = revision;
  }

  /** Moves `revision`: once a message, so that whoever compares it never takes half of one. */
  endMessage(timestampMs: number, nowUs: number): void {
    this.#revision++;
    this.#timestampMs = timestampMs;
    this.#updatedUs = nowUs;
  }
}
