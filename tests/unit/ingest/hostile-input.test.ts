// What a hostile exchange may send, through the whole way in: nothing throws, nothing grows, and the
// books that were good stay as they were.

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {BookRecord, StreamRecord} from '../../../src/domain/record.js';
import {IngestLoop} from '../../../src/ingest/ingest-loop.js';
import type {NamedAsset} from '../../../src/ingest/messages.js';
import {MAX_FRAME_BYTES} from '../../../src/protocol/limits.js';
import {MAX_ASSETS} from '../../../src/snapshot/layout.js';
import {FixedClock} from '../../support/fixed-clock.js';
import {MARKET, NO, ScriptedMarket, YES} from '../orderbook/scripted-market.js';
import {encodeBook, encodeChange, encodeTrade} from './encode-event.js';

const WALL_MS = 1_790_000_000_000;
const OTHER_MARKET = `0x${'0b'.repeat(32)}`;

class Harness {
  readonly clock = new FixedClock();
  readonly market = new ScriptedMarket();
  readonly records: StreamRecord[] = [];
  readonly assets: NamedAsset[] = [];
  fullAt: number[] = [];
  readonly loop: IngestLoop;

  constructor({adoptUnknownAssets = false} = {}) {
    this.loop = new IngestLoop({
      clock: this.clock,
      adoptUnknownAssets,
      depth: Number.POSITIVE_INFINITY,
      onRecord: (record) => this.records.push(record),
      onAssets: (assets) => this.assets.push(...assets),
      onIssue: () => undefined,
      onTrust: () => undefined,
      onFull: (maxAssets) => this.fullAt.push(maxAssets),
    });
  }

  /** With two good books, as LIVE as they can be. */
  static started(): Harness {
    const harness = new Harness();
    const outcomes = [
      {name: 'Yes', assetId: YES},
      {name: 'No', assetId: NO},
    ] as const;
    const market = {
      conditionId: MARKET,
      slug: 'scripted',
      question: 'Will it?',
      label: 'Will it?',
      eventSlug: undefined,
      eventTitle: undefined,
      eventLegs: undefined,
      outcomes,
      tickSize: harness.market.tickSize,
      minOrderSize: '5',
      negRisk: false,
      status: 'open',
      listedPrice: undefined,
      volume24h: undefined,
      liquidity: undefined,
      endDateMs: undefined,
      rewards: undefined,
    } as const;
    harness.loop.watch([market], harness.clock.us);
    for (const asset of [YES, NO]) {
      harness.frame(encodeBook(harness.market.book(asset, WALL_MS - 60_000)));
    }

    return harness;
  }

  frame(frame: string): void {
    this.loop.onFrame(Buffer.from(frame), this.clock.us, WALL_MS);
  }

  books(): readonly BookRecord[] {
    return this.loop.dump();
  }
}

/** A frame leaves the books as they were, and the next good change is proven as if it had not been. */
function expectUnharmed(frame: string): void {
  const harness = Harness.started();
  const before = harness.books();
  expect(before.map(({trust}) => trust)).toEqual(['LIVE', 'LIVE']);
  harness.frame(frame);
  expect(harness.books()).toEqual(before);
  harness.frame(encodeChange(harness.market.change(WALL_MS, 'bid', '0.4', '7')));
  expect(harness.books().map(({trust}) => trust)).toEqual(['LIVE', 'LIVE']);
}

const change = {
  asset_id: YES,
  price: '0.4',
  size: '7',
  side: 'BUY',
  hash: 'aa',
  best_bid: '0.4',
  best_ask: '0.6',
};

const message = (event_type: string, fields: object): string =>
  JSON.stringify({event_type, market: MARKET, timestamp: String(WALL_MS - 60_000), ...fields});

const changeOf = (fields: object): string =>
  message('price_change', {price_changes: [{...change, ...fields}]});

const bookOf = (fields: object): string =>
  message('book', {asset_id: YES, hash: 'aa', bids: [], asks: [], ...fields});

const PRICES = [
  ...['-0.5', '1.5', '0', '1', 'NaN', 'Infinity', '1e3', '0x10', '', ' 0.5', '0.00001', '.'],
  ...['0.5\u001b[2J', '٠.٥', `0.${'3'.repeat(400)}`, '9'.repeat(400), null, true, [], {}, -0.5, 2],
];

