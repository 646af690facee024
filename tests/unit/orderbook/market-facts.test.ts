import {describe, expect, test} from 'vitest';
import {MARKET, NO, price, ScriptedMarket, YES} from './scripted-market.js';
import {Bench, claiming, start} from './store-bench.js';

describe('what cannot be judged counts in none', () => {
  test('no hash', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    bench.apply(claiming(market.change(1001, 'bid', '0.44', '9'), {hash: undefined}));
    bench.store.endBatches(0);
    expect([bench.trust(), bench.counted()]).toEqual(['UNPROVEN hash_unknown', {batches: 1}]);
    bench.apply({...market.book(YES, 1002), hash: undefined});
    expect([bench.trust(), bench.counted()]).toEqual(['UNPROVEN hash_unknown', {}]);
    expect(bench.judgements.map(({hashOk}) => hashOk)).toEqual([undefined, undefined, undefined]);
  });

  test('no tick', () => {
    const market = new ScriptedMarket();
    const bench = new Bench().apply({...market.book(YES, 1000), tickSize: undefined});
    expect([bench.trust(), bench.counted()]).toEqual(['UNPROVEN hash_unknown', {}]);
  });

  test('no last trade price, until a trade tells it', () => {
    const market = new ScriptedMarket();
    const bench = new Bench().apply({...market.book(YES, 1000), lastTradePrice: undefined});
    expect([bench.trust(), bench.counted()]).toEqual(['UNPROVEN hash_unknown', {}]);
    bench.apply(market.trade(1001, '0.5'), market.change(1002, 'bid', '0.44', '9'));
    expect([bench.trust(), bench.counted()]).toEqual([
      'LIVE none',
      {batches: 1, verified: 1, ignored: 1},
    ]);
  });

  test('a trade that may have been missed with the connection', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    bench.store.invalidate([MARKET], 'reconnecting', 0);
    market.tradeAt('0.7');
    bench.apply(market.book(YES, 1001, 'bare'));
    expect([bench.trust(), bench.counted()]).toEqual(['UNPROVEN hash_unknown', {}]);
    bench.apply(market.book(YES, 1002));
    expect([bench.trust(), bench.counted()]).toEqual(['LIVE none', {verified: 1}]);
  });

  test('changes of a market whose order terms no book has proven', () => {
    const market = new ScriptedMarket();
    market.minOrderSize = '777';
    const bench = start(market, {});
    bench.apply(market.change(1001, 'bid', '0.44', '9'));
    bench.store.endBatches(0);
    expect([bench.trust(), bench.counted()]).toEqual(['UNPROVEN hash_unknown', {batches: 1}]);
  });

  test('but wrong best prices count all the same', () => {
    const market = new ScriptedMarket();
    const lie = {hash: undefined, bestAsk: price('0.9')};
    const bench = start(market);
    bench.apply(claiming(market.change(1001, 'bid', '0.44', '9'), lie));
    bench.store.endBatches(0);
    expect([bench.trust(), bench.counted()]).toEqual([
      'SUSPECT best_price_mismatch',
      {batches: 1, bboFailed: 2},
    ]);
  });
});

describe('the order terms', () => {
  test.each([
    ['5', false],
    ['5', true],
    ['15', false],
    ['100', true],
  ])('%s with neg risk %s are found at the first book and kept', (minOrderSize, negRisk) => {
    const market = new ScriptedMarket();
    Object.assign(market, {minOrderSize, negRisk});
    const bench = new Bench({}).apply(market.book(YES, 1000));
    bench.apply(market.book(NO, 1000), market.change(1001, 'bid', '0.44', '9'));
    expect(bench.counted()).toEqual({batches: 1, verified: 4});
  });

  test('of a lookup that was wrong are corrected by a book', () => {
    const market = new ScriptedMarket();
    const bench = new Bench({minOrderSize: '15', negRisk: true}).apply(market.book(YES, 1000));
    expect(bench.counted()).toEqual({verified: 1});
    bench.store.watch({assetId: YES, market: MARKET, minOrderSize: '15', negRisk: true});
    bench.apply(market.change(1001, 'bid', '0.44', '9'));
    expect(bench.counted()).toEqual({batches: 1, verified: 1, ignored: 1});
  });

  test('of a REST book are taken over', () => {
    const market = new ScriptedMarket();
    market.minOrderSize = '777';
    const bench = new Bench({});
    bench.apply({...market.book(YES, 1000), minOrderSize: '777', negRisk: false});
    bench.apply(market.book(NO, 1000));
    expect(bench.counted()).toEqual({verified: 2});
  });
});

