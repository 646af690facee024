import {describe, expect, test} from 'vitest';
import {ClockOffset} from '../../../src/metrics/clock-offset.js';
import {Random} from '../../../src/exchange/random.js';

const SECOND_US = 1_000_000;

type Course = {
  /** Our clock minus the exchange's, at a time. */
  readonly offsetMs: (nowUs: number) => number;
  /** What a message takes, at a time. */
  readonly delayMs: (random: Random, nowUs: number) => number;
  readonly upMs?: number;
  readonly perS?: number;
  readonly seconds?: number;
  readonly seed?: number;
};

/** Runs a course and hands out the estimate with its error after every second. */
function follow(
  {offsetMs, delayMs, upMs = 20, perS = 100, seconds = 60, seed = 5}: Course,
  onSecond: (second: number, errorMs: number, uncertaintyMs: number) => void,
): void {
  const random = new Random(seed, 'ways');
  const offset = new ClockOffset();
  const arrivals: {readonly atUs: number; readonly delayMs: number}[] = [];
  for (let i = 0; i < seconds * perS; i++) {
    const sentUs = (i * SECOND_US) / perS;
    const tookMs = delayMs(random, sentUs);
    arrivals.push({atUs: sentUs + tookMs * 1000, delayMs: tookMs});
  }

  arrivals.sort((a, b) => a.atUs - b.atUs);
  let second = 0;
  for (const {atUs, delayMs: tookMs} of arrivals) {
    while (atUs >= (second + 1) * SECOND_US) {
      second++;
      if (second <= 5 || second % 10 === 0) {
        const downMs = delayMs(random, second * SECOND_US);
        offset.recordPing(upMs + downMs, second * SECOND_US);
      }

      const nowUs = second * SECOND_US;
      const {offsetMs: estimate, uncertaintyMs} = offset.read(nowUs);
      onSecond(second, estimate - offsetMs(nowUs), uncertaintyMs);
    }

    offset.recordDelay(tookMs + offsetMs(atUs), atUs);
  }
}

const jittered = (random: Random): number => 20 + random.exponential(8);

