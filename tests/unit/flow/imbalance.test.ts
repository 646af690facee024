import {describe, expect, test} from 'vitest';
import type {Price} from '../../../src/domain/price.js';
import type {SizeMicros} from '../../../src/domain/size.js';
import {imbalanceOf, ImbalanceFlow, type Inside} from '../../../src/flow/imbalance-flow.js';

function inside(bestBid: number, bidSize: number, bestAsk: number, askSize: number): Inside {
  return {bestBid, bidSize, bestAsk, askSize};
}

const BEFORE = inside(4600, 30, 4700, 50);

describe('what one transition of the inside market adds', () => {
  test.each<readonly [string, Inside, number]>([
    ['nothing happens', BEFORE, 0],
    ['the bid grows', inside(4600, 45, 4700, 50), 15],
    ['the bid shrinks', inside(4600, 10, 4700, 50), -20],
    ['a better bid comes: all of it counts', inside(4610, 7, 4700, 50), 7],
    ['the bid is gone: all of it counts', inside(4590, 99, 4700, 50), -30],
    ['the ask grows', inside(4600, 30, 4700, 60), -10],
    ['the ask shrinks', inside(4600, 30, 4700, 20), 30],
    ['a better ask comes', inside(4600, 30, 4690, 8), -8],
    ['the ask is gone', inside(4600, 30, 4710, 99), 50],
    ['both go up', inside(4610, 7, 4710, 99), 57],
    ['the side of the bids is empty', inside(0, 0, 4700, 50), -30],
    ['the side of the asks is empty', inside(4600, 30, 10_000, 0), 50],
  ])('%s', (_, after, expected) => {
    expect(imbalanceOf(BEFORE, after)).toBe(expected);
  });

  test('is the negative of what the other outcome sees', () => {
    const mirror = ({bestBid, bidSize, bestAsk, askSize}: Inside): Inside =>
      inside(10_000 - bestAsk, askSize, 10_000 - bestBid, bidSize);
    for (const bid of [4590, 4600, 4610]) {
      for (const ask of [4690, 4700, 4710]) {
        const after = inside(bid, 12, ask, 34);
        const seen = imbalanceOf(mirror(BEFORE), mirror(after));
        expect(seen + imbalanceOf(BEFORE, after)).toBe(0);
      }
    }
  });
});

describe('the imbalance of a book', () => {
  /** A book of which only the inside market is known. */
  function book(bestBid: number, bidSize: number, bestAsk: number, askSize: number) {
    return {
      bestBid: bestBid as Price,
      bestAsk: bestAsk as Price,
      bids: {sizeAt: () => bidSize as SizeMicros},
      asks: {sizeAt: () => askSize as SizeMicros},
    };
  }

  test('counts a batch by its two ends, however many messages it has', () => {
    const flow = new ImbalanceFlow();
    flow.restart(book(4600, 30, 4700, 50), 10);
    flow.beginBatch(11);
    flow.update(book(4710, 5, 4700, 50)); // Crossed for a moment.
    flow.update(book(4610, 7, 4710, 99));
    expect([...flow.read(11_500_000)]).toEqual([0, 57]);
    flow.beginBatch(12);
    flow.update(book(4610, 10, 4710, 99));
    expect([...flow.read(12_500_000)]).toEqual([0, 57, 3]);
  });

  test('counts nothing of what was missed', () => {
    const flow = new ImbalanceFlow();
    flow.beginBatch(9);
    flow.update(book(4500, 1, 4510, 1)); // No book is known that this could be compared with.
    flow.restart(book(4600, 30, 4700, 50), 10);
    flow.interrupt();
    flow.beginBatch(11);
    flow.update(book(4610, 7, 4710, 99));
    flow.restart(book(4800, 30, 4900, 50), 12);
    flow.beginBatch(12);
    flow.update(book(4800, 31, 4900, 50));
    expect([...flow.read(13_000_000)]).toEqual([0, 0, 1, 0]);
  });

  test('is kept for sixty seconds', () => {
    const flow = new ImbalanceFlow();
    flow.restart(book(4600, 1, 4700, 1), 100);
    for (let second = 101; second <= 200; second++) {
      flow.beginBatch(second);
      flow.update(book(4600, 1 + second, 4700, 1));
    }

    const series = flow.read(200_000_000);
    expect(series).toHaveLength(60);
    expect(new Set(series)).toEqual(new Set([1]));
    expect([...flow.read(230_000_000)]).toEqual([
      ...new Array<number>(30).fill(1),
      ...new Array<number>(30).fill(0),
    ]);
    expect(new Set(flow.read(900_000_000))).toEqual(new Set([0]));
  });
});
