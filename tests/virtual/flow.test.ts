// The flow of a live session against what the simulated exchange really did.

import {expect, test} from 'vitest';
import type {TradeEvent} from '../../src/domain/feed-event.js';
import type {AssetId, Market} from '../../src/domain/market.js';
import {complement} from '../../src/domain/price.js';
import type {FlowImage} from '../../src/domain/snapshot.js';
import {SLOT_US, WINDOW_SLOTS} from '../../src/flow/flow-window.js';
import {BUSIEST_SLUG} from '../support/listed-market.js';
import {VirtualFeed} from '../support/virtual-feed.js';

const LIMITS = {levels: 10_000, prices: 10_000};

/** A trade's drop is shown in whole hundredths of a share. */
const SIZE_STEP = 10_000;

type Sizes = ReadonlyMap<string, number>;

type Fill = {
  readonly trade: TradeEvent;
  /** Monotonic time at which the level that it met has shrunk here, and at which it was told. */
  readonly shrunkUs: number;
  readonly toldUs: number;
};

/** A session of the busiest market, and what it was told. */
class Session {
  readonly feed = new VirtualFeed({seed: 5, rate: 200, slugs: [BUSIEST_SLUG]});
  readonly fills: Fill[] = [];
  readonly #sizes = new Map<string, Sizes>();
  /** When the books came that follow the transactions with trades, in their order. */
  readonly #shrunkUs: number[] = [];
  readonly #transactions = new Map<string | undefined, number>();

