import {describe, expect, test} from 'vitest';
import {DatedEvents} from '../../../src/ingest/dated-events.js';
import {spread} from '../../../src/ingest/event-loop-watch.js';
import {ScriptedMarket, YES} from '../orderbook/scripted-market.js';

const SECOND_US = 1_000_000;

describe('latency is told', () => {
  const market = new ScriptedMarket();
  const change = (timestampMs: number) => market.change(timestampMs, 'bid', '0.4', '7');
  const trade = (timestampMs: number) => market.trade(timestampMs, '0.4');
  const book = (timestampMs: number) => market.book(YES, timestampMs);

  test('by changes and trades, each against its own kind, but not where they are older than one before', () => {
    const dated = new DatedEvents();
    expect(dated.tellsLatency(change(1000), 1, false)).toBe(true);
    expect(dated.tellsLatency(change(1000), 2, false)).toBe(true);
    expect(dated.tellsLatency(change(999), 3, false)).toBe(false);
    expect(dated.tellsLatency(trade(980), 4, false)).toBe(true);
    expect(dated.tellsLatency(trade(979), 5, false)).toBe(false);
    expect(dated.tellsLatency(change(1001), 6, false)).toBe(true);
  });

  test('by the book that follows a trade, but never by a first one, however new', () => {
    const dated = new DatedEvents();
    expect(dated.tellsLatency(book(1000), 0, true)).toBe(false);
    dated.tellsLatency(change(2000), SECOND_US, false);
    expect(dated.tellsLatency(book(2000), SECOND_US + 500, false)).toBe(true);
    expect(dated.tellsLatency(book(2000), SECOND_US + 500, true)).toBe(false);
    expect(dated.tellsLatency(book(1999), SECOND_US + 600, false)).toBe(false);
    expect(dated.tellsLatency(book(3000), 9 * SECOND_US, true)).toBe(false);
  });

  test('not by a book that is sent again long after its last change', () => {
    const dated = new DatedEvents();
    dated.tellsLatency(change(2000), SECOND_US, false);
    expect(dated.tellsLatency(book(2000), 600 * SECOND_US, false)).toBe(false);
  });
});

test('the percentiles of an event loop become as many samples as there were, the greatest kept', () => {
  const percentiles = new Map([
    [0, 20],
    [50, 21],
    [75, 23],
    [100, 90],
  ]);
  expect([...spread({count: 40, percentiles})]).toEqual([
    [21, 20],
    [23, 10],
    [90, 10],
  ]);
  expect([...spread({count: 0, percentiles: new Map([[100, 0]])})]).toEqual([]);
});
