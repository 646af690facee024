import {expect, test} from 'vitest';
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
