// What happened in all watched markets, and how much of it is told. Pure: whoever feeds it hands in
// books, trades, states and the time.

import type {ConnectionState} from '../domain/connection-state.js';
import type {TickSizeChangeEvent, TradeEvent} from '../domain/feed-event.js';
import type {MarketEvent, MarketFact} from '../domain/market-event.js';
import type {AssetId, ConditionId, MarketStatus} from '../domain/market.js';
import type {Trust} from '../domain/trust.js';
import {ConnectionWatch} from './connection-watch.js';
import {EventBudget} from './event-budget.js';
import {MarketChronicle, type MarketStateFact, type WatchedBookView} from './market-chronicle.js';
import type {Moment} from './moment.js';
import {MAX_WAITING} from './thresholds.js';

/** The book of a market's first outcome; undefined where nobody watches the market. */
export type FindBook = (market: ConditionId) => WatchedBookView | undefined;

/** What a busy market has by the dozen; the rest is seldom, and matters more. */
const CHATTER: ReadonlySet<MarketFact['kind']> = new Set([
  ...(['price_jump', 'wall_appeared', 'wall_gone', 'spread_wide', 'spread_usual'] as const),
  'large_trade',
]);

type Source = {
  readonly market: ConditionId | undefined;
  readonly budget: EventBudget;
};

export class Chronicle {
  readonly #findBook: FindBook;
  readonly #markets = new Map<ConditionId, Source & {readonly chronicle: MarketChronicle}>();
  readonly #lines = new Map<number, ConnectionWatch>();
  readonly #connection: Source = {market: undefined, budget: new EventBudget()};
  #waiting: MarketEvent[] = [];
  #leftOut = 0;

  constructor(findBook: FindBook) {
    this.#findBook = findBook;
  }

  /** `status`: what it was already when it was looked up, which is no news. */
  onWatch(market: ConditionId, status: MarketStatus): void {
    if (!this.#markets.has(market)) this.#sourceOf(market).chronicle.startAs(status);
  }

  /** Something of the market's books has changed. */
  onBook(market: ConditionId, moment: Moment): void {
    const view = this.#findBook(market);
    if (view === undefined) return;
    const source = this.#sourceOf(market);
    this.#tell(source, source.chronicle.noteBook(view, moment.atMs), moment);
  }

  onTrust(market: ConditionId, assetId: AssetId, trust: Trust, moment: Moment): void {
    const view = this.#findBook(market);
    if (view === undefined) return;
    const source = this.#sourceOf(market);
    // What was seen until now comes before what is wrong with it.
    this.#tell(source, source.chronicle.examine(view, moment.atMs), moment);
    this.#tell(source, source.chronicle.noteTrust(assetId, trust, moment.atMs), moment);
  }

  onTrade(trade: TradeEvent, outcomeIndex: 0 | 1, moment: Moment): void {
    if (this.#findBook(trade.market) === undefined) return;
    const source = this.#sourceOf(trade.market);
    this.#tell(source, source.chronicle.noteTrade(trade, outcomeIndex), moment);
  }

  onTick(event: TickSizeChangeEvent, moment: Moment): void {
    if (this.#findBook(event.market) === undefined) return;
    const source = this.#sourceOf(event.market);
    this.#tell(source, source.chronicle.noteTick(event), moment);
  }

  onState(
    market: ConditionId,
    state: MarketStateFact['state'],
    winner: string | undefined,
    moment: Moment,
  ): void {
    if (this.#findBook(market) === undefined) return;
    const source = this.#sourceOf(market);
    this.#tell(source, source.chronicle.noteState(state, winner), moment);
  }

  /** `line`: its number, from 1. */
  onConnection(line: number, state: ConnectionState, moment: Moment): void {
    let watch = this.#lines.get(line);
    if (watch === undefined) {
      watch = new ConnectionWatch(line);
      this.#lines.set(line, watch);
    }

    const fact = watch.note(state, moment.atMs);
    if (fact !== undefined) this.#tell(this.#connection, [fact], moment);
  }

  /** To be called now and then: walls have to rest, and what was left out is to be counted. */
  advance(moment: Moment): void {
    for (const source of this.#markets.values()) {
      const view = this.#findBook(source.market!);
      if (view === undefined) {
        this.#markets.delete(source.market!); // Nobody watches it any more.
        continue;
      }

      this.#tell(source, source.chronicle.examine(view, moment.atMs), moment);
      this.#tellMore(source, moment);
    }

    this.#tellMore(this.#connection, moment);
  }

  /** What came since the last time, oldest first, and how many more would have been there. */
  take(): {readonly events: readonly MarketEvent[]; readonly leftOut: number} {
    const taken = {events: this.#waiting, leftOut: this.#leftOut};
    this.#waiting = [];
    this.#leftOut = 0;
    return taken;
  }

  #sourceOf(market: ConditionId): Source & {readonly chronicle: MarketChronicle} {
    let source = this.#markets.get(market);
    if (source === undefined) {
      source = {market, budget: new EventBudget(), chronicle: new MarketChronicle()};
      this.#markets.set(market, source);
    }

    return source;
  }

  #tell({market, budget}: Source, facts: readonly MarketFact[], {atMs, wallMs}: Moment): void {
    for (const fact of facts) {
      if (budget.take(CHATTER.has(fact.kind), atMs)) this.#add({...fact, market, wallMs});
    }
  }

  #tellMore({market, budget}: Source, {atMs, wallMs}: Moment): void {
    const count = budget.takeMore(atMs);
    if (count > 0) this.#add({kind: 'more', count, market, wallMs});
  }

  #add(event: MarketEvent): void {
    this.#waiting.push(event);
    if (this.#waiting.length <= MAX_WAITING) return;
    this.#waiting.shift();
    this.#leftOut++;
  }
}
