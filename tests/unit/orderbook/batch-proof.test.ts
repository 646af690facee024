import {describe, expect, test} from 'vitest';
import {NO, price, ScriptedMarket, YES} from './scripted-market.js';
import {Bench, claiming, CROSSING, start} from './store-bench.js';

describe('a batch', () => {
  test('of one message is proven at once, once for each asset', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    const change = market.change(1001, 'bid', '0.44', '9');
    bench.apply(change, change);
    expect(bench.counted()).toEqual({batches: 1, verified: 2});
    expect(bench.judgements.map(({assetId, cause}) => [assetId, cause])).toEqual([
      [YES, 'batch'],
      [NO, 'batch'],
    ]);
  });

  test('of several messages is proven with the last, however crossed it was before', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    const messages = market.batch(1001, CROSSING);
    bench.apply(messages[0]!);
    expect(bench.store.book(YES)!.book.isCrossed).toBe(true);
    expect(bench.store.book(YES)!.heldUntilUs).toBe(101_000);
    bench.apply(messages[1]!);
    expect([bench.counted(), bench.trust()]).toEqual([{batches: 1}, 'LIVE none']);
    bench.apply(messages[2]!);
    expect([bench.counted(), bench.trust()]).toEqual([{verified: 2}, 'LIVE none']);
    expect(bench.store.book(YES)!.heldUntilUs).toBeUndefined();
  });

  test('may come in any order, with entries twice', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    const [a, b, c] = market.batch(1001, CROSSING);
    bench.apply(c!, a!, a!, {...b!, changes: [...b!.changes].reverse()}, b!);
    expect(bench.counted()).toEqual({batches: 1, verified: 2});
  });

  test('may hold several levels of an asset in one message', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    const messages = market.batch(1001, CROSSING);
    bench.apply({...messages[0]!, changes: messages.flatMap(({changes}) => changes)});
    expect(bench.counted()).toEqual({batches: 1, verified: 2});
  });

  test('has failed when the next timestamp of the market comes, also for the other asset', () => {
    const market = new ScriptedMarket();
    const bench = start(market).apply(market.batch(1001, CROSSING)[0]!);
    const onlyNo = market.change(1002, 'bid', '0.44', '9');
    bench.apply({...onlyNo, changes: onlyNo.changes.slice(1)});
    expect(bench.counted()).toMatchObject({batches: 2, hashFailed: 2, bboFailed: 2, crossed: 2});
    expect(bench.judgements.slice(0, 2)).toMatchObject([
      {assetId: YES, timestampMs: 1001, hashOk: false, bboOk: false, isCrossed: true},
      {assetId: NO, timestampMs: 1001, hashOk: false, bboOk: false, isCrossed: true},
    ]);
  });

  test('has failed when its next hash comes at the same timestamp', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    market.change(1001, 'bid', '0.43', '8'); // Lost.
    bench.apply(market.change(1001, 'bid', '0.44', '9'));
    expect(bench.counted()).toEqual({batches: 1});
    bench.apply(market.change(1001, 'bid', '0.43', '7'));
    expect(bench.counted()).toEqual({batches: 1, hashFailed: 2, verified: 2});
  });

  test('ends within a message where that gives an asset its next hash', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    const first = market.change(1001, 'bid', '0.44', '9');
    const second = market.change(1001, 'bid', '0.43', '7');
    bench.apply({...first, changes: [...first.changes, ...second.changes]});
    expect(bench.counted()).toEqual({batches: 2, verified: 4});
  });

  test('has failed when the input ends', () => {
    const market = new ScriptedMarket();
    const bench = start(market).apply(...market.batch(1001, CROSSING).slice(1));
    bench.store.endBatches(2000);
    expect(bench.counted()).toEqual({batches: 1, hashFailed: 2, bboFailed: 2});
    expect(bench.trust()).toBe('SUSPECT best_price_mismatch');
    bench.store.endBatches(2000);
    expect(bench.counted()).toEqual({});
  });

  test('is not ended by what is no change: trades and ticks have times of their own', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    const [a, b, c] = market.batch(1001, CROSSING);
    bench.apply(a!, market.trade(1071, '0.5'), b!);
    bench.apply({
      ...market.trade(1072, '0.5'),
      kind: 'best_prices',
      bestBid: price('0.1'),
      bestAsk: undefined,
    });
    bench.apply(c!);
    expect(bench.counted()).toEqual({batches: 1, verified: 2});
  });

  test('is completed by a whole book with its hash, which is proven as well', () => {
    const market = new ScriptedMarket();
    const bench = start(market).apply(market.batch(1001, CROSSING)[0]!);
    bench.apply(market.book(YES, 1001, 'bare'), market.book(NO, 1001, 'bare'));
    expect(bench.counted()).toEqual({batches: 1, verified: 4});
    expect(bench.judgements.map(({cause}) => cause)).toEqual(['batch', 'batch']);
  });

  test('counts once where the book comes before the change', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    const change = market.change(1001, 'bid', '0.44', '9');
    bench.apply(market.book(YES, 1001, 'bare'), market.book(NO, 1001, 'bare'), change);
    expect(bench.counted()).toEqual({batches: 1, verified: 4});
  });

  test('greys its book after 100 ms, and is neither proven nor failed by that', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    const [a, ...rest] = market.batch(1001, CROSSING);
    bench.apply(a!);
    bench.store.checkPending(100_999);
    expect(bench.trust()).toBe('LIVE none');
    bench.store.checkPending(101_000);
    expect(bench.trust()).toBe('UNPROVEN batch_pending');
    expect(bench.counted()).toEqual({batches: 1});
    bench.apply(...rest);
    expect([bench.trust(), bench.counted()]).toEqual(['LIVE none', {verified: 2}]);
    bench.store.checkPending(900_000);
    expect(bench.trust()).toBe('LIVE none');
  });
});

