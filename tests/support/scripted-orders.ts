// A market whose orders' fates are known: transactions of adds, cancels and fills, the messages that the
// exchange tells of them, and what really became of each level.

import type {
  BookSide,
  FeedEvent,
  Level,
  LevelChange,
  TakerSide,
} from '../../src/domain/feed-event.js';
import type {AssetId} from '../../src/domain/market.js';
import {complement, type Price} from '../../src/domain/price.js';
import type {SizeMicros} from '../../src/domain/size.js';

export const MARKET = '0xf10';
export const YES: AssetId = '1001';
export const NO: AssetId = '2002';

const MICROS_PER_CENT = 10_000;

export type Action = {
  readonly kind: 'add' | 'cancel' | 'fill';
  /** A level of the first token. */
  readonly side: BookSide;
  readonly tick: number;
  /** Of an order that is added in 0.01 shares; of the others in millionths of what there is. */
  readonly amount: number;
  /** Whether the taker of a fill trades the first token. */
  readonly isOfFirst: boolean;
};

export type Transaction = {
  readonly actions: readonly Action[];
  /** Pause since the last message of the one before. */
  readonly gapMs: number;
  /** Between its messages. */
  readonly spreadMs: number;
  /** Each message is sent so many times. */
  readonly copies: 1 | 2;
  readonly endsWithBooks: boolean;
  /** How much later than its first message its trades are told; may be earlier. */
  readonly toldAfterMs: number;
};

export type Delivery = {
  readonly atUs: number;
  readonly event: FeedEvent;
  /** Which transaction's last message this is. */
  readonly completes?: number;
};

/** What really became of a level in one transaction, in SizeMicros. */
export type Fate = {
  added: number;
  cancelled: number;
  filled: number;
  fills: number;
  /** Fills that are told before the level has shrunk. */
  early: number;
};

export type LevelKey = `${BookSide} ${number}`;

export type Done = {
  readonly startUs: number;
  readonly fates: ReadonlyMap<LevelKey, Fate>;
  /** Sizes of the first token's levels afterwards, in SizeMicros. */
  readonly sizes: ReadonlyMap<LevelKey, number>;
};

export class ScriptedOrders {
  readonly deliveries: Delivery[] = [];
  readonly done: Done[] = [];
  readonly #cents = new Map<LevelKey, number>();
  #nowUs: number;
  #trades = 0;

  constructor(startUs: number) {
    this.#nowUs = startUs;
    for (const side of ['bid', 'ask'] as const) {
      for (let tick = 0; tick < 3; tick++) this.#cents.set(keyOf(side, tick), 10_000 * (tick + 1));
    }
  }

  get endUs(): number {
    return this.#nowUs;
  }

  /** Whole books of both tokens, as they come first. */
  books(atUs = this.#nowUs, hash = 'first'): FeedEvent[] {
    return [YES, NO].map((assetId) => ({
      kind: 'book_snapshot',
      market: MARKET,
      assetId,
      timestampMs: Math.floor(atUs / 1000),
      hash: `${hash} ${assetId}`,
      ...this.#levelsOf(assetId),
      tickSize: undefined,
      lastTradePrice: undefined,
      minOrderSize: undefined,
      negRisk: undefined,
    }));
  }

