import {beforeEach, describe, expect, test} from 'vitest';
import type {Market} from '../../../src/domain/market.js';
import {PolybookError} from '../../../src/domain/problem.js';
import {SeriesFollower} from '../../../src/markets/series-follower.js';
import {nextSlugs} from '../../../src/markets/series.js';
import {sampleMarket} from '../../support/view-sample.js';
import {VirtualTime} from '../../support/virtual-time.js';

const S = 1_000_000;
const START_S = 1_790_000_100;

function marketOf(slug: string | undefined, endDateMs?: number): Market {
  return sampleMarket(0, {slug, endDateMs, conditionId: `0x${slug ?? ''}`});
}

describe('the slug of the next window', () => {
  const END_MS = (START_S + 900) * 1000;
  const hourMs = Date.UTC(2026, 10, 24, 18); // 1 pm in New York.

  test.each<[string | undefined, number, number | undefined, readonly string[]]>([
    ['btc-updown-15m-1790000100', END_MS + 500, END_MS, ['btc-updown-15m-1790001000']],
    ['btc-updown-5m-1790000100', END_MS - 600_000, undefined, ['btc-updown-5m-1790000400']],
    ['eth-updown-4h-1790000100', END_MS, undefined, ['eth-updown-4h-1790014500']],
    // After a sleep of an hour: what followed, the window of now, and the one after that.
    [
      'btc-updown-15m-1790000100',
      END_MS + 3_600_000,
      END_MS,
      ['btc-updown-15m-1790001000', 'btc-updown-15m-1790004600', 'btc-updown-15m-1790005500'],
    ],
    [
      'bitcoin-up-or-down-november-24-12pm-et',
      hourMs,
      hourMs,
      ['bitcoin-up-or-down-november-24-1pm-et'],
    ],
    [
      'bitcoin-up-or-down-november-24-2026-11pm-et',
      Date.UTC(2026, 10, 25, 5),
      Date.UTC(2026, 10, 25, 5),
      ['bitcoin-up-or-down-november-25-2026-12am-et'],
    ],
    ['bitcoin-up-or-down-november-24-12pm-et', hourMs, undefined, []],
    ['fed-decision-in-june-825', END_MS, END_MS, []],
    ['btc-updown-0m-1790000100', END_MS, END_MS, []],
    [undefined, END_MS, END_MS, []],
  ])('of %s is known', (slug, wallMs, endDateMs, expected) => {
    expect(nextSlugs(marketOf(slug, endDateMs), wallMs)).toEqual(expected);
  });
});

describe('a series that is followed', () => {
  const FIRST = 'btc-updown-15m-1790000100';
  let time: VirtualTime;
  let asked: number[];
  let isOver: boolean;
  let next: Market | undefined | PolybookError;
  let shown: Market | undefined;
  let told: string[];
  let follower: SeriesFollower;

  beforeEach(() => {
    time = new VirtualTime();
    asked = [];
    isOver = false;
    next = undefined;
    told = [];
    shown = marketOf(FIRST, time.wallMs() + 60_000);
    follower = new SeriesFollower({
      shown: () => shown && {market: shown, isOver},
      find: () => {
        asked.push(time.nowUs());
        return next instanceof PolybookError ? Promise.reject(next) : Promise.resolve(next);
      },
      clock: time,
      timers: time,
      onNext: (before, found) => {
        told.push(`${before.slug!} -> ${found.slug!}`);
        shown = found;
        isOver = false;
      },
      onGivenUp: (sentence) => told.push(sentence),
    });
  });

  test('is asked for from its announced end on, and the next window takes its place', async () => {
    await time.runFor(59 * S);
    expect(asked).toEqual([]);
    await time.runFor(2 * S);
    expect(asked).toHaveLength(1);
    next = marketOf('btc-updown-15m-1790001000', time.wallMs() + 900_000);
    await time.runFor(3 * S);
    expect(told).toEqual([`${FIRST} -> btc-updown-15m-1790001000`]);
    await time.runFor(600 * S);
    expect(asked).toHaveLength(2);
  });

  test('is asked for as soon as it is resolved', async () => {
    next = marketOf('btc-updown-15m-1790001000', time.wallMs() + 900_000);
    isOver = true;
    await time.runFor(S);
    expect(told).toHaveLength(1);
  });

  test('is asked for less and less, and after a quarter of an hour no more, which is said', async () => {
    isOver = true;
    await time.runFor(14 * 60 * S);
    const pauses = asked.slice(1).map((atUs, i) => atUs - asked[i]!);
    expect(pauses.every((pause, i) => pause >= (pauses[i - 1] ?? 0))).toBe(true);
    expect(pauses[0]).toBeGreaterThanOrEqual(2 * S);
    expect(pauses.at(-1)).toBeGreaterThanOrEqual(30 * S);
    expect(asked.length).toBeLessThan(40);
    await time.runFor(120 * S);
    const count = asked.length;
    await time.runFor(3600 * S);
    expect(asked).toHaveLength(count);
    expect(told).toEqual([expect.stringMatching(/has had no successor for 15 min/)]);
  });

  test('survives an exchange that does not answer, and leaves it alone for as long as it says', async () => {
    isOver = true;
    next = new PolybookError('UNREACHABLE', 'offline', {retryAfterMs: 60_000});
    await time.runFor(50 * S);
    expect(asked).toHaveLength(1);
    next = marketOf('btc-updown-15m-1790001000', time.wallMs() + 900_000);
    await time.runFor(15 * S);
    expect(told).toHaveLength(1);
  });

  test('is not asked for while something else is looked at, nor after the end', async () => {
    isOver = true;
    shown = undefined;
    await time.runFor(60 * S);
    shown = marketOf('fed-decision-in-june-825', 0);
    await time.runFor(60 * S);
    follower.close();
    shown = marketOf(FIRST, 0);
    await time.runFor(60 * S);
    expect([asked, told, time.timers]).toEqual([[], [], 0]);
  });
});
