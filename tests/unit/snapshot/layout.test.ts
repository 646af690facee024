import {expect, test} from 'vitest';
import type {ConnectionPhase} from '../../../src/domain/connection-state.js';
import type {TrustReason, TrustState} from '../../../src/domain/trust.js';
import * as layout from '../../../src/snapshot/layout.js';

/** Every region of a slot as `[name, start, length]`, in doubles. */
function regions(): (readonly [string, number, number])[] {
  const {MAX_LEVELS} = layout;
  const single = (room: string, offsets: Readonly<Record<string, number>>) =>
    Object.entries(offsets)
      .filter(([name]) => name !== 'end')
      .map(([name, at]) => [`${room}.${name}`, at, 1] as const);
  return [
    ...single('HEAD', layout.HEAD),
    ...single('COUNTERS', layout.COUNTERS),
    ...single('FOCUS', layout.FOCUS),
    ['bidPrices', layout.BID_PRICES, MAX_LEVELS],
    ['bidSizes', layout.BID_SIZES, MAX_LEVELS],
    ['askPrices', layout.ASK_PRICES, MAX_LEVELS],
    ['askSizes', layout.ASK_SIZES, MAX_LEVELS],
    ['tops', layout.TOPS, layout.MAX_ASSETS * layout.TOP_LENGTH],
    ['trades', layout.TRADES, layout.MAX_TRADES * layout.TRADE_LENGTH],
    ['largeTrades', layout.LARGE_TRADES, layout.MAX_TRADES * layout.TRADE_LENGTH],
    ...single('FLOW', layout.FLOW),
    ['flowLevels', layout.FLOW_LEVELS, layout.MAX_FLOW_LEVELS * layout.FLOW_LEVEL_LENGTH],
    ['volumes', layout.VOLUMES, layout.MAX_VOLUME_PRICES * layout.VOLUME_LENGTH],
    ['imbalances', layout.IMBALANCES, layout.MAX_FLOW_SECONDS],
    ['cumulativeDeltas', layout.CUMULATIVE_DELTAS, layout.MAX_FLOW_SECONDS],
  ];
}

test('the regions of a slot lie one after another, without a gap or an overlap, and fill it', () => {
  let end = 0;
  for (const [name, start, length] of regions().sort((a, b) => a[1] - b[1])) {
    expect([name, start]).toEqual([name, end]);
    end = start + length;
  }

  expect(end).toBe(layout.SLOT_LENGTH);
});

test('three slots take less than a megabyte', () => {
  expect(3 * layout.SLOT_LENGTH * Float64Array.BYTES_PER_ELEMENT).toBeLessThan(1_048_576);
});

// The compiler asks for every word here, so that none can be forgotten in the lists.
const PHASES: Readonly<Record<ConnectionPhase, true>> = {
  idle: true,
  connecting: true,
  awaiting_snapshot: true,
  live: true,
  backing_off: true,
  closed: true,
  quiet: true,
  stale: true,
};
const STATES: Readonly<Record<TrustState, true>> = {
  WAITING: true,
  LIVE: true,
  QUIET: true,
  STALE: true,
  RESYNC: true,
  SUSPECT: true,
  UNPROVEN: true,
  RESOLVED: true,
};
const REASONS: Readonly<Record<TrustReason, true>> = {
  none: true,
  subscribed: true,
  reconnecting: true,
  worker_restarting: true,
  hash_mismatch: true,
  best_price_mismatch: true,
  crossed: true,
  hash_never_matched: true,
  hash_unknown: true,
  batch_pending: true,
  market_resolved: true,
  changes_before_book: true,
  no_book: true,
  tick_misfit: true,
  from_rest: true,
  polled: true,
  contradicted: true,
  unconfirmed: true,
  woke_up: true,
  market_paused: true,
  market_closed: true,
  market_vanished: true,
  weekly_restart: true,
  requested: true,
};

test.each([
  ['phases', layout.PHASES, PHASES],
  ['trust states', layout.TRUST_STATES, STATES],
  ['trust reasons', layout.TRUST_REASONS, REASONS],
] as const)('all %s have a number, each its own', (_, words, all) => {
  expect([...words].sort()).toEqual(Object.keys(all).sort());
});
