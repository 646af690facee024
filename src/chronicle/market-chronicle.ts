// Everything that is watched of one market. What of it is told, and how often, is `chronicle.ts`'s.

import type {TickSizeChangeEvent, TradeEvent} from '../domain/feed-event.js';
import type {MarketFact} from '../domain/market-event.js';
import type {AssetId, MarketStatus} from '../domain/market.js';
import {complement, type Price} from '../domain/price.js';
import type {Trust, TrustReason, TrustState} from '../domain/trust.js';
import {JumpWatch} from './jump-watch.js';
import type {SideLevels} from './near-levels.js';
import {SideWatch} from './side-watch.js';
import {SpreadWatch} from './spread-watch.js';
import {EXAMINE_EVERY_MS} from './thresholds.js';
import {TradeWatch} from './trade-watch.js';
import {TrustWatch} from './trust-watch.js';
import {WallWatch} from './wall-watch.js';

/** What is looked at of a book; the store's own views have all of it. */
export type WatchedBookView = {
  readonly book: {
    readonly bids: SideLevels;
    readonly asks: SideLevels;
    readonly revision: number;
    readonly hasSnapshot: boolean;
  };
  readonly trust: Trust;
  readonly tickSize: Price | undefined;
  /** Set while the book is in the middle of a batch. */
  readonly heldUntilUs: number | undefined;
};

export type MarketStateFact = Extract<MarketFact, {kind: 'market_state'}>;

/** The tick of most markets, where nobody has said it. */
const USUAL_TICK = 100;

const BELIEVED: ReadonlySet<TrustState> = new Set(['LIVE', 'QUIET', 'UNPROVEN']);

/** Noticed long after it began: the gap goes back to what the book showed last. */
const NOTICED_LATE: ReadonlySet<TrustReason> = new Set(['contradicted', 'unconfirmed', 'woke_up']);

export class MarketChronicle {
  readonly #jumps = new JumpWatch();
  readonly #bidWalls = new WallWatch('bid');
  readonly #askWalls = new WallWatch('ask');
  readonly #spread = new SpreadWatch();
  readonly #sides = new SideWatch();
  readonly #trades = new TradeWatch();
  readonly #trust = new TrustWatch();
  #examinedMs = Number.NEGATIVE_INFINITY;
  #revision = -1;
  #changedMs = 0;
  /** Since when the book can't be believed; the first one was missing from the start. */
  #gapSinceMs: number | undefined = 0;
  #tickSize: Price | undefined;
  #state: MarketStateFact['state'] = 'open';
  #winner: string | undefined;

  startAs(status: MarketStatus): void {
    this.#state = status;
  }

  /** Looks at the book of the first outcome, unless that was done a moment ago. */
  noteBook(view: WatchedBookView, atMs: number): readonly MarketFact[] {
    return atMs - this.#examinedMs < EXAMINE_EVERY_MS ? [] : this.examine(view, atMs);
  }

  /** Looks at the book now; time alone may have made something of what was seen before. */
  examine(view: WatchedBookView, atMs: number): readonly MarketFact[] {
    const {book, trust, heldUntilUs} = view;
    const back = this.#trust.advance(atMs);
    const facts = back === undefined ? [] : [back];
    if (trust.state === 'RESOLVED' || !book.hasSnapshot) return facts;
    // Half a batch is no state that the exchange ever had.
    if (heldUntilUs !== undefined || trust.reason === 'batch_pending') return facts;
    this.#examinedMs = atMs;
    return [...facts, ...this.#lookAt(view, atMs)];
  }

  noteTrust(assetId: AssetId, trust: Trust, atMs: number): readonly MarketFact[] {
    return asList(this.#trust.note(assetId, trust, atMs));
  }

  noteTrade(trade: TradeEvent, outcomeIndex: 0 | 1): readonly MarketFact[] {
    const {price, size, side} = trade;
    const isBuyOfFirst = (side === 'buy') === (outcomeIndex === 0);
    const seenPrice = outcomeIndex === 0 ? price : complement(price);
    (isBuyOfFirst ? this.#askWalls : this.#bidWalls).noteTrade(seenPrice, size);
    if (!this.#trades.note(trade)) return [];
    return [{kind: 'large_trade', outcomeIndex, side, price, size}];
  }

  /** Told for each asset of the market, and by each socket. */
  noteTick({oldTickSize, newTickSize}: TickSizeChangeEvent): readonly MarketFact[] {
    const fromTick = this.#tickSize ?? oldTickSize;
    if (newTickSize === fromTick) return [];
    this.#tickSize = newTickSize;
    return [{kind: 'tick_changed', fromTick, toTick: newTickSize}];
  }

  noteState(state: MarketStateFact['state'], winner: string | undefined): readonly MarketFact[] {
    const isNews = state !== this.#state && !(isOver(this.#state) && isOver(state));
    if (!isNews && (winner === undefined || winner === this.#winner)) return [];
    this.#state = state;
    this.#winner = winner;
    return [{kind: 'market_state', state, winner}];
  }

  #lookAt({book, trust, tickSize = this.#tickSize}: WatchedBookView, atMs: number): MarketFact[] {
    const {bids, asks, revision} = book;
    if (!BELIEVED.has(trust.state)) {
      if (this.#gapSinceMs !== undefined) return [];
      this.#gapSinceMs = NOTICED_LATE.has(trust.reason) ? this.#changedMs : atMs;
      return asList(this.#jumps.pause());
    }

    if (revision !== this.#revision) this.#changedMs = atMs;
    this.#revision = revision;
    const tick = tickSize ?? USUAL_TICK;
    const isSpread = bids.best !== undefined && asks.best !== undefined;
    const mid = isSpread ? (bids.best + asks.best) / 2 : undefined;
    const facts = this.#noteLevels(book, mid, tick, atMs);
    const wide = this.#spread.note(isSpread ? asks.best - bids.best : undefined, tick, atMs);
    const side = this.#sides.note(bids.best !== undefined, asks.best !== undefined, atMs);
    return [...facts, ...asList(wide), ...asList(side)];
  }

  #noteLevels(
    {bids, asks}: WatchedBookView['book'],
    mid: number | undefined,
    tick: number,
    atMs: number,
  ): MarketFact[] {
    const gapSinceMs = this.#gapSinceMs;
    this.#gapSinceMs = undefined;
    if (gapSinceMs !== undefined) {
      this.#bidWalls.rebase(bids, tick, atMs);
      this.#askWalls.rebase(asks, tick, atMs);
      return mid === undefined
        ? []
        : asList(this.#jumps.resume(mid, tick, atMs, atMs - gapSinceMs));
    }

    const jump = mid === undefined ? undefined : this.#jumps.note(mid, tick, atMs);
    return [
      ...asList(jump),
      ...this.#bidWalls.note(bids, tick, atMs),
      ...this.#askWalls.note(asks, tick, atMs),
    ];
  }
}

function isOver(state: MarketStateFact['state']): boolean {
  return state === 'resolved' || state === 'closed';
}

function asList(fact: MarketFact | undefined): MarketFact[] {
  return fact === undefined ? [] : [fact];
}
