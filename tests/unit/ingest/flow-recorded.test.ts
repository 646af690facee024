import {expect, test} from 'vitest';
import {IngestLoop} from '../../../src/ingest/ingest-loop.js';
import {FixedClock} from '../../support/fixed-clock.js';
import {BUSIEST_SLUG} from '../../support/listed-market.js';
import {recordSimulation} from '../../support/simulated-recording.js';

const START_MS = 1_790_000_000_000;
const LIMITS = {levels: 100, prices: 100};

function record(durationMs: number): string[] {
  const slugs = [BUSIEST_SLUG];
  const options = {seed: 3, rate: 200, startMs: START_MS, durationMs, slugs};
  return recordSimulation(options).trim().split('\n');
}

/** Plays the frames, so many µs after each other, and a while later says what the flow is. */
function play(frames: readonly string[], {gapUs = 0, laterUs = 0} = {}) {
  const clock = new FixedClock();
  const loop = new IngestLoop({
    clock,
    adoptUnknownAssets: true,
    isRecorded: true,
    depth: Number.POSITIVE_INFINITY,
    onRecord: undefined,
    onAssets: () => undefined,
    onIssue: () => undefined,
    onTrust: () => undefined,
  });
  for (const frame of frames) {
    clock.us += gapUs;
    loop.onFrame(Buffer.from(frame), clock.us, undefined);
    loop.checkPending(clock.us);
  }

  clock.us += laterUs;
  loop.checkPending(clock.us);
  const view = loop.store.book(loop.store.assetIds()[0]!)!;
  const image = loop.flow.read(view, view.book, LIMITS, clock.us)!;
  return {...image, sinceUs: Math.round(clock.us - image.sinceUs!)};
}

test('what became of levels is the same however fast a recording is played, and stays as it ended', () => {
  const frames = record(30_000);
  const atOnce = play(frames);
  expect(atOnce.levels.length).toBeGreaterThan(10);
  expect(atOnce.totals.trades).toBeGreaterThan(10);
  expect(atOnce.imbalances.length).toBeGreaterThan(25);
  expect(play(frames, {gapUs: 200_000})).toEqual(atOnce);
  expect(play(frames, {laterUs: 3_600_000_000})).toEqual(atOnce);
});

test('its ten seconds are those of the recording, which begin with its first change', () => {
  const short = play(record(4_000));
  expect(short.sinceUs).toBeGreaterThan(3_000_000);
  expect(short.sinceUs).toBeLessThanOrEqual(4_000_000);
  const frames = record(60_000);
  const sizes = ({levels}: ReturnType<typeof play>): number =>
    levels.reduce((sum, {added, pulled, traded}) => sum + added + pulled + traded, 0);
  expect(sizes(play(frames))).toBeLessThan(4 * sizes(short));
});

test('a recording in which time goes back goes on', () => {
  const frames = record(5_000);
  const again = play([...frames, ...frames]);
  expect(again.totals.trades).toBe(play(frames).totals.trades); // Known again by their transactions.
  expect(again.levels.length).toBeGreaterThan(0);
});
