import {describe, expect, test} from 'vitest';
import type {BookRecord, StreamRecord} from '../../../src/domain/record.js';
import type {Price} from '../../../src/domain/price.js';
import {IngestLoop} from '../../../src/ingest/ingest-loop.js';
import type {NamedAsset} from '../../../src/ingest/messages.js';
import {FixedClock} from '../../support/fixed-clock.js';
import type {Gauge} from '../../../src/domain/latency.js';
import {BUSIEST_SLUG} from '../../support/listed-market.js';
import {recordSimulation} from '../../support/simulated-recording.js';
import {MARKET, NO, ScriptedMarket, YES} from '../orderbook/scripted-market.js';
import {encodeBook, encodeChange, encodeTrade} from './encode-event.js';

const WALL_MS = 1_790_000_000_000;

class Harness {
  readonly clock = new FixedClock();
  readonly assets: NamedAsset[] = [];
  readonly records: StreamRecord[] = [];
  readonly loop: IngestLoop;

  constructor({adoptUnknownAssets = false} = {}) {
    this.loop = new IngestLoop({
      clock: this.clock,
      adoptUnknownAssets,
      depth: Number.POSITIVE_INFINITY,
      onRecord: (record) => this.records.push(record),
      onAssets: (assets) => this.assets.push(...assets),
      onIssue: () => undefined,
      onTrust: () => undefined,
    });
  }

  watch(): void {
    const market = {
      conditionId: MARKET,
      slug: 'scripted',
      question: 'Will it?',
      label: 'Will it?',
      eventSlug: undefined,
      eventTitle: undefined,
      eventLegs: undefined,
      outcomes: [
        {name: 'Yes', assetId: YES},
        {name: 'No', assetId: NO},
      ],
      tickSize: 100 as Price,
      minOrderSize: '5',
      negRisk: false,
      status: 'open',
      listedPrice: undefined,
      volume24h: undefined,
      liquidity: undefined,
      endDateMs: undefined,
      rewards: undefined,
    } as const;
    this.loop.watch([market], this.clock.us);
  }

  /** Whether the frame was data. */
  frame(text: string, wallMs: number | undefined = WALL_MS): boolean {
    return this.loop.onFrame(Buffer.from(text), this.clock.us, wallMs) === 'data';
  }

  of<Type extends StreamRecord['type']>(type: Type): Extract<StreamRecord, {type: Type}>[] {
    return this.records.filter((record) => record.type === type) as never;
  }
}

function started(): {harness: Harness; market: ScriptedMarket} {
  const harness = new Harness();
  const market = new ScriptedMarket();
  harness.watch();
  for (const asset of [YES, NO]) harness.frame(encodeBook(market.book(asset, WALL_MS - 60_000)));
  return {harness, market};
}

describe('assets', () => {
  test('get their numbers when they are watched, once', () => {
    const harness = new Harness();
    harness.watch();
    harness.watch();
    expect(harness.assets).toEqual([
      {assetIndex: 0, assetId: YES, market: MARKET},
      {assetIndex: 1, assetId: NO, market: MARKET},
    ]);
  });

  test('that nobody watches are left alone in a live feed, and adopted in a recording', () => {
    const market = new ScriptedMarket();
    const live = new Harness();
    live.frame(encodeBook(market.book(YES, WALL_MS)));
    expect(live.loop.store.assetIds()).toEqual([]);
    expect(live.loop.dump()).toEqual([]);

    const recorded = new Harness({adoptUnknownAssets: true});
    recorded.frame(encodeBook(market.book(YES, WALL_MS)));
    recorded.frame(encodeBook(market.book(NO, WALL_MS)));
    expect(recorded.assets.map(({assetId}) => assetId)).toEqual([YES, NO]);
    expect(recorded.loop.dump().map(({assetId}) => assetId)).toEqual([YES, NO]);
  });
});

test('notices about the whole exchange are frames, but no sign that the books are fed', () => {
  const {harness} = started();
  const heardUs = harness.loop.metrics.lastDataUs;
  const {frames} = harness.loop.metrics;
  harness.clock.us += 5_000_000;
  const notice = {market: '0xf00', assets_ids: ['8', '9'], timestamp: String(WALL_MS)};
  for (const event_type of ['new_market', 'market_resolved']) {
    expect(harness.frame(JSON.stringify({...notice, event_type}))).toBe(false);
  }

  expect(harness.loop.metrics).toMatchObject({frames: frames + 2, lastDataUs: heardUs, issues: 0});
});

describe('latency', () => {
  test('counts changes and trades, as negative as they come, but not books', () => {
    const {harness, market} = started();
    const {board} = harness.loop.metrics;
    const read = (): Gauge => board.read('feed_raw', '10s', harness.clock.us);
    expect(read().count).toBe(0);
    harness.frame(encodeChange(market.change(WALL_MS - 40, 'bid', '0.4', '7')));
    harness.frame(encodeTrade(market.trade(WALL_MS + 12, '0.4')));
    const {count, max} = read();
    expect(count).toBe(2);
    expect(max).toBeCloseTo(40, 0);
    expect(board.worstPerSecond('feed_raw', harness.clock.us).at(-1)).toBe(40);
  });

  test('of a recording that does not say when frames came is unknown, but not what they cost', () => {
    const harness = new Harness({adoptUnknownAssets: true});
    const market = new ScriptedMarket();
    for (const asset of [YES, NO]) {
      harness.loop.onFrame(Buffer.from(encodeBook(market.book(asset, WALL_MS))), 1, undefined);
    }

    const change = encodeChange(market.change(WALL_MS, 'bid', '0.4', '7'));
    harness.loop.onFrame(Buffer.from(change), 1, undefined);
    expect(harness.loop.store.counters.verified).toBe(4);
    const {board} = harness.loop.metrics;
    expect(board.read('feed_raw', '10s', 1).count).toBe(0);
    expect(board.read('pipeline', '10s', 1).count).toBe(3);
  });
});

