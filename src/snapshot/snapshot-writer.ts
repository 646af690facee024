// Writes the newest state into a slot. The counterpart of `snapshot-reader.ts`.

import type {Level} from '../domain/feed-event.js';
import type {Price} from '../domain/price.js';
import type {Counters, Snapshot, TopOfBook, TradeImage} from '../domain/snapshot.js';
import type {Trust} from '../domain/trust.js';
import type {OrderBook} from '../orderbook/order-book.js';
import {writeFlow} from './flow-slot.js';
import {
  ASK_PRICES,
  ASK_SIZES,
  BID_PRICES,
  BID_SIZES,
  COUNTERS,
  COUNTER_NAMES,
  FOCUS,
  HEAD,
  LARGE_TRADES,
  MAX_ASSETS,
  MAX_LEVELS,
  MAX_TRADES,
  PHASES,
  TOPS,
  TOP_LENGTH,
  TRADES,
  TRADE_LENGTH,
  TRUST_REASONS,
  TRUST_STATES,
} from './layout.js';

type Slot = Float64Array;

export type FocusSource = {
  readonly assetIndex: number;
  readonly book: OrderBook;
  readonly trust: Trust;
  readonly tickSize: Price | undefined;
  readonly lastTradePrice: Price | undefined;
  readonly verified: number;
  readonly failed: number;
};

/** A snapshot whose book is read where it is, instead of being copied first. */
export type SnapshotSource = Omit<Snapshot, 'focus'> & {
  readonly focus: FocusSource | undefined;
};

export function writeSnapshot(slot: Slot, source: SnapshotSource): void {
  const {connection, focus, tops, trades, largeTrades} = source;
  slot[HEAD.sequence] = source.sequence;
  slot[HEAD.publishedUs] = source.publishedUs;
  slot[HEAD.feedUs] = source.feedUs;
  slot[HEAD.feedRate] = source.feedRate;
  slot[HEAD.phase] = PHASES.indexOf(connection.phase);
  slot[HEAD.attempt] = connection.attempt;
  slot[HEAD.phaseSinceUs] = connection.sinceUs;
  slot[HEAD.retryAtUs] = connection.retryAtUs;
  slot[HEAD.lastDataUs] = connection.lastDataUs;
  slot[HEAD.epoch] = connection.epoch;
  slot[HEAD.lines] = connection.lines;
  slot[HEAD.linesUp] = connection.linesUp;
  slot[HEAD.pingMs] = source.pingMs;
  slot[HEAD.clockOffsetMs] = source.clockOffsetMs;
  slot[HEAD.clockUncertaintyMs] = source.clockUncertaintyMs;
  slot[HEAD.framesPerS] = source.framesPerS;
  slot[HEAD.bytesPerS] = source.bytesPerS;
  slot[HEAD.ingestHeapBytes] = source.ingestHeapBytes;
  slot[HEAD.assetCount] = Math.min(tops.length, MAX_ASSETS);
  slot[HEAD.hasFocus] = focus === undefined ? 0 : 1;
  writeCounters(slot, source.counters);
  if (focus !== undefined) writeFocus(slot, focus);
  for (let i = 0; i < tops.length && i < MAX_ASSETS; i++) writeTop(slot, i, tops[i]!);
  slot[HEAD.tradeCount] = writeTrades(slot, TRADES, trades);
  slot[HEAD.largeTradeCount] = writeTrades(slot, LARGE_TRADES, largeTrades);
  writeFlow(slot, source.flow);
}

function writeFocus(slot: Slot, focus: FocusSource): void {
  const {book} = focus;
  slot[FOCUS.assetIndex] = focus.assetIndex;
  slot[FOCUS.revision] = book.revision;
  writeTrust(slot, FOCUS.trustState, focus.trust);
  slot[FOCUS.tickSize] = focus.tickSize ?? Number.NaN;
  slot[FOCUS.lastTradePrice] = focus.lastTradePrice ?? Number.NaN;
  slot[FOCUS.timestampMs] = book.timestampMs;
  slot[FOCUS.updatedUs] = book.updatedUs;
  slot[FOCUS.verified] = focus.verified;
  slot[FOCUS.failed] = focus.failed;
  slot[FOCUS.bidTotal] = book.bids.count;
  slot[FOCUS.askTotal] = book.asks.count;
  slot[FOCUS.bidLength] = writeLevels(slot, BID_PRICES, BID_SIZES, book.bids);
  slot[FOCUS.askLength] = writeLevels(slot, ASK_PRICES, ASK_SIZES, book.asks);
}

/** Returns how many levels had room. */
function writeLevels(
  slot: Slot,
  pricesAt: number,
  sizesAt: number,
  levels: Iterable<Level>,
): number {
  let length = 0;
  for (const {price, size} of levels) {
    if (length === MAX_LEVELS) break;
    slot[pricesAt + length] = price;
    slot[sizesAt + length] = size;
    length++;
  }

  return length;
}

function writeTop(slot: Slot, assetIndex: number, top: TopOfBook): void {
  const at = TOPS + assetIndex * TOP_LENGTH;
  slot[at] = top.bestBid ?? Number.NaN;
  slot[at + 1] = top.bidSize;
  slot[at + 2] = top.bestAsk ?? Number.NaN;
  slot[at + 3] = top.askSize;
  writeTrust(slot, at + 4, top.trust);
  slot[at + 7] = top.updatedUs;
}

/** Returns how many had room. */
function writeTrades(slot: Slot, tradesAt: number, trades: readonly TradeImage[]): number {
  const count = Math.min(trades.length, MAX_TRADES);
  for (let i = 0; i < count; i++) {
    const trade = trades[i]!;
    const at = tradesAt + i * TRADE_LENGTH;
    slot[at] = trade.sequence;
    slot[at + 1] = trade.assetIndex;
    slot[at + 2] = trade.timestampMs;
    slot[at + 3] = trade.price;
    slot[at + 4] = trade.size;
    slot[at + 5] = trade.side === 'buy' ? 0 : 1;
  }

  return count;
}

function writeCounters(slot: Slot, counters: Counters): void {
  for (const name of COUNTER_NAMES) slot[COUNTERS[name]] = counters[name];
}

function writeTrust(slot: Slot, at: number, {state, reason, sinceUs}: Trust): void {
  slot[at] = TRUST_STATES.indexOf(state);
  slot[at + 1] = TRUST_REASONS.indexOf(reason);
  slot[at + 2] = sinceUs;
}
