import {describe, expect, test} from 'vitest';
import {SimulatedExchange} from '../../../src/exchange/simulated-exchange.js';

const START_MS = 1_790_000_000_000;

function open(): SimulatedExchange {
  const exchange = new SimulatedExchange({seed: 4, rate: 400, startMs: START_MS});
  exchange.advance(START_MS + 1000);
  return exchange;
}

function busiestOf(exchange: SimulatedExchange) {
  return exchange.catalogue.markets.find(({slug}) => slug === 'lumen-updown-15m-1790000100')!;
}

/** Frames of the busiest market until a time, with the time that is left out taken off. */
function timesOf(exchange: SimulatedExchange, untilMs: number, offMs = 0): number[] {
  const {conditionId} = busiestOf(exchange);
  return exchange
    .advance(untilMs)
    .filter(({market}) => market === conditionId)
    .map(({timestampMs}) => timestampMs - offMs);
}

describe('a market that is held', () => {
  test('makes no frame and keeps its book, while the others go on', () => {
    const exchange = open();
    const market = busiestOf(exchange);
    const {hash} = exchange.bookState(market.assetIds[0])!;
    exchange.hold([market]);
    const frames = exchange.advance(START_MS + 3000);
    expect(frames.length).toBeGreaterThan(0);
    expect(frames.filter((frame) => frame.market === market.conditionId)).toEqual([]);
    expect(exchange.bookState(market.assetIds[0])!.hash).toBe(hash);
  });

  test('goes on where it stopped, as much later as it was held', () => {
    const expected = timesOf(open(), START_MS + 3000);
    const exchange = open();
    const release = exchange.hold(undefined);
    expect(exchange.advance(START_MS + 6000)).toEqual([]);
    release();
    expect(timesOf(exchange, START_MS + 8000, 5000)).toEqual(expected);
  });

  test('goes on when the last hold ends, however often the clock was turned meanwhile', () => {
    const expected = timesOf(open(), START_MS + 3000);
    const exchange = open();
    const first = exchange.hold([busiestOf(exchange)]);
    exchange.skip(500);
    const second = exchange.hold(undefined);
    exchange.skip(-2500);
    first();
    expect(timesOf(exchange, START_MS + 1500)).toEqual([]);
    second();
    expect(timesOf(exchange, START_MS + 3500, 500)).toEqual(expected);
  });

  test('makes the frames of a rush as soon as it is released', () => {
    const exchange = open();
    const market = busiestOf(exchange);
    const release = exchange.hold([market]);
    exchange.advance(START_MS + 4000);
    exchange.rush(market.conditionId, 300, 1000);
    exchange.advance(START_MS + 5000);
    release();
    const times = timesOf(exchange, START_MS + 6000);
    expect(times[0]).toBeLessThan(START_MS + 5010);
    expect(times.length).toBeGreaterThan(250);
  });
});
