import fc from 'fast-check';
import {expect, test} from 'vitest';
import {decodeFrame} from '../../src/protocol/decode-frame.js';

const good = {
  event_type: 'last_trade_price',
  market: '0xm',
  asset_id: '1001',
  price: '0.62',
  size: '7.555554',
  side: 'SELL',
  timestamp: '1788786353325',
};

const book = {
  event_type: 'book',
  market: '0xm',
  asset_id: '1001',
  timestamp: '1788786353325',
  hash: 'aa',
  bids: [{price: '0.01', size: '26.68'}],
  asks: [{price: '0.99', size: '3'}],
};

const priceChange = {
  event_type: 'price_change',
  market: '0xm',
  timestamp: '1788786353325',
  price_changes: [
    {
      asset_id: '1001',
      price: '0.4',
      size: '1',
      side: 'BUY',
      hash: 'aa',
      best_bid: '0.4',
      best_ask: '1',
    },
    {
      asset_id: '2002',
      price: '0.6',
      size: '1',
      side: 'SELL',
      hash: 'bb',
      best_bid: '0',
      best_ask: '0.6',
    },
  ],
};

/** JSON of any shape whose keys are often those that the decoder looks for. */
const {value: anyMessage} = fc.letrec((tie) => ({
  value: fc.oneof(
    {depthSize: 'small', withCrossShrink: true},
    fc.jsonValue(),
    fc.constantFrom(
      'book',
      'price_change',
      'tick_size_change',
      'BUY',
      '0.5',
      '',
      '1e9',
      '__proto__',
    ),
    fc.array(tie('value'), {maxLength: 4}),
    fc.dictionary(
      fc.constantFrom(
        ...['event_type', 'market', 'asset_id', 'timestamp', 'bids', 'asks', 'price', 'size'],
        ...['price_changes', 'changes', 'side', 'hash', 'best_bid', '__proto__', 'constructor'],
      ),
      tie('value'),
      {maxKeys: 8},
    ),
  ),
}));

test('no text and no bytes make the decoder throw, and what is not understood is an issue', () => {
  const check = (frame: string | Uint8Array): void => {
    const {events, issues, control} = decodeFrame(frame);
    const isEmptyArray = /^\s*\[\s*\]\s*$/.test(Buffer.from(frame).toString());
    expect(isEmptyArray || control !== undefined || events.length + issues.length > 0).toBe(true);
  };
  const options = {seed: 20260913, numRuns: 1000};
  fc.assert(fc.property(fc.string({unit: 'binary'}), check), options);
  fc.assert(fc.property(fc.uint8Array(), check), options);
  fc.assert(fc.property(fc.json(), check), options);
});

test('good neighbours of anything survive', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      const {events} = decodeFrame(JSON.stringify([good, message, book]));
      expect(events[0]).toMatchObject({kind: 'trade', price: 6200});
      expect(events.at(-1)).toMatchObject({kind: 'book_snapshot', bids: [{price: 100}]});
      expect(events.length).toBeLessThanOrEqual(3);
    }),
    {seed: 20260914, numRuns: 2000},
  );
});

test('a mutated frame never throws, and its prices and sizes stay in range', () => {
  const mutation = fc.record({
    at: fc.nat(),
    remove: fc.integer({min: 0, max: 12}),
    insert: fc.oneof(
      fc.string({maxLength: 6}),
      fc.constantFrom('"', '{', ']', ',', '-', '9', 'null'),
    ),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(good, book, priceChange),
      fc.array(mutation, {minLength: 1, maxLength: 4}),
      (message, mutations) => {
        let text = JSON.stringify([message, good]);
        for (const {at, remove, insert} of mutations) {
          const start = at % text.length;
          text = text.slice(0, start) + insert + text.slice(start + remove);
        }

        for (const event of decodeFrame(text).events) {
          if (event.kind !== 'book_snapshot' && event.kind !== 'price_change') continue;
          const levels =
            event.kind === 'price_change' ? event.changes : [...event.bids, ...event.asks];
          for (const {price, size} of levels) {
            expect(Number.isInteger(price) && price > 0 && price < 10_000).toBe(true);
            expect(Number.isSafeInteger(size) && size >= 0).toBe(true);
          }
        }
      },
    ),
    {seed: 20260915, numRuns: 2000},
  );
});

test('a bad entry of a price_change costs itself only', () => {
  fc.assert(
    fc.property(anyMessage, fc.nat({max: 2}), (entry, at) => {
      const entries: unknown[] = [...priceChange.price_changes];
      entries.splice(at, 0, entry);
      const {events} = decodeFrame(JSON.stringify({...priceChange, price_changes: entries}));
      const event = events[0];
      const assets =
        event?.kind === 'price_change' ? event.changes.map(({assetId}) => assetId) : [];
      expect(assets).toContain('1001');
      expect(assets).toContain('2002');
    }),
    {seed: 20260916, numRuns: 1000},
  );
});
