// One market of a chronicle with a book that is set level by level, and a clock that is moved by hand.

import {Chronicle} from '../../../src/chronicle/chronicle.js';
import type {SideLevels} from '../../../src/chronicle/near-levels.js';
import type {ConnectionState} from '../../../src/domain/connection-state.js';
import type {BookSide, Level, TakerSide} from '../../../src/domain/feed-event.js';
import type {MarketEvent} from '../../../src/domain/market-event.js';
import type {Price} from '../../../src/domain/price.js';
import type {SizeMicros} from '../../../src/domain/size.js';
import type {TrustReason, TrustState} from '../../../src/domain/trust.js';
import type {MarketStateFact} from '../../../src/chronicle/market-chronicle.js';

export const MARKET = '0xscripted';
const YES = '1001';
const NO = '2002';
const START_MS = 1_790_000_000_000;

/** Price in cents, size in shares. */
type Sizes = Readonly<Record<number, number>>;

export class ScriptedSide implements SideLevels {
  readonly side: BookSide;
  readonly #sizes = new Map<Price, SizeMicros>();

  constructor(side: BookSide) {
    this.side = side;
  }

  get best(): Price | undefined {
    return this.#sorted()[0]?.price;
  }

  sizeAt(price: Price): SizeMicros | undefined {
    return this.#sizes.get(price);
  }

  set(sizes: Sizes): void {
    for (const [cents, shares] of Object.entries(sizes)) {
      const price = Math.round(Number(cents) * 100) as Price;
      if (shares === 0) this.#sizes.delete(price);
      else this.#sizes.set(price, (shares * 1e6) as SizeMicros);
    }
  }

  clear(): void {
    this.#sizes.clear();
  }

  [Symbol.iterator](): Iterator<Level> {
    return this.#sorted()[Symbol.iterator]();
  }

  #sorted(): Level[] {
    const sign = this.side === 'bid' ? -1 : 1;
    return [...this.#sizes]
      .map(([price, size]) => ({price, size}))
      .sort((a, b) => sign * (a.price - b.price));
  }
}

export class ScriptedChronicle {
  readonly bids = new ScriptedSide('bid');
  readonly asks = new ScriptedSide('ask');
  readonly chronicle: Chronicle;
  tickSize = 100 as Price;
  state: TrustState = 'LIVE';
  reason: TrustReason = 'none';
  heldUntilUs: number | undefined;
  atMs = 5_000;
  #revision = 1;
  #told: MarketEvent[] = [];

  /** With a book of five even levels a side, 48 bid and 50 asked, which has been looked at. */
  constructor() {
    const {bids, asks} = this;
    this.chronicle = new Chronicle((market) =>
      market === MARKET
        ? {
            book: {bids, asks, revision: this.#revision, hasSnapshot: this.#revision > 0},
            trust: {state: this.state, reason: this.reason, sinceUs: 0},
            tickSize: this.tickSize,
            heldUntilUs: this.heldUntilUs,
          }
        : undefined,
    );
    this.#quote(48, 50);
    this.look();
  }

  /** Everything told until now, as the kinds of events. */
  get kinds(): string[] {
    return this.events.map(({kind}) => kind);
  }

  get events(): readonly MarketEvent[] {
    this.#told.push(...this.chronicle.take().events);
    return this.#told;
  }

  /** What was told since the last time. */
  news(): MarketEvent[] {
    const told = [...this.events];
    this.#told = [];
    return told;
  }

  /** Levels are set and the book looked at. */
  book(sizes: {readonly bids?: Sizes; readonly asks?: Sizes}): void {
    this.bids.set(sizes.bids ?? {});
    this.asks.set(sizes.asks ?? {});
    this.look();
  }

  /** The whole book moves there. */
  quote(bidCents: number, askCents: number): void {
    this.#quote(bidCents, askCents);
    this.look();
  }

  #quote(bidCents: number, askCents: number): void {
    this.bids.clear();
    this.asks.clear();
    const tick = this.tickSize / 100;
    for (let i = 0; i < 5; i++) {
      this.bids.set({[bidCents - i * tick]: 100});
      this.asks.set({[askCents + i * tick]: 100});
    }
  }

  look(): void {
    this.#revision++;
    this.chronicle.onBook(MARKET, this.#moment);
  }

  /** Time passes in steps of 200 ms, as the desk lets it. */
  wait(ms: number): void {
    const endMs = this.atMs + ms;
    while (this.atMs < endMs) {
      this.atMs = Math.min(endMs, this.atMs + 200);
      this.chronicle.advance(this.#moment);
    }
  }

  trade(cents: number, shares: number, side: TakerSide = 'sell', outcomeIndex: 0 | 1 = 0): void {
    const trade = {
      kind: 'trade',
      market: MARKET,
      assetId: outcomeIndex === 0 ? YES : NO,
      timestampMs: START_MS,
      price: Math.round(cents * 100) as Price,
      size: Math.round(shares * 1e6) as SizeMicros,
      side,
      transactionHash: undefined,
    } as const;
    this.chronicle.onTrade(trade, outcomeIndex, this.#moment);
  }

  trust(state: TrustState, reason: TrustReason = 'none', assetId = YES): void {
    if (assetId === YES) Object.assign(this, {state, reason});
    this.chronicle.onTrust(MARKET, assetId, {state, reason, sinceUs: 0}, this.#moment);
  }

  trustBoth(state: TrustState, reason: TrustReason = 'none'): void {
    this.trust(state, reason);
    this.trust(state, reason, NO);
  }

  tick(units: number, old: number | undefined, assetId = YES): void {
    const event = {
      kind: 'tick_size_change',
      market: MARKET,
      assetId,
      timestampMs: START_MS,
      oldTickSize: old as Price | undefined,
      newTickSize: units as Price,
    } as const;
    this.tickSize = units as Price;
    this.chronicle.onTick(event, this.#moment);
  }

  market(state: MarketStateFact['state'], winner?: string): void {
    this.chronicle.onState(MARKET, state, winner, this.#moment);
  }

  connection(state: ConnectionState, line = 1): void {
    this.chronicle.onConnection(line, state, this.#moment);
  }

  get #moment() {
    return {atMs: this.atMs, wallMs: START_MS + this.atMs};
  }
}
