import {expect, test} from 'vitest';
import {MarketBatch} from '../../../src/orderbook/market-batch.js';

test('the next hash of an asset begins the next batch', () => {
  const batch = new MarketBatch();
  batch.begin(1);
  expect(['a', 'b'].map((hash) => batch.join('1001', hash))).toEqual([false, true]);
});

test('assets without end within one timestamp are not remembered, those that came first are', () => {
  const batch = new MarketBatch();
  batch.begin(1);
  batch.join('1001', 'a');
  for (let i = 0; i < 100_000; i++) batch.join(`x${i}`, 'h');
  expect(batch.join('x99999', 'g')).toBe(false);
  expect(batch.join('1001', 'b')).toBe(true);
});
