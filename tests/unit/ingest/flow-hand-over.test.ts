import {describe, expect, test} from 'vitest';
import type {FeedEvent} from '../../../src/domain/feed-event.js';
import {OrderFlow} from '../../../src/flow/order-flow.js';
import {HandOver} from '../../../src/ingest/hand-over.js';
import {OrderBookStore} from '../../../src/orderbook/order-book-store.js';
import {MARKET, NO, ScriptedMarket, YES} from '../orderbook/scripted-market.js';

const NOW_US = 50_000_000;
const FACTS = {minOrderSize: '5', negRisk: false};

/** Two books that one socket feeds, and what their flow says. */
class Bench {
  readonly market = new ScriptedMarket();
  readonly flow = new OrderFlow();
  readonly store = new OrderBookStore({
    adoptUnknownAssets: false,
    observe: (assetId, market, nowUs) => this.flow.observe(assetId, market, nowUs),
  });

  constructor() {
    for (const assetId of [YES, NO]) {
      this.store.watch({assetId, market: MARKET, ...FACTS}, NOW_US);
    }

    this.apply(...this.books(1000));
  }

  books(timestampMs: number): FeedEvent[] {
    return [this.market.book(YES, timestampMs), this.market.book(NO, timestampMs)];
  }

  apply(...events: readonly FeedEvent[]): void {
    for (const event of events) this.store.apply(event, NOW_US);
  }

  /** What the flow of the first token says, a level a line, and since when it goes on. */
  read(nowUs = NOW_US) {
    const view = this.store.book(YES)!;
    const limits = {levels: 100, prices: 100};
    const {levels, sinceUs} = this.flow.read(view, view.book, limits, nowUs)!;
    const lines = levels.map(
      ({side, price, added, pulled}) => `${side} ${price} +${added / 1e6} -${pulled / 1e6}`,
    );
    return {lines, sinceUs};
  }
}

describe('where a market passes to another socket', () => {
  test('nothing that both sockets bring counts twice, and what only the new one brings counts once', () => {
    const bench = new Bench();
    const {market, store} = bench;
    const handOver = new HandOver(store, [MARKET], NOW_US, () => undefined);
    const shared = market.change(1001, 'bid', '0.49', '80');
    bench.apply(shared);
    const alone = market.change(1002, 'ask', '0.52', '0');
    for (const event of bench.books(1002)) handOver.take(event, NOW_US + 10);
    expect(handOver.isComplete).toBe(true);
    const expected = ['bid 4900 +5 -0', 'ask 5200 +0 -60'];
    expect(bench.read().lines.sort()).toEqual([...expected].sort());
    expect(bench.read().sinceUs).toBe(NOW_US);
    bench.apply(shared, alone); // Frames may come again.
    bench.apply(market.change(1003, 'ask', '0.53', '43'));
    expect(bench.read().lines).toContain('ask 5300 +0.75 -0');
  });

  test.each([
    ['STALE', 'contradicted'],
    ['SUSPECT', 'hash_mismatch'],
  ] as const)('the flow begins anew if the old book was %s', (state, reason) => {
    const bench = new Bench();
    const {market, store} = bench;
    bench.apply(market.change(1001, 'bid', '0.49', '80'));
    store.mark(YES, state, reason, NOW_US);
    const handOver = new HandOver(store, [MARKET], NOW_US, () => undefined);
    for (const event of bench.books(1001)) handOver.take(event, NOW_US + 10);
    expect(handOver.isComplete).toBe(true);
    expect(bench.read()).toEqual({lines: [], sinceUs: NOW_US + 10});
  });

  test('the flow begins anew if the new book never caught up', () => {
    const bench = new Bench();
    const {market, store} = bench;
    const old = bench.books(10);
    bench.apply(market.change(1001, 'bid', '0.49', '80'));
    const handOver = new HandOver(store, [MARKET], NOW_US, () => undefined);
    for (const event of old) handOver.take(event, NOW_US);
    handOver.advance(NOW_US + 2_000_000);
    expect(bench.read(NOW_US + 2_000_000)).toEqual({lines: [], sinceUs: NOW_US + 2_000_000});
  });
});

test('the flow begins anew with a book from REST, and there is none while the socket is lost', () => {
  const bench = new Bench();
  const {market, store} = bench;
  bench.apply(market.change(1001, 'bid', '0.49', '80'));
  const rest = new OrderBookStore({adoptUnknownAssets: false});
  rest.shadow(store, MARKET, NOW_US);
  market.change(1002, 'bid', '0.48', '7');
  for (const event of bench.books(1002)) {
    if (event.kind === 'book_snapshot') rest.applyFromRest(event, NOW_US);
  }

  store.takeOver(rest, MARKET, NOW_US + 5);
  expect(bench.read()).toEqual({lines: [], sinceUs: NOW_US + 5});
  store.invalidate([MARKET], 'reconnecting', NOW_US + 6);
  expect(bench.read()).toEqual({lines: [], sinceUs: undefined});
});

test('a book that waits for its socket has no flow, whatever REST brings meanwhile', () => {
  const bench = new Bench();
  const {store} = bench;
  store.invalidate([MARKET], 'reconnecting', NOW_US);
  const rest = new OrderBookStore({adoptUnknownAssets: false});
  rest.shadow(store, MARKET, NOW_US);
  for (const event of bench.books(1000)) {
    if (event.kind === 'book_snapshot') rest.applyFromRest(event, NOW_US);
  }

  store.takeOver(rest, MARKET, NOW_US, {staysDeaf: true});
  expect(bench.read().sinceUs).toBeUndefined();
  bench.apply(...bench.books(1000));
  expect(bench.read()).toEqual({lines: [], sinceUs: NOW_US});
});
