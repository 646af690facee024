// Copies a slot into a `Snapshot`: one copy a paint, after which the slot may be overwritten.

import type {Price} from '../domain/price.js';
import type {SizeMicros} from '../domain/size.js';
import type {
  BookImage,
  Counters,
  LevelColumns,
  Snapshot,
  TopOfBook,
  TradeImage,
} from '../domain/snapshot.js';
import type {Trust} from '../domain/trust.js';
import {readFlow} from './flow-slot.js';
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
  PHASES,
  TOPS,
  TOP_LENGTH,
  TRADES,
  TRADE_LENGTH,
  TRUST_REASONS,
  TRUST_STATES,
} from './layout.js';

type Slot = Float64Array;

export function readSnapshot(slot: Slot): Snapshot {
  return {
    sequence: slot[HEAD.sequence]!,
    publishedUs: slot[HEAD.publishedUs]!,
    feedUs: slot[HEAD.feedUs]!,
    feedRate: slot[HEAD.feedRate]!,
    connection: {
      phase: PHASES[slot[HEAD.phase]!]!,
      attempt: slot[HEAD.attempt]!,
      sinceUs: slot[HEAD.phaseSinceUs]!,
      retryAtUs: slot[HEAD.retryAtUs]!,
      lastDataUs: slot[HEAD.lastDataUs]!,
      epoch: slot[HEAD.epoch]!,
      lines: slot[HEAD.lines]!,
      linesUp: slot[HEAD.linesUp]!,
    },
    focus: slot[HEAD.hasFocus] === 1 ? readFocus(slot) : undefined,
    tops: Array.from({length: slot[HEAD.assetCount]!}, (_, i) => readTop(slot, i)),
    trades: Array.from({length: slot[HEAD.tradeCount]!}, (_, i) => readTrade(slot, TRADES, i)),
    largeTrades: Array.from({length: slot[HEAD.largeTradeCount]!}, (_, i) =>
      readTrade(slot, LARGE_TRADES, i),
    ),
    flow: readFlow(slot),
    counters: readCounters(slot),
    pingMs: slot[HEAD.pingMs]!,
    clockOffsetMs: slot[HEAD.clockOffsetMs]!,
    clockUncertaintyMs: slot[HEAD.clockUncertaintyMs]!,
    framesPerS: slot[HEAD.framesPerS]!,
    bytesPerS: slot[HEAD.bytesPerS]!,
    ingestHeapBytes: slot[HEAD.ingestHeapBytes]!,
  };
}

function readFocus(slot: Slot): BookImage {
  const columns = (
    side: LevelColumns['side'],
    [pricesAt, sizesAt]: readonly [number, number],
    length: number,
    total: number,
  ): LevelColumns => ({
    side,
    length,
    prices: slot.slice(pricesAt, pricesAt + length),
    sizes: slot.slice(sizesAt, sizesAt + length),
    total,
  });
  return {
    assetIndex: slot[FOCUS.assetIndex]!,
    revision: slot[FOCUS.revision]!,
    trust: readTrust(slot, FOCUS.trustState),
    bids: columns('bid', [BID_PRICES, BID_SIZES], slot[FOCUS.bidLength]!, slot[FOCUS.bidTotal]!),
    asks: columns('ask', [ASK_PRICES, ASK_SIZES], slot[FOCUS.askLength]!, slot[FOCUS.askTotal]!),
    tickSize: optionalPrice(slot[FOCUS.tickSize]!),
    lastTradePrice: optionalPrice(slot[FOCUS.lastTradePrice]!),
    timestampMs: slot[FOCUS.timestampMs]!,
    updatedUs: slot[FOCUS.updatedUs]!,
    verified: slot[FOCUS.verified]!,
    failed: slot[FOCUS.failed]!,
  };
}

function readTop(slot: Slot, assetIndex: number): TopOfBook {
  const at = TOPS + assetIndex * TOP_LENGTH;
  return {
    assetIndex,
    bestBid: optionalPrice(slot[at]!),
    bidSize: slot[at + 1]! as SizeMicros,
    bestAsk: optionalPrice(slot[at + 2]!),
    askSize: slot[at + 3]! as SizeMicros,
    trust: readTrust(slot, at + 4),
    updatedUs: slot[at + 7]!,
  };
}

function readTrade(slot: Slot, tradesAt: number, i: number): TradeImage {
  const at = tradesAt + i * TRADE_LENGTH;
  return {
    sequence: slot[at]!,
    assetIndex: slot[at + 1]!,
    timestampMs: slot[at + 2]!,
    price: slot[at + 3]! as Price,
    size: slot[at + 4]! as SizeMicros,
    side: slot[at + 5] === 0 ? 'buy' : 'sell',
  };
}

function readCounters(slot: Slot): Counters {
  const counters = COUNTER_NAMES.map((name) => [name, slot[COUNTERS[name]]!]);
  return Object.fromEntries(counters) as Counters;
}

/** State, reason and time in three neighbouring doubles. */
function readTrust(slot: Slot, at: number): Trust {
  return {
    state: TRUST_STATES[slot[at]!]!,
    reason: TRUST_REASONS[slot[at + 1]!]!,
    sinceUs: slot[at + 2]!,
  };
}

function optionalPrice(value: number): Price | undefined {
  return Number.isNaN(value) ? undefined : (value as Price);
}
