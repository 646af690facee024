import {describe, expect, test} from 'vitest';
import {OrderBookStore} from '../../../src/orderbook/order-book-store.js';
import {MARKET, NO, ScriptedMarket, YES} from './scripted-market.js';
import {Bench, CROSSING, start} from './store-bench.js';

describe('books', () => {
  test('wait until the first book, which is judged on arrival', () => {
    const market = new ScriptedMarket();
    const bench = new Bench();
    expect(bench.trust()).toBe('WAITING subscribed');
    expect(bench.store.book(YES)!.trust.sinceUs).toBe(1);
    bench.apply(market.book(YES, 1000));
    expect([bench.trust(YES), bench.trust(NO)]).toEqual(['LIVE none', 'WAITING subscribed']);
    expect(bench.counted()).toEqual({verified: 1});
    expect(bench.judgements).toEqual([
      {
        assetId: YES,
        market: MARKET,
        timestampMs: 1000,
        hash: market.hash(YES, 1000),
        hashOk: true,
        bboOk: undefined,
        isCrossed: false,
        cause: 'book',
      },
    ]);
  });

  test('changes before the first book are ignored and counted, and the book that follows is whole', () => {
    const market = new ScriptedMarket();
    const bench = new Bench().apply(market.change(1001, 'bid', '0.44', '9'));
    expect(bench.store.book(YES)!.book.revision).toBe(0);
    expect(bench.counted()).toEqual({ignored: 2, batches: 1});
    bench.apply(market.book(YES, 1001), market.book(NO, 1001));
    expect(bench.counted()).toEqual({verified: 2});
  });

  test('of assets that nobody watches are ignored, or adopted where that is wanted', () => {
    const market = new ScriptedMarket();
    const watching = new OrderBookStore({adoptUnknownAssets: false});
    const adopting = new OrderBookStore({adoptUnknownAssets: true});
    for (const store of [watching, adopting]) {
      store.apply(market.book(NO, 1000), 0);
      store.apply(market.change(1001, 'bid', '0.44', '9'), 0);
      store.endBatches(0);
    }

    expect([watching.assetIds(), adopting.assetIds()]).toEqual([[], [NO]]);
    expect(watching.counters).toMatchObject({ignored: 3, verified: 0, batches: 0});
    expect(adopting.counters).toMatchObject({ignored: 1, verified: 2, batches: 1});
  });

  test('that are older than what was applied are dropped, unless there is nothing to protect', () => {
    const market = new ScriptedMarket();
    const old = market.book(YES, 1000);
    const bench = start(market).apply(market.change(1001, 'bid', '0.44', '9'), old);
    expect(bench.counted()).toEqual({ignored: 1, verified: 2, batches: 1});
    bench.store.invalidate([MARKET], 'reconnecting', 2000);
    bench.apply(old);
    expect([bench.trust(), bench.store.book(YES)!.book.timestampMs]).toEqual(['LIVE none', 1000]);
  });

  test('are forgotten when unwatched, with their market when it was the last', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    expect(bench.store.assetsOf(MARKET)).toEqual([YES, NO]);
    bench.store.unwatch(YES);
    expect([bench.store.assetIds(), bench.store.assetsOf(MARKET)]).toEqual([[NO], [NO]]);
    bench.apply(market.change(1001, 'bid', '0.44', '9'));
    expect(bench.counted()).toEqual({ignored: 1, verified: 1, batches: 1});
    bench.store.unwatch(NO);
    expect([bench.store.assetIds(), bench.store.assetsOf(MARKET)]).toEqual([[], []]);
  });

  test('memory grows with levels', () => {
    const bench = new Bench();
    const empty = bench.store.memoryBytes();
    bench.apply(new ScriptedMarket().book(YES, 1000));
    expect(bench.store.memoryBytes()).toBeGreaterThan(empty);
  });
});

describe('a lost connection', () => {
  test('makes books STALE: readable, deaf to changes, until their next snapshot', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    bench.store.invalidate([MARKET], 'reconnecting', 5000);
    expect(bench.store.book(YES)!.trust).toEqual({
      state: 'STALE',
      reason: 'reconnecting',
      sinceUs: 5000,
    });
    bench.apply(market.change(1001, 'bid', '0.6', '9'));
    expect([bench.trust(), bench.counted()]).toEqual([
      'STALE reconnecting',
      {batches: 1, ignored: 2},
    ]);
    expect(bench.store.book(YES)!.book.bestBid).toBe(4900);
    bench.apply(market.book(YES, 1001));
    expect([bench.trust(YES), bench.trust(NO)]).toEqual(['LIVE none', 'STALE reconnecting']);
    expect(bench.store.book(YES)!.book.bestBid).toBe(6000);
  });

  test('cuts a batch off, which then counts in none', () => {
    const market = new ScriptedMarket();
    const bench = start(market).apply(market.batch(1001, CROSSING)[0]!);
    bench.store.invalidate([MARKET], 'reconnecting', 5000);
    bench.store.endBatches(5000);
    bench.apply(market.book(YES, 1001));
    expect(bench.counted()).toEqual({batches: 1, verified: 1});
    expect(bench.judgements.map(({cause}) => cause)).toEqual(['book']);
  });

  test('changes nothing for a book that still waits for its first snapshot', () => {
    const bench = new Bench();
    bench.store.invalidate([MARKET], 'reconnecting', 5000);
    expect(bench.trust()).toBe('WAITING subscribed');
  });

  test('concerns the markets that it fed, and no other', () => {
    const bench = start(new ScriptedMarket());
    bench.store.invalidate(['0xother'], 'reconnecting', 5000);
    expect(bench.trust()).toBe('LIVE none');
  });
});