describe('failures', () => {
  test('of the hash alone make a book of a market that has matched SUSPECT, until the next proof', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    market.change(1001, 'bid', '0.43', '8'); // Lost.
    bench.apply(market.change(1002, 'bid', '0.44', '9'), market.change(1003, 'bid', '0.43', '0'));
    expect(bench.counted()).toEqual({batches: 2, hashFailed: 2, verified: 2});
    expect(bench.judgements.map(({hashOk, bboOk}) => [hashOk, bboOk])).toEqual([
      [false, true],
      [false, true],
      [true, true],
      [true, true],
    ]);
    expect([bench.trust(), bench.store.book(YES)!.failed]).toEqual(['LIVE none', 1]);
  });

  test('name the hash only after it is over', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    market.change(1001, 'bid', '0.43', '8'); // Lost.
    bench.apply(market.change(1002, 'bid', '0.44', '9'));
    expect(bench.trust()).toBe('LIVE none');
    bench.store.endBatches(0);
    expect(bench.trust()).toBe('SUSPECT hash_mismatch');
  });

  test('of a hash that never matched alarm nobody', () => {
    const market = new ScriptedMarket();
    market.minOrderSize = '777';
    const bench = new Bench().apply(market.book(YES, 1000));
    expect([bench.trust(), bench.counted()]).toEqual([
      'UNPROVEN hash_never_matched',
      {hashFailed: 1},
    ]);
  });

  test('of best prices are counted apart from the hash, which may be right', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    bench.apply(claiming(market.change(1001, 'bid', '0.44', '9'), {bestBid: price('0.3')}));
    bench.store.endBatches(0);
    expect(bench.counted()).toEqual({batches: 1, bboFailed: 2});
    expect(bench.trust()).toBe('SUSPECT best_price_mismatch');
  });

  test('a book that is crossed is SUSPECT after a second, though it is the exchange that crosses it', () => {
    const market = new ScriptedMarket();
    const bench = start(market).apply(market.change(1001, 'bid', '0.52', '10'));
    expect(bench.counted()).toEqual({batches: 1, verified: 2, crossed: 2});
    bench.store.checkPending(1_000_999);
    expect(bench.trust()).toBe('LIVE none');
    bench.store.checkPending(1_001_000);
    expect(bench.trust()).toBe('SUSPECT crossed');
    bench.apply(market.book(YES, 1001, 'bare'), market.change(1002, 'bid', '0.52', '0'));
    expect(bench.counted()).toEqual({batches: 1, verified: 3});
    expect(bench.trust()).toBe('LIVE none');
  });

  test('the second of a crossed book begins anew when it was whole in between', () => {
    const market = new ScriptedMarket();
    const bench = start(market).apply(market.change(1001, 'bid', '0.52', '10'));
    bench.apply(market.change(1002, 'bid', '0.52', '0'));
    bench.store.apply(market.change(1003, 'bid', '0.52', '10'), 900_000);
    bench.store.checkPending(1_800_000);
    expect(bench.trust()).toBe('LIVE none');
    bench.store.checkPending(1_900_000);
    expect(bench.trust()).toBe('SUSPECT crossed');
  });

  test('a change after the proof of its own batch takes the proof back, until it is made again', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    const [first, second] = market.batch(1001, [
      ['bid', '0.44', '5'],
      ['bid', '0.44', '9'],
    ]);
    bench.apply(second!);
    expect([bench.trust(), bench.counted()]).toEqual(['LIVE none', {batches: 1, verified: 2}]);
    bench.apply(first!); // Out of order: it takes a newer size back.
    bench.store.checkPending(200_000);
    expect(bench.trust()).toBe('UNPROVEN batch_pending');
    bench.apply(second!);
    expect([bench.trust(), bench.counted()]).toEqual(['LIVE none', {}]);
  });

  test('levels between the ticks are named, where the message of a finer tick was lost and nothing proves one', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    bench.apply(claiming(market.change(1001, 'bid', '0.445', '9'), {hash: 'abcd'}));
    bench.store.endBatches(0);
    expect(bench.trust()).toBe('SUSPECT tick_misfit');
  });

  test('a finer tick whose message was lost is found by the first level that needs it', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    market.tickSize = price('0.001');
    bench.apply(market.change(1001, 'bid', '0.445', '9'));
    expect([bench.trust(), bench.counted()]).toEqual(['LIVE none', {batches: 1, verified: 2}]);
    expect(bench.store.book(YES)!.tickSize).toBe(10);
  });
});

