import {describe, expect, test} from 'vitest';
import type {BookSide} from '../../../src/domain/feed-event.js';
import type {Price} from '../../../src/domain/price.js';
import type {SizeMicros} from '../../../src/domain/size.js';
import {BookFlow} from '../../../src/flow/book-flow.js';

const START_US = 100_000_000;
const BOOK = {
  timestampMs: 1_000,
  bestBid: 4600 as Price,
  bestAsk: 4700 as Price,
  bids: {sizeAt: () => undefined},
  asks: {sizeAt: () => undefined},
};

/** A book of one ask at 0.47, of 100 shares, and what becomes of it; times in ms since it came. */
class Bench {
  readonly flow = new BookFlow();
  #size = 100;
  #batches = 0;

  constructor() {
    this.flow.restart(BOOK, 'first', START_US);
  }

  /** The level's new sizes, all in one transaction. */
  sizes(atMs: number, ...sizes: readonly number[]): this {
    const hash = `h${++this.#batches}`;
    for (const size of sizes) this.#change(atMs, hash, 'ask', 4700, this.#size, size);
    return this;
  }

  trade(atMs: number, shares: number, price = 4700): this {
    const atUs = START_US + atMs * 1000;
    this.flow.trade('ask', price as Price, micros(shares), 1_000 + atMs, atUs);
    return this;
  }

  add(atMs: number, side: BookSide, price: number, shares: number): this {
    this.#change(atMs, `h${++this.#batches}`, side, price, 0, shares);
    return this;
  }

  /** `[added, pulled, traded]` in shares. */
  read(atMs: number): readonly number[] {
    const atUs = START_US + atMs * 1000;
    this.flow.expire(atUs);
    const level = this.flow.read(BOOK, 100, atUs).find(({price}) => price === 4700);
    return level === undefined ? [] : [level.added, level.pulled, level.traded].map((n) => n / 1e6);
  }

  #change(
    atMs: number,
    hash: string,
    side: BookSide,
    price: number,
    before: number,
    after: number,
  ): void {
    this.flow.beginMessage(1_000 + atMs, hash, START_US + atMs * 1000);
    this.flow.changeLevel(side, price as Price, micros(before), micros(after));
    this.flow.endMessage(BOOK);
    if (price === 4700) this.#size = after;
  }
}

function micros(shares: number): SizeMicros {
  return Math.round(shares * 1_000_000) as SizeMicros;
}

describe('a level', () => {
  test('that shrinks was pulled, until the trade is told', () => {
    const bench = new Bench().sizes(200, 92.44);
    expect(bench.read(210)).toEqual([0, 7.56, 0]);
    expect(bench.trade(280, 7.555554).read(290)).toEqual([0, 0, 7.56]);
  });

  test('that was pulled and traded within a second gives the trade its part, of the newest drops first', () => {
    const bench = new Bench().sizes(200, 80).sizes(1_200, 72.44).trade(1_280, 7.555554);
    expect(bench.read(1_300)).toEqual([0, 20, 7.56]);
    expect(bench.read(10_500)).toEqual([0, 0, 7.56]); // The drop of twenty is before the window.
  });

  test('counts the net of a batch alone', () => {
    expect(new Bench().sizes(200, 0, 250, 130).read(300)).toEqual([30, 0, 0]);
    expect(new Bench().sizes(200, 300, 20, 90).read(300)).toEqual([0, 10, 0]);
    expect(new Bench().sizes(200, 300, 100).read(300)).toEqual([]);
  });

  test('counts each of two batches of one millisecond', () => {
    expect(new Bench().sizes(200, 0).sizes(200, 100).read(300)).toEqual([100, 100, 0]);
  });

  test('has nothing any more when the window has passed, though nothing else has come', () => {
    const bench = new Bench().sizes(200, 80).add(300, 'bid', 4600, 5);
    expect(bench.flow.levelCount).toBe(2);
    expect(bench.read(9_900)).toEqual([0, 20, 0]);
    expect(bench.read(10_100)).toEqual([]);
    expect(bench.flow.levelCount).toBe(0);
  });
});

describe('a trade', () => {
  test('whose drop comes later waits for it, and does not count twice', () => {
    const bench = new Bench().trade(200, 30);
    expect(bench.read(250)).toEqual([]);
    expect(bench.sizes(900, 60).read(950)).toEqual([0, 10, 30]);
    expect(bench.read(5_000)).toEqual([0, 10, 30]);
  });

  test('whose drop comes in parts takes all of them', () => {
    const bench = new Bench().trade(200, 30).sizes(300, 90).sizes(400, 75).sizes(500, 60);
    expect(bench.read(600)).toEqual([0, 10, 30]);
  });

  test('that explains no drop means that as much was added', () => {
    const bench = new Bench().trade(200, 30);
    expect(bench.read(1_100)).toEqual([]);
    expect(bench.read(1_201)).toEqual([30, 0, 30]);
  });

  test('that explains a drop in part means that the rest was added', () => {
    const bench = new Bench().sizes(200, 90).trade(280, 30);
    expect(bench.read(300)).toEqual([0, 0, 10]);
    expect(bench.read(1_300)).toEqual([20, 0, 30]);
  });

  test('of less than a hundredth of a share waits for its drop, too', () => {
    expect(new Bench().trade(200, 0.004).sizes(300, 99.99).read(400)).toEqual([0, 0, 0.01]);
  });

  test('takes nothing of what was pulled long before', () => {
    const bench = new Bench().sizes(200, 80).trade(4_000, 5);
    expect(bench.read(5_100)).toEqual([5, 20, 5]);
  });

  test('whose drop was before the flow began counts not at all', () => {
    expect(new Bench().trade(90, 30).read(2_000)).toEqual([]);
    expect(new Bench().trade(110, 30).read(2_000)).toEqual([30, 0, 30]);
  });

  test('waits with at most 255 others, and over that the oldest is told at once', () => {
    const bench = new Bench().trade(200, 7);
    for (let i = 1; i < 256; i++) bench.trade(200, 1, 4_800 + i);
    expect(bench.read(210)).toEqual([]);
    expect(bench.trade(200, 1, 6_000).read(210)).toEqual([7, 0, 7]);
  });
});

describe('the flow of a book', () => {
  test('begins anew with another book, and knows nothing while there is none', () => {
    const bench = new Bench().sizes(200, 80).trade(210, 3);
    expect(bench.flow.sinceUs).toBe(START_US);
    bench.flow.interrupt();
    expect(bench.flow.sinceUs).toBeUndefined();
    expect(bench.sizes(300, 10).trade(310, 5).read(2_000)).toEqual([]);
    bench.flow.restart(BOOK, 'next', START_US + 400_000);
    expect(bench.flow.sinceUs).toBe(START_US + 400_000);
    expect(bench.sizes(500, 25).read(2_000)).toEqual([15, 0, 0]);
  });

  test('tells the levels that are nearest to the inside market first, and no more than it is asked for', () => {
    const bench = new Bench();
    for (const price of [4500, 4300, 4600]) bench.add(200, 'bid', price, 1);
    for (const price of [5000, 4750]) bench.add(200, 'ask', price, 1);
    const read = (limit: number) =>
      bench.flow.read(BOOK, limit, START_US).map(({price}) => price as number);
    expect(read(100)).toEqual([4600, 4750, 4500, 4300, 5000]);
    expect(read(2)).toEqual([4600, 4750]);
  });
});
