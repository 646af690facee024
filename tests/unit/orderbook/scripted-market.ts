// An exchange's side of one market, written down event by event: it keeps the true books and gives
// every event the hash and the best prices that the exchange would give it.

import type {
  BookSnapshotEvent,
  Level,
  LevelChange,
  PriceChangeEvent,
  TradeEvent,
} from '../../../src/domain/feed-event.js';
import {
  complement,
  formatPrice,
  parsePrice,
  PRICE_ONE,
  type Price,
} from '../../../src/domain/price.js';
import {parseSize, type SizeMicros} from '../../../src/domain/size.js';
import {bookHash, formatLastTradePrice} from '../../../src/orderbook/book-hash.js';

export const MARKET = `0x${'5a'.repeat(32)}`;
export const YES = '1001';
export const NO = '2002';

export function price(text: string): Price {
  return parsePrice(text)!;
}

export function size(text: string): SizeMicros {
  return parseSize(text)!;
}

/** A level of the first token: `bid` or `ask`, price, new size. */
export type Step = readonly ['bid' | 'ask', string, string];

type Sides = {bids: Map<Price, SizeMicros>; asks: Map<Price, SizeMicros>};

export class ScriptedMarket {
  tickSize = price('0.01');
  minOrderSize = '5';
  negRisk = false;
  lastTradePrice = '0.500';
  readonly #yes: Sides = {bids: new Map(), asks: new Map()};

  constructor(steps: readonly Step[] = DEFAULT_LEVELS) {
    for (const step of steps) this.#set(step);
  }

  /** The whole book of one token, as it comes first; `bare` is the form that comes after trades. */
  book(assetId: string, timestampMs: number, form: 'first' | 'bare' = 'first'): BookSnapshotEvent {
    const {bids, asks} = this.#levels(assetId);
    return {
      kind: 'book_snapshot',
      market: MARKET,
      assetId,
      timestampMs,
      hash: this.hash(assetId, timestampMs),
      bids,
      asks,
      tickSize: form === 'first' ? this.tickSize : undefined,
      lastTradePrice: form === 'first' ? this.lastTradePrice : undefined,
      minOrderSize: undefined,
      negRisk: undefined,
    };
  }

  /** One engine transaction: a message for each step, all with the hash after the last of them. */
  batch(timestampMs: number, steps: readonly Step[]): PriceChangeEvent[] {
    for (const step of steps) this.#set(step);
    return steps.map((step) => this.#message(timestampMs, step));
  }

  /** A transaction of one step. */
  change(timestampMs: number, ...step: Step): PriceChangeEvent {
    return this.batch(timestampMs, [step])[0]!;
  }

  /** The message that tells of a fill, some time after the book has changed. */
  trade(timestampMs: number, priceText: string): TradeEvent {
    return {
      kind: 'trade',
      market: MARKET,
      assetId: YES,
      timestampMs,
      price: price(priceText),
      size: size('7.555554'),
      side: 'buy',
      transactionHash: undefined,
    };
  }

  /** Sets what hashes contain from now on. */
  tradeAt(priceText: string): void {
    this.lastTradePrice = formatLastTradePrice(price(priceText));
  }

  hash(assetId: string, timestampMs: number): string {
    return bookHash({
      market: MARKET,
      assetId,
      timestampMs,
      ...this.#levels(assetId),
      minOrderSize: this.minOrderSize,
      tickSize: formatPrice(this.tickSize),
      negRisk: this.negRisk,
      lastTradePrice: this.lastTradePrice,
    });
  }

  #set([side, priceText, sizeText]: Step): void {
    const levels = side === 'bid' ? this.#yes.bids : this.#yes.asks;
    if (size(sizeText) === 0) levels.delete(price(priceText));
    else levels.set(price(priceText), size(sizeText));
  }

  #levels(assetId: string): {bids: Level[]; asks: Level[]} {
    const {bids, asks} = this.#yes;
    return assetId === YES
      ? {bids: ascending(bids), asks: ascending(asks).reverse()}
      : {bids: ascending(mirror(asks)), asks: ascending(mirror(bids)).reverse()};
  }

  #message(timestampMs: number, [side, priceText, sizeText]: Step): PriceChangeEvent {
    const level = {price: price(priceText), size: size(sizeText)};
    const mirrored = {price: complement(level.price), size: level.size};
    const otherSide = side === 'bid' ? 'ask' : 'bid';
    return {
      kind: 'price_change',
      market: MARKET,
      timestampMs,
      changes: [
        {...this.#claim(YES, timestampMs), side, ...level},
        {...this.#claim(NO, timestampMs), side: otherSide, ...mirrored},
      ],
    };
  }

  #claim(assetId: string, timestampMs: number): Omit<LevelChange, 'side' | 'price' | 'size'> {
    const {bids, asks} = this.#levels(assetId);
    return {
      assetId,
      hash: this.hash(assetId, timestampMs),
      bestBid: bids.at(-1)?.price ?? (0 as Price),
      bestAsk: asks.at(-1)?.price ?? PRICE_ONE,
    };
  }
}

const DEFAULT_LEVELS: readonly Step[] = [
  ['bid', '0.47', '120'],
  ['bid', '0.48', '30.5'],
  ['bid', '0.49', '75'],
  ['ask', '0.52', '60'],
  ['ask', '0.53', '42.25'],
  ['ask', '0.55', '1000'],
];

function ascending(levels: ReadonlyMap<Price, SizeMicros>): Level[] {
  return [...levels]
    .map(([levelPrice, levelSize]) => ({price: levelPrice, size: levelSize}))
    .sort((a, b) => a.price - b.price);
}

function mirror(levels: ReadonlyMap<Price, SizeMicros>): Map<Price, SizeMicros> {
  return new Map([...levels].map(([levelPrice, levelSize]) => [complement(levelPrice), levelSize]));
}
