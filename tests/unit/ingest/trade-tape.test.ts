import {expect, test} from 'vitest';
import type {Price} from '../../../src/domain/price.js';
import type {SizeMicros} from '../../../src/domain/size.js';
import {TradeTape} from '../../../src/ingest/trade-tape.js';
import {tradeEvent} from '../../support/made-records.js';

test('trades are kept market by market, newest first, with one number each', () => {
  const tape = new TradeTape(10);
  tape.add(tradeEvent({market: 'a', timestampMs: 1}), 0);
  tape.add(tradeEvent({market: 'b', timestampMs: 2}), 5);
  tape.add(tradeEvent({market: 'a', timestampMs: 3}), 1);
  expect(tape.of('a')).toEqual([
    {sequence: 3, assetIndex: 1, timestampMs: 3, price: 6200, size: 7_555_554, side: 'sell'},
    {sequence: 1, assetIndex: 0, timestampMs: 1, price: 6200, size: 7_555_554, side: 'sell'},
  ]);
  expect(tape.of('b').map(({sequence}) => sequence)).toEqual([2]);
  expect(tape.of('c')).toEqual([]);
});

test('a market keeps its newest trades, as many as the capacity', () => {
  const capacity = 8;
  const tape = new TradeTape(capacity);
  for (let n = 1; n <= 30; n++) {
    tape.add(tradeEvent({market: 'a', timestampMs: n}), 0);
    const kept = tape.of('a').map(({timestampMs}) => timestampMs);
    expect(kept).toEqual(Array.from({length: Math.min(n, capacity)}, (_, i) => n - i));
  }
});

test('large trades are kept after the newest ones have pushed them out, as many again', () => {
  const capacity = 4;
  const tape = new TradeTape(capacity);
  const dollars = (amount: number) => (amount * 2_000_000) as SizeMicros;
  const price = 5_000 as Price;
  const amounts = [250, 99.99, 100, 1, 5_000, 20, 700, 30, 900, 40, 50, 60, 70, 80, 300, 1, 2, 3];
  amounts.forEach((amount, n) => {
    tape.add(tradeEvent({market: 'a', timestampMs: n, price, size: dollars(amount)}), 0);
    const kept = [...tape.of('a'), ...tape.largeBefore('a')].map(({timestampMs}) => timestampMs);
    const before = amounts.slice(0, n + 1).map((_, at) => n - at);
    expect(kept).toEqual([
      ...before.slice(0, capacity),
      ...before
        .slice(capacity)
        .filter((at) => amounts[at]! >= 100)
        .slice(0, capacity),
    ]);
  });
  expect(tape.largeBefore('b')).toEqual([]);
});