const SIZES = [
  ...['-1', '9007199254.740993', '9'.repeat(400), 'NaN', '-Infinity', '1e30', '', '0.0000001'],
  ...[null, false, [], {}, -1, 1e300],
];

const PROTOTYPE_KEYS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

const NOTHINGS = [null, 0, -1, 1e308, true, '', 'x', [], {}, [[]], [null]];

describe('a frame that says nothing leaves good books as they were', () => {
  test.each(PRICES)('a change whose price is %j', (price) => {
    expectUnharmed(changeOf({price}));
  });

  test.each(SIZES)('a change whose size is %j', (size) => {
    expectUnharmed(changeOf({size}));
  });

  test.each(PROTOTYPE_KEYS)('%s as a key, an event type, a side, an asset and a market', (key) => {
    const nested = `{"${key}":{"price":"0.4"},"prototype":1}`;
    expectUnharmed(`{"${key}":${nested},"event_type":"book"}`);
    expectUnharmed(message(key, {asset_id: YES, bids: [], asks: []}));
    expectUnharmed(changeOf({side: key}));
    expectUnharmed(changeOf({asset_id: key}).replace(MARKET, OTHER_MARKET));
    expectUnharmed(changeOf({}).replace(MARKET, key));
    expectUnharmed(bookOf({asset_id: key}));
    expectUnharmed(encodeTrade({...Harness.started().market.trade(1, '0.5'), assetId: key}));
    expect(({} as Record<string, unknown>)['price']).toBeUndefined();
  });

  test.each(NOTHINGS)('%j in place of the message or of each of its fields', (nothing) => {
    expectUnharmed(JSON.stringify(nothing));
    expectUnharmed(JSON.stringify([nothing, nothing]));
    for (const key of ['market', 'timestamp', 'price_changes']) {
      const frame = JSON.parse(changeOf({})) as object;
      if (Array.isArray(nothing) && key === 'price_changes') continue; // No change, which is legal.
      if (key === 'timestamp' && nothing === 0) continue; // The exchange's clock may say so.
      expectUnharmed(JSON.stringify({...frame, [key]: nothing}));
    }

    for (const key of ['asset_id', 'price', 'size', 'side']) {
      if (key === 'size' && nothing === 0) continue; // A level that goes.
      expectUnharmed(changeOf({[key]: nothing}));
    }

    for (const key of ['market', 'asset_id', 'timestamp']) {
      const frame = JSON.parse(bookOf({})) as object;
      if (key === 'timestamp' && nothing === 0) continue;
      expectUnharmed(JSON.stringify({...frame, [key]: nothing}));
    }

    if (!Array.isArray(nothing) && nothing !== null) expectUnharmed(bookOf({bids: nothing}));
  });

  test('nesting, an unterminated text and bytes that are no UTF-8', () => {
    expectUnharmed('['.repeat(MAX_FRAME_BYTES));
    expectUnharmed(`{"a":`.repeat(1_000_000));
    expectUnharmed(`"${'x'.repeat(1_000_000)}`);
    expectUnharmed('\u0000\ud800');
  });

  test('100,000 events about other markets, and 100,000 changes of other assets', () => {
    const event = (i: number): string =>
      `{"event_type":"best_bid_ask","market":"m${i}","asset_id":"a${i}","timestamp":"1"}`;
    expectUnharmed(`[${Array.from({length: 100_000}, (_, i) => event(i)).join(',')}]`);
    const one = (i: number): string =>
      `{"asset_id":"x${i}","price":"0.4","size":"7","side":"BUY","hash":"${i}"}`;
    const many = `[${Array.from({length: 100_000}, (_, i) => one(i)).join(',')}]`;
    for (const market of [MARKET, OTHER_MARKET]) {
      const frame = message('price_change', {price_changes: []}).replace('[]', many);
      expect(frame.length).toBeLessThan(MAX_FRAME_BYTES);
      expectUnharmed(frame.replace(MARKET, market));
    }
  });
});

