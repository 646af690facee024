import {describe, expect, test} from 'vitest';
import {formatPrice} from '../../../src/domain/price.js';
import {encodeInitialBook} from '../../../src/exchange/encode-frame.js';
import type {ListedMarket} from '../../../src/exchange/listing.js';
import {SimulatedExchange} from '../../../src/exchange/simulated-exchange.js';
import {NaiveLadder} from '../../support/naive-ladder.js';
import {readWire, type WireMessage} from './wire.js';

const START_MS = 1_790_000_000_000;

/** Three decimals at least, as the exchange writes a last trade price. */
function threeDecimals(price: string): string {
  return price.length < 5 ? Number(price).toFixed(3) : price;
}

function mirrored(price: string): string {
  return String(Math.round((1 - Number(price)) * 10_000) / 10_000);
}

/** Transactions of one market: the messages of one timestamp that change its books. */
function groupByTimestamp(messages: readonly WireMessage[]): WireMessage[][] {
  const groups = new Map<string, WireMessage[]>();
  for (const message of messages) {
    if (message.event_type === 'last_trade_price') continue;
    const group = groups.get(message.timestamp);
    if (group === undefined) groups.set(message.timestamp, [message]);
    else group.push(message);
  }

  return [...groups.values()];
}

/** The last fill of each transaction that traded, in order. */
function lastFills(messages: readonly WireMessage[]): WireMessage[] {
  const fills = new Map<string, WireMessage>();
  for (const message of messages) {
    if (message.event_type === 'last_trade_price') fills.set(message.transaction_hash, message);
  }

  return [...fills.values()];
}

/** One market's two books, rebuilt from its messages alone. */
class Replay {
  readonly #market: ListedMarket;
  readonly #ladders: readonly {readonly assetId: string; readonly ladder: NaiveLadder}[];
  lastTradePrice: string;

  constructor(market: ListedMarket, initial: readonly WireMessage[]) {
    this.#market = market;
    this.lastTradePrice = initial[0]!.last_trade_price;
    this.#ladders = initial.map(({asset_id, bids, asks}) => {
      const ladder = new NaiveLadder();
      ladder.replace(bids, asks);
      return {assetId: asset_id, ladder};
    });
    for (const {asset_id, timestamp, hash} of initial) {
      expect(this.#hash(asset_id, timestamp)).toBe(hash);
    }
  }

  /** Applies a transaction, and checks what it says of itself. */
  check(group: readonly WireMessage[]): void {
    const {timestamp} = group[0]!;
    const changes = group.filter(({event_type}) => event_type === 'price_change');
    expect(changes.length).toBeGreaterThan(0);
    const before = this.#ladders.map(({ladder}) => bestOf(ladder));
    for (const {price_changes} of changes) {
      const [first, second] = price_changes;
      expect(second).toMatchObject({size: first.size, price: mirrored(first.price)});
      expect([first.side, second.side].sort()).toEqual(['BUY', 'SELL']);
      for (const {asset_id, side, price, size} of price_changes) {
        this.#ladder(asset_id).set(side, price, size);
      }
    }

    const entries = changes.flatMap(({price_changes}) => price_changes);
    for (const {assetId, ladder} of this.#ladders) {
      const hash = this.#hash(assetId, timestamp);
      const [best_bid, best_ask] = bestOf(ladder);
      for (const entry of entries.filter(({asset_id}) => asset_id === assetId)) {
        expect(entry).toMatchObject({hash, best_bid, best_ask});
      }

      for (const book of group.filter(({event_type}) => event_type === 'book')) {
        if (book.asset_id !== assetId) continue;
        expect(book).toMatchObject({bids: ladder.bids, asks: ladder.asks, hash});
        expect(book).not.toHaveProperty('tick_size');
        expect(book).not.toHaveProperty('last_trade_price');
      }
    }

    this.#checkBestPrices(group, before);
    this.#checkMirror();
  }

  /** They come first, and only where a best price moved. */
  #checkBestPrices(group: readonly WireMessage[], before: readonly (readonly string[])[]): void {
    const announced = group.filter(({event_type}) => event_type === 'best_bid_ask');
    const after = this.#ladders.map(({ladder}) => bestOf(ladder));
    const hasMoved = JSON.stringify(after) !== JSON.stringify(before);
    expect(announced).toHaveLength(hasMoved ? 2 : 0);
    for (const [index, message] of announced.entries()) {
      expect(group[index]).toBe(message);
      expect([message.best_bid, message.best_ask]).toEqual(bestOf(this.#ladder(message.asset_id)));
      const spread = Number(message.best_ask) - Number(message.best_bid);
      expect(Number(message.spread)).toBeCloseTo(spread, 6);
    }
  }

  #checkMirror(): void {
    const [first, second] = this.#ladders;
    const asBids = second!.ladder.asks.map(({price, size}) => ({price: mirrored(price), size}));
    expect(first!.ladder.bids).toEqual(asBids);
    const [bid, ask] = bestOf(first!.ladder);
    expect(Number(bid)).toBeLessThan(Number(ask));
  }

  #ladder(assetId: string): NaiveLadder {
    return this.#ladders.find((entry) => entry.assetId === assetId)!.ladder;
  }

  #hash(assetId: string, timestamp: string): string {
    const {conditionId: market, minOrderSize, negRisk} = this.#market;
    const tickSize = formatPrice(this.#market.tickSize);
    const terms = {market, assetId, minOrderSize, tickSize, negRisk};
    return this.#ladder(assetId).hash(terms, timestamp, this.lastTradePrice);
  }
}

