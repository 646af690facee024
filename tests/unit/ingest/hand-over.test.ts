import {describe, expect, test} from 'vitest';
import type {FeedEvent} from '../../../src/domain/feed-event.js';
import {HandOver} from '../../../src/ingest/hand-over.js';
import {MARKET, NO, ScriptedMarket, YES} from '../orderbook/scripted-market.js';
import {Bench, start} from '../orderbook/store-bench.js';

class Passing {
  readonly passed: string[] = [];
  readonly handOver: HandOver;

  constructor(bench: Bench) {
    this.handOver = new HandOver(bench.store, [MARKET], 0, (market) => this.passed.push(market));
  }

  take(...events: readonly FeedEvent[]): void {
    for (const event of events) this.handOver.take(event, 1000);
  }
}

function books(market: ScriptedMarket, timestampMs: number) {
  return [market.book(YES, timestampMs), market.book(NO, timestampMs)] as const;
}

describe('a market passes to the next socket', () => {
  test('at the moment at which all of its new books are there and as new as the old ones', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    const {passed, handOver, take} = bind(new Passing(bench));
    const [yes, no] = books(market, 1000);
    take(yes);
    expect([passed, handOver.admitsOld(MARKET)]).toEqual([[], true]);
    take(no);
    expect([passed, handOver.isComplete]).toEqual([[MARKET], true]);
    expect([bench.trust(YES), bench.trust(NO)]).toEqual(['LIVE none', 'LIVE none']);
  });

  test('not before it has caught up with what the old socket had brought, and the old one is silent from then on', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    const old = books(market, 1000);
    const first = market.change(1001, 'bid', '0.44', '9');
    const second = market.change(1002, 'bid', '0.43', '8');
    bench.apply(first, second);
    const {passed, handOver, take} = bind(new Passing(bench));
    take(...old);
    expect([passed, handOver.admitsOld(MARKET), handOver.isWaiting(MARKET)]).toEqual([
      [],
      false,
      true,
    ]);
    take(first);
    expect(passed).toEqual([]);
    take(second);
    expect(passed).toEqual([MARKET]);
    expect(bench.store.book(YES)!.book.timestampMs).toBe(1002);
    expect(bench.trust()).toBe('LIVE none');
  });

  test('not in the middle of a batch', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    const old = books(market, 1000);
    const [a, b] = market.batch(1001, [
      ['bid', '0.44', '9'],
      ['ask', '0.57', '9'],
    ]);
    bench.apply(a!, b!);
    const {passed, take} = bind(new Passing(bench));
    take(...old, a!);
    expect(passed).toEqual([]);
    take(b!);
    expect(passed).toEqual([MARKET]);
  });

  test('as STALE after two seconds where it never catches up, since a clock was turned back', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    const old = books(market, 10);
    bench.apply(market.change(1001, 'bid', '0.44', '9'));
    const {passed, handOver, take} = bind(new Passing(bench));
    take(...old);
    handOver.advance(2_000_999);
    expect(passed).toEqual([]);
    handOver.advance(2_001_000);
    expect([passed, bench.trust()]).toEqual([[MARKET], 'STALE reconnecting']);
  });

  test('with every change of the new socket, the open batch included', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    const {handOver, take} = bind(new Passing(bench));
    const [yes, no] = books(market, 1000);
    take(yes, market.change(1001, 'bid', '0.44', '9'), no);
    expect(handOver.isComplete).toBe(true);
    bench.apply(market.change(1002, 'bid', '0.43', '8'));
    expect(bench.trust()).toBe('LIVE none');
  });
});

test('a book that neither socket has is not waited for, one that the old socket has is', () => {
  const market = new ScriptedMarket();
  const bench = new Bench().apply(market.book(YES, 1000));
  const {passed, take} = bind(new Passing(bench));
  take(market.book(YES, 1000));
  expect(passed).toEqual([MARKET]);
});

test('where the old socket is lost meanwhile, the books that are whole pass at once', () => {
  const market = new ScriptedMarket();
  const bench = start(market);
  bench.apply(market.change(1005, 'bid', '0.44', '9'));
  const {passed, handOver, take} = bind(new Passing(bench));
  take(...books(market, 1004));
  bench.store.invalidate([MARKET], 'reconnecting', 0);
  expect(bench.trust()).toBe('STALE reconnecting');
  handOver.finish(0);
  expect(passed).toEqual([MARKET]);
  expect(bench.trust()).not.toBe('STALE reconnecting');
});

function bind(passing: Passing) {
  return {
    passed: passing.passed,
    handOver: passing.handOver,
    take: (...events: readonly FeedEvent[]) => {
      passing.take(...events);
    },
  };
}