test('any JSON of the right keys never throws, and prices and sizes of every book stay in range', () => {
  const {value: anything} = fc.letrec((tie) => ({
    value: fc.oneof(
      {depthSize: 'small'},
      fc.constantFrom<unknown>(...PRICES, ...SIZES, ...PROTOTYPE_KEYS, MARKET, YES, NO, '0.4', '1'),
      fc.constantFrom('book', 'price_change', 'last_trade_price', 'tick_size_change', 'BUY'),
      fc.array(tie('value'), {maxLength: 3}),
      fc.dictionary(
        fc.constantFrom(
          ...['event_type', 'market', 'asset_id', 'timestamp', 'bids', 'asks', 'price', 'size'],
          ...['price_changes', 'side', 'hash', 'best_bid', 'new_tick_size', ...PROTOTYPE_KEYS],
        ),
        tie('value'),
        {maxKeys: 9},
      ),
    ),
  }));
  const harness = Harness.started();
  const adopting = new Harness({adoptUnknownAssets: true});
  fc.assert(
    fc.property(fc.constantFrom('book', 'price_change'), anything, anything, (type, some, more) => {
      const fields = {bids: more, asks: some, price_changes: [some, {...change, size: more}]};
      const frame = message(type, {asset_id: YES, ...fields, ...(some as object)});
      for (const {loop} of [harness, adopting]) {
        loop.onFrame(Buffer.from(frame), 1, WALL_MS);
        for (const {bids, asks} of loop.dump()) {
          for (const {prices, sizes} of [bids, asks]) {
            expect(prices.every((price) => price > 0 && price < 10_000)).toBe(true);
            expect(sizes.every((size) => Number.isSafeInteger(size) && size > 0)).toBe(true);
          }
        }
      }
    }),
    {seed: 20_260_930, numRuns: 1000},
  );
});

test('of keys that come twice the last one counts, as for the parser of the exchange', () => {
  const harness = Harness.started();
  const twice = bookOf({bids: [{price: '0.3', size: '1'}]}).replace('"bids"', '"bids":null,"bids"');
  harness.frame(twice);
  expect(harness.loop.store.book(YES)?.book.bids.count).toBe(1);
});

test('a book of as many levels as a frame has room for is at most 9,999 levels a side', () => {
  const harness = Harness.started();
  const level = (i: number): string =>
    `{"price":"0.${String((i % 9999) + 1).padStart(4, '0')}","size":"${(i % 97) + 1}"}`;
  const side = (bytes: number): string => {
    const texts: string[] = [];
    for (let length = 0, i = 0; length < bytes; i++) {
      texts.push(level(i));
      length += texts.at(-1)!.length + 1;
    }

    return texts.join(',');
  };
  const half = side(MAX_FRAME_BYTES / 2 - 1_000);
  const frame = bookOf({}).replace('"bids":[],"asks":[]', `"bids":[${half}],"asks":[${half}]`);
  expect(frame.length).toBeLessThanOrEqual(MAX_FRAME_BYTES);
  expect(frame.length).toBeGreaterThan(MAX_FRAME_BYTES - 10_000);

  harness.frame(frame);
  const {book} = harness.loop.store.book(YES)!;
  expect([book.bids.count, book.asks.count]).toEqual([9_999, 9_999]);
  expect(harness.loop.store.memoryBytes()).toBeLessThan(5_000_000);
});

test('a trade opens no tape for a market that is not its asset’s', () => {
  const harness = Harness.started();
  const trade = harness.market.trade(WALL_MS, '0.5');
  for (let i = 0; i < 100; i++) harness.frame(encodeTrade({...trade, market: `m${i}`}));
  expect(harness.loop.tape.of('m1')).toEqual([]);
  expect(harness.records.some(({type}) => type === 'trade')).toBe(false);
});

test('a recording of more assets than there is room for plays on with those that came first', () => {
  const harness = new Harness({adoptUnknownAssets: true});
  const count = MAX_ASSETS + 500;
  for (let i = 0; i < count; i++) {
    harness.frame(bookOf({asset_id: String(i)}).replace(MARKET, `m${i >> 1}`));
    harness.frame(changeOf({asset_id: String(i)}).replace(MARKET, `n${i}`));
  }

  expect(harness.loop.store.assetIds()).toHaveLength(MAX_ASSETS);
  expect(harness.assets.map(({assetIndex}) => assetIndex)).toEqual(
    Array.from({length: MAX_ASSETS}, (_, i) => i),
  );
  expect(harness.loop.store.marketIds().length).toBeLessThanOrEqual(2 * MAX_ASSETS);
  expect(harness.fullAt).toEqual([MAX_ASSETS]);
  expect(harness.loop.store.counters.ignored).toBeGreaterThanOrEqual(500);
  expect(harness.loop.metrics.issues).toBe(1);
});
