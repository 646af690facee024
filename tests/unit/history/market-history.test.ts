import {describe, expect, test} from 'vitest';
import {buildGap} from '../../../src/history/build-column.js';
import {MAX_DEPTH, MAX_SECOND_TRADES} from '../../../src/history/column-rows.js';
import {
  DEPTH_SECONDS,
  LINE_POINTS,
  MarketHistory,
  buffersOf,
} from '../../../src/history/market-history.js';
import {
  columnAt,
  pastTrade,
  SAMPLE_SECOND as NOW,
  sampleHistory,
} from '../../support/history-sample.js';

test('a column comes back as it was taken: prices, levels and trades', () => {
  const history = new MarketHistory({hasDepth: true});
  const trades = [pastTrade(4670, 310, 'buy'), pastTrade(4640, 12.5, 'sell')];
  history.append(columnAt(NOW, {trades}));

  const column = history.columnAt(NOW)!;
  expect(column).toMatchObject({second: NOW, isGap: false, bestBid: 4640, bestAsk: 4670});
  expect(column.microprice).toBe(4655);
  expect([...(column.bids.prices as Uint16Array)].slice(0, 3)).toEqual([4640, 4630, 4620]);
  expect([...(column.asks.sizes as Float32Array)].slice(0, 2)).toEqual([1e8, 2e8]);
  expect(column.trades).toEqual(trades);
});

test('a column keeps the best levels and the largest trades, as many as it has room for', () => {
  const history = new MarketHistory({hasDepth: true});
  const trades = Array.from({length: 40}, (_, i) => pastTrade(4670, i + 1, 'buy'));
  history.append(columnAt(NOW, {depth: 400, trades}));

  const {bids, asks, trades: kept} = history.columnAt(NOW)!;
  expect([bids.length, asks.length]).toEqual([MAX_DEPTH, MAX_DEPTH]);
  expect(bids.prices[0]).toBe(4640);
  expect(kept).toHaveLength(MAX_SECOND_TRADES);
  expect(Math.min(...kept.map(({size}) => size))).toBe(25_000_000);
});

test('five minutes of columns and an hour of points are kept, and no more', () => {
  const history = sampleHistory(2 * 3600);
  expect(history.firstSecond).toBe(NOW - DEPTH_SECONDS + 1);
  expect(history.columnAt(NOW - DEPTH_SECONDS)).toBeUndefined();
  expect(history.columnAt(NOW - DEPTH_SECONDS + 1)).toBeDefined();
  expect(history.firstPointSecond).toBe(NOW - (LINE_POINTS - 1) * 10);
  expect(history.pointAt(NOW - 3600)).toBeUndefined();
  expect(history.pointAt(NOW - 3590)?.mid).toBe(4655);
});

test('what it takes is what the document says', () => {
  expect(new MarketHistory({hasDepth: false}).byteLength).toBe(7_560);
  expect(new MarketHistory({hasDepth: true}).byteLength).toBe(7_560 + 267_600);
});

describe('gaps', () => {
  test('a gap has no prices and no levels, and its point says so', () => {
    const history = sampleHistory(30, [5]);
    const gap = history.columnAt(NOW - 5)!;
    expect(gap.isGap).toBe(true);
    expect([gap.bids.length, gap.asks.length, gap.trades.length]).toEqual([0, 0, 0]);
    expect([gap.bestBid, gap.microprice, gap.last]).toEqual([NaN, NaN, NaN]);
    expect(history.pointAt(NOW - 5)?.isGap).toBe(true);
    expect(history.pointAt(NOW - 15)?.isGap).toBe(false);
  });

  test('seconds that are missing are gaps of their points, and have no column', () => {
    const history = sampleHistory(20);
    history.append(columnAt(NOW + 15));
    expect(history.columnAt(NOW + 7)).toBeUndefined();
    expect(history.pointAt(NOW)?.isGap).toBe(true);
    expect(history.pointAt(NOW + 15)?.isGap).toBe(true);
    expect(history.pointAt(NOW - 10)?.isGap).toBe(false);
  });

  test('a point that began with a gap stays one', () => {
    const history = new MarketHistory({hasDepth: true});
    history.append(columnAt(NOW - 1));
    history.append(buildGap(NOW));
    history.append(columnAt(NOW + 1));
    expect(history.pointAt(NOW)).toMatchObject({isGap: true, mid: 4655});
  });
});

