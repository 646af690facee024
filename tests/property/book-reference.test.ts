import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Level} from '../../src/domain/feed-event.js';
import {formatPrice} from '../../src/domain/price.js';
import {formatSize} from '../../src/domain/size.js';
import {OrderBookStore} from '../../src/orderbook/order-book-store.js';
import {decodeFrame} from '../../src/protocol/decode-frame.js';
import {buildReferenceBooks} from '../support/reference-book.js';

const ASSETS = ['1001', '2002'] as const;

/** Few prices, so that levels are changed, removed and restored all the time; some odd spellings. */
const priceText = fc.oneof(
  fc.integer({min: 1, max: 99}).map((cents) => `0.${String(cents).padStart(2, '0')}`),
  fc.integer({min: 1, max: 40}).map((ticks) => `.${String(ticks).padStart(4, '0')}0`),
);

const sizeText = fc.oneof(
  {weight: 2, arbitrary: fc.constantFrom('0', '0.00', '0.0')},
  {weight: 5, arbitrary: fc.integer({min: 1, max: 3_104_529_000}).map((n) => (n / 100).toFixed(2))},
  {weight: 1, arbitrary: fc.integer({min: 1, max: 9_999_999}).map((n) => (n / 1e6).toFixed(6))},
);

const level = fc.record({price: priceText, size: sizeText});

const snapshot = fc.record({
  event_type: fc.constant('book'),
  market: fc.constant('0xm'),
  asset_id: fc.constantFrom(...ASSETS),
  bids: fc.array(level, {maxLength: 60}),
  asks: fc.array(level, {maxLength: 60}),
});

const priceChange = fc.record({
  event_type: fc.constant('price_change'),
  market: fc.constant('0xm'),
  price_changes: fc.array(
    fc.record({
      asset_id: fc.constantFrom(...ASSETS, '3003'),
      price: priceText,
      size: sizeText,
      side: fc.constantFrom('BUY', 'SELL'),
      hash: fc.constantFrom('aa', 'bb'),
      best_bid: priceText,
      best_ask: priceText,
    }),
    {maxLength: 8},
  ),
});

/** Frames whose timestamps only ever rise or stay, now and then sent twice or as an array. */
const frames = fc
  .array(
    fc.record({
      message: fc.oneof({weight: 1, arbitrary: snapshot}, {weight: 9, arbitrary: priceChange}),
      stepMs: fc.integer({min: 0, max: 1}),
      form: fc.constantFrom('single', 'array', 'twice'),
    }),
    {maxLength: 80},
  )
  .map((drafts) => {
    let timestampMs = 1000;
    return drafts.flatMap(({message, stepMs, form}) => {
      timestampMs += stepMs;
      const stamped = {...message, timestamp: String(timestampMs)};
      const text = JSON.stringify(form === 'array' ? [stamped] : stamped);
      return form === 'twice' ? [text, text] : [text];
    });
  });

function lines(levels: Iterable<Level>): [string, string][] {
  return Array.from(levels, ({price, size}) => [formatPrice(price), formatSize(size)]);
}

test('after any batches, a book is the naive one: levels, order and best prices', () => {
  fc.assert(
    fc.property(frames, (texts) => {
      const store = new OrderBookStore({adoptUnknownAssets: true});
      for (const text of texts) {
        for (const event of decodeFrame(text).events) store.apply(event, 0);
      }

      const references = buildReferenceBooks(texts);
      expect(new Set(store.assetIds())).toEqual(new Set([...references.keys()]));
      for (const [assetId, reference] of references) {
        const {book} = store.book(assetId)!;
        expect(lines(book.bids)).toEqual(reference.bids());
        expect(lines(book.asks)).toEqual(reference.asks());
        expect(lines(book.bids.worstFirst())).toEqual(reference.bids().reverse());
        expect(book.bestBid === undefined ? undefined : formatPrice(book.bestBid)).toBe(
          reference.bids()[0]?.[0],
        );
        expect(book.bestAsk === undefined ? undefined : formatPrice(book.bestAsk)).toBe(
          reference.asks()[0]?.[0],
        );
      }
    }),
    {seed: 20260907, numRuns: 300},
  );
});