test('changes that come before the book that they change are said', () => {
  const bench = new Bench().apply(new ScriptedMarket().change(1001, 'bid', '0.44', '9'));
  expect(bench.trust()).toBe('WAITING changes_before_book');
});

describe('a book from REST', () => {
  test('is not taken back by changes of the socket that it contains already', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    const early = market.change(1001, 'bid', '0.44', '9');
    const late = market.change(1002, 'bid', '0.44', '7');
    bench.store.applyFromRest(market.book(YES, 1002), 0);
    bench.store.applyFromRest(market.book(NO, 1002), 0);
    bench.counted();
    bench.apply(early);
    expect([bench.trust(), bench.counted()]).toEqual(['LIVE none', {batches: 1, ignored: 2}]);
    bench.apply(late, market.change(1003, 'bid', '0.43', '1'));
    expect([bench.trust(), bench.counted()]).toEqual(['LIVE none', {batches: 2, verified: 4}]);
  });

  test('yields to a clock that was turned back, whose changes are older in name only', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    market.change(5001, 'bid', '0.44', '9');
    bench.store.applyFromRest(market.book(YES, 5001), 0);
    bench.store.applyFromRest(market.book(NO, 5001), 0);
    bench.counted();
    bench.apply(market.change(1, 'bid', '0.43', '8'));
    expect(bench.counted()).toEqual({batches: 1, verified: 2});
    bench.apply(market.change(2, 'bid', '0.42', '8'));
    expect([bench.trust(), bench.counted()]).toEqual(['LIVE none', {batches: 1, verified: 2}]);
  });
});

describe('a book that another store has kept', () => {
  /** A second store that has the same market, from another connection. */
  function shadowOf(bench: Bench): OrderBookStore {
    const shadow = new OrderBookStore({adoptUnknownAssets: false});
    shadow.shadow(bench.store, MARKET, 0);
    return shadow;
  }

  test('takes the place of the old one, with its levels, its trust and its open batch; counts go on', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    bench.store.invalidate([MARKET], 'reconnecting', 0);
    const {revision} = bench.store.book(YES)!.book;
    const shadow = shadowOf(bench);
    shadow.apply(market.book(YES, 1001), 0);
    shadow.apply(market.book(NO, 1001), 0);
    const [first, second] = market.batch(1002, [
      ['bid', '0.44', '5'],
      ['ask', '0.57', '5'],
    ]);
    shadow.apply(first!, 0);
    bench.store.takeOver(shadow, MARKET, 9);
    expect(bench.trust()).toBe('LIVE none');
    expect(bench.store.book(YES)!.heldUntilUs).toBe(100_000);
    expect(bench.store.book(YES)!.book.revision).toBeGreaterThan(revision);
    bench.counted();
    bench.apply(second!);
    expect([bench.trust(), bench.counted()]).toEqual(['LIVE none', {verified: 2}]);
  });

  test('is proven with what was known of its market before', () => {
    const market = new ScriptedMarket();
    market.minOrderSize = '77';
    const bench = start(market, {minOrderSize: '77', negRisk: false});
    const shadow = shadowOf(bench);
    shadow.apply(market.book(YES, 1001, 'bare'), 0);
    expect(shadow.book(YES)!.trust.state).toBe('LIVE');
  });
});

test('a resolved market stays resolved, and other markets are none of its business', () => {
  const market = new ScriptedMarket();
  const bench = start(market);
  const resolved = {
    kind: 'market_resolved',
    market: '0xother',
    assetIds: [YES, NO],
    winningAssetId: YES,
    winningOutcome: 'Yes',
    timestampMs: 1001,
  } as const;
  bench.apply(resolved);
  expect(bench.trust()).toBe('LIVE none');
  bench.apply({...resolved, market: MARKET});
  bench.apply(market.book(YES, 1002), market.change(1003, 'bid', '0.44', '9'));
  bench.store.invalidate([MARKET], 'reconnecting', 0);
  expect([bench.trust(YES), bench.trust(NO)]).toEqual([
    'RESOLVED market_resolved',
    'RESOLVED market_resolved',
  ]);
});

test('a change that names another market than its asset has is ignored', () => {
  const market = new ScriptedMarket();
  const bench = start(market);
  bench.store.watch({assetId: '3003', market: '0xother'});
  bench.apply({...market.change(1001, 'bid', '0.6', '9'), market: '0xother'});
  bench.apply({...market.book(YES, 1001), market: '0xother'});
  expect(bench.counted()).toEqual({batches: 1, ignored: 3});
  expect(bench.store.book(YES)!.book.bestBid).toBe(4900);
});

test('proofs can be timed from outside', () => {
  let proofs = 0;
  const store = new OrderBookStore({
    adoptUnknownAssets: true,
    timeProof: (prove) => {
      proofs++;
      return prove();
    },
  });
  store.apply(new ScriptedMarket().book(YES, 1000), 0);
  expect([proofs, store.counters.verified]).toEqual([1, 1]);
});
