import type {AssetId, ConditionId} from '../domain/market.js';
import type {Price} from '../domain/price.js';
import type {Trust, TrustReason, TrustState} from '../domain/trust.js';
import type {BookObserver} from './book-observer.js';
import {MarketBatch} from './market-batch.js';
import {MarketFacts} from './market-facts.js';
import {OrderBook} from './order-book.js';

/** A batch that is not proven after this time, in µs, greys its book: the rest may still come. */
export const BATCH_PENDING_US = 100_000;

/** A book that is crossed for so long, in µs, is wrong: inside a batch it may be for a moment. */
const CROSSED_DWELL_US = 1_000_000;

/** A timestamp that is older by more than this was made by a clock that was turned back. */
export const CLOCK_TURN_MS = 2_000;

const MISSED_SOMETHING: ReadonlySet<TrustState> = new Set(['WAITING', 'STALE', 'SUSPECT']);

/** What the two books of a market share. */
export class WatchedMarket {
  readonly conditionId: ConditionId;
  facts: MarketFacts;
  batch = new MarketBatch();
  readonly books = new Set<WatchedBook>();
  /** Exchange time of the newest message. */
  newestMs = 0;
  /** The message at hand is older than one that came before: what it proves is no longer so. */
  isLate = false;
  /** Time of the message before this one, if that was old. */
  #lateMs: number | undefined;

  constructor(conditionId: ConditionId, facts = new MarketFacts()) {
    this.conditionId = conditionId;
    this.facts = facts;
  }

  /** To be told of each message; returns whether the exchange's clock was turned back since. */
  noteTime(timestampMs: number): boolean {
    const behindMs = this.newestMs - timestampMs;
    const isTurned = behindMs > CLOCK_TURN_MS;
    // One old message may just be late; a second one tells that the clock was turned. Until then
    // nobody knows which of them are the newer ones.
    const isUnsure = this.#lateMs !== undefined;
    const isSecond = isTurned && isUnsure && timestampMs >= this.#lateMs!;
    this.isLate = behindMs > 0 ? !isSecond : isUnsure;
    this.#lateMs = behindMs > 0 && !isSecond ? timestampMs : undefined;
    if (behindMs <= 0 || isSecond) this.newestMs = timestampMs;
    return isTurned;
  }
}

/** The part of a batch that is about one asset. */
export type AssetBatch = {
  readonly timestampMs: number;
  readonly startedUs: number;
  hash: string | undefined;
  /** Best prices after the batch, as its newest message has them. */
  bestBid: Price | undefined;
  bestAsk: Price | undefined;
  hasChange: boolean;
  /** Proven; one that failed is over, and gone. */
  isProven: boolean;
  /** Proven once, and counted so; a later change may have made it open again. */
  wasProven: boolean;
  isReported: boolean;
  lastProof: ProofAttempt | undefined;
};

/** A proof and what it depended on: only if one of the revisions has moved can it end otherwise. */
export type ProofAttempt = {
  readonly bookRevision: number;
  readonly factsRevision: number;
  readonly hashOk: boolean | undefined;
};

/** One asset's book with all that is known about it. */
export class WatchedBook {
  readonly assetId: AssetId;
  readonly market: WatchedMarket;
  book = new OrderBook();
  trust: Trust;
  /** Proven batches and book messages. */
  verified = 0;
  /** Failed batches and book messages. */
  failed = 0;
  /** The newest hash that the exchange gave for this book. */
  hash: string | undefined;
  /** Whether changes have nothing to be applied to until the next snapshot. */
  needsSnapshot = true;
  batch: AssetBatch | undefined;
  /**
   * Exchange time of a book that came by another way than the socket: older changes are part of it
   * already. Undefined as soon as the socket has come as far.
   */
  floorMs: number | undefined;
  readonly observer: BookObserver | undefined;
  #crossedSinceUs: number | undefined;

  constructor(assetId: AssetId, market: WatchedMarket, nowUs: number, observer?: BookObserver) {
    this.assetId = assetId;
    this.market = market;
    this.observer = observer;
    this.trust = {state: 'WAITING', reason: 'subscribed', sinceUs: nowUs};
  }

  get conditionId(): ConditionId {
    return this.market.conditionId;
  }

  get tickSize(): Price | undefined {
    return this.market.facts.tickSize;
  }

  /** Market-wide, as the exchange writes it: `0.620`, empty if the market never traded. */
  get lastTradePrice(): string | undefined {
    return this.market.facts.lastTradePrice;
  }

  /**
   * Monotonic time until which the book must not be shown: only a part of a batch was applied, and
   * half a batch is never LIVE. Undefined where nothing holds it.
   */
  get heldUntilUs(): number | undefined {
    const {batch, trust} = this;
    const isPending = batch !== undefined && batch.hasChange && !batch.isProven;
    const isTrusted = trust.state === 'LIVE' || trust.state === 'QUIET';
    return isPending && isTrusted ? batch.startedUs + BATCH_PENDING_US : undefined;
  }

  /** To be told whenever it may have become crossed, or no longer be. */
  noteCrossing(nowUs: number): void {
    this.#crossedSinceUs = this.book.isCrossed ? (this.#crossedSinceUs ?? nowUs) : undefined;
  }

  isCrossedForLong(nowUs: number): boolean {
    return this.#crossedSinceUs !== undefined && nowUs - this.#crossedSinceUs >= CROSSED_DWELL_US;
  }

  /**
   * Takes the place of another book of this asset, in whose name it goes on. `isGapless`: the other
   * one is what this one would have become.
   */
  takeOver(other: WatchedBook, nowUs: number, isGapless: boolean): void {
    if (isGapless && this.#isContinuedBy(other)) this.#tellDifference(other, nowUs);
    else this.observer?.restart(other.book, other.hash, nowUs);
    other.book.succeed(this.book.revision);
    this.book = other.book;
    this.batch = other.batch;
    this.hash = other.hash;
    this.needsSnapshot = other.needsSnapshot;
    this.floorMs = other.floorMs;
    this.noteCrossing(nowUs);
    this.setTrust(other.trust.state, other.trust.reason, nowUs);
  }

  /** A book that is not believed has missed something, and how much is not known. */
  #isContinuedBy({book, needsSnapshot}: WatchedBook): boolean {
    if (this.needsSnapshot || needsSnapshot || MISSED_SOMETHING.has(this.trust.state)) return false;
    return book.timestampMs >= this.book.timestampMs;
  }

  #tellDifference({book, hash}: WatchedBook, nowUs: number): void {
    const {observer} = this;
    if (observer === undefined) return;
    observer.beginMessage(book.timestampMs, hash, nowUs);
    this.book.compare(book, observer);
    observer.endMessage(book);
  }

  /** As it was, with its age. */
  restoreTrust(trust: Trust): void {
    if (this.trust.state !== 'RESOLVED') this.trust = trust;
  }

  /** A closed market stays closed, whatever its books still say. */
  setTrust(state: TrustState, reason: TrustReason, nowUs: number): void {
    if (this.trust.state === 'RESOLVED') return;
    if (this.trust.state === state && this.trust.reason === reason) return;
    this.trust = {state, reason, sinceUs: nowUs};
  }
}

/** A watched book as everybody but its store sees it. */
export type BookView = Readonly<
  Pick<
    WatchedBook,
    | 'assetId'
    | 'conditionId'
    | 'book'
    | 'trust'
    | 'verified'
    | 'failed'
    | 'hash'
    | 'tickSize'
    | 'lastTradePrice'
    | 'heldUntilUs'
    | 'needsSnapshot'
    | 'floorMs'
  >
>;
