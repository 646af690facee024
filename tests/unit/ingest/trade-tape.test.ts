import {expect, test} from 'vitest';
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
