// One reading of everything that is told to other programs: all that a scrape says is of this moment.

import type {Price} from '../domain/price.js';
import type {Catalog, Source} from '../domain/session.js';
import type {Snapshot} from '../domain/snapshot.js';
import type {Trust} from '../domain/trust.js';
import type {LatencyBoard} from '../metrics/latency-board.js';

export type Readout = {
  readonly nowUs: number;
  /** Monotonic time at which the program began. */
  readonly startedUs: number;
  readonly version: string;
  readonly source: Source;
  readonly worker: {
    readonly state: 'starting' | 'up' | 'down';
    /** Why it ended; undefined while it is up. */
    readonly reason: string | undefined;
    readonly restarts: number;
  };
  readonly board: LatencyBoard;
  /** The newest; undefined while the worker has published none. */
  readonly snapshot: Snapshot | undefined;
  readonly catalog: Catalog;
  readonly connectionReason: string | undefined;
  readonly mainHeapBytes: number;
  readonly residentBytes: number;
};

/**
 * The worker publishes every second, whatever comes. What is older is not told as if it were so now:
 * the thread hangs, or the process was stopped.
 */
export const SILENT_US = 5_000_000;

/** The newest state, if it is that of a worker that is there and works. */
export function liveSnapshot({worker, snapshot, nowUs}: Readout): Snapshot | undefined {
  if (worker.state !== 'up' || snapshot === undefined) return undefined;
  return nowUs - snapshot.publishedUs <= SILENT_US ? snapshot : undefined;
}

/** By which a book is told from all others. */
export type BookLabels = {
  /** Slug, or condition id where there is none. */
  readonly market: string;
  readonly outcome: string;
};

export type BookReading = {
  /** Undefined in the moment before the worker has said which asset it is. */
  readonly labels: BookLabels | undefined;
  readonly trust: Trust;
  readonly bestBid: Price | undefined;
  readonly bestAsk: Price | undefined;
};

/** Every watched book. Where no worker feeds them they are none of the states that could be used. */
export function selectBooks(readout: Readout): readonly BookReading[] {
  const {catalog, worker} = readout;
  const named = labelBooks(catalog);
  const snapshot = liveSnapshot(readout);
  if (snapshot === undefined) {
    const isFirst = worker.restarts === 0 && readout.snapshot === undefined;
    const trust: Trust = {
      state: isFirst ? 'WAITING' : 'STALE',
      reason: isFirst ? 'subscribed' : 'worker_restarting',
      sinceUs: readout.nowUs,
    };
    return Array.from(named.values(), (labels) => ({
      labels,
      trust,
      bestBid: undefined,
      bestAsk: undefined,
    }));
  }

  return snapshot.tops.map(({assetIndex, trust, bestBid, bestAsk}) => ({
    labels: named.get(catalog.assetIds[assetIndex] ?? ''),
    trust,
    bestBid,
    bestAsk,
  }));
}

/** By asset id. Two series of one name and the same labels would spoil the whole scrape. */
function labelBooks({markets}: Catalog): ReadonlyMap<string, BookLabels> {
  const slugs = new Set<string>();
  const labels = new Map<string, BookLabels>();
  for (const {slug, conditionId, outcomes} of markets) {
    const market = slug === undefined || slugs.has(slug) ? conditionId : slug;
    slugs.add(market);
    const [first, second] = outcomes;
    const secondName = first.name === second.name ? `${second.name} (2)` : second.name;
    if (first.assetId !== '') labels.set(first.assetId, {market, outcome: first.name});
    if (second.assetId !== '') labels.set(second.assetId, {market, outcome: secondName});
  }

  return labels;
}
