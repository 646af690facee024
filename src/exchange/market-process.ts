import {complement, type Price} from '../domain/price.js';
import type {SizeMicros} from '../domain/size.js';
import type {AssetId, ConditionId} from '../domain/market.js';
import {formatLastTradePrice} from '../orderbook/book-hash.js';
import {
  encodeBestPrices,
  encodeBookAfterTrade,
  encodePriceChange,
  encodeTrade,
  type PriceChangeEntry,
  type TradePrint,
} from './encode-frame.js';
import {MICROS_PER_CENT_SHARE} from './ladder-side.js';
import type {ListedMarket, Temper} from './listing.js';
import {MarketBehaviour} from './market-behaviour.js';
import {MarketBook, otherOutcome, type LadderChange} from './market-book.js';
import {Pacer} from './pacer.js';
import {Random} from './random.js';
import type {Fill} from './taker.js';

/** Trades are reported so much later than the change of the book, in ms. */
const MIN_TRADE_LAG_MS = 70;
const MAX_TRADE_LAG_MS = 85;
/** Trades that a market remembers. */
const MAX_TRADES = 500;
/** Part of the frames of a batch that come twice, which makes 1.5 % of all where batches are rare. */
const DUPLICATE_SHARE = 0.04;
const DENSE_DUPLICATE_SHARE = 0.015;
const MAX_BATCH_FRAMES = 30;

export type ExchangeFrame = {
  /**
   * `best_prices` and `announcement` go only to those who asked for custom features; the latter to
   * all of them, whatever they subscribed to.
   */
  readonly kind:
    'price_change' | 'book' | 'trade' | 'best_prices' | 'tick_size_change' | 'announcement';
  readonly market: ConditionId;
  /** Undefined for what speaks of both assets of its market. */
  readonly assetId: AssetId | undefined;
  readonly timestampMs: number;
  /** When it leaves the exchange: its timestamp plus a fraction of a millisecond. */
  readonly sendMs: number;
  readonly text: string;
};

/** One market in the course of time: what its makers and takers do becomes frames. */
export class MarketProcess {
  readonly listing: ListedMarket;
  readonly book: MarketBook;
  /** Newest first. */
  readonly trades: TradePrint[] = [];
  readonly #random: Random;
  readonly #behaviour: MarketBehaviour;
  readonly #pacer: Pacer;
  readonly #prints: TradePrint[] = [];
  readonly #onCommit: ProcessOptions['onCommit'];
  /** How many let it stand still, and the time that it is meanwhile. */
  #holds = 0;
  #heldAtMs = 0;

  constructor(listing: ListedMarket, temper: Temper, options: ProcessOptions) {
    this.listing = listing;
    this.#random = new Random(options.seed, listing.slug);
    this.book = new MarketBook(listing);
    this.#behaviour = new MarketBehaviour(this.book, temper, this.#random);
    this.#pacer = new Pacer(options.rate * temper.share, options.startMs, this.#random);
    const side = this.book.sides[0];
    if (listing.state === 'open') this.#setLastTrade((side.best * listing.tickSize) as Price);
    // Nothing tells when a quiet book changed last, so a paused one is hours old.
    const ageMs = listing.state === 'open' ? this.#random.integer(1, 30_000) : 3 * 3_600_000;
    this.book.commit(Math.floor(options.startMs) - ageMs);
    this.#onCommit = options.onCommit;
    this.#onCommit?.(this.book);
  }