  constructor() {
    const {store, flow} = this.feed.loop;
    const apply = store.apply.bind(store);
    store.apply = (event, nowUs) => {
      if (event.kind === 'book_snapshot' && event.assetId === this.assetIds[0]) {
        if (event.tickSize === undefined) this.#shrunkUs.push(nowUs);
      }

      apply(event, nowUs);
    };
    const trade = flow.trade.bind(flow);
    flow.trade = (event, nowUs) => {
      const {transactionHash} = event;
      // One may have several fills.
      const number = this.#transactions.get(transactionHash) ?? this.#transactions.size;
      this.#transactions.set(transactionHash, number);
      this.fills.push({trade: event, shrunkUs: this.#shrunkUs[number]!, toldUs: nowUs});
      trade(event, nowUs);
    };
  }

  get market(): Market {
    return this.feed.markets[0]!;
  }

  get assetIds(): readonly [AssetId, AssetId] {
    const [first, second] = this.market.outcomes;
    return [first.assetId, second.assetId];
  }

  get nowUs(): number {
    return this.feed.time.nowUs();
  }

  async begin(): Promise<void> {
    await this.feed.time.runUntil(() => this.feed.isWhole, 'the first books', 30e6);
  }

  /** Until just before the next slot, with what the books were then. */
  async runSlot(): Promise<void> {
    await this.feed.time.runFor(SLOT_US - (this.nowUs % SLOT_US) - 1);
    for (const assetId of this.assetIds) {
      this.#sizes.set(`${assetId} ${slotOf(this.nowUs) + 1}`, this.sizesOf(assetId));
    }

    await this.feed.time.runFor(1);
  }

  sizesOf(assetId: AssetId): Sizes {
    const {bids, asks} = this.feed.loop.store.book(assetId)!.book;
    return new Map(
      [bids, asks].flatMap((levels) =>
        Array.from(levels, ({price, size}) => [`${levels.side} ${price}`, size] as const),
      ),
    );
  }

  flowOf(assetId: AssetId): FlowImage {
    const {store, flow} = this.feed.loop;
    const view = store.book(assetId)!;
    return flow.read(view, view.book, LIMITS, this.nowUs)!;
  }

  /** What the sizes changed by since the begin of the window is what the flow says, level by level. */
  expectClosed(assetId: AssetId): void {
    const before = this.#sizes.get(`${assetId} ${firstSlotOf(this.nowUs)}`)!;
    const now = this.sizesOf(assetId);
    const changes = new Map<string, number>();
    for (const [key, size] of now) changes.set(key, size);
    for (const [key, size] of before) changes.set(key, (changes.get(key) ?? 0) - size);
    const seen = new Map([...changes].map(([key]) => [key, 0]));
    for (const {side, price, added, pulled, traded} of this.flowOf(assetId).levels) {
      seen.set(`${side} ${price}`, added - pulled - traded);
      if (!changes.has(`${side} ${price}`)) changes.set(`${side} ${price}`, 0);
    }

    expect(seen).toEqual(changes);
  }

  /** What was traded at each level within the window is what the exchange has told. Returns the trades. */
  expectTraded(assetId: AssetId): number {
    const firstUs = firstSlotOf(this.nowUs) * SLOT_US;
    const truth = new Map<string, {size: number; fills: number; isUnsure: boolean}>();
    for (const {trade, shrunkUs, toldUs} of this.fills) {
      const key = metBy(trade, assetId);
      const sum = truth.get(key) ?? {size: 0, fills: 0, isUnsure: false};
      truth.set(key, sum);
      // Told in the window, it may take what was pulled there instead of its own drop before.
      if (shrunkUs < firstUs) sum.isUnsure ||= toldUs >= firstUs;
      else {
        sum.size += trade.size;
        sum.fills++;
      }
    }

    const traded = new Map(
      this.flowOf(assetId).levels.map((level) => [`${level.side} ${level.price}`, level.traded]),
    );
    let fills = 0;
    for (const key of new Set([...truth.keys(), ...traded.keys()])) {
      const sum = truth.get(key) ?? {size: 0, fills: 0, isUnsure: false};
      if (sum.isUnsure) continue;
      const tooMuch = (traded.get(key) ?? 0) - sum.size;
      expect([key, Math.abs(tooMuch) <= sum.fills * SIZE_STEP]).toEqual([key, true]);
      fills += sum.fills;
    }

    return fills;
  }
}

function slotOf(us: number): number {
  return Math.floor(us / SLOT_US);
}

function firstSlotOf(nowUs: number): number {
  return slotOf(nowUs) - WINDOW_SLOTS + 1;
}

/** The level of an asset's book that a trade has met. */
function metBy({assetId, side, price}: TradeEvent, bookOf: AssetId): string {
  if (assetId === bookOf) return `${side === 'buy' ? 'ask' : 'bid'} ${price}`;
  return `${side === 'buy' ? 'bid' : 'ask'} ${complement(price)}`;
}

test('over a minute, the levels of both books close, and what was traded is what the exchange has filled', async () => {
  const session = new Session();
  await session.begin();
  let fills = 0;
  for (let second = 0; second < 60; second++) {
    await session.runSlot();
    if (second < WINDOW_SLOTS) continue;
    await session.feed.time.runFor(500_000);
    for (const assetId of session.assetIds) {
      session.expectClosed(assetId);
      fills += session.expectTraded(assetId);
    }
  }

  expect(fills).toBeGreaterThan(500);
  const {conditionId} = session.market;
  const told = session.feed.exchange.core.exchange.tradesOf(conditionId);
  const {totals} = session.flowOf(session.assetIds[0]);
  expect(totals.trades).toBe(session.fills.length);
  expect(told.length - totals.trades).toBeLessThanOrEqual(3); // Those that are on their way.
  await session.feed.close();
}, 90_000);

test('the flow goes on where one socket takes over from another, and begins anew where one was lost', async () => {
  const session = new Session();
  const {feed, assetIds} = session;
  await session.begin();
  const sinceUs = assetIds.map((assetId) => session.flowOf(assetId).sinceUs);
  for (let second = 0; second < 24; second++) {
    await session.runSlot();
    if (second === 12) feed.feed.pool.lines[0]!.replace();
    if (second < WINDOW_SLOTS) continue;
    for (const assetId of assetIds) session.expectClosed(assetId);
  }

  expect(feed.feed.socketOf(assetIds[0])!.epoch).toBe(2);
  expect(assetIds.map((assetId) => session.flowOf(assetId).sinceUs)).toEqual(sinceUs);

  const lostUs = session.nowUs;
  feed.exchange.core.channel.terminateAll();
  await feed.time.runUntil(() => !feed.isWhole, 'the loss', 5e6);
  expect(session.flowOf(assetIds[0])).toMatchObject({sinceUs: undefined, levels: []});
  await feed.time.runUntil(() => feed.isWhole, 'the next books', 30e6);
  for (const assetId of assetIds) {
    const since = session.flowOf(assetId).sinceUs!;
    expect(since).toBeGreaterThan(lostUs);
    expect(since).toBeLessThanOrEqual(session.nowUs);
  }

  for (let slot = 0; slot <= WINDOW_SLOTS + 1; slot++) await session.runSlot();
  for (const assetId of assetIds) session.expectClosed(assetId);
  await feed.close();
}, 90_000);
