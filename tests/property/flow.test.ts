import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {BookSide} from '../../src/domain/feed-event.js';
import type {LevelFlowImage} from '../../src/domain/snapshot.js';
import {OrderFlow} from '../../src/flow/order-flow.js';
import {SLOT_US, WINDOW_SLOTS} from '../../src/flow/flow-window.js';
import {OrderBookStore} from '../../src/orderbook/order-book-store.js';
import {
  keyOf,
  MARKET,
  mirrorLevel,
  NO,
  priceOf,
  ScriptedOrders,
  YES,
  type Delivery,
  type Fate,
  type LevelKey,
  type Transaction,
} from '../support/scripted-orders.js';

const START_US = 100_300_000;
const SIZE_STEP = 10_000;
const TICKS = 5;
const SIDES: readonly BookSide[] = ['bid', 'ask'];
const LIMITS = {levels: 100, prices: 100};

const action = fc.record({
  kind: fc.constantFrom('add', 'cancel', 'fill'),
  side: fc.constantFrom(...SIDES),
  tick: fc.nat(TICKS - 1),
  amount: fc.integer({min: 1, max: 1_000_000}),
  isOfFirst: fc.boolean(),
});

function transactions(maxGapMs: number, maxLength: number): fc.Arbitrary<Transaction[]> {
  return fc.array(
    fc.record({
      actions: fc.array(action, {minLength: 1, maxLength: 4}),
      gapMs: fc.integer({min: 0, max: maxGapMs}),
      spreadMs: fc.constantFrom(0, 0, 20, 60),
      copies: fc.constantFrom(1, 1, 2),
      endsWithBooks: fc.boolean(),
      toldAfterMs: fc.oneof(fc.integer({min: 70, max: 85}), fc.integer({min: -50, max: 0})),
    }),
    {minLength: 1, maxLength},
  );
}

class Bench {
  readonly flow = new OrderFlow();
  readonly store = new OrderBookStore({
    adoptUnknownAssets: false,
    observe: (assetId, market, nowUs) => this.flow.observe(assetId, market, nowUs),
  });

  constructor() {
    for (const assetId of [YES, NO]) this.store.watch({assetId, market: MARKET}, START_US);
  }

  take({event, atUs}: Delivery): void {
    this.store.apply(event, atUs);
    if (event.kind === 'trade') this.flow.trade(event, atUs);
  }

  /** By level of the first token, whichever token's book they are read from. */
  read(assetId: string, nowUs: number): Map<LevelKey, LevelFlowImage> {
    const {book, conditionId} = this.store.book(assetId)!;
    const {levels} = this.flow.read({assetId, conditionId}, book, LIMITS, nowUs)!;
    const byLevel = new Map<LevelKey, LevelFlowImage>();
    for (const level of levels) {
      const own = assetId === YES ? level : mirrorLevel(level.side, level.price);
      for (let tick = 0; tick < TICKS; tick++) {
        if (priceOf(own.side, tick) === own.price) byLevel.set(keyOf(own.side, tick), level);
      }
    }

    expect(byLevel.size).toBe(levels.length);
    return byLevel;
  }

  sizeOf(assetId: string, key: LevelKey): number {
    const [side, tick] = key.split(' ') as [BookSide, string];
    const own = {side, price: priceOf(side, Number(tick))};
    const level = assetId === YES ? own : mirrorLevel(own.side, own.price);
    const {bids, asks} = this.store.book(assetId)!.book;
    return (level.side === 'bid' ? bids : asks).sizeAt(level.price) ?? 0;
  }
}

const KEYS = SIDES.flatMap((side) => Array.from({length: TICKS}, (_, tick) => keyOf(side, tick)));

/** Sizes at the begin of the window: after the last transaction that began before it. */
function sizesAtBegin(
  orders: ScriptedOrders,
  first: ReadonlyMap<LevelKey, number>,
  nowUs: number,
): ReadonlyMap<LevelKey, number> {
  const beginUs = (Math.floor(nowUs / SLOT_US) - WINDOW_SLOTS + 1) * SLOT_US;
  return orders.done.findLast(({startUs}) => startUs < beginUs)?.sizes ?? first;
}

