import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {factsOf, STAGE_NAMES, STAGES} from '../../../src/domain/latency.js';
import type {EventKind, StageName} from '../../../src/domain/latency.js';
import {buildFamilies} from '../../../src/exporter/build-families.js';
import {formatFamilies} from '../../../src/exporter/format-families.js';
import type {Readout} from '../../../src/exporter/readout.js';
import {allocateBoard, LatencyBoard} from '../../../src/metrics/latency-board.js';
import {
  MADE_NOW_US,
  madeMarket,
  madeReadout,
  madeSnapshot,
  madeTop,
  madeTrust,
} from '../../support/made-readout.js';
import {
  histogramsOf,
  parsePrometheus,
  valueOf,
  type ParsedFamily,
  type ParsedHistogram,
} from '../../support/prometheus-text.js';

type Families = ReadonlyMap<string, ParsedFamily>;

async function scrape(readout: Readout): Promise<Families> {
  return parsePrometheus((await formatFamilies(buildFamilies(readout))).text);
}

function boardOf(stage: StageName, samplesUs: readonly number[], kind?: EventKind): LatencyBoard {
  const board = new LatencyBoard(allocateBoard());
  for (const sample of samplesUs) board.record(stage, sample, MADE_NOW_US, kind);
  return board;
}

function histogramOf(families: Families, stage: StageName, kind?: EventKind): ParsedHistogram {
  const found = histogramsOf(families.get('polybook_latency_seconds')!).filter(
    ({labels}) => labels.stage === stage && labels.kind === kind,
  );
  expect(found).toHaveLength(1);
  return found[0]!;
}

