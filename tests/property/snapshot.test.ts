import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {BookSide, Level} from '../../src/domain/feed-event.js';
import type {Price} from '../../src/domain/price.js';
import type {SizeMicros} from '../../src/domain/size.js';
import type {
  Counters,
  FlowImage,
  LevelColumns,
  Snapshot,
  TopOfBook,
  TradeImage,
} from '../../src/domain/snapshot.js';
import type {Trust} from '../../src/domain/trust.js';
import {OrderBook} from '../../src/orderbook/order-book.js';
import {
  COUNTERS,
  MAX_ASSETS,
  MAX_FLOW_LEVELS,
  MAX_FLOW_SECONDS,
  MAX_LEVELS,
  MAX_TRADES,
  MAX_VOLUME_PRICES,
  PHASES,
  SLOT_LENGTH,
  TRUST_REASONS,
  TRUST_STATES,
} from '../../src/snapshot/layout.js';
import {readSnapshot} from '../../src/snapshot/snapshot-reader.js';
import {writeSnapshot, type SnapshotSource} from '../../src/snapshot/snapshot-writer.js';

const count = fc.nat(1_000_000_000);
const timeUs = fc.maxSafeNat();
const gaugeValue = fc.oneof(
  fc.double({min: -1e9, max: 1e9, noNaN: true}).map((value) => value + 0),
  fc.constant(Number.NaN),
);
const price = fc.integer({min: 1, max: 9999}).map((value) => value as Price);
const size = fc.integer({min: 1, max: 1e15}).map((value) => value as SizeMicros);
const maybePrice = fc.option(price, {nil: undefined});
const trust: fc.Arbitrary<Trust> = fc.record({
  state: fc.constantFrom(...TRUST_STATES),
  reason: fc.constantFrom(...TRUST_REASONS),
  sinceUs: timeUs,
});
const counterNames = Object.keys(COUNTERS).filter((name) => name !== 'end');
const counters = fc
  .tuple(...counterNames.map(() => count))
  .map(
    (values) => Object.fromEntries(counterNames.map((name, i) => [name, values[i]])) as Counters,
  );

const levels: fc.Arbitrary<Level[]> = fc.uniqueArray(fc.record({price, size}), {
  selector: (level) => level.price,
  maxLength: 60,
});
const book = fc
  .record({bids: levels, asks: levels, timestampMs: timeUs, updatedUs: timeUs})
  .map(({bids, asks, timestampMs, updatedUs}) => {
    const made = new OrderBook();
    for (const level of bids) made.bids.set(level.price, level.size);
    for (const level of asks) made.asks.set(level.price, level.size);
    made.endMessage(timestampMs, updatedUs);
    return made;
  });

const top = fc.record({
  bestBid: maybePrice,
  bidSize: size,
  bestAsk: maybePrice,
  askSize: size,
  trust,
  updatedUs: timeUs,
});
const tops: fc.Arbitrary<TopOfBook[]> = fc
  .array(top, {maxLength: 30})
  .map((rows) => rows.map((row, assetIndex) => ({assetIndex, ...row})));
const trade: fc.Arbitrary<TradeImage> = fc.record({
  sequence: count,
  assetIndex: fc.nat(MAX_ASSETS),
  timestampMs: timeUs,
  price,
  size,
  side: fc.constantFrom('buy', 'sell'),
});

const levelFlow = fc.record({
  side: fc.constantFrom<BookSide[]>('bid', 'ask'),
  price,
  added: size,
  pulled: size,
  traded: size,
});
const volume = fc.record({price, bought: size, sold: size});
const series = fc
  .array(fc.integer({min: -1e15, max: 1e15}), {maxLength: 2 * MAX_FLOW_SECONDS})
  .map((values) => Float64Array.from(values));
const flow: fc.Arbitrary<FlowImage> = fc.record({
  sinceUs: fc.option(timeUs, {nil: undefined}),
  levels: fc.array(levelFlow, {maxLength: 40}),
  volumes: fc.array(volume, {maxLength: 40}),
  totals: fc.record({
    trades: count,
    volume: size,
    notional: gaugeValue,
    vwap: gaugeValue,
    high: maybePrice,
    low: maybePrice,
    cumulativeDelta: fc.integer({min: -1e15, max: 1e15}),
  }),
  imbalances: series,
  cumulativeDeltas: series,
});

const anySource: fc.Arbitrary<SnapshotSource> = fc.record({
  sequence: count,
  publishedUs: timeUs,
  feedUs: timeUs,
  feedRate: timeUs,
  connection: fc.record({
    phase: fc.constantFrom(...PHASES),
    attempt: count,
    sinceUs: timeUs,
    retryAtUs: timeUs,
    lastDataUs: timeUs,
    epoch: count,
    lines: count,
    linesUp: count,
  }),
  pingMs: gaugeValue,
  clockOffsetMs: gaugeValue,
  clockUncertaintyMs: gaugeValue,
  framesPerS: count,
  bytesPerS: count,
  ingestHeapBytes: count,
  counters,
  focus: fc.option(
    fc.record({
      assetIndex: fc.nat(MAX_ASSETS - 1),
      book,
      trust,
      tickSize: maybePrice,
      lastTradePrice: maybePrice,
      verified: count,
      failed: count,
    }),
    {nil: undefined},
  ),
  tops,
  flow: fc.option(flow, {nil: undefined}),
  trades: fc.array(trade, {maxLength: 2 * MAX_TRADES}),
  largeTrades: fc.array(trade, {maxLength: 2 * MAX_TRADES}),
});

