import type {BookSide} from '../domain/feed-event.js';
import type {Price} from '../domain/price.js';
import type {SizeMicros} from '../domain/size.js';
import type {LevelFlowImage} from '../domain/snapshot.js';
import {FlowBatch} from './flow-batch.js';
import {slotOf} from './flow-window.js';
import type {ImbalanceFlow, InsideSource} from './imbalance-flow.js';
import {LevelFlow} from './level-flow.js';

/** A trade whose drop does not come within this time, in µs, took from a level that was filled up again. */
const OWED_US = 1_000_000;

/** Trades that wait for their drops; over that the oldest does no longer. */
const MAX_OWED = 256;

/**
 * How much later than its drop the exchange tells a trade, at most (70-85 ms were seen). The drop of one
 * that is told within this time after the flow began was before it.
 */
const TOLD_LATE_MS = 100;

/** A trade, or what is left of it, that waits for its drop. */
type Owed = {
  readonly level: LevelFlow;
  readonly slot: number;
  readonly dueUs: number;
  size: number;
};

/** A book as the flow sees it. */
export type ObservedBook = InsideSource & {
  readonly timestampMs: number;
};

/** What became of the levels of one book within the window. It is told of every change by the book's store. */
export class BookFlow {
  readonly #imbalance: ImbalanceFlow | undefined;
  readonly #bids = new Map<Price, LevelFlow>();
  readonly #asks = new Map<Price, LevelFlow>();
  readonly #batch = new FlowBatch();
  /** In the order in which they came. */
  readonly #owed: Owed[] = [];
  #sinceUs: number | undefined;
  #sinceMs = 0;
  #expiredSlot = 0;

  /** `imbalance`: where this is the book of its market whose best levels are followed. */
  constructor(imbalance?: ImbalanceFlow) {
    this.#imbalance = imbalance;
  }

  /** Since when every change was seen; undefined while they are not. */
  get sinceUs(): number | undefined {
    return this.#sinceUs;
  }

  /** Levels that are kept. */
  get levelCount(): number {
    return this.#bids.size + this.#asks.size;
  }

  beginMessage(timestampMs: number, hash: string | undefined, nowUs: number): void {
    if (!this.#batch.join(timestampMs, hash, nowUs)) return;
    this.#imbalance?.beginBatch(this.#batch.slot);
    if (this.#batch.slot !== this.#expiredSlot || this.#owed.length > 0) this.expire(nowUs);
  }

  changeLevel(side: BookSide, price: Price, before: SizeMicros, after: SizeMicros): void {
    if (this.#sinceUs === undefined) return;
    const {slot, number} = this.#batch;
    const level = this.#level(side, price);
    const dropped = level.change(after - before, slot, number);
    if (dropped > 0 && level.owed > 0) this.#settle(level, slot);
  }

  endMessage(book: ObservedBook): void {
    this.#imbalance?.update(book);
  }

  restart(book: ObservedBook, hash: string | undefined, nowUs: number): void {
    this.#clear();
    this.#sinceUs = nowUs;
    this.#sinceMs = book.timestampMs;
    this.#batch.restart(book.timestampMs, hash, nowUs);
    this.#imbalance?.restart(book, this.#batch.slot);
  }

  interrupt(): void {
    this.#clear();
    this.#sinceUs = undefined;
    this.#imbalance?.interrupt();
  }

  /** A taker has met this level. */
  trade(side: BookSide, price: Price, size: SizeMicros, timestampMs: number, nowUs: number): void {
    if (this.#sinceUs === undefined) return;
    this.expire(nowUs);
    const slot = slotOf(nowUs);
    const known = (side === 'bid' ? this.#bids : this.#asks).get(price);
    const left = known === undefined ? size : known.trade(size, slot);
    if (left === 0 || timestampMs <= this.#sinceMs + TOLD_LATE_MS) return;
    const level = known ?? this.#level(side, price);
    level.owed += left;
    this.#owed.push({level, slot, dueUs: nowUs + OWED_US, size: left});
    if (this.#owed.length > MAX_OWED) this.#giveUp(this.#owed.shift()!);
  }

  /** To be called now and then: silence must not keep what is before the window. */
  expire(nowUs: number): void {
    while (this.#owed.length > 0 && this.#owed[0]!.dueUs <= nowUs) {
      this.#giveUp(this.#owed.shift()!);
    }

    const slot = slotOf(nowUs);
    if (slot === this.#expiredSlot) return;
    this.#expiredSlot = slot;
    for (const levels of [this.#bids, this.#asks]) {
      for (const [price, level] of levels) {
        if (!level.expire(slot) && level.owed === 0) levels.delete(price);
      }
    }
  }

  /** The levels that something became of, the nearest to the inside market first. */
  read(book: InsideSource, limit: number, nowUs: number): LevelFlowImage[] {
    const slot = slotOf(nowUs);
    const levels: LevelFlowImage[] = [];
    for (const kept of [this.#bids, this.#asks]) {
      for (const level of kept.values()) {
        const image = level.read(slot);
        if (image !== undefined) levels.push(image);
      }
    }

    const {bestBid = 0, bestAsk = 0} = book;
    const distance = ({side, price}: LevelFlowImage): number =>
      side === 'bid' ? Math.abs(bestBid - price) : Math.abs(price - bestAsk);
    return levels.sort((a, b) => distance(a) - distance(b)).slice(0, limit);
  }

  #level(side: BookSide, price: Price): LevelFlow {
    const levels = side === 'bid' ? this.#bids : this.#asks;
    let level = levels.get(price);
    if (level === undefined) {
      level = new LevelFlow(side, price);
      levels.set(price, level);
    }

    return level;
  }

  /** A drop has come that trades of this level may have waited for. */
  #settle(level: LevelFlow, slot: number): void {
    for (let i = 0; i < this.#owed.length; i++) {
      const owed = this.#owed[i]!;
      if (owed.level !== level) continue;
      const left = level.trade(owed.size, slot);
      level.owed -= owed.size - left;
      owed.size = left;
      if (left > 0) break;
      this.#owed.splice(i--, 1);
    }
  }

  #giveUp({level, slot, size}: Owed): void {
    level.owed -= size;
    level.replenish(size, slot);
  }

  #clear(): void {
    this.#bids.clear();
    this.#asks.clear();
    this.#owed.length = 0;
  }
}
