import {describe, expect, test} from 'vitest';
import {MAX_LEVELS, MIN_LEVELS} from '../../../src/exchange/level-limits.js';
import type {ExchangeFrame} from '../../../src/exchange/market-process.js';
import {SimulatedExchange} from '../../../src/exchange/simulated-exchange.js';
import {formatPrice} from '../../../src/domain/price.js';
import {levelsOf, readWire} from './wire.js';

const START_MS = 1_790_000_000_000;

function open(rate = 120, seed = 1): SimulatedExchange {
  return new SimulatedExchange({seed, rate, startMs: START_MS});
}

/** Frames of one market that have one timestamp and change its levels: one transaction. */
function transactionsOf(frames: readonly ExchangeFrame[]): ExchangeFrame[][] {
  const transactions = new Map<string, ExchangeFrame[]>();
  for (const frame of frames) {
    if (frame.kind !== 'price_change') continue;
    const key = `${frame.market}/${frame.timestampMs}`;
    const transaction = transactions.get(key);
    if (transaction === undefined) transactions.set(key, [frame]);
    else transaction.push(frame);
  }

  return [...transactions.values()];
}

describe('the same seed, rate and start', () => {
  test('give the same frames byte for byte, in whatever steps time advances', () => {
    const inOne = open().advance(START_MS + 10_000);
    const stepped = open();
    const inSteps: ExchangeFrame[] = [];
    for (let ms = 1; ms <= 10_000; ms += 1.5) inSteps.push(...stepped.advance(START_MS + ms));
    inSteps.push(...stepped.advance(START_MS + 10_000));

    expect(inOne.length).toBeGreaterThan(1000);
    expect(inSteps).toEqual(inOne);
  });

  test('of another exchange give other frames', () => {
    const texts = [open(120, 1), open(120, 2)].map((exchange) =>
      exchange.advance(START_MS + 1000).map(({text}) => text),
    );
    expect(texts[0]).not.toEqual(texts[1]);
  });
});

describe('time', () => {
  const frames = open().advance(START_MS + 60_000);

  test('never goes back from one frame to the next, and a frame leaves within its millisecond', () => {
    const stampsMs = frames.map(({timestampMs}) => timestampMs);
    expect(stampsMs).toEqual([...stampsMs].sort((a, b) => a - b));
    expect(frames.map(({sendMs}) => Math.floor(sendMs))).toEqual(stampsMs);
    expect(frames.map(({text}) => Number(readWire(text).timestamp))).toEqual(stampsMs);
  });

  test('is skipped without a trace but the later timestamps', () => {
    const skipping = open();
    const late = [
      ...skipping.advance(START_MS + 5000),
      ...(skipping.skip(7000), skipping.advance(START_MS + 67_000)),
    ];
    expect(late.map(({kind}) => kind)).toEqual(frames.map(({kind}) => kind));
    const skippedMs = late.map(({sendMs}, index) => Math.round(sendMs - frames[index]!.sendMs));
    expect(skippedMs).toEqual(frames.map(({sendMs}) => (sendMs > START_MS + 5000 ? 7000 : 0)));
  });
});

