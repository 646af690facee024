// The gauges against the truth: the simulated exchange is so far away and its clock is so wrong as the
// test says, so it knows what each message really took.

import {expect, test} from 'vitest';
import type {Random} from '../../src/exchange/random.js';
import {VirtualFeed} from '../support/virtual-feed.js';

const SECOND_US = 1_000_000;

/** A reading of ten seconds holds the slot of two seconds that it is in and the four before. */
const SLOT_US = 2 * SECOND_US;

type Sample = {readonly atUs: number; readonly tookMs: number};

type Course = {
  readonly offsetMs: number;
  readonly driftPpm?: number;
  readonly downUs: (random: Random) => number;
  readonly upUs: (random: Random) => number;
};

async function follow(
  {offsetMs, ...ways}: Course,
  check: (feed: VirtualFeed, truth: readonly Sample[], second: number) => void,
): Promise<void> {
  const feed = new VirtualFeed({seed: 3, rate: 150, hasRest: false, ...ways});
  feed.time.jumpWall(offsetMs);
  const {metrics} = feed.loop;
  const truth: Sample[] = [];
  const recordFeed = metrics.recordFeed.bind(metrics);
  metrics.recordFeed = (kind, timestampMs, tsRecvUs, wallMs) => {
    const tookMs = (tsRecvUs - feed.exchange.momentUs(timestampMs)) / 1000;
    truth.push({atUs: tsRecvUs, tookMs});
    recordFeed(kind, timestampMs, tsRecvUs, wallMs);
  };
  await feed.time.runFor(20 * SECOND_US);
  for (let second = 20; second < 70; second += 10) {
    await feed.time.runFor(10 * SECOND_US);
    check(feed, truth, second);
  }

  await feed.close();
}

function percentileOf(values: readonly number[], percentile: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil((percentile / 100) * sorted.length) - 1]!;
}

/** Holds p50 and p99 to the same samples' truth, and the error to the uncertainty shown. */
function expectTrue(
  {loop, time}: VirtualFeed,
  truth: readonly Sample[],
  slackMs: number,
  offsetMs: number,
): void {
  const nowUs = time.nowUs();
  const {metrics} = loop;
  const gauge = metrics.board.read('feed', '10s', nowUs);
  const fromUs = (Math.floor(nowUs / SLOT_US) - 4) * SLOT_US;
  const took = truth.filter(({atUs}) => atUs >= fromUs).map(({tookMs}) => tookMs);
  expect(gauge.count).toBe(took.length);
  expect(gauge.count).toBeGreaterThan(500);
  for (const [shown, percentile] of [
    [gauge.p50, 50],
    [gauge.p99, 99],
  ] as const) {
    expect(Math.abs(shown - percentileOf(took, percentile))).toBeLessThan(slackMs);
  }

  const clock = metrics.clockOffset(nowUs);
  expect(Math.abs(clock.offsetMs - offsetMs)).toBeLessThanOrEqual(clock.uncertaintyMs);
}

/** Our clock minus the exchange's, which has drifted since the start. */
function offsetOf({time, exchange}: VirtualFeed): number {
  const exchangeMs = time.wallMs() + (time.nowUs() - exchange.momentUs(time.wallMs())) / 1000;
  return time.wallMs() - exchangeMs;
}

type Way = (random: Random) => number;

/** Most packets are nearly as fast as the fastest, and some meet a queue. */
const spiky: Way = (random) =>
  1000 * (22 + random.exponential(0.8) + (random.chance(0.15) ? random.exponential(40) : 0));

const WAYS: Readonly<Record<string, Way>> = {
  even: () => 35_000,
  'a little uneven': (random) => 1000 * (22 + random.exponential(1.5)),
  spiky,
};

test.each(
  [-5000, -740, 0, 5000].flatMap((offsetMs) =>
    Object.keys(WAYS).map((name, i) => [offsetMs, [0, 50, -50][i]!, name] as const),
  ),
)(
  'with a clock off by %d ms that drifts by %d ppm, on a way that is %s, p50 and p99 are within 2 ms of the truth',
  {timeout: 120_000},
  async (offsetMs, driftPpm, name) => {
    const way = WAYS[name]!;
    await follow({offsetMs, driftPpm, downUs: way, upUs: way}, (feed, truth) => {
      expectTrue(feed, truth, 2, offsetOf(feed));
    });
  },
);

test.each([
  [10, 70],
  [60, 20],
])(
  'where PING takes %d ms and what comes back %d ms the error is at most half the difference',
  {timeout: 120_000},
  async (upMs, downMs) => {
    const course: Course = {
      offsetMs: 700,
      downUs: (random) => 1000 * (downMs + random.exponential(3)),
      upUs: () => 1000 * upMs,
    };
    const slackMs = Math.abs(upMs - downMs) / 2 + 2;
    await follow(course, (feed, truth) => {
      expectTrue(feed, truth, slackMs, offsetOf(feed));
    });
  },
);

test(
  'where every message meets a queue, so that no PING is as fast as the way, the uncertainty covers the error',
  {timeout: 120_000},
  async () => {
    const way: Way = (random) => 1000 * (22 + random.exponential(9));
    await follow({offsetMs: 300, downUs: way, upUs: way}, (feed, truth) => {
      expectTrue(feed, truth, 8, offsetOf(feed));
    });
  },
);

test(
  'setting our clock, or a sleep of this machine, changes the raw latency and not the corrected one',
  {timeout: 120_000},
  async () => {
    let set = 0;
    await follow({offsetMs: 0, downUs: spiky, upUs: spiky}, (feed, truth) => {
      if (set > 0) expectTrue(feed, truth, 2, offsetOf(feed));
      // Too little to count as a sleep, which would have the sockets replaced.
      feed.time.jumpWall(set % 2 === 0 ? 4_000 : -4_500);
      set++;
    });
    expect(set).toBe(5);
  },
);
