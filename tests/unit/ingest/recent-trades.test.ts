import {expect, test} from 'vitest';
import type {TradeEvent} from '../../../src/domain/feed-event.js';
import type {Price} from '../../../src/domain/price.js';
import type {SizeMicros} from '../../../src/domain/size.js';
import {RecentTrades} from '../../../src/ingest/recent-trades.js';

function trade(change: Partial<TradeEvent> = {}): TradeEvent {
  return {
    kind: 'trade',
    market: '0x1',
    assetId: '1',
    timestampMs: 1000,
    price: 5000 as Price,
    size: 1_000_000 as SizeMicros,
    side: 'buy',
    transactionHash: '0xabc',
    ...change,
  };
}

test('a trade that comes again is known', () => {
  const trades = new RecentTrades();
  expect([trades.add(trade()), trades.add(trade())]).toEqual([true, false]);
});

test.each<Partial<TradeEvent>>([
  {size: 2_000_000 as SizeMicros},
  {price: 5100 as Price},
  {side: 'sell'},
  {timestampMs: 1001},
  {assetId: '2'},
  {transactionHash: '0xabd'},
])('one that differs in %o is another', (change) => {
  const trades = new RecentTrades();
  trades.add(trade());
  expect(trades.add(trade(change))).toBe(true);
});

test('without a transaction nothing is taken for a repetition', () => {
  const trades = new RecentTrades();
  const unnamed = trade({transactionHash: undefined});
  expect([trades.add(unnamed), trades.add(unnamed)]).toEqual([true, true]);
});

test('thousands are remembered, and no more', () => {
  const trades = new RecentTrades();
  for (let i = 0; i < 5000; i++) trades.add(trade({timestampMs: i}));
  expect(trades.add(trade({timestampMs: 4999}))).toBe(false);
  expect(trades.add(trade({timestampMs: 1000}))).toBe(false);
  expect(trades.add(trade({timestampMs: 100}))).toBe(true);
});
