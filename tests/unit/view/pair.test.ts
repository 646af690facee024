import {describe, expect, test} from 'vitest';
import type {Market} from '../../../src/domain/market.js';
import type {Price} from '../../../src/domain/price.js';
import type {SizeMicros} from '../../../src/domain/size.js';
import type {TopOfBook} from '../../../src/domain/snapshot.js';
import type {Trust} from '../../../src/domain/trust.js';
import {selectBasket} from '../../../src/view/select-basket.js';
import {selectPair} from '../../../src/view/select-pair.js';
import {LIVE, sampleMarket, sampleSession} from '../../support/view-sample.js';

type Quote = readonly [bid: number | undefined, ask: number | undefined];

function top(assetIndex: number, [bid, ask]: Quote, change: Partial<TopOfBook> = {}): TopOfBook {
  return {
    assetIndex,
    bestBid: bid as Price | undefined,
    bidSize: ((assetIndex + 1) * 1_000_000) as SizeMicros,
    bestAsk: ask as Price | undefined,
    askSize: ((assetIndex + 5) * 1_000_000) as SizeMicros,
    trust: LIVE,
    updatedUs: 0,
    ...change,
  };
}

function trusted(state: Trust['state'], reason: Trust['reason'] = 'none'): {trust: Trust} {
  return {trust: {...LIVE, state, reason}};
}

describe('the two outcomes of a market', () => {
  const market = sampleMarket(0);
  const session = sampleSession({marketCount: 1});
  const pair = (...tops: readonly TopOfBook[]) => selectPair(session, tops, {market});

  test('cost less than a dollar together: buying both earns the rest', () => {
    expect(pair(top(0, [4640, 4670]), top(1, [5290, 5310]))).toEqual({
      kind: 'sums',
      sums: {
        ask: {sum: 9980, edge: 20, size: 5_000_000},
        bid: {sum: 9930, edge: -70, size: 1_000_000},
      },
    });
  });

  test('bring more than a dollar together: selling both earns the rest', () => {
    expect(pair(top(0, [4700, 4710]), top(1, [5330, 5340]))).toMatchObject({
      sums: {ask: {edge: -50}, bid: {sum: 10_030, edge: 30}},
    });
  });

  test.each<[string, readonly TopOfBook[]]>([
    ['No has no ask', [top(0, [4640, 4670]), top(1, [5290, undefined])]],
    ['Yes has no bid', [top(0, [undefined, 4670]), top(1, [5290, undefined])]],
    ['No has no orders', [top(0, [4640, 4670]), top(1, [undefined, undefined])]],
    ['No has no book yet', [top(0, [4640, 4670])]],
    ['Yes has no book yet', [top(0, [1, 2], trusted('WAITING', 'subscribed')), top(1, [1, 2])]],
    ['No is STALE', [top(0, [1, 2]), top(1, [1, 2], trusted('STALE', 'reconnecting'))]],
    ['Yes is SUSPECT', [top(0, [1, 2], trusted('SUSPECT', 'hash_mismatch')), top(1, [1, 2])]],
    ['Yes is RESYNC', [top(0, [1, 2], trusted('RESYNC', 'requested')), top(1, [1, 2])]],
    ['No is RESOLVED', [top(0, [1, 2]), top(1, [1, 2], trusted('RESOLVED'))]],
    ['No is paused', [top(0, [1, 2]), top(1, [1, 2], trusted('QUIET', 'market_paused'))]],
  ])('have no sum where %s', (why, tops) => {
    expect(pair(...tops)).toEqual({kind: 'none', why});
  });

  test.each([trusted('QUIET'), trusted('UNPROVEN', 'hash_never_matched')])(
    'have one where the best prices are right: %j',
    (change) => {
      expect(pair(top(0, [1, 2], change), top(1, [1, 2], change)).kind).toBe('sums');
    },
  );
});

describe('the legs of an event', () => {
  const QUOTES: readonly Quote[] = [
    [4100, 4150],
    [2600, 2650],
    [3050, 3110],
  ];

  function basket(
    change: {
      readonly count?: number;
      readonly leg?: Partial<Market>;
      readonly all?: Partial<Market>;
      readonly second?: Partial<TopOfBook>;
    } = {},
  ) {
    const {count = 3, leg = {}, all = {}, second = {}} = change;
    const markets = Array.from({length: count}, (_, i) =>
      sampleMarket(i, {negRisk: true, eventLegs: 3, ...all, ...(i === 1 && leg)}),
    );
    const {catalog} = sampleSession({catalog: {markets, assetIds: assetsOf(markets)}});
    const tops = QUOTES.flatMap(([bid = 0, ask = 0], i) => [
      top(2 * i, [bid, ask], i === 1 ? second : {}),
      top(2 * i + 1, [10_000 - ask, 10_000 - bid]),
    ]);
    return selectBasket(catalog, tops, markets[0]!);
  }

  test('sum up: one first outcome is worth a dollar, of the second ones all but one', () => {
    expect(basket()).toEqual({
      isNegRisk: true,
      good: 3,
      total: 3,
      outcome: {
        kind: 'sums',
        first: {
          ask: {sum: 9910, edge: 90, size: 5_000_000},
          bid: {sum: 9750, edge: -250, size: 1_000_000},
        },
        second: {
          ask: {sum: 20_250, edge: -250, size: 6_000_000},
          bid: {sum: 20_090, edge: 90, size: 2_000_000},
        },
      },
    });
  });

  const negRisk = true;
  test.each<[string, number, Parameters<typeof basket>[0]]>([
    ['1 is not watched', 2, {count: 2}],
    ['2 are not watched', 3, {all: {negRisk, eventLegs: 5}}],
    ['2 were listed, 3 are watched', 3, {all: {negRisk, eventLegs: 2}}],
    ['number of legs unknown', 3, {all: {negRisk, eventLegs: undefined}}],
    ['not neg-risk', 3, {leg: {negRisk: false}}],
    ['not neg-risk', 3, {leg: {negRisk: undefined}}],
    ['1 is paused', 2, {leg: {status: 'paused'}}],
    ['1 has no ask', 2, {second: {bestAsk: undefined}}],
    ['1 is STALE', 2, {second: trusted('STALE', 'unconfirmed')}],
  ])('have no sum where %s', (why, good, change) => {
    expect(basket(change)).toMatchObject({good, outcome: {kind: 'none', why}});
  });

  test('are none where the market stands alone', () => {
    expect(basket({count: 1, all: {eventLegs: undefined}})).toBeUndefined();
    expect(basket({count: 1, all: {eventLegs: 1}})).toBeUndefined();
  });
});

function assetsOf(markets: readonly Market[]): string[] {
  return markets.flatMap(({outcomes}) => outcomes.map(({assetId}) => assetId));
}
