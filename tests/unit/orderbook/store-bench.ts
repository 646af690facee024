import type {FeedEvent, LevelChange, PriceChangeEvent} from '../../../src/domain/feed-event.js';
import type {Judgement} from '../../../src/orderbook/judgement.js';
import {OrderBookStore} from '../../../src/orderbook/order-book-store.js';
import {MARKET, NO, YES, type ScriptedMarket, type Step} from './scripted-market.js';

const NOTHING = {verified: 0, hashFailed: 0, bboFailed: 0, crossed: 0, batches: 0, ignored: 0};

/** A store that watches both tokens, with a log of its judgements. */
export class Bench {
  readonly judgements: Judgement[] = [];
  readonly store = new OrderBookStore({
    adoptUnknownAssets: false,
    onJudged: (judgement) => this.judgements.push(judgement),
  });

  constructor(
    facts: {minOrderSize?: string; negRisk?: boolean} = {minOrderSize: '5', negRisk: false},
  ) {
    for (const assetId of [YES, NO]) this.store.watch({assetId, market: MARKET, ...facts}, 1);
  }

  apply(...events: readonly FeedEvent[]): this {
    for (const event of events) this.store.apply(event, 1000);
    return this;
  }

  /** What was counted since the last call. */
  counted(): Record<string, number> {
    const {verified, hashFailed, bboFailed, crossed, batches, ignored} = this.store.counters;
    const counted = {verified, hashFailed, bboFailed, crossed, batches, ignored};
    Object.assign(this.store.counters, NOTHING);
    return Object.fromEntries(Object.entries(counted).filter(([, count]) => count > 0));
  }

  trust(assetId = YES): string {
    const {state, reason} = this.store.book(assetId)!.trust;
    return `${state} ${reason}`;
  }
}

export function start(
  market: ScriptedMarket,
  facts?: {minOrderSize?: string; negRisk?: boolean},
): Bench {
  const bench = new Bench(facts).apply(market.book(YES, 1000), market.book(NO, 1000));
  bench.counted();
  bench.judgements.length = 0;
  return bench;
}

/** The same message, otherwise claimed. */
export function claiming(event: PriceChangeEvent, claim: Partial<LevelChange>): PriceChangeEvent {
  return {...event, changes: event.changes.map((change) => ({...change, ...claim}))};
}

/** Several levels on both sides, so that the books are crossed after the first step. */
export const CROSSING: readonly Step[] = [
  ['bid', '0.52', '10'],
  ['ask', '0.52', '0'],
  ['ask', '0.53', '43'],
];