  /** When something happens next; infinite for a market that stands still. */
  get nextMs(): number {
    if (this.#holds > 0) return Infinity;
    return Math.min(this.#pacer.nextMs, this.#prints[0]?.timestampMs ?? Infinity);
  }

  /** Lets the next thing happen, and appends its frames. */
  step(frames: ExchangeFrame[]): void {
    const print = this.#prints[0];
    if (print === undefined || print.timestampMs > this.#pacer.nextMs) {
      this.#transact(frames);
      return;
    }

    this.#prints.shift();
    this.trades.unshift(print);
    if (this.trades.length > MAX_TRADES) this.trades.pop();
    frames.push({
      kind: 'trade',
      market: print.market,
      assetId: print.assetId,
      timestampMs: print.timestampMs,
      sendMs: print.timestampMs,
      text: encodeTrade(print),
    });
  }

  /** Moves everything to come by so much, as if time had stood still or been turned. */
  delay(byMs: number): void {
    this.#heldAtMs += byMs;
    this.#pacer.delay(byMs);
    for (const [index, print] of this.#prints.entries()) {
      this.#prints[index] = {...print, timestampMs: print.timestampMs + byMs};
    }
  }

  /** From now on so many frames within a time, and then as before. */
  rush(frames: number, spanMs: number, nowMs: number): void {
    if (this.#holds > 0) this.#catchUpHeld(nowMs);
    this.#pacer.rush(frames, spanMs, nowMs);
  }

  /** Nothing happens in it until it has been released as often. */
  hold(nowMs: number): void {
    if (this.#holds === 0) this.#heldAtMs = nowMs;
    this.#holds++;
  }

  release(nowMs: number): void {
    this.#catchUpHeld(nowMs);
    this.#holds--;
  }

  /** What was to come is as far away as when it was held. In whole ms, as timestamps are. */
  #catchUpHeld(nowMs: number): void {
    this.delay(Math.ceil(nowMs - this.#heldAtMs));
  }

  #transact(frames: ExchangeFrame[]): void {
    const {book} = this;
    const framesBefore = frames.length;
    const sendMs = this.#pacer.nextMs;
    const timestampMs = Math.floor(sendMs);
    const before = [book.sides[0].best, book.sides[1].best] as const;
    let fills: readonly Fill[];
    let changes: LadderChange[];
    let elapsedMs = this.#pacer.elapsedMs;
    do {
      fills = this.#behaviour.act(elapsedMs, this.#pacer.drawBatchLevels());
      const last = fills.at(-1);
      if (last !== undefined) this.#setLastTrade((last.tick * this.listing.tickSize) as Price);
      changes = book.commit(timestampMs);
      elapsedMs = 0;
    } while (changes.length === 0); // What cancels itself out is no transaction.

    this.#onCommit?.(book);
    const texts = this.#priceChangeTexts(changes, timestampMs);
    const moved = before[0] !== book.sides[0].best || before[1] !== book.sides[1].best;
    const {conditionId: market} = this.listing;
    const states = [book.state(0), book.state(1)];
    const common = {market, timestampMs, sendMs};
    for (const state of moved ? states : []) {
      const text = encodeBestPrices(state);
      frames.push({...common, kind: 'best_prices', assetId: state.assetId, text});
    }

    for (const text of texts) {
      frames.push({...common, kind: 'price_change', assetId: undefined, text});
    }

    for (const state of fills.length > 0 ? states : []) {
      const text = encodeBookAfterTrade(state);
      frames.push({...common, kind: 'book', assetId: state.assetId, text});
    }

    this.#schedulePrints(fills, timestampMs);
    this.#pacer.schedule(frames.length - framesBefore, fills.length, this.#behaviour.isBursting);
  }

  /** One frame a level, in any order, with some of them twice. */
  #priceChangeTexts(changes: readonly LadderChange[], timestampMs: number): string[] {
    const order = this.#random.shuffle([...changes]);
    if (changes.length > 1) {
      const share = this.#pacer.isDense ? DENSE_DUPLICATE_SHARE : DUPLICATE_SHARE;
      for (const change of changes) {
        if (order.length >= MAX_BATCH_FRAMES || !this.#random.chance(share)) continue;
        order.splice(this.#random.integer(0, order.length), 0, change);
      }
    }

    const {tickSize, conditionId} = this.listing;
    return order.map(({outcome, tick, sizeCents}) => {
      const price = (tick * tickSize) as Price;
      const size = (sizeCents * MICROS_PER_CENT_SHARE) as SizeMicros;
      const own: PriceChangeEntry = {book: this.book.state(outcome), side: 'BUY', price, size};
      const mirror: PriceChangeEntry = {
        book: this.book.state(otherOutcome(outcome)),
        side: 'SELL',
        price: complement(price),
        size,
      };
      return this.#random.chance(0.5)
        ? encodePriceChange(conditionId, timestampMs, own, mirror)
        : encodePriceChange(conditionId, timestampMs, mirror, own);
    });
  }

  #schedulePrints(fills: readonly Fill[], timestampMs: number): void {
    if (fills.length === 0) return;
    const lagMs = this.#random.integer(MIN_TRADE_LAG_MS, MAX_TRADE_LAG_MS);
    // Never before an earlier trade, whose lag may have been longer.
    const printMs = Math.max(timestampMs + lagMs, this.#prints.at(-1)?.timestampMs ?? 0);
    const transactionHash = `0x${this.#random.hex(64)}`;
    for (const {outcome, side, tick, sizeMicros} of fills) {
      this.#prints.push({
        market: this.listing.conditionId,
        assetId: this.listing.assetIds[outcome],
        outcomeIndex: outcome,
        timestampMs: printMs,
        price: (tick * this.listing.tickSize) as Price,
        size: sizeMicros as SizeMicros,
        side,
        transactionHash,
      });
    }
  }

  #setLastTrade(price: Price): void {
    this.book.lastTradePrice = formatLastTradePrice(price);
  }
}

export type ProcessOptions = {
  readonly seed: number;
  /** Frames a second of the whole exchange. */
  readonly rate: number;
  readonly startMs: number;
  /** After each transaction: for whoever has to know every state that a book really had. */
  readonly onCommit?: ((book: MarketBook) => void) | undefined;
};
