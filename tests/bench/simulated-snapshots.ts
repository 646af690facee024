// What the ingest thread would have published of a feed: one snapshot a paint.

import type {Catalog} from '../../src/domain/session.js';
import type {Snapshot} from '../../src/domain/snapshot.js';
import {IngestLoop} from '../../src/ingest/ingest-loop.js';
import {SnapshotPublisher} from '../../src/ingest/snapshot-publisher.js';
import {SLOT_LENGTH} from '../../src/snapshot/layout.js';
import {readSnapshot} from '../../src/snapshot/snapshot-reader.js';
import {
  allocateTripleBuffer,
  TripleBufferReader,
  TripleBufferWriter,
} from '../../src/snapshot/triple-buffer.js';
import type {SimulatedFeed} from './simulated-feed.js';

/** Monotonic time at the start of the feed: an hour. */
const START_US = 3_600_000_000;

export type SimulatedPaints = {
  readonly catalog: Catalog;
  readonly startUs: number;
  readonly paints: readonly {
    readonly snapshot: Snapshot;
    readonly nowUs: number;
    readonly wallMs: number;
  }[];
};

export function simulatePaints(feed: SimulatedFeed, fps: number): SimulatedPaints {
  let nowUs = START_US;
  const loop = new IngestLoop({
    // A frame takes some time, so that the gauges have something to show.
    clock: {nowUs: () => (nowUs += 7), wallMs: () => feed.startMs},
    adoptUnknownAssets: false,
    depth: Infinity,
    onRecord: undefined,
    onAssets: () => undefined,
    onIssue: () => undefined,
    onTrust: () => undefined,
  });
  loop.watch(feed.markets, START_US);
  const memory = allocateTripleBuffer(SLOT_LENGTH);
  const reader = new TripleBufferReader(memory);
  const focus = feed.markets[0]!.outcomes[0].assetId;
  const publisher = new SnapshotPublisher({
    loop,
    writer: new TripleBufferWriter(memory),
    focus: () => focus,
    lines: () => [],
    lineOfFocus: () => ({state: {phase: 'live', sinceUs: START_US}, active: undefined}),
    heapBytes: () => 0,
  });

  const paints: SimulatedPaints['paints'][number][] = [];
  const periodMs = 1000 / fps;
  const takeIn = (bytes: Buffer, wallMs: number): void => {
    nowUs = START_US + (wallMs - feed.startMs) * 1000;
    loop.onFrame(bytes, nowUs, wallMs);
  };
  takeIn(feed.firstBooks, feed.startMs);
  let dueMs = feed.startMs + periodMs;
  for (const {bytes, sendMs} of feed.frames) {
    for (; sendMs > dueMs; dueMs += periodMs) {
      nowUs = START_US + (dueMs - feed.startMs) * 1000;
      publisher.publish(nowUs);
      const snapshot = readSnapshot(reader.acquireLatest()!);
      paints.push({snapshot, nowUs, wallMs: Math.round(dueMs)});
    }

    takeIn(bytes, sendMs);
  }

  const assetIds = [...loop.registry.assets].map(({assetId}) => assetId);
  return {catalog: {markets: feed.markets, assetIds}, startUs: START_US, paints};
}
