import {describe, expect, test} from 'vitest';
import type {ExchangeFrame} from '../../../src/exchange/market-process.js';
import {SimulatedExchange} from '../../../src/exchange/simulated-exchange.js';

const START_MS = 1_790_000_000_000;
const BUSIEST = 0;

function open(rate = 60): SimulatedExchange {
  return new SimulatedExchange({seed: 21, rate, startMs: START_MS});
}

function framesOf(frames: readonly ExchangeFrame[], market: string): ExchangeFrame[] {
  return frames.filter((frame) => frame.market === market && frame.kind !== 'trade');
}

describe('a rush', () => {
  test.each([39, 10_000])('makes %i frames within a second, evenly', (wanted) => {
    const exchange = open();
    const market = exchange.catalogue.markets[BUSIEST]!.conditionId;
    exchange.advance(START_MS + 1000);
    exchange.rush(market, wanted, 1000);
    const half = framesOf(exchange.advance(START_MS + 1500), market).length;
    const all = half + framesOf(exchange.advance(START_MS + 2000), market).length;
    // The last transaction is told whole, as any other, and may be a batch of 30.
    expect(all).toBeGreaterThanOrEqual(wanted);
    expect(all).toBeLessThan(wanted + 40);
    expect(Math.abs(half / all - 0.5)).toBeLessThan(0.25);
  });

  test('leaves the rate after it as it was, and other markets byte for byte alone', () => {
    const [calm, rushed] = [open(300), open(300)];
    const market = calm.catalogue.markets[BUSIEST]!.conditionId;
    for (const exchange of [calm, rushed]) exchange.advance(START_MS + 5000);
    rushed.rush(market, 2000, 1000);
    const [during, duringRush] = [calm, rushed].map((e) => e.advance(START_MS + 7000));
    const others = (frames: readonly ExchangeFrame[]) =>
      frames.filter((frame) => frame.market !== market).map(({text}) => text);
    expect(others(duringRush!)).toEqual(others(during!));
    expect(others(during!).length).toBeGreaterThan(100);

    const [after, afterRush] = [calm, rushed].map(
      (e) => framesOf(e.advance(START_MS + 27_000), market).length,
    );
    expect(Math.abs(afterRush! / after! - 1)).toBeLessThan(0.15);
  });
});

describe('a turned clock', () => {
  test('moves timestamps, and nothing else: what happens is the same', () => {
    const [straight, turned] = [open(300), open(300)];
    const levels = (exchange: SimulatedExchange) => {
      const {bids, asks} = exchange.bookState(exchange.catalogue.markets[BUSIEST]!.assetIds[0])!;
      return {bids: [...bids], asks: [...asks]};
    };
    for (const exchange of [straight, turned]) exchange.advance(START_MS + 10_000);
    for (const byMs of [5000, -10_000]) {
      const shiftMs = turned.nowMs + byMs - straight.nowMs;
      turned.skip(byMs);
      const untilMs = straight.nowMs + 2000;
      const [expected, actual] = [straight.advance(untilMs), turned.advance(untilMs + shiftMs)];
      expect(actual.map(({kind, timestampMs}) => [kind, timestampMs - shiftMs])).toEqual(
        expected.map(({kind, timestampMs}) => [kind, timestampMs]),
      );
      expect(expected.length).toBeGreaterThan(300);
      expect(levels(turned)).toEqual(levels(straight));
    }
  });
});
