// Order flow imbalance at the best levels, as Cont, Kukanov and Stoikov define it (The Price Impact of
// Order Book Events, 2014, section 2): what bids gained and asks lost.

import {PRICE_ONE, type Price} from '../domain/price.js';
import type {SizeMicros} from '../domain/size.js';
import {SecondSeries} from './second-series.js';

/** Best prices with their sizes; an empty side is 0 or 1 with size 0. */
export type Inside = {
  readonly bestBid: number;
  readonly bidSize: number;
  readonly bestAsk: number;
  readonly askSize: number;
};

/** What is read of a book whose best levels are followed. */
export type InsideSource = {
  readonly bestBid: Price | undefined;
  readonly bestAsk: Price | undefined;
  readonly bids: {readonly sizeAt: (price: Price) => SizeMicros | undefined};
  readonly asks: {readonly sizeAt: (price: Price) => SizeMicros | undefined};
};

export function readInside({bestBid, bestAsk, bids, asks}: InsideSource): Inside {
  return {
    bestBid: bestBid ?? 0,
    bidSize: bestBid === undefined ? 0 : (bids.sizeAt(bestBid) ?? 0),
    bestAsk: bestAsk ?? PRICE_ONE,
    askSize: bestAsk === undefined ? 0 : (asks.sizeAt(bestAsk) ?? 0),
  };
}

/** What one transition of the inside market adds, in SizeMicros: positive where buyers gained. */
export function imbalanceOf(before: Inside, after: Inside): number {
  const bid =
    (after.bestBid >= before.bestBid ? after.bidSize : 0) -
    (after.bestBid <= before.bestBid ? before.bidSize : 0);
  const ask =
    (after.bestAsk <= before.bestAsk ? after.askSize : 0) -
    (after.bestAsk >= before.bestAsk ? before.askSize : 0);
  return bid - ask;
}

/**
 * The imbalance of one book, summed for each second. Only the states at the ends of batches are real, so what
 * the batch at hand adds is worked out anew with each of its messages. The other outcome's is its negative.
 */
export class ImbalanceFlow {
  readonly #series = new SecondSeries();
  /** At the end of the batch before the one at hand. */
  #before: Inside | undefined;
  #now: Inside | undefined;
  #slot = 0;
  /** What the batch at hand has added so far. */
  #added = 0;

  beginBatch(slot: number): void {
    this.#before = this.#now;
    this.#slot = slot;
    this.#added = 0;
  }

  update(book: InsideSource): void {
    if (this.#before === undefined) return;
    this.#now = readInside(book);
    const added = imbalanceOf(this.#before, this.#now);
    if (added === this.#added) return;
    this.#series.add(this.#slot, added - this.#added);
    this.#added = added;
  }

  /** What follows is compared with this book. */
  restart(book: InsideSource, slot: number): void {
    this.#now = readInside(book);
    this.#before = this.#now;
    this.#slot = slot;
    this.#added = 0;
    this.#series.begin(slot);
  }

  interrupt(): void {
    this.#before = undefined;
    this.#now = undefined;
  }

  /** Sums of the last seconds in SizeMicros, oldest first. */
  read(nowUs: number): Float64Array {
    return this.#series.read(nowUs);
  }
}
