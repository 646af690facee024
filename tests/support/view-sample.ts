// A made-up market, book and session, and the whole screen as text: for tests of the view, and to
// look at (view-sample-print.ts).

import type {BookSide} from '../../src/domain/feed-event.js';
import {NO_FRAMES} from '../../src/domain/inspected-frame.js';
import {NO_EVENTS} from '../../src/domain/market-event.js';
import type {Market} from '../../src/domain/market.js';
import {complement, type Price} from '../../src/domain/price.js';
import type {Session} from '../../src/domain/session.js';
import type {SizeMicros} from '../../src/domain/size.js';
import type {
  BookImage,
  LevelColumns,
  Snapshot,
  TopOfBook,
  TradeImage,
} from '../../src/domain/snapshot.js';
import type {Trust} from '../../src/domain/trust.js';
import type {ViewInput, ViewModel} from '../../src/view/build-view-model.js';
import {cellWidth, splitGlyphs} from '../../src/view/cell-width.js';
import type {PaintFacts} from '../../src/view/feed-rows.js';
import {createDateFormat, createTimeFormat} from '../../src/view/format-time.js';
import {placedPanels} from '../../src/view/layout.js';
import type {PaintRow, Region} from '../../src/view/paint-row.js';
import {createUiState} from '../../src/view/ui-state.js';
import {sampleFlow} from './flow-sample.js';
import {samplePasts} from './history-sample.js';
import {sampleLatency} from './latency-sample.js';

/** Monotonic time of the sample; an hour after the start of the machine. */
export const SAMPLE_NOW_US = 3_600_000_000;

/** 2026-03-02T13:02:11Z. */
export const SAMPLE_WALL_MS = 1_772_456_531_000;

export const LIVE: Trust = {state: 'LIVE', reason: 'none', sinceUs: SAMPLE_NOW_US - 42_300_000};

/** `[price in cents, shares]`, best first. */
export type SampleLevels = readonly (readonly [cents: number, shares: number])[];

export function sampleLevels(side: BookSide, levels: SampleLevels, total?: number): LevelColumns {
  return {
    side,
    length: levels.length,
    prices: Float64Array.from(levels, ([cents]) => Math.round(cents * 100)),
    sizes: Float64Array.from(levels, ([, shares]) => Math.round(shares * 1_000_000)),
    total: total ?? levels.length,
  };
}

export function sampleMarket(index: number, change: Partial<Market> = {}): Market {
  return {
    conditionId: `0x${String(index).padStart(64, '0')}`,
    slug: `will-the-weather-station-report-${index}`,
    question: `Will the mountain weather station report snow on day ${index + 1}?`,
    label: `Snow on day ${index + 1}`,
    eventSlug: 'mountain-weather',
    eventTitle: 'Mountain weather',
    eventLegs: 4,
    outcomes: [
      {name: 'Yes', assetId: String(1000 + 2 * index)},
      {name: 'No', assetId: String(1001 + 2 * index)},
    ],
    tickSize: 10 as Price,
    minOrderSize: '5',
    negRisk: false,
    status: 'open',
    listedPrice: undefined,
    volume24h: 1_234_567 / (index + 1),
    liquidity: undefined,
    endDateMs: undefined,
    rewards: undefined,
    ...change,
  };
}

export function sampleMarkets(count: number): Market[] {
  return Array.from({length: count}, (_, index) => sampleMarket(index));
}

export function sampleSession(change: Partial<Session> & {marketCount?: number} = {}): Session {
  const {marketCount = 4, ...rest} = change;
  const markets = rest.catalog?.markets ?? sampleMarkets(marketCount);
  return {
    source: 'live',
    stage: {kind: 'running'},
    catalog: {
      markets,
      assetIds: markets.flatMap(({outcomes}) => outcomes.map(({assetId}) => assetId)),
    },
    watchedIds: new Set(),
    connectionReason: undefined,
    pastTrades: new Map(),
    recording: undefined,
    playback: undefined,
    notices: [],
    ...rest,
  };
}

const ASKS: SampleLevels = [
  [46.7, 11_020],
  [46.8, 310],
  [47.0, 1_240.5],
  [47.1, 9_100],
  [47.6, 22_000],
  [48.0, 640],
  [48.1, 7.25],
  [48.2, 3_300],
  [49.0, 18_400],
  [50.0, 31_000],
  [55.0, 120_000],
  [60.0, 4_100],
  [75.0, 990],
  [99.0, 31_000_000],
];

const BIDS: SampleLevels = [
  [46.4, 13_100],
  [46.3, 9_020],
  [46.2, 88],
  [46.0, 2_450],
  [45.9, 17_300],
  [45.5, 410],
  [45.0, 26_000],
  [44.9, 0.02],
  [44.0, 5_500],
  [42.0, 61_000],
  [40.0, 8_800],
  [33.3, 1_000],
  [10.0, 250_000],
  [1.0, 1_900_000],
];

export function sampleBook(change: Partial<BookImage> = {}): BookImage {
  return {
    assetIndex: 0,
    revision: 1_431,
    trust: LIVE,
    bids: sampleLevels('bid', BIDS),
    asks: sampleLevels('ask', ASKS),
    tickSize: 10 as Price,
    lastTradePrice: 4670 as Price,
    timestampMs: SAMPLE_WALL_MS - 200,
    updatedUs: SAMPLE_NOW_US - 180_000,
    verified: 112,
    failed: 0,
    ...change,
  };
}

