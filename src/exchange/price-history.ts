import {Random} from './random.js';

const MINUTE_S = 60;

/** Length of each interval that can be asked for, in seconds. */
const INTERVALS_S = new Map([
  ['1h', 3600],
  ['6h', 6 * 3600],
  ['1d', 24 * 3600],
  ['1w', 7 * 24 * 3600],
  ['1m', 30 * 24 * 3600],
  ['max', 90 * 24 * 3600],
]);

export type PricePoint = {
  /** Unix seconds. */
  readonly t: number;
  readonly p: number;
};

export type HistoryRange = {
  readonly fromS: number;
  readonly untilS: number;
  readonly stepS: number;
};

/** Reads `interval` or `startTs` and `endTs`, and `fidelity` in minutes. */
export function parseHistoryRange(query: URLSearchParams, nowS: number): HistoryRange {
  const intervalS = INTERVALS_S.get(query.get('interval') ?? '1d') ?? 24 * 3600;
  const fidelity = Math.max(1, Number(query.get('fidelity') ?? '1') || 1);
  return {
    fromS: Number(query.get('startTs') ?? nowS - intervalS),
    untilS: Math.min(nowS, Number(query.get('endTs') ?? nowS)),
    stepS: fidelity * MINUTE_S,
  };
}

/**
 * What a price was before the exchange opened: waves of several lengths around its anchor, the
 * same for each minute whenever it is asked for. The last point is the price now, if it is asked.
 */
export function buildPriceHistory(
  {fromS, untilS, stepS}: HistoryRange,
  source: {
    readonly seed: number;
    readonly slug: string;
    readonly anchor: number;
    readonly swing: number;
  },
  now: PricePoint,
): PricePoint[] {
  const random = new Random(source.seed, `${source.slug}/history`);
  const waves = [0.9, 0.5, 0.2].map((height, index) => ({
    height: height * source.swing,
    minutes: 700 / 6 ** index,
    phase: random.next() * 2 * Math.PI,
  }));
  const points: PricePoint[] = [];
  for (let t = Math.ceil(fromS / stepS) * stepS; t < untilS; t += stepS) {
    let p = source.anchor;
    for (const {height, minutes, phase} of waves) {
      p += height * Math.sin(t / MINUTE_S / minutes + phase);
    }

    points.push({t, p: Math.round(p * 10_000) / 10_000});
  }

  return untilS === now.t ? [...points, now] : points;
}
