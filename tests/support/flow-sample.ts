// A made-up flow of the made-up book of view-sample.ts.

import type {BookSide} from '../../src/domain/feed-event.js';
import type {Price} from '../../src/domain/price.js';
import type {SizeMicros} from '../../src/domain/size.js';
import type {FlowImage, LevelFlowImage} from '../../src/domain/snapshot.js';

const micros = (shares: number): SizeMicros => Math.round(shares * 1_000_000) as SizeMicros;

/** `[side, price in cents, shares added, pulled, traded]`. */
type SampleFlowLevel = readonly [BookSide, number, number, number, number];

export function sampleLevelFlow(...rows: readonly SampleFlowLevel[]): LevelFlowImage[] {
  return rows.map(([side, cents, added, pulled, traded]) => ({
    side,
    price: Math.round(cents * 100) as Price,
    added: micros(added),
    pulled: micros(pulled),
    traded: micros(traded),
  }));
}

export function sampleFlow(change: Partial<FlowImage> = {}): FlowImage {
  return {
    sinceUs: 3_600_000_000 - 42_300_000,
    levels: sampleLevelFlow(
      ['bid', 46.4, 1_500, 0, 0],
      ['ask', 46.7, 1_220, 310.5, 1_100.25],
      ['bid', 46.3, 20, 420, 0],
      ['ask', 46.8, 0, 0, 75],
      ['bid', 46.2, 88, 0, 0],
      ['ask', 47, 3_000, 3_000, 0],
      ['bid', 45.9, 0.02, 12_000, 0],
      ['ask', 99, 31_000_000, 2_400_000, 0],
    ),
    volumes: [
      [46.7, 12_400, 310],
      [46.4, 890.5, 9_020],
      [46.8, 4_100, 0],
      [46.9, 2_040, 120],
      [46.2, 0, 1_450],
      [47, 640, 0],
      [45.5, 12, 3_300],
      [48.2, 18_000, 7],
    ].map(([cents, bought, sold]) => ({
      price: Math.round(cents! * 100) as Price,
      bought: micros(bought!),
      sold: micros(sold!),
    })),
    totals: {
      trades: 41,
      volume: micros(52_290.5),
      notional: 24_471.95,
      vwap: 24_471.95 / 52_290.5,
      high: 4820 as Price,
      low: 4550 as Price,
      cumulativeDelta: micros(23_875.5),
    },
    imbalances: Float64Array.from({length: 60}, (_, i) => micros(((i * 7_919) % 4_001) - 1_800)),
    cumulativeDeltas: Float64Array.from({length: 60}, (_, i) =>
      micros(23_875.5 - (59 - i) * 180 + ((i * 31) % 17) * 90),
    ),
    ...change,
  };
}