test('over any window, a level has changed by exactly what was added less what was pulled and traded', () => {
  fc.assert(
    fc.property(
      transactions(1_500, 40),
      fc.array(fc.integer({min: 1, max: 12_000_000}), {minLength: 3, maxLength: 3}),
      (script, silencesUs) => {
        const orders = new ScriptedOrders(START_US);
        const bench = new Bench();
        for (const event of orders.books()) bench.take({event, atUs: START_US});
        const first = new Map(KEYS.map((key) => [key, bench.sizeOf(YES, key)]));
        for (const transaction of script) orders.run(transaction);

        const check = (nowUs: number): void => {
          const before = sizesAtBegin(orders, first, nowUs);
          for (const assetId of [YES, NO]) {
            const levels = bench.read(assetId, nowUs);
            for (const key of KEYS) {
              const {added, pulled, traded} = levels.get(key) ?? {added: 0, pulled: 0, traded: 0};
              const change = bench.sizeOf(assetId, key) - (before.get(key) ?? 0);
              expect([key, added - pulled - traded]).toEqual([key, change]);
              expect(Math.min(added, pulled, traded)).toBeGreaterThanOrEqual(0);
            }
          }
        };

        let nowUs = START_US;
        for (const delivery of orders.inOrder()) {
          bench.take(delivery);
          nowUs = delivery.atUs;
          if (delivery.completes !== undefined) check(nowUs);
        }

        for (const silenceUs of silencesUs) check((nowUs += silenceUs));
      },
    ),
    {seed: 20261124, numRuns: 150},
  );
});

/** Adds and cancels of one transaction can't be told apart: their net is all that there is to see. */
function sumOf(fates: readonly Fate[]) {
  let added = 0;
  let pulled = 0;
  let traded = 0;
  let fills = 0;
  let early = 0;
  let isReplenished = false;
  for (const fate of fates) {
    const net = fate.added - fate.cancelled;
    added += Math.max(0, net);
    pulled += Math.max(0, -net);
    traded += fate.filled;
    fills += fate.fills;
    early += fate.early;
    isReplenished ||= net > 0 && fate.fills > 0;
  }

  // A trade whose level was filled up at once leaves a drop too small for it, and takes a cancelled one.
  const isKnown = !isReplenished || pulled === 0;
  // Trades have six decimals: where no drop of a trade's own size is seen, its rounding is not known.
  const tolerance = isReplenished || early > 0 ? fills * SIZE_STEP : 0;
  return {added, pulled, traded, isReplenished, isKnown, tolerance};
}

test('what was added, pulled and traded is what became of the orders, as far as messages can tell', () => {
  let known = 0;
  let replenished = 0;
  fc.assert(
    fc.property(transactions(250, 14), (script) => {
      const orders = new ScriptedOrders(START_US);
      const bench = new Bench();
      for (const event of orders.books()) bench.take({event, atUs: START_US});
      orders.run({...script[0]!, actions: [], endsWithBooks: true, gapMs: 200});
      for (const transaction of script) orders.run(transaction);
      for (const delivery of orders.inOrder()) bench.take(delivery);

      const endUs = orders.endUs + 1_200_000;
      expect(endUs - START_US).toBeLessThan((WINDOW_SLOTS - 1) * SLOT_US);
      for (const assetId of [YES, NO]) {
        const levels = bench.read(assetId, endUs);
        for (const key of KEYS) {
          const fates = orders.done.flatMap((done) => done.fates.get(key) ?? []);
          const truth = sumOf(fates);
          const seen = levels.get(key) ?? {added: 0, pulled: 0, traded: 0};
          const {tolerance} = truth;
          expect(Math.abs(seen.traded - truth.traded)).toBeLessThanOrEqual(tolerance);
          if (!truth.isKnown) continue;
          known++;
          if (truth.isReplenished) replenished++;
          expect(Math.abs(seen.added - truth.added)).toBeLessThanOrEqual(tolerance);
          expect(Math.abs(seen.pulled - truth.pulled)).toBeLessThanOrEqual(tolerance);
        }
      }
    }),
    {seed: 20261125, numRuns: 200},
  );
  expect(known).toBeGreaterThan(1_000);
  expect(replenished).toBeGreaterThan(20);
});
