import {describe, expect, test} from 'vitest';
import type {BookSnapshotEvent, FeedEvent} from '../../../src/domain/feed-event.js';
import {ReplayPacer} from '../../../src/ingest/replay-pacer.js';
import {tradeEvent} from '../../support/made-records.js';

function change(timestampMs: number): FeedEvent {
  return {kind: 'price_change', market: 'm', timestampMs, changes: []};
}

function book(timestampMs: number): BookSnapshotEvent {
  return {
    kind: 'book_snapshot',
    market: 'm',
    assetId: '1',
    timestampMs,
    hash: undefined,
    bids: [],
    asks: [],
    tickSize: undefined,
    lastTradePrice: undefined,
    minOrderSize: undefined,
    negRisk: undefined,
  };
}

describe('ReplayPacer', () => {
  test('waits as long as it took between one time and the next', () => {
    const pacer = new ReplayPacer(1);
    const pauses = [
      pacer.pauseBeforeMs(undefined, [change(1000)]),
      pacer.pauseBeforeMs(undefined, [change(1250)]),
      pacer.pauseBeforeMs(undefined, [tradeEvent({timestampMs: 1325})]),
      pacer.pauseBeforeMs(undefined, [change(1325)]),
    ];
    expect(pauses).toEqual([0, 250, 75, 0]);
  });

  test('believes the receive time where there is one', () => {
    const pacer = new ReplayPacer(1);
    expect(pacer.pauseBeforeMs(5000, [change(1000)])).toBe(0);
    expect(pacer.pauseBeforeMs(5100, [change(9000)])).toBe(100);
    expect(pacer.pauseBeforeMs(5160, [])).toBe(60);
  });

  test('takes no time from books, which are as old as their last change', () => {
    const pacer = new ReplayPacer(1);
    pacer.pauseBeforeMs(undefined, [change(100_000)]);
    expect(pacer.pauseBeforeMs(undefined, [book(1)])).toBe(0);
    expect(pacer.pauseBeforeMs(undefined, [book(200_000)])).toBe(0);
    expect(pacer.pauseBeforeMs(undefined, [book(1), tradeEvent({timestampMs: 100_400})])).toBe(400);
    expect(pacer.pauseBeforeMs(undefined, [])).toBe(0);
  });

  test('cuts a long silence to two seconds, and goes on from its end', () => {
    const pacer = new ReplayPacer(1);
    pacer.pauseBeforeMs(undefined, [change(0)]);
    expect(pacer.pauseBeforeMs(undefined, [change(3_600_000)])).toBe(2000);
    expect(pacer.pauseBeforeMs(undefined, [change(3_600_010)])).toBe(10);
  });

  test('a time that goes back costs nothing, and is not made up for', () => {
    const pacer = new ReplayPacer(1);
    const times = [1000, 900, 1000, 1100];
    expect(times.map((ms) => pacer.pauseBeforeMs(undefined, [change(ms)]))).toEqual([0, 0, 0, 100]);
  });

  test.each([
    [4, 25],
    [0.5, 200],
  ])('at speed %d a gap of 100 ms takes %d ms', (speed, pauseMs) => {
    const pacer = new ReplayPacer(speed);
    pacer.pauseBeforeMs(undefined, [change(0)]);
    expect(pacer.pauseBeforeMs(undefined, [change(100)])).toBe(pauseMs);
    expect(pacer.pauseBeforeMs(undefined, [change(60_000)])).toBe(2000 / speed);
  });
});