  run(transaction: Transaction): void {
    const {actions, gapMs, spreadMs, copies, endsWithBooks, toldAfterMs} = transaction;
    const startUs = this.#nowUs + gapMs * 1000;
    const hash = `h${this.done.length}`;
    const timestampMs = Math.floor(startUs / 1000);
    const fates = new Map<LevelKey, Fate>();
    let atUs = startUs;
    for (const action of actions) {
      if (!this.#act(action, fates, startUs, toldAfterMs)) continue;
      for (let copy = 0; copy < copies; copy++) {
        this.deliveries.push({atUs, event: this.#change(action, timestampMs, hash)});
        atUs += spreadMs * 1000;
      }
    }

    if (endsWithBooks) {
      for (const event of this.books(startUs, hash)) this.deliveries.push({atUs, event});
    }

    const last = this.deliveries.findLastIndex(({event}) => event.kind !== 'trade');
    this.deliveries[last] = {...this.deliveries[last]!, completes: this.done.length};
    this.done.push({startUs, fates, sizes: this.#sizes()});
    this.#nowUs = atUs;
  }

  /** In the order in which they come. */
  inOrder(): Delivery[] {
    return [...this.deliveries].sort((a, b) => a.atUs - b.atUs);
  }

  /** Whether it could be done at all. */
  #act(action: Action, fates: Map<LevelKey, Fate>, startUs: number, toldAfterMs: number): boolean {
    const {kind, side, tick, amount} = action;
    const key = keyOf(side, tick);
    const before = this.#cents.get(key) ?? 0;
    const fate = fates.get(key) ?? {added: 0, cancelled: 0, filled: 0, fills: 0, early: 0};
    if (kind !== 'add' && before === 0) return false;
    fates.set(key, fate);
    if (kind === 'add') {
      this.#cents.set(key, before + amount);
      fate.added += amount * MICROS_PER_CENT;
      return true;
    }

    const micros = Math.max(1, Math.floor((before * MICROS_PER_CENT * amount) / 1_000_000));
    // Books show whole hundredths of a share: what is left is rounded down.
    const left = Math.floor(before - micros / MICROS_PER_CENT);
    this.#cents.set(key, left);
    const gone = (before - left) * MICROS_PER_CENT;
    if (kind === 'cancel') fate.cancelled += gone;
    else {
      fate.filled += gone;
      fate.fills++;
      if (toldAfterMs <= 0) fate.early++;
      this.#tell(action, micros, startUs + toldAfterMs * 1000);
    }

    return true;
  }

  #tell({side, tick, isOfFirst}: Action, micros: number, atUs: number): void {
    const price = priceOf(side, tick);
    // Asks are met by buyers of this token, or by sellers of the other.
    const taker: TakerSide = (side === 'ask') === isOfFirst ? 'buy' : 'sell';
    this.deliveries.push({
      atUs,
      event: {
        kind: 'trade',
        market: MARKET,
        assetId: isOfFirst ? YES : NO,
        timestampMs: Math.floor(atUs / 1000),
        price: isOfFirst ? price : complement(price),
        size: micros as SizeMicros,
        side: taker,
        transactionHash: `0x${++this.#trades}`,
      },
    });
  }

  #change({side, tick}: Action, timestampMs: number, hash: string): FeedEvent {
    const size = ((this.#cents.get(keyOf(side, tick)) ?? 0) * MICROS_PER_CENT) as SizeMicros;
    const price = priceOf(side, tick);
    const common = {size, bestBid: undefined, bestAsk: undefined};
    const changes: LevelChange[] = [
      {...common, assetId: YES, side, price, hash: `${hash} ${YES}`},
      {...common, assetId: NO, ...mirrorLevel(side, price), hash: `${hash} ${NO}`},
    ];
    return {kind: 'price_change', market: MARKET, timestampMs, changes};
  }

  #sizes(): Map<LevelKey, number> {
    return new Map([...this.#cents].map(([key, cents]) => [key, cents * MICROS_PER_CENT]));
  }

  #levelsOf(assetId: AssetId) {
    const sides: Record<'bids' | 'asks', Level[]> = {bids: [], asks: []};
    for (const [key, size] of this.#sizes()) {
      if (size === 0) continue;
      const [side, tick] = key.split(' ') as [BookSide, string];
      const own = {side, price: priceOf(side, Number(tick))};
      const level = assetId === YES ? own : mirrorLevel(own.side, own.price);
      const target = level.side === 'bid' ? sides.bids : sides.asks;
      target.push({price: level.price, size: size as SizeMicros});
    }

    return sides;
  }
}

export function keyOf(side: BookSide, tick: number): LevelKey {
  return `${side} ${tick}`;
}

/** Ticks count away from the inside market. */
export function priceOf(side: BookSide, tick: number): Price {
  return (side === 'bid' ? 4600 - 100 * tick : 4700 + 100 * tick) as Price;
}

/** The same level in the other token's book. */
export function mirrorLevel(side: BookSide, price: Price): {side: BookSide; price: Price} {
  return {side: side === 'bid' ? 'ask' : 'bid', price: complement(price)};
}
