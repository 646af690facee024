// A made reading of everything: two markets, four books, a socket that is live.

import type {Market} from '../../src/domain/market.js';
import type {Price} from '../../src/domain/price.js';
import type {SizeMicros} from '../../src/domain/size.js';
import type {Snapshot, TopOfBook} from '../../src/domain/snapshot.js';
import type {Trust} from '../../src/domain/trust.js';
import type {Readout} from '../../src/exporter/readout.js';
import {allocateBoard, LatencyBoard} from '../../src/metrics/latency-board.js';

export const MADE_NOW_US = 3_600_000_000;

export function madeTrust(change: Partial<Trust> = {}): Trust {
  return {state: 'LIVE', reason: 'none', sinceUs: MADE_NOW_US - 60_000_000, ...change};
}

export function madeMarket(number: number, change: Partial<Market> = {}): Market {
  return {
    conditionId: `0x${String(number).padStart(64, '0')}`,
    slug: `market-${number}`,
    question: `Question ${number}?`,
    label: `Question ${number}?`,
    eventSlug: undefined,
    eventTitle: undefined,
    eventLegs: undefined,
    outcomes: [
      {name: 'Yes', assetId: `${number}1`},
      {name: 'No', assetId: `${number}2`},
    ],
    tickSize: undefined,
    minOrderSize: undefined,
    negRisk: undefined,
    status: 'open',
    listedPrice: undefined,
    volume24h: undefined,
    liquidity: undefined,
    endDateMs: undefined,
    rewards: undefined,
    ...change,
  };
}

export function madeTop(assetIndex: number, trust: Trust = madeTrust()): TopOfBook {
  return {
    assetIndex,
    bestBid: (5100 - assetIndex) as Price,
    bidSize: 1_000_000 as SizeMicros,
    bestAsk: (5200 + assetIndex) as Price,
    askSize: 1_000_000 as SizeMicros,
    trust,
    updatedUs: MADE_NOW_US - 1_000,
  };
}

export function madeSnapshot(
  change: Partial<Omit<Snapshot, 'connection'>> & {
    readonly connection?: Partial<Snapshot['connection']>;
  } = {},
): Snapshot {
  const {connection, ...rest} = change;
  return {
    sequence: 7,
    publishedUs: MADE_NOW_US - 20_000,
    feedUs: MADE_NOW_US - 20_000,
    feedRate: 1,
    connection: {
      phase: 'live',
      attempt: 1,
      sinceUs: MADE_NOW_US - 60_000_000,
      retryAtUs: 0,
      lastDataUs: MADE_NOW_US - 250_000,
      epoch: 1,
      lines: 1,
      linesUp: 1,
      ...connection,
    },
    focus: undefined,
    tops: [0, 1, 2, 3].map((assetIndex) => madeTop(assetIndex)),
    trades: [],
    largeTrades: [],
    flow: undefined,
    counters: {
      frames: 1,
      bytes: 2,
      events: 3,
      issues: 4,
      ignored: 5,
      books: 6,
      trades: 7,
      batches: 8,
      verified: 9,
      hashFailed: 10,
      bboFailed: 11,
      crossed: 12,
      reconnects: 13,
    },
    pingMs: 25,
    clockOffsetMs: -12.5,
    clockUncertaintyMs: 3,
    framesPerS: 120,
    bytesPerS: 64_000,
    ingestHeapBytes: 9_000_000,
    ...rest,
  };
}

export function madeReadout(change: Partial<Readout> = {}): Readout {
  return {
    nowUs: MADE_NOW_US,
    startedUs: MADE_NOW_US - 90_000_000,
    version: '1.2.3',
    source: 'live',
    worker: {state: 'up', reason: undefined, restarts: 0},
    board: new LatencyBoard(allocateBoard()),
    snapshot: madeSnapshot(),
    catalog: {markets: [madeMarket(1), madeMarket(2)], assetIds: ['11', '12', '21', '22']},
    connectionReason: undefined,
    mainHeapBytes: 20_000_000,
    residentBytes: 130_000_000,
    ...change,
  };
}