function bestOf({bids, asks}: NaiveLadder): readonly [string, string] {
  return [bids.at(-1)!.price, asks.at(-1)!.price];
}

describe.each([
  {seed: 1, rate: 120, seconds: 30},
  {seed: 2, rate: 4000, seconds: 1},
])('seed $seed at $rate frames a second', ({seed, rate, seconds}) => {
  const exchange = new SimulatedExchange({seed, rate, startMs: START_MS});
  const markets = exchange.catalogue.markets.filter(({temper}) => temper !== undefined);
  const initial = new Map(
    markets.map((market) => [
      market.slug,
      market.assetIds.map((id) => readWire(encodeInitialBook(exchange.bookState(id)!))),
    ]),
  );
  const messages = exchange.advance(START_MS + seconds * 1000).map(({text}) => readWire(text));

  test.each(markets)(
    '$slug: every transaction has the hash and the best prices of the books after it',
    (market) => {
      const own = messages.filter((message) => message.market === market.conditionId);
      const fills = lastFills(own);
      const replay = new Replay(market, initial.get(market.slug)!);
      for (const group of groupByTimestamp(own)) {
        if (group.some(({event_type}) => event_type === 'book')) {
          const fill = fills.shift();
          if (fill === undefined) break; // It is reported only after the end of this run.

          const lagMs = Number(fill.timestamp) - Number(group[0]!.timestamp);
          expect(lagMs).toBeGreaterThanOrEqual(70);
          expect(lagMs).toBeLessThanOrEqual(85);
          // The hash contains the price already that is reported so much later.
          replay.lastTradePrice = threeDecimals(fill.price);
        }

        replay.check(group);
      }

      expect(fills).toEqual([]);
      expect(own.length > 0).toBe(market.state === 'open');
    },
  );

  test('some batches are crossed on the way', () => {
    expect(countCrossedOnTheWay(markets, initial, messages)).toBeGreaterThan(0);
  });
});

/** Batches that cross the first outcome's book before their last frame. */
function countCrossedOnTheWay(
  markets: readonly ListedMarket[],
  initial: ReadonlyMap<string, readonly WireMessage[]>,
  messages: readonly WireMessage[],
): number {
  let crossed = 0;
  for (const {slug, conditionId, assetIds} of markets) {
    const ladder = new NaiveLadder();
    const first = initial.get(slug)![0]!;
    ladder.replace(first.bids, first.asks);
    for (const {market, event_type, price_changes} of messages) {
      if (market !== conditionId || event_type !== 'price_change') continue;
      const entry = price_changes.find(({asset_id}) => asset_id === assetIds[0])!;
      ladder.set(entry.side, entry.price, entry.size);
      const [bid, ask] = bestOf(ladder);
      if (Number(bid) >= Number(ask)) crossed++;
    }
  }

  return crossed;
}