describe('time that goes back', () => {
  test('what was later is forgotten, also where nothing takes its place', () => {
    const history = sampleHistory(60);
    history.append(columnAt(NOW - 40, {bid: 3000, ask: 3100}));
    history.append(columnAt(NOW + 20));
    expect(history.columnAt(NOW - 40)?.bestBid).toBe(3000);
    expect(history.columnAt(NOW - 41)?.bestBid).toBe(4640);
    expect(history.columnAt(NOW - 20)).toBeUndefined();
    expect(history.pointAt(NOW - 20)).toBeUndefined();
  });

  test('before its first second it begins anew', () => {
    const history = sampleHistory(60);
    history.append(columnAt(NOW - 4000));
    expect(history.firstSecond).toBe(NOW - 4000);
    expect(history.firstPointSecond).toBe(NOW - 4000);
    expect(history.pointAt(NOW)).toBeUndefined();
  });
});

describe('between threads', () => {
  test('the whole history, then second by second, makes the same history', () => {
    const worker = sampleHistory(1000, [30, 31, 200]);
    const main = new MarketHistory({hasDepth: true});
    main.absorb(worker.toBlock()!);
    for (let i = 1; i <= 25; i++) {
      worker.append(i === 7 ? buildGap(NOW + i) : columnAt(NOW + i, {bid: 4600 + i}));
      main.absorb(worker.toBlock(NOW + i - 1)!);
    }

    expectSame(main, worker);
  });

  test('nothing new is no block', () => {
    const history = sampleHistory(10);
    expect(history.toBlock(NOW)).toBeUndefined();
    expect(new MarketHistory({hasDepth: true}).toBlock()).toBeUndefined();
  });

  test('a block of one second weighs about a kilobyte', () => {
    const buffers = buffersOf(sampleHistory(300).toBlock(NOW - 1)!);
    expect(buffers.reduce((sum, {byteLength}) => sum + byteLength, 0)).toBe(892 + 21);
  });

  test('a worker that begins anew adds to what is known, with a gap between', () => {
    const main = new MarketHistory({hasDepth: true});
    main.absorb(sampleHistory(100).toBlock()!);
    const restarted = new MarketHistory({hasDepth: true});
    for (let i = 4; i < 30; i++) restarted.append(columnAt(NOW + i));
    main.absorb(restarted.toBlock()!);

    expect(main.columnAt(NOW - 99)).toBeDefined();
    expect(main.columnAt(NOW + 2)).toBeUndefined();
    expect(main.columnAt(NOW + 4)).toBeDefined();
    expect(main.pointAt(NOW)?.isGap).toBe(true);
    expect(main.pointAt(NOW + 10)?.isGap).toBe(false);
  });

  test('a market that comes into focus again has no gap that the worker does not know', () => {
    const worker = sampleHistory(100);
    const main = new MarketHistory({hasDepth: true});
    main.absorb(worker.toBlock()!);
    for (let i = 1; i <= 1000; i++) worker.append(columnAt(NOW + i));
    main.absorb(worker.toBlock()!);
    expectSame(main, worker);
  });
});

function expectSame(one: MarketHistory, other: MarketHistory): void {
  expect(one.newestSecond).toBe(other.newestSecond);
  expect(one.firstSecond).toBe(other.firstSecond);
  expect(one.firstPointSecond).toBe(other.firstPointSecond);
  for (let second = one.newestSecond! - 3700; second <= one.newestSecond!; second++) {
    expect(one.columnAt(second)).toEqual(other.columnAt(second));
    expect(one.pointAt(second)).toEqual(other.pointAt(second));
  }
}
