// Made-up columns of a market's past.

import type {DepthColumn, PastSource, PastTrade, PriceSeed} from '../../src/domain/history.js';
import type {Price} from '../../src/domain/price.js';
import type {SizeMicros} from '../../src/domain/size.js';
import {buildColumn, buildGap} from '../../src/history/build-column.js';
import {MarketHistory} from '../../src/history/market-history.js';

/** 2026-03-02T13:02:10Z, the beginning of a point. */
export const SAMPLE_SECOND = 1_772_456_530;

export function pastTrade(price: number, shares: number, side: PastTrade['side']): PastTrade {
  return {price: price as Price, size: (shares * 1_000_000) as SizeMicros, side};
}

export type ColumnSample = {
  readonly bid?: number;
  readonly ask?: number;
  readonly last?: number;
  readonly trades?: readonly PastTrade[];
  /** Distance of the levels, and how many there are of each side. */
  readonly tick?: number;
  readonly depth?: number;
  readonly hasDepth?: boolean;
};

/** Levels of 100, 200, 300… shares below the bid and above the ask. */
export function columnAt(second: number, sample: ColumnSample = {}): DepthColumn {
  const {bid = 4640, ask = 4670, last = 4670, trades = [], tick = 10} = sample;
  const {depth = 10, hasDepth = true} = sample;
  const levels = (best: number, step: number) =>
    Array.from({length: depth}, (_, i) => ({
      price: (best + step * i) as Price,
      size: ((i + 1) * 100_000_000) as SizeMicros,
    })).filter(({price}) => price > 0 && price < 10_000);
  const book = {bids: levels(bid, -tick), asks: levels(ask, tick)};
  return buildColumn({second, book, last, trades, hasDepth});
}

/** A history of so many seconds, the newest of which is the sample's; `gaps` are seconds before it. */
export function sampleHistory(
  seconds: number,
  gaps: readonly number[] = [],
  sampleOf: (age: number) => ColumnSample = () => ({}),
): MarketHistory {
  const history = new MarketHistory({hasDepth: true});
  for (let age = seconds - 1; age >= 0; age--) {
    const second = SAMPLE_SECOND - age;
    history.append(gaps.includes(age) ? buildGap(second) : columnAt(second, sampleOf(age)));
  }

  return history;
}

/** Three minutes with a gap in them, drifting mids and some trades; the newest is of just before now. */
export function samplePasts(seed: PriceSeed = sampleSeed()): PastSource {
  const history = sampleHistory(180, [40, 41, 42], (age) => {
    const drift = Math.round(8 * Math.sin(age / 20)) * 10;
    const trades =
      age % 9 === 0 ? [pastTrade(4670 + drift, 20 + 7 * age, age % 2 === 0 ? 'buy' : 'sell')] : [];
    return {bid: 4640 + drift, ask: 4670 + drift, last: 4670, trades, depth: 20};
  });
  return {historyOf: () => history, seedOf: () => seed};
}

export function sampleSeed(): PriceSeed {
  const points = Array.from({length: 60}, (_, i) => ({
    second: SAMPLE_SECOND - 60 * (60 - i),
    price: 4600 + 10 * (i % 7),
  }));
  return {kind: 'loaded', points};
}

export const NO_PASTS: PastSource = {
  historyOf: () => undefined,
  seedOf: () => ({kind: 'none'}),
};
