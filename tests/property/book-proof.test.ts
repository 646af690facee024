import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {PriceChangeEvent} from '../../src/domain/feed-event.js';
import {OrderBookStore} from '../../src/orderbook/order-book-store.js';
import {MARKET, NO, ScriptedMarket, YES, type Step} from '../unit/orderbook/scripted-market.js';

const step: fc.Arbitrary<Step> = fc
  .record({
    side: fc.constantFrom('bid', 'ask'),
    depth: fc.integer({min: 1, max: 40}),
    size: fc.constantFrom('0', '1', '20.5', '300'),
  })
  // Bids below the middle and asks above it: the exchange's book is never crossed itself.
  .map(({side, depth, size}) => {
    const cents = side === 'bid' ? 50 - depth : 50 + depth;
    return [side, `0.${String(cents).padStart(2, '0')}`, size] as const;
  });

const transactions = fc.array(
  fc.record({
    steps: fc.array(step, {minLength: 1, maxLength: 6}),
    isTrade: fc.boolean(),
    /** Which messages come twice, and in what order they come. */
    order: fc.infiniteStream(fc.nat()),
  }),
  {minLength: 1, maxLength: 12},
);

function shuffle(messages: readonly PriceChangeEvent[], order: Iterator<number>) {
  const keyed = messages.map((message) => ({message, key: Number(order.next().value) % 100}));
  // A level that changes twice in a transaction must end with its last size.
  const levels = messages.map(({changes}) => changes[0]!.price);
  if (new Set(levels).size === levels.length) keyed.sort((a, b) => a.key - b.key);
  return keyed.flatMap(({message, key}) => (key % 7 === 0 ? [message, message] : [message]));
}

test('whatever an honest exchange sends is proven in full, in any order within a batch', () => {
  fc.assert(
    fc.property(transactions, (list) => {
      const market = new ScriptedMarket();
      const store = new OrderBookStore({adoptUnknownAssets: true});
      store.apply(market.book(YES, 1000), 0);
      store.apply(market.book(NO, 1000), 0);

      let timestampMs = 1000;
      for (const {steps, isTrade, order} of list) {
        timestampMs++;
        if (isTrade) market.tradeAt(steps.at(-1)![1]);
        const messages = market.batch(timestampMs, steps);
        for (const message of shuffle(messages, order)) store.apply(message, 0);
      }

      store.endBatches(0);
      expect(store.counters).toMatchObject({
        batches: list.length,
        verified: 2 + 2 * list.length,
        hashFailed: 0,
        bboFailed: 0,
        crossed: 0,
        ignored: 0,
      });
    }),
    {seed: 20260911, numRuns: 200},
  );
});

test('a level that is wrong is never proven', () => {
  fc.assert(
    fc.property(step, step, (lost, kept) => {
      const market = new ScriptedMarket();
      const store = new OrderBookStore({adoptUnknownAssets: true});
      store.apply(market.book(YES, 1000), 0);
      const before = market.hash(YES, 1000);
      market.change(1001, ...lost);
      const isLost = market.hash(YES, 1000) !== before;

      store.apply(market.change(1002, ...kept), 0);
      store.endBatches(0);
      const isHealed = lost[0] === kept[0] && lost[1] === kept[1];
      expect(store.counters.verified).toBe(isLost && !isHealed ? 1 : 2);
      expect(store.counters.hashFailed).toBe(isLost && !isHealed ? 1 : 0);
      expect(store.assetsOf(MARKET)).toEqual([YES]);
    }),
    {seed: 20260912, numRuns: 500},
  );
});
