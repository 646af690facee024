import {describe, expect, test} from 'vitest';
import type {BookSide, LevelChange} from '../../../src/domain/feed-event.js';
import {formatPrice, PRICE_ONE, type Price} from '../../../src/domain/price.js';
import {formatSize} from '../../../src/domain/size.js';
import {BookLevels} from '../../../src/orderbook/book-levels.js';
import {OrderBook} from '../../../src/orderbook/order-book.js';
import {NO, price, ScriptedMarket, size, YES} from './scripted-market.js';

function lines(levels: BookLevels): string[] {
  return Array.from(levels, (level) => `${formatPrice(level.price)} ${formatSize(level.size)}`);
}

function change(side: BookSide, priceText: string, sizeText: string): LevelChange {
  return {
    assetId: YES,
    side,
    price: price(priceText),
    size: size(sizeText),
    hash: undefined,
    bestBid: undefined,
    bestAsk: undefined,
  };
}

function build(): OrderBook {
  const book = new OrderBook();
  book.applySnapshot(new ScriptedMarket().book(YES, 1000), 5);
  return book;
}

describe('one side', () => {
  test('iterates best first, and worst first as the exchange writes it', () => {
    const {bids, asks} = build();
    expect(lines(bids)).toEqual(['0.49 75', '0.48 30.5', '0.47 120']);
    expect(lines(asks)).toEqual(['0.52 60', '0.53 42.25', '0.55 1000']);
    expect(Array.from(bids.worstFirst(), (level) => level.price)).toEqual([4700, 4800, 4900]);
    expect(Array.from(asks.worstFirst(), (level) => level.price)).toEqual([5500, 5300, 5200]);
  });

  test('the best price follows every insert, change and removal', () => {
    for (const [side, better, worse] of [
      ['bid', '0.6', '0.4'],
      ['ask', '0.4', '0.6'],
    ] as const) {
      const levels = new BookLevels(side);
      expect(levels.best).toBeUndefined();
      levels.set(price('0.5'), size('1'));
      levels.set(price(worse), size('2'));
      expect(levels.best).toBe(5000);
      levels.set(price(better), size('3'));
      expect(levels.best).toBe(price(better));
      levels.set(price(better), size('4'));
      expect([levels.best, levels.sizeAt(price(better))]).toEqual([price(better), size('4')]);
      levels.set(price(better), size('0'));
      expect(levels.best).toBe(5000);
      levels.set(price('0.5'), size('0'));
      levels.set(price(worse), size('0'));
      expect([levels.best, levels.count]).toEqual([undefined, 0]);
    }
  });

  test('iterates more levels than a node of the tree holds', () => {
    const levels = new BookLevels('ask');
    for (let i = 999; i > 0; i--) levels.set((i * 10) as Price, size(String(i)));
    const prices = Array.from(levels, (level) => level.price);
    expect(prices).toEqual(Array.from({length: 999}, (_, i) => (i + 1) * 10));
    expect(Array.from(levels.worstFirst(), (level) => level.price)).toEqual(prices.reverse());
  });
});

describe('a book', () => {
  test('a snapshot replaces everything, in whatever order its levels come', () => {
    const book = build();
    const {bids, asks, ...event} = new ScriptedMarket().book(NO, 1001);
    book.applySnapshot({...event, bids: [...bids].reverse(), asks: [...asks].reverse()}, 6);
    expect(lines(book.bids)).toEqual(['0.48 60', '0.47 42.25', '0.45 1000']);
    expect(lines(book.asks)).toEqual(['0.51 75', '0.52 30.5', '0.53 120']);
  });

  test('a change sets the size of a level, 0 removes it, and absent levels go harmlessly', () => {
    const book = build();
    book.applyChange(change('bid', '0.48', '31'));
    book.applyChange(change('bid', '0.49', '0'));
    book.applyChange(change('bid', '0.11', '0'));
    book.applyChange(change('ask', '0.51', '2.5'));
    expect(lines(book.bids)).toEqual(['0.48 31', '0.47 120']);
    expect([book.bestBid, book.bestAsk]).toEqual([4800, 5100]);
  });

  test('the revision moves once a message', () => {
    const book = new OrderBook();
    expect([book.revision, book.hasSnapshot]).toEqual([0, false]);
    book.applySnapshot(new ScriptedMarket().book(YES, 1000), 5);
    expect([book.revision, book.hasSnapshot]).toEqual([1, true]);
    book.applyChange(change('bid', '0.48', '31'));
    book.applyChange(change('bid', '0.49', '0'));
    book.endMessage(1002, 9);
    expect([book.revision, book.timestampMs, book.updatedUs]).toEqual([2, 1002, 9]);
  });

  test('an empty side agrees with 0 and 1', () => {
    const book = new OrderBook();
    expect(book.hasBestPrices(0 as Price, PRICE_ONE)).toBe(true);
    expect(book.hasBestPrices(price('0.4'), PRICE_ONE)).toBe(false);
    expect(build().hasBestPrices(price('0.49'), price('0.52'))).toBe(true);
    expect(build().hasBestPrices(price('0.49'), PRICE_ONE)).toBe(false);
    expect(build().hasBestPrices(undefined, undefined)).toBe(true);
  });

  test('is crossed where bid meets ask', () => {
    const book = build();
    expect(book.isCrossed).toBe(false);
    book.applyChange(change('bid', '0.52', '1'));
    expect(book.isCrossed).toBe(true);
    expect(new OrderBook().isCrossed).toBe(false);
  });
});