describe('what a scrape says', () => {
  test('is text that a scraper takes, with the content type of its format', async () => {
    const {contentType, text} = await formatFamilies(buildFamilies(madeReadout()));
    expect(contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(parsePrometheus(text).size).toBeGreaterThan(25);
  });

  test.each([
    ['polybook_frames_total', {}, 1],
    ['polybook_bytes_total', {}, 2],
    ['polybook_events_total', {}, 3],
    ['polybook_issues_total', {}, 4],
    ['polybook_ignored_total', {}, 5],
    ['polybook_books_total', {}, 6],
    ['polybook_trades_total', {}, 7],
    ['polybook_batches_total', {}, 8],
    ['polybook_proofs_total', {result: 'verified'}, 9],
    ['polybook_proofs_total', {result: 'hash_failed'}, 10],
    ['polybook_proofs_total', {result: 'bbo_failed'}, 11],
    ['polybook_proofs_total', {result: 'crossed'}, 12],
    ['polybook_reconnects_total', {}, 13],
    ['polybook_worker_restarts_total', {}, 0],
    ['polybook_worker_up', {}, 1],
    ['polybook_info', {version: '1.2.3', source: 'live'}, 1],
    ['polybook_uptime_seconds', {}, 90],
    ['polybook_connection_phase', {phase: 'live'}, 1],
    ['polybook_connection_phase', {phase: 'backing_off'}, 0],
    ['polybook_lines', {}, 1],
    ['polybook_lines_up', {}, 1],
    ['polybook_ping_seconds', {}, 0.025],
    ['polybook_clock_offset_seconds', {}, -0.0125],
    ['polybook_clock_uncertainty_seconds', {}, 0.003],
    ['polybook_data_age_seconds', {}, 0.25],
    ['polybook_snapshot_age_seconds', {}, 0.02],
    ['polybook_frames_per_second', {}, 120],
    ['polybook_bytes_per_second', {}, 64_000],
    ['polybook_ingest_heap_bytes', {}, 9_000_000],
    ['polybook_main_heap_bytes', {}, 20_000_000],
    ['polybook_resident_bytes', {}, 130_000_000],
    ['polybook_books', {trust: 'LIVE'}, 4],
    ['polybook_books', {trust: 'SUSPECT'}, 0],
    ['polybook_book_trust', {market: 'market-2', outcome: 'No'}, 1],
    ['polybook_best_bid', {market: 'market-1', outcome: 'Yes'}, 0.51],
    ['polybook_best_ask', {market: 'market-1', outcome: 'No'}, 0.5201],
  ])('has %s %j with its value', async (name, labels, value) => {
    expect(valueOf(await scrape(madeReadout()), name, labels)).toBe(value);
  });

  test('leaves out what is unknown instead of telling it as 0', async () => {
    const unknown = Number.NaN;
    const snapshot = madeSnapshot({
      pingMs: unknown,
      clockOffsetMs: unknown,
      clockUncertaintyMs: unknown,
      connection: {lastDataUs: 0},
      tops: [{...madeTop(0), bestBid: undefined}],
    });
    const families = await scrape(madeReadout({snapshot}));
    for (const name of ['ping', 'clock_offset', 'clock_uncertainty', 'data_age']) {
      expect(families.has(`polybook_${name}_seconds`)).toBe(false);
    }

    expect(families.has('polybook_best_bid')).toBe(false);
    expect(valueOf(families, 'polybook_best_ask', {})).toBe(0.52);
  });

  test('names a connection nowhere in a replay, which has none', async () => {
    const families = await scrape(madeReadout({source: 'replay'}));
    for (const name of ['connection_phase', 'lines', 'lines_up']) {
      expect(families.has(`polybook_${name}`)).toBe(false);
    }
  });

  test('names every metric that the README names, and no other', () => {
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    const told = Array.from(readme.matchAll(/^\| `(polybook_\w+)/gm), ([, name]) => name!);
    const built = buildFamilies(madeReadout()).map(({name}) => name);
    expect(told.sort()).toEqual(built.sort());
  });
});

describe('labels of a book', () => {
  test('are escaped, whatever a market is called', async () => {
    const slug = 'a "quoted" \\ back\nslash, {brace} = ü';
    const outcomes = [
      {name: '"Up\\', assetId: '11'},
      {name: 'Down', assetId: '12'},
    ] as const;
    const catalog = {markets: [madeMarket(1, {slug, outcomes})], assetIds: ['11', '12']};
    const families = await scrape(madeReadout({catalog}));
    expect(families.get('polybook_book_trust')?.series.map(({labels}) => labels)).toEqual([
      {market: slug, outcome: '"Up\\', trust: 'LIVE'},
      {market: slug, outcome: 'Down', trust: 'LIVE'},
    ]);
  });

  test('tell two books apart even where slugs or outcomes are alike, or a slug is missing', async () => {
    const outcomes = [
      {name: 'Same', assetId: '31'},
      {name: 'Same', assetId: '32'},
    ] as const;
    const markets = [
      madeMarket(1, {slug: 'twin'}),
      madeMarket(2, {slug: 'twin'}),
      madeMarket(3, {slug: undefined, outcomes}),
    ];
    const catalog = {markets, assetIds: ['11', '12', '21', '22', '31', '32']};
    const tops = [0, 1, 2, 3, 4, 5].map((i) => madeTop(i));
    const families = await scrape(madeReadout({catalog, snapshot: madeSnapshot({tops})}));
    const {series} = families.get('polybook_book_trust')!;
    expect(series.map(({labels}) => `${labels.market} ${labels.outcome}`)).toEqual([
      'twin Yes',
      'twin No',
      `${markets[1]!.conditionId} Yes`,
      `${markets[1]!.conditionId} No`,
      `${markets[2]!.conditionId} Same`,
      `${markets[2]!.conditionId} Same (2)`,
    ]);
  });

  test('are missing for a book that nobody has named yet, which is counted all the same', async () => {
    const families = await scrape(madeReadout({catalog: {markets: [], assetIds: []}}));
    expect(families.has('polybook_book_trust')).toBe(false);
    expect(valueOf(families, 'polybook_books', {trust: 'LIVE'})).toBe(4);
  });
});

describe('without a worker that works', () => {
  test.each([
    ['has ended', {worker: {state: 'down', reason: 'it threw', restarts: 1}}],
    ['starts again', {worker: {state: 'up', reason: undefined, restarts: 1}, snapshot: undefined}],
    ['hangs', {snapshot: madeSnapshot({publishedUs: MADE_NOW_US - 6_000_000})}],
  ] as const)('nothing old looks live: it %s', async (_, change) => {
    const families = await scrape(madeReadout(change));
    expect(valueOf(families, 'polybook_worker_up')).toBe(0);
    expect(valueOf(families, 'polybook_books', {trust: 'LIVE'})).toBe(0);
    expect(valueOf(families, 'polybook_books', {trust: 'STALE'})).toBe(4);
    expect(valueOf(families, 'polybook_connection_phase', {phase: 'live'})).toBe(0);
    for (const name of ['frames_total', 'best_bid', 'ping_seconds', 'frames_per_second']) {
      expect(families.has(`polybook_${name}`)).toBe(false);
    }
  });

  test('the histograms of the session stay, since they outlive it', async () => {
    const board = boardOf('paint', [700, 800]);
    const worker = {state: 'down', reason: 'it threw', restarts: 3} as const;
    const families = await scrape(madeReadout({board, worker}));
    expect(histogramOf(families, 'paint').count).toBe(2);
    expect(valueOf(families, 'polybook_worker_restarts_total')).toBe(3);
  });

  test('before the first one has come up the books are awaited', async () => {
    const worker = {state: 'starting', reason: undefined, restarts: 0} as const;
    const families = await scrape(madeReadout({worker, snapshot: undefined}));
    expect(valueOf(families, 'polybook_books', {trust: 'WAITING'})).toBe(4);
  });
});

describe('latencies', () => {
  test('there is one histogram for every stage and kind of event', async () => {
    const wanted = STAGE_NAMES.flatMap((stage) =>
      (factsOf(stage).kinds ?? [undefined]).map((kind) => `${stage} ${kind}`),
    );
    const families = await scrape(madeReadout());
    const found = histogramsOf(families.get('polybook_latency_seconds')!);
    expect(found.map(({labels}) => `${labels.stage} ${labels.kind}`)).toEqual(wanted);
  });

  test.each([
    ['apply', 'trade', 'µs'],
    ['feed', 'price_change', 'ms'],
    ['paint', undefined, 'ms'],
  ] as const)('%s %s is counted as a sorted list counts, within 1 %', async (stage, kind, unit) => {
    expect(STAGES[stage].unit).toBe(unit);
    // Every decade from 2 µs to 200 s.
    const samplesUs = Array.from({length: 4000}, (_, i) => 2 * 10 ** (((i * 37) % 4000) / 500));
    const families = await scrape(madeReadout({board: boardOf(stage, samplesUs, kind)}));
    const {buckets, count, sum} = histogramOf(families, stage, kind);
    expect(count).toBe(samplesUs.length);
    const sumS = samplesUs.reduce((total, sample) => total + sample, 0) / 1e6;
    expect(sum).toBeCloseTo(sumS, 6);
    const halfUnitUs = unit === 'ms' ? 0.5 : 0.0005;
    for (const [le, atMost] of buckets) {
      // A sample within 1 % of the bound, or rounded to it, may be on either side of it.
      const atLeast = samplesUs.filter((sample) => sample <= le * 1e6 * 0.99 - halfUnitUs).length;
      const atBest = samplesUs.filter((sample) => sample <= le * 1e6 * 1.01 + halfUnitUs).length;
      expect(atMost).toBeGreaterThanOrEqual(atLeast);
      expect(atMost).toBeLessThanOrEqual(atBest);
    }
  });

  test('a sample that lies on a bound is at most that bound', async () => {
    const samplesUs = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
    const families = await scrape(madeReadout({board: boardOf('paint', samplesUs)}));
    const {buckets} = histogramOf(families, 'paint');
    expect(buckets.slice(0, samplesUs.length).map(([, atMost]) => atMost)).toEqual(
      samplesUs.map((_, i) => i + 1),
    );
  });

  test('bounds go in steps of 1, 2 and 5 and have no digits of binary fractions', async () => {
    const families = await scrape(madeReadout());
    const bounds = (stage: StageName, kind?: EventKind): string[] =>
      families
        .get('polybook_latency_seconds')!
        .series.filter(({labels}) => labels.stage === stage && labels.kind === kind)
        .flatMap(({labels}) => labels.le ?? []);
    expect(bounds('ping')).toEqual(
      '0.00001 0.00002 0.00005 0.0001 0.0002 0.0005 0.001 0.002 0.005 0.01 0.02 0.05 0.1 0.2 0.5 1 2 5 10 20 50 100 +Inf'.split(
        ' ',
      ),
    );
    expect(bounds('decode', 'book')).toEqual(
      '0.000001 0.000002 0.000005 0.00001 0.00002 0.00005 0.0001 0.0002 0.0005 0.001 0.002 0.005 0.01 0.02 0.05 0.1 0.2 0.5 1 +Inf'.split(
        ' ',
      ),
    );
  });

  test('a value below zero is in the lowest bucket, and the sum keeps it', async () => {
    const board = boardOf('feed_raw', [-300_000, -5, 1_000_000], 'trade');
    const {buckets, sum, count} = histogramOf(
      await scrape(madeReadout({board})),
      'feed_raw',
      'trade',
    );
    expect(buckets[0]![1]).toBe(2);
    expect(count).toBe(3);
    expect(sum).toBeCloseTo(0.699995, 9);
  });

  test('what lies above the last bound is in +Inf alone', async () => {
    const board = boardOf('ping', [3_600_000_000]);
    const {buckets, sum} = histogramOf(await scrape(madeReadout({board})), 'ping');
    expect(buckets.map(([, atMost]) => atMost)).toEqual([...buckets.slice(1).map(() => 0), 1]);
    expect(sum).toBe(3600);
  });
});

test('512 markets are told in full, each book once', async () => {
  const markets = Array.from({length: 512}, (_, i) =>
    madeMarket(i + 1, {
      outcomes: [
        {name: 'Yes', assetId: `y${i}`},
        {name: 'No', assetId: `n${i}`},
      ],
    }),
  );
  const assetIds = markets.flatMap(({outcomes}) => outcomes.map(({assetId}) => assetId));
  const tops = assetIds.map((_, i) =>
    madeTop(i, madeTrust({state: i % 2 === 0 ? 'LIVE' : 'QUIET'})),
  );
  const readout = madeReadout({catalog: {markets, assetIds}, snapshot: madeSnapshot({tops})});
  const families = await scrape(readout);
  expect(families.get('polybook_book_trust')?.series).toHaveLength(1024);
  expect(valueOf(families, 'polybook_books', {trust: 'QUIET'})).toBe(512);
});