describe('messages of before September 2025', () => {
  test('say nothing of best prices, and are judged by their hash', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    const unsaid = {bestBid: undefined, bestAsk: undefined};
    bench.apply(claiming(market.change(1001, 'bid', '0.44', '9'), unsaid));
    expect(bench.counted()).toEqual({batches: 1, verified: 2});
    expect(bench.judgements[0]).toMatchObject({hashOk: true, bboOk: undefined});
    bench.apply(claiming(market.change(1002, 'bid', '0.44', '8'), {...unsaid, hash: 'abcd'}));
    bench.store.endBatches(0);
    expect(bench.counted()).toEqual({batches: 1, hashFailed: 2});
  });
});

test('a batch that comes after the next one has begun proves a state that is no longer so', () => {
  const market = new ScriptedMarket();
  const bench = start(market);
  const first = market.change(1001, 'bid', '0.44', '9');
  const second = market.change(1002, 'bid', '0.44', '7');
  bench.apply(second, first); // The older size is what the book has now.
  expect(bench.trust()).toBe('UNPROVEN batch_pending');
  // Perhaps the clock was turned back, and it is this one that is old.
  bench.apply(market.change(1003, 'bid', '0.44', '6'));
  expect(bench.trust()).toBe('UNPROVEN batch_pending');
  bench.apply(market.change(1004, 'bid', '0.44', '5'));
  expect(bench.trust()).toBe('LIVE none');
});
