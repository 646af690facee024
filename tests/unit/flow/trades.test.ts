import {describe, expect, test} from 'vitest';
import type {TakerSide, TradeEvent} from '../../../src/domain/feed-event.js';
import type {Price} from '../../../src/domain/price.js';
import type {SizeMicros} from '../../../src/domain/size.js';
import {OrderFlow} from '../../../src/flow/order-flow.js';

const MARKET = '0xm';
const YES = '1';
const NO = '2';
const BOOK = {
  bestBid: 4600 as Price,
  bestAsk: 4700 as Price,
  bids: {sizeAt: () => undefined},
  asks: {sizeAt: () => undefined},
};
const MIRRORED = {...BOOK, bestBid: 5300 as Price, bestAsk: 5400 as Price};

function trade(assetId: string, side: TakerSide, price: number, shares: number): TradeEvent {
  return {
    kind: 'trade',
    market: MARKET,
    assetId,
    timestampMs: 0,
    price: price as Price,
    size: Math.round(shares * 1_000_000) as SizeMicros,
    side,
    transactionHash: undefined,
  };
}

function startFlow(): OrderFlow {
  const flow = new OrderFlow();
  flow.observe(YES, MARKET, 10_000_000);
  flow.observe(NO, MARKET, 10_000_000);
  return flow;
}

function read(flow: OrderFlow, assetId: string, nowUs: number, prices = 100) {
  const book = assetId === YES ? BOOK : MIRRORED;
  return flow.read({assetId, conditionId: MARKET}, book, {levels: 100, prices}, nowUs)!;
}

describe('the trades of a session', () => {
  test('have none before the first one', () => {
    const {totals, volumes, cumulativeDeltas} = read(startFlow(), YES, 12_500_000);
    expect(totals).toEqual({
      trades: 0,
      volume: 0,
      notional: 0,
      vwap: Number.NaN,
      high: undefined,
      low: undefined,
      cumulativeDelta: 0,
    });
    expect(volumes).toEqual([]);
    expect([...cumulativeDeltas]).toEqual([0, 0, 0]);
  });

  test('are summed as each outcome sees them, whichever outcome was traded', () => {
    const flow = startFlow();
    flow.trade(trade(YES, 'buy', 4700, 100), 10_100_000);
    flow.trade(trade(YES, 'sell', 4600, 300), 10_200_000);
    flow.trade(trade(NO, 'buy', 5500, 100), 12_000_000); // Sells the first at 0.45.
    flow.trade(trade(NO, 'sell', 5300, 50), 12_100_000); // Buys the first at 0.47.

    const first = read(flow, YES, 12_500_000);
    const notional = 47 + 138 + 45 + 23.5;
    expect(first.totals).toMatchObject({
      trades: 4,
      volume: 550_000_000,
      high: 4700,
      low: 4500,
      cumulativeDelta: -250_000_000,
    });
    expect(first.totals.notional).toBeCloseTo(notional, 9);
    expect(first.totals.vwap).toBeCloseTo(notional / 550, 9);
    expect([...first.cumulativeDeltas]).toEqual([-200e6, -200e6, -250e6]);
    expect(first.volumes).toEqual([
      {price: 4700, bought: 150e6, sold: 0},
      {price: 4600, bought: 0, sold: 300e6},
      {price: 4500, bought: 0, sold: 100e6},
    ]);

    const second = read(flow, NO, 12_500_000);
    expect(second.totals).toMatchObject({
      trades: 4,
      volume: 550_000_000,
      high: 5500,
      low: 5300,
      cumulativeDelta: 250_000_000,
    });
    expect(second.totals.notional).toBeCloseTo(550 - notional, 9);
    expect(second.totals.vwap).toBeCloseTo(1 - notional / 550, 9);
    expect([...second.cumulativeDeltas]).toEqual([200e6, 200e6, 250e6]);
    expect(second.volumes).toEqual([
      {price: 5300, bought: 0, sold: 150e6},
      {price: 5400, bought: 300e6, sold: 0},
      {price: 5500, bought: 100e6, sold: 0},
    ]);
  });

  test('keep the prices that are nearest to the inside market, where there is no room for all', () => {
    const flow = startFlow();
    for (const price of [100, 4500, 4600, 4700, 9900]) flow.trade(trade(YES, 'buy', price, 1), 0);
    const prices = (assetId: string) =>
      read(flow, assetId, 0, 3).volumes.map(({price}) => price as number);
    expect(prices(YES)).toEqual([4600, 4700, 4500]);
    expect(prices(NO)).toEqual([5400, 5300, 5500]);
  });

  test('of a market that nobody watches are left out', () => {
    const flow = startFlow();
    flow.trade({...trade(YES, 'buy', 4700, 1), market: '0xelse'}, 0);
    expect(read(flow, YES, 0).totals.trades).toBe(0);
  });
});