describe('a long run', () => {
  const exchange = open();
  const frames: ExchangeFrame[] = [];
  const levelCounts: number[] = [];
  for (let second = 1; second <= 240; second++) {
    frames.push(...exchange.advance(START_MS + second * 1000));
    for (const {assetIds} of exchange.catalogue.markets) {
      const book = exchange.bookState(assetIds[0]);
      if (book !== undefined) levelCounts.push(book.bids.length + book.asks.length);
    }
  }

  const transactions = transactionsOf(frames);
  const changes = transactions.flat();

  test('has the asked rate, half of it in one market', () => {
    expect(frames.length / 240).toBeGreaterThan(115);
    expect(frames.length / 240).toBeLessThan(125);
    const busiest = exchange.catalogue.markets[0]!.conditionId;
    const share = frames.filter(({market}) => market === busiest).length / frames.length;
    expect(share).toBeGreaterThan(0.47);
    expect(share).toBeLessThan(0.53);
  });

  test('has 5 to 10 % of its transactions in batches of 2 to 30 frames', () => {
    const batches = transactions.filter(({length}) => length > 1);
    expect(batches.length / transactions.length).toBeGreaterThan(0.05);
    expect(batches.length / transactions.length).toBeLessThan(0.1);
    expect(Math.max(...batches.map(({length}) => length))).toBeLessThanOrEqual(30);
  });

  test('has 1 to 2 % of its entries twice, each within its batch', () => {
    const key = ({text}: ExchangeFrame) => {
      const entries = readWire(text).price_changes;
      return entries
        .map((entry) => JSON.stringify(entry))
        .sort()
        .join();
    };
    let duplicates = 0;
    for (const transaction of transactions) {
      duplicates += transaction.length - new Set(transaction.map(key)).size;
    }

    expect(duplicates / changes.length).toBeGreaterThan(0.01);
    expect(duplicates / changes.length).toBeLessThan(0.02);
  });

  test('keeps every book between 40 and 140 levels', () => {
    expect(levelCounts).toHaveLength(240 * 11);
    expect(Math.min(...levelCounts)).toBeGreaterThanOrEqual(MIN_LEVELS);
    expect(Math.max(...levelCounts)).toBeLessThanOrEqual(MAX_LEVELS);
  });

  test('now and then changes one level 39 times within a second', () => {
    const timesMs = new Map<string, number[]>();
    for (const {text, timestampMs} of changes) {
      const [{asset_id, price}] = readWire(text).price_changes;
      const key = `${asset_id}/${price}`;
      timesMs.set(key, [...(timesMs.get(key) ?? []), timestampMs]);
    }

    // Either of the two mirrored entries may come first, so a level's frames are halved here.
    const bursts = [...timesMs.values()].filter((times) =>
      times.some((time, index) => (times[index + 12] ?? Infinity) - time < 1000),
    );
    expect(bursts.length).toBeGreaterThan(3);
  });

  test('builds walls many times the size of other levels', () => {
    const sizes = changes
      .filter(({market}) => market === exchange.catalogue.markets[0]!.conditionId)
      .map(({text}) => Number(readWire(text).price_changes[0].size))
      .sort((a, b) => a - b);
    expect(sizes.at(-1)!).toBeGreaterThan(10 * sizes[Math.floor(sizes.length / 2)]!);
  });

  test('moves the price of the busy market by many cents, and brings it back', () => {
    const {conditionId, assetIds} = exchange.catalogue.markets[0]!;
    const bids = changes
      .filter(({market}) => market === conditionId)
      .map(({text}) => readWire(text).price_changes.find((e) => e.asset_id === assetIds[0])!)
      .map(({best_bid}) => Number(best_bid));
    expect(Math.max(...bids) - Math.min(...bids)).toBeGreaterThan(0.1);
    expect(Math.min(...bids)).toBeGreaterThan(0.1);
    expect(Math.max(...bids)).toBeLessThan(0.9);
  });
});

describe('prices and sizes', () => {
  // Without trailing zeros, and with a zero before the point.
  const PRICE = /^0\.\d{0,3}[1-9]$/;
  const BOOK_SIZE = /^(?:0|[1-9]\d*)(?:\.\d?[1-9])?$/;
  const TRADE_SIZE = /^(?:0|[1-9]\d*)(?:\.\d{0,5}[1-9])?$/;
  const exchange = open(600, 5);
  const messages = exchange.advance(START_MS + 20_000).map(({text}) => readWire(text));

  test('lie on the ticks of their market, strictly between 0 and 1', () => {
    const isGood = (price: string, tick: number) => {
      const ticks = Number(price) / tick;
      const isOnTick = Math.abs(ticks - Math.round(ticks)) < 1e-6;
      return PRICE.test(price) && isOnTick && ticks > 0.5 && ticks < 1 / tick - 0.5;
    };
    for (const message of messages) {
      const market = exchange.catalogue.marketOfCondition(message.market)!;
      const tick = Number(formatPrice(market.tickSize));
      const bad = levelsOf(message).filter(({price}) => !isGood(price, tick));
      expect(bad).toEqual([]);
    }
  });

  test('have at most two decimals in books, and up to six in trades', () => {
    const levels = messages.flatMap(levelsOf);
    expect(levels.length).toBeGreaterThan(10_000);
    expect(levels.filter(({size}) => !BOOK_SIZE.test(size))).toEqual([]);
    const trades = messages.filter(({event_type}) => event_type === 'last_trade_price');
    expect(trades.filter(({size}) => !TRADE_SIZE.test(size))).toEqual([]);
    expect(trades.filter(({size}) => /\.\d{6}$/.test(size)).length).toBeGreaterThan(5);
  });
});

test.each([1, 20_000])('a rate of %d frames a second is held', (rate) => {
  const seconds = rate === 1 ? 2000 : 2;
  const frames = open(rate, 3).advance(START_MS + seconds * 1000);
  expect(frames.length / seconds / rate).toBeGreaterThan(0.85);
  expect(frames.length / seconds / rate).toBeLessThan(1.15);
});