function columnsOf(side: BookSide, all: Iterable<Level>): LevelColumns {
  const kept = [...all].slice(0, MAX_LEVELS);
  return {
    side,
    length: kept.length,
    prices: Float64Array.from(kept, (level) => level.price),
    sizes: Float64Array.from(kept, (level) => level.size),
    total: [...all].length,
  };
}

/** What a reader should see, put together from the source without the slot. */
function expected(source: SnapshotSource): Snapshot {
  const {focus, trades, largeTrades, flow: flowSource, ...rest} = source;
  return {
    ...rest,
    flow: flowSource && {
      ...flowSource,
      imbalances: flowSource.imbalances.slice(-MAX_FLOW_SECONDS),
      cumulativeDeltas: flowSource.cumulativeDeltas.slice(-MAX_FLOW_SECONDS),
    },
    trades: trades.slice(0, MAX_TRADES),
    largeTrades: largeTrades.slice(0, MAX_TRADES),
    focus:
      focus === undefined
        ? undefined
        : {
            assetIndex: focus.assetIndex,
            revision: focus.book.revision,
            trust: focus.trust,
            bids: columnsOf('bid', focus.book.bids),
            asks: columnsOf('ask', focus.book.asks),
            tickSize: focus.tickSize,
            lastTradePrice: focus.lastTradePrice,
            timestampMs: focus.book.timestampMs,
            updatedUs: focus.book.updatedUs,
            verified: focus.verified,
            failed: focus.failed,
          },
  };
}

test('what is written into a slot is read from it, whatever the slot held before', () => {
  const slot = new Float64Array(SLOT_LENGTH).fill(-7);
  fc.assert(
    fc.property(anySource, (written) => {
      writeSnapshot(slot, written);
      expect(readSnapshot(slot)).toEqual(expected(written));
    }),
    {seed: 20260923, numRuns: 200},
  );
});

test('a snapshot that was read is a copy: the next write into its slot does not change it', () => {
  fc.assert(
    fc.property(anySource, anySource, (first, second) => {
      const slot = new Float64Array(SLOT_LENGTH);
      writeSnapshot(slot, first);
      const read = readSnapshot(slot);
      writeSnapshot(slot, second);
      expect(read).toEqual(expected(first));
    }),
    {seed: 20260924, numRuns: 50},
  );
});

test('what has no room is left out from the far end, and the book says how much it has', () => {
  const made = new OrderBook();
  for (let i = 0; i < 3000; i++) {
    made.bids.set((5000 - i) as Price, (i + 1) as SizeMicros);
    made.asks.set((5001 + i) as Price, (i + 1) as SizeMicros);
  }

  made.endMessage(1, 2);
  const [sample] = fc.sample(anySource, {seed: 1, numRuns: 1});
  const trustNow: Trust = {state: 'LIVE', reason: 'none', sinceUs: 3};
  const source: SnapshotSource = {
    ...sample!,
    focus: {
      assetIndex: 0,
      book: made,
      trust: trustNow,
      tickSize: undefined,
      lastTradePrice: undefined,
      verified: 0,
      failed: 0,
    },
    tops: Array.from({length: MAX_ASSETS + 5}, (_, assetIndex) => ({
      assetIndex,
      bestBid: undefined,
      bidSize: 0 as SizeMicros,
      bestAsk: 1 as Price,
      askSize: assetIndex as SizeMicros,
      trust: trustNow,
      updatedUs: assetIndex,
    })),
    flow: {
      ...fc.sample(flow, {seed: 1, numRuns: 1})[0]!,
      levels: Array.from({length: MAX_FLOW_LEVELS + 5}, (_, i) => ({
        side: 'bid' as const,
        price: (i + 1) as Price,
        added: i as SizeMicros,
        pulled: 0 as SizeMicros,
        traded: 0 as SizeMicros,
      })),
      volumes: Array.from({length: MAX_VOLUME_PRICES + 5}, (_, i) => ({
        price: (i + 1) as Price,
        bought: i as SizeMicros,
        sold: 0 as SizeMicros,
      })),
    },
  };
  const slot = new Float64Array(SLOT_LENGTH);
  writeSnapshot(slot, source);
  const {focus, tops: readTops, flow: readFlow} = readSnapshot(slot);
  expect(focus!.bids).toMatchObject({length: MAX_LEVELS, total: 3000});
  expect([focus!.bids.prices[0], focus!.bids.prices.at(-1)]).toEqual([5000, 5001 - MAX_LEVELS]);
  expect([focus!.asks.prices[0], focus!.asks.prices.at(-1)]).toEqual([5001, 5000 + MAX_LEVELS]);
  expect(readTops).toEqual(source.tops.slice(0, MAX_ASSETS));
  expect(readFlow!.levels).toEqual(source.flow!.levels.slice(0, MAX_FLOW_LEVELS));
  expect(readFlow!.volumes).toEqual(source.flow!.volumes.slice(0, MAX_VOLUME_PRICES));
});