function sampleTrades(): TradeImage[] {
  return Array.from({length: 40}, (_, i) => ({
    sequence: 400 - i,
    assetIndex: i % 3 === 1 ? 1 : 0,
    timestampMs: SAMPLE_WALL_MS - i * 2_700,
    price: (i % 3 === 1 ? complement(4640 as Price) : 4670 - 10 * (i % 4)) as Price,
    size: (((i * 7_919) % 4_000) * 1_000_000 + 1_234_560) as SizeMicros,
    side: i % 2 === 0 ? 'buy' : 'sell',
  }));
}

function sampleTops(count: number): TopOfBook[] {
  return Array.from({length: count}, (_, assetIndex) => {
    const bid = (4640 - 310 * (assetIndex >> 1)) as Price;
    const ask = (bid + 30) as Price;
    const isMirror = assetIndex % 2 === 1;
    return {
      assetIndex,
      bestBid: isMirror ? complement(ask) : bid,
      bidSize: 13_100_000_000 as SizeMicros,
      bestAsk: isMirror ? complement(bid) : ask,
      askSize: 11_020_000_000 as SizeMicros,
      trust: LIVE,
      updatedUs: SAMPLE_NOW_US - 180_000,
    };
  });
}

export function sampleSnapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    sequence: 9_001,
    publishedUs: SAMPLE_NOW_US - 20_000,
    feedUs: SAMPLE_NOW_US - 20_000,
    feedRate: 1,
    connection: {
      phase: 'live',
      attempt: 1,
      sinceUs: SAMPLE_NOW_US - 60_000_000,
      retryAtUs: 0,
      lastDataUs: SAMPLE_NOW_US - 230_000,
      epoch: 1,
      lines: 1,
      linesUp: 1,
    },
    focus: sampleBook(),
    tops: sampleTops(8),
    trades: sampleTrades(),
    largeTrades: [],
    flow: sampleFlow(),
    counters: {
      frames: 12_044,
      bytes: 8_123_456,
      events: 13_911,
      issues: 0,
      ignored: 0,
      books: 96,
      trades: 41,
      batches: 3_210,
      verified: 6_310,
      hashFailed: 0,
      bboFailed: 0,
      crossed: 0,
      reconnects: 0,
    },
    pingMs: 38.2,
    clockOffsetMs: 12.4,
    clockUncertaintyMs: 20.1,
    framesPerS: 12,
    bytesPerS: 7_840,
    ingestHeapBytes: 13_400_000,
    ...change,
  };
}

export function samplePaint(change: Partial<PaintFacts> = {}): PaintFacts {
  return {
    fps: 20,
    made: 1_204,
    skipped: 0,
    late: 0,
    heapBytes: 21_300_000,
    residentBytes: 163_000_000,
    ...change,
  };
}

export function sampleInput(change: Partial<ViewInput> = {}): ViewInput {
  return {
    snapshot: sampleSnapshot(),
    session: sampleSession(),
    ui: createUiState({atUs: SAMPLE_NOW_US - 1_300_000}),
    columns: 80,
    rows: 24,
    nowUs: SAMPLE_NOW_US,
    wallMs: SAMPLE_WALL_MS,
    unicode: true,
    hasTints: true,
    latency: sampleLatency(),
    alerts: [],
    events: NO_EVENTS,
    frames: NO_FRAMES,
    pasts: samplePasts(),
    paint: samplePaint(),
    formatTime: createTimeFormat('UTC'),
    formatDate: createDateFormat('UTC'),
    ...change,
  };
}

export function rowText(row: PaintRow): string {
  return row.map(({text}) => text).join('');
}

/** The whole screen as lines of text; throws where something lies outside of it. */
export function screenText({chrome, panels}: ViewModel): string[] {
  const {columns, rows} = chrome.layout;
  const cells = Array.from({length: rows}, () => new Array<string>(columns).fill(' '));
  const put = (region: Region | undefined, painted: readonly PaintRow[]): void => {
    if (region === undefined) return;
    if (painted.length > region.height) throw new Error('more rows than the region has');
    painted.forEach((row, y) => {
      const text = rowText(row);
      if (cellWidth(text) > region.width) throw new Error(`row too wide: "${text}"`);
      let x = region.x;
      for (const glyph of splitGlyphs(text)) {
        cells[region.y + y]![x] = glyph.text;
        if (glyph.width === 2) cells[region.y + y]![x + 1] = '';
        x += glyph.width;
      }
    });
  };

  if (chrome.kind === 'too_small') {
    put({x: 0, y: 0, width: columns, height: rows}, chrome.rows);
  } else {
    const {layout, overlay, full} = chrome;
    put(layout.title, [chrome.title]);
    put(layout.status, panels.status);
    put(layout.banner, chrome.banner === undefined ? [] : [chrome.banner]);
    if (overlay !== undefined) put(layout.body, overlay.rows);
    else if (full !== undefined) put(layout.body, panels[full]);
    else for (const {panel, region} of placedPanels(layout)) put(region, panels[panel]);
    put(layout.timeline, panels.timeline);
    put(layout.footer, [chrome.footer]);
  }

  return cells.map((line) => line.join('').trimEnd());
}
