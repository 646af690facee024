import {describe, expect, test} from 'vitest';
import {WatchList} from '../../src/watch-list.js';
import {sampleMarkets} from '../support/view-sample.js';

test('a market is added once, whatever names it again, and keeps its place', () => {
  const list = new WatchList();
  const [first, second, third] = sampleMarkets(3);
  expect(list.add([first!, second!])).toEqual([first, second]);
  expect(list.add([second!, third!])).toEqual([third]);
  expect(list.catalog.markets).toEqual([first, second, third]);
  expect(list.indexOf(third!.conditionId)).toBe(2);
  expect(list.indexOf('0x0')).toBe(-1);
});

test("assets have the worker's numbers, and none after a new worker came up", () => {
  const list = new WatchList();
  list.nameAssets([
    {assetIndex: 1, assetId: 'b', market: 'm'},
    {assetIndex: 0, assetId: 'a', market: 'm'},
  ]);
  expect(list.catalog.assetIds).toEqual(['a', 'b']);
  list.forgetAssets();
  expect(list.catalog.assetIds).toEqual([]);
});

test('a recorded market has one outcome for each asset seen, in order, at the place of the first', () => {
  const list = new WatchList();
  const assetOf = (market: string, assetId: string) => ({assetIndex: 0, assetId, market});
  list.addRecorded([assetOf('m1', 'a')]);
  list.addRecorded([assetOf('m2', 'x'), assetOf('m1', 'b'), assetOf('m1', 'b')]);
  expect(
    list.catalog.markets.map(({conditionId, outcomes}) => [
      conditionId,
      ...outcomes.map(({assetId}) => assetId),
    ]),
  ).toEqual([
    ['m1', 'a', 'b'],
    ['m2', 'x', ''],
  ]);
});

describe('the catalogue', () => {
  const [a, b, c, d] = sampleMarkets(4).map((market, i) => ({
    ...market,
    eventSlug: i < 2 ? 'pair' : undefined,
  }));
  const order = (list: WatchList) => list.catalog.markets.map(({conditionId}) => conditionId);
  const idsOf = (...markets: readonly (typeof a)[]) => markets.map((market) => market!.conditionId);

  test('has the markets of the watchlist first, in its order, and the others as they came', () => {
    const list = new WatchList();
    list.add([a!, b!, c!]);
    list.list(idsOf(c, d, a));
    expect(order(list)).toEqual(idsOf(c, a, b));
    list.add([d!]);
    expect(order(list)).toEqual(idsOf(c, d, a, b));
    list.list([]);
    expect(order(list)).toEqual(idsOf(c, d, a, b));
  });

  test('lets go of what is neither listed, nor pinned, nor of the event that is shown', () => {
    const list = new WatchList();
    list.add([a!, b!, c!, d!]);
    list.pin([c!]);
    list.nameAssets([
      {assetIndex: 0, assetId: a!.outcomes[0].assetId, market: a!.conditionId},
      {assetIndex: 1, assetId: d!.outcomes[0].assetId, market: d!.conditionId},
    ]);
    expect(list.keepFor(b!)).toEqual(idsOf(d));
    expect(order(list)).toEqual(idsOf(a, b, c));
    // Its number may be another asset's before that one's name is known.
    expect(list.catalog.assetIds).toEqual([a!.outcomes[0].assetId, '']);
    expect(list.keepFor(b!)).toEqual([]);
    list.list(idsOf(a));
    expect(list.keepFor(c!)).toEqual(idsOf(b));
    list.unpin(c!.conditionId);
    expect(list.keepFor(a!)).toEqual(idsOf(c));
  });

  test('has the next window of a series in the place of the one that is over', () => {
    const list = new WatchList();
    list.add([a!, c!]);
    list.pin([a!]);
    expect(list.succeed(a!, d!)).toBe(true);
    expect(list.keepFor(d!)).toEqual(idsOf(a, c));
    expect(order(list)).toEqual(idsOf(d));
    expect(list.succeed(d!, d!)).toBe(false);
  });
});