describe('the tick', () => {
  test('changes before anything after it is judged, and a later lookup does not undo it', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    market.tickSize = price('0.001');
    bench.apply({
      kind: 'tick_size_change',
      market: MARKET,
      assetId: YES,
      timestampMs: 1001,
      oldTickSize: price('0.01'),
      newTickSize: market.tickSize,
    });
    bench.store.watch({assetId: YES, market: MARKET, tickSize: price('0.01')});
    bench.apply(market.change(1001, 'bid', '0.491', '9'), market.book(YES, 1001, 'bare'));
    expect(bench.counted()).toEqual({batches: 1, verified: 3});
    expect(bench.store.book(NO)!.tickSize).toBe(10);
  });
});

describe('the last trade price', () => {
  test('is found among the changed levels before the trade is told', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    market.tradeAt('0.52');
    bench.apply(market.change(1001, 'ask', '0.52', '50'));
    expect(bench.counted()).toEqual({batches: 1, verified: 2});
    expect(bench.store.book(NO)!.lastTradePrice).toBe('0.520');
  });

  test('may be the price of the other token', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    market.tradeAt('0.48');
    const message = market.change(1001, 'ask', '0.52', '50');
    bench.apply({...message, changes: message.changes.slice(0, 1)});
    expect(bench.counted()).toEqual({batches: 1, verified: 1});
    expect(bench.store.book(YES)!.lastTradePrice).toBe('0.480');
  });

  test('is found at the end of a trade through several levels', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    market.tradeAt('0.53');
    bench.apply(
      ...market.batch(1001, [
        ['ask', '0.52', '0'],
        ['ask', '0.53', '40'],
      ]),
    );
    expect(bench.counted()).toEqual({batches: 1, verified: 2});
  });

  test('stays that of the newest fill when the trades before it are told afterwards', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    market.tradeAt('0.52');
    bench.apply(market.change(1001, 'ask', '0.52', '0'));
    market.tradeAt('0.53');
    bench.apply(market.change(1002, 'ask', '0.53', '40'));
    bench.apply(market.trade(1072, '0.52'));
    expect(bench.store.book(YES)!.lastTradePrice).toBe('0.530');
    bench.apply(market.change(1073, 'bid', '0.1', '1'));
    bench.apply(market.trade(1074, '0.53'), market.change(1075, 'bid', '0.1', '2'));
    bench.apply(market.book(YES, 1076, 'bare'));
    expect(bench.counted()).toEqual({batches: 4, verified: 9});
  });

  test('is found among told trades where the change of the fill was lost', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    market.tradeAt('0.52');
    market.change(1001, 'ask', '0.52', '50'); // Lost.
    bench.apply(market.book(YES, 1002, 'bare'));
    expect([bench.trust(), bench.counted()]).toEqual(['SUSPECT hash_mismatch', {hashFailed: 1}]);
    bench.apply(market.trade(1070, '0.52'), market.book(YES, 1071, 'bare'));
    expect([bench.trust(), bench.counted()]).toEqual(['LIVE none', {verified: 1}]);
  });

  test('follows the told trades where no hash can be proven', () => {
    const market = new ScriptedMarket();
    market.minOrderSize = '777';
    const bench = start(market);
    bench.apply(market.trade(1001, '0.52'), market.trade(1002, '0.53'));
    expect(bench.store.book(YES)!.lastTradePrice).toBe('0.530');
  });

  test('may have lost its zeros as a number', () => {
    const market = new ScriptedMarket();
    const bench = new Bench().apply({...market.book(YES, 1000), lastTradePrice: '0.5'});
    expect(bench.counted()).toEqual({verified: 1});
    expect(bench.store.book(YES)!.lastTradePrice).toBe('0.500');
  });
});