describe('records', () => {
  test('a book is written when its batch is proven, not for each of its frames', () => {
    const {harness, market} = started();
    const before = harness.of('book').length;
    const batch = market.batch(WALL_MS, [
      ['bid', '0.4', '7'],
      ['bid', '0.41', '8'],
      ['ask', '0.6', '9'],
    ]);
    for (const event of batch.slice(0, -1)) harness.frame(encodeChange(event));
    expect(harness.of('book')).toHaveLength(before);
    harness.frame(encodeChange(batch.at(-1)!));
    const written = harness.of('book').slice(before);
    expect(written.map(({assetId, hashOk, trust}) => [assetId, hashOk, trust])).toEqual([
      [YES, true, 'LIVE'],
      [NO, true, 'LIVE'],
    ]);
  });

  test('a trade is written with its side and its hash, of watched assets only', () => {
    const {harness, market} = started();
    const trade = market.trade(WALL_MS, '0.62');
    harness.frame(encodeTrade(trade));
    harness.frame(encodeTrade({...trade, assetId: '3', market: '0xother'}));
    const {kind, ...fields} = trade;
    expect(kind).toBe('trade');
    expect(harness.of('trade')).toEqual([{type: 'trade', ...fields}]);
    expect(harness.loop.tape.of(MARKET)).toHaveLength(1);
  });

  test('a market that is resolved says so once it is ours', () => {
    const {harness} = started();
    const resolved = (market: string) =>
      JSON.stringify({
        event_type: 'market_resolved',
        market,
        assets_ids: [YES, NO],
        winning_asset_id: YES,
        winning_outcome: 'Yes',
        timestamp: String(WALL_MS),
      });
    harness.frame(resolved('0xother'));
    expect(harness.of('status').some(({scope}) => scope === 'market')).toBe(false);
    harness.frame(resolved(MARKET));
    expect(harness.of('status').filter(({scope}) => scope === 'market')).toEqual([
      {type: 'status', scope: 'market', id: MARKET, state: 'resolved', reason: 'Yes won'},
    ]);
    expect(harness.loop.dump().map(({trust}) => trust)).toEqual(['RESOLVED', 'RESOLVED']);
  });
});

describe('dump', () => {
  test('gives no book before its first, and then the whole of each', () => {
    const harness = new Harness();
    harness.watch();
    expect(harness.loop.dump()).toEqual([]);
    const market = new ScriptedMarket();
    harness.frame(encodeBook(market.book(NO, WALL_MS)));
    expect(harness.loop.dump()).toMatchObject([{assetId: NO, trust: 'LIVE', hashOk: true}]);
  });

  test('holds back a book that calls itself LIVE in the middle of its batch', () => {
    const {harness, market} = started();
    const [first, second] = market.batch(WALL_MS, [
      ['bid', '0.4', '7'],
      ['bid', '0.41', '8'],
    ]);
    harness.frame(encodeChange(first!));
    expect(harness.loop.dump()).toEqual([]);

    harness.clock.us += 100_001;
    harness.loop.checkPending(harness.clock.us);
    const hashes = (books: BookRecord[]) => books.map(({trust, hashOk}) => [trust, hashOk]);
    expect(hashes(harness.loop.dump())).toEqual([
      ['UNPROVEN', undefined],
      ['UNPROVEN', undefined],
    ]);

    harness.frame(encodeChange(second!));
    expect(hashes(harness.loop.dump())).toEqual([
      ['LIVE', true],
      ['LIVE', true],
    ]);
  });

  test('says that a hash is wrong where the end of the input has shown it', () => {
    const {harness, market} = started();
    const [first] = market.batch(WALL_MS, [
      ['bid', '0.4', '7'],
      ['bid', '0.41', '8'],
    ]);
    harness.frame(encodeChange(first!));
    harness.loop.onEnd(harness.clock.us);
    expect(harness.loop.dump()).toMatchObject([
      {trust: 'SUSPECT', hashOk: false},
      {trust: 'SUSPECT', hashOk: false},
    ]);
    expect(harness.loop.toSummary(3)).toMatchObject({hashFailed: 2, batches: 1, dropped: 3});
  });
});

test('a recording of the simulated exchange is proven from its first book to its last batch', () => {
  const harness = new Harness({adoptUnknownAssets: true});
  const frames = recordSimulation({
    seed: 4,
    rate: 400,
    startMs: WALL_MS,
    durationMs: 10_000,
    slugs: [BUSIEST_SLUG],
  });
  const lines = frames.split('\n').filter((line) => line !== '');
  for (const line of lines) harness.frame(line);
  harness.loop.onEnd(harness.clock.us);

  const summary = harness.loop.toSummary(0);
  expect(summary).toMatchObject({
    frames: lines.length,
    issues: 0,
    hashFailed: 0,
    bboFailed: 0,
    crossed: 0,
    ignored: 0,
  });
  expect(summary.verified).toBe(2 * summary.batches + summary.books);
  expect(summary.batches).toBeGreaterThan(100);
});