describe('the estimate', () => {
  test.each([-5000, -740.5, 0, 12, 5000])(
    'of an offset of %d ms is within 2 ms, and its uncertainty covers the error',
    (offsetMs) => {
      follow({offsetMs: () => offsetMs, delayMs: jittered}, (second, errorMs, uncertaintyMs) => {
        if (second < 5) return;
        expect(Math.abs(errorMs)).toBeLessThan(2);
        expect(Math.abs(errorMs)).toBeLessThanOrEqual(uncertaintyMs);
      });
    },
  );

  test.each([50, -50])('follows a drift of %d ppm for an hour', (ppm) => {
    const offsetMs = (nowUs: number): number => 300 + (nowUs * ppm) / 1e9;
    const course = {offsetMs, delayMs: jittered, perS: 20, seconds: 3600};
    let worstMs = 0;
    follow(course, (second, errorMs, uncertaintyMs) => {
      if (second < 10) return;
      worstMs = Math.max(worstMs, Math.abs(errorMs));
      expect(Math.abs(errorMs)).toBeLessThanOrEqual(uncertaintyMs);
    });
    expect(worstMs).toBeLessThan(2);
  });

  test.each([
    [60, 20],
    [20, 60],
    [5, 95],
  ])('of a way of %d ms there and %d ms back is wrong by half the difference', (upMs, downMs) => {
    follow(
      {offsetMs: () => 100, delayMs: (random) => downMs + random.exponential(3), upMs},
      (second, errorMs, uncertaintyMs) => {
        if (second < 5) return;
        expect(errorMs).toBeCloseTo((downMs - upMs) / 2, -0.5);
        expect(Math.abs(errorMs)).toBeLessThanOrEqual(uncertaintyMs);
      },
    );
  });

  test('stays where it was while the feed is late for minutes, and says that it is less sure', () => {
    // Between the 30th and the 200th second a queue grows and shrinks.
    const lateMs = (nowUs: number): number => {
      const second = nowUs / SECOND_US;
      return second < 30 || second > 200 ? 0 : 400 + 300 * Math.sin(second / 9);
    };
    const delayMs = (random: Random, nowUs: number): number => jittered(random) + lateMs(nowUs);
    follow({offsetMs: () => -40, delayMs, seconds: 240}, (second, errorMs, uncertaintyMs) => {
      if (second < 5) return;
      expect(Math.abs(errorMs)).toBeLessThan(20);
      if (second > 60 && second < 190) expect(uncertaintyMs).toBeGreaterThan(100);
      if (second > 235) expect(uncertaintyMs).toBeLessThan(40);
    });
  });

  test.each([-3_000, -5_000])('follows a step of %d ms at once', (stepMs) => {
    const offsetMs = (nowUs: number): number => (nowUs < 30 * SECOND_US ? 1000 : 1000 + stepMs);
    follow({offsetMs, delayMs: jittered}, (second, errorMs) => {
      if (second > 31) expect(Math.abs(errorMs)).toBeLessThan(2);
    });
  });

  test.each([60, 3_000, 5_000])(
    'follows a step of +%d ms once it has been level for 20 s, and covers it until then',
    (stepMs) => {
      const offsetMs = (nowUs: number): number => (nowUs < 30 * SECOND_US ? 1000 : 1000 + stepMs);
      follow({offsetMs, delayMs: jittered, seconds: 90}, (second, errorMs, uncertaintyMs) => {
        if (second > 42) expect(uncertaintyMs).toBeGreaterThanOrEqual(Math.abs(errorMs));
        if (second > 55) expect(Math.abs(errorMs)).toBeLessThan(2);
      });
    },
  );

  test('follows a way that becomes longer by 80 ms without taking it for the clock', () => {
    const isFar = (nowUs: number): boolean => nowUs >= 30 * SECOND_US;
    const random = new Random(9, 'ways');
    const offset = new ClockOffset();
    for (let i = 0; i < 9_000; i++) {
      const nowUs = i * 10_000;
      const wayMs = isFar(nowUs) ? 60 : 20;
      offset.recordDelay(700 + wayMs + random.exponential(4), nowUs);
      if (i % 500 === 0) offset.recordPing(2 * wayMs + random.exponential(2), nowUs);
    }

    expect(Math.abs(offset.read(90 * SECOND_US).offsetMs - 700)).toBeLessThan(2);
  });

  test('is kept while nothing comes, and becomes less sure by what two crystals drift', () => {
    const offset = new ClockOffset();
    for (let i = 0; i < 100; i++) offset.recordDelay(530 + i, i * 10_000);
    offset.recordPing(60, SECOND_US);
    offset.recordPing(60, SECOND_US);
    const fresh = offset.read(SECOND_US);
    const old = offset.read(600 * SECOND_US);
    expect(fresh.offsetMs).toBeCloseTo(500, 0);
    expect(old.offsetMs).toBe(fresh.offsetMs);
    expect(old.uncertaintyMs - 31).toBeCloseTo(60, 0);
  });

  test('is unknown until a message and two PINGs have come: the first one queues behind the books', () => {
    const offset = new ClockOffset();
    expect(offset.read(0).offsetMs).toBeNaN();
    offset.recordDelay(1200, 1);
    offset.recordPing(70, 2);
    expect(offset.read(3)).toEqual({offsetMs: NaN, uncertaintyMs: NaN});
    offset.recordPing(20, 4);
    expect(offset.read(5).offsetMs).toBeCloseTo(1190, 3);
  });

  test('of few messages says that it is not sure', () => {
    const course = {offsetMs: () => 0, delayMs: jittered, perS: 0.4, seconds: 300};
    follow(course, (second, errorMs, uncertaintyMs) => {
      if (second > 20) expect(Math.abs(errorMs)).toBeLessThanOrEqual(uncertaintyMs);
    });
  });
});
