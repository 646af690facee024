// What the screen says of each state that a book can be in, and why.

import {describe, expect, test} from 'vitest';
import type {ConnectionPhase} from '../../../src/domain/connection-state.js';
import type {Snapshot} from '../../../src/domain/snapshot.js';
import type {Trust, TrustReason, TrustState} from '../../../src/domain/trust.js';
import {buildViewModel, type ViewModel} from '../../../src/view/build-view-model.js';
import {isOutdated, TRUST_REASONS} from '../../../src/view/trust-words.js';
import {
  rowText,
  sampleBook,
  sampleInput,
  sampleLevels,
  sampleSession,
  sampleSnapshot,
  SAMPLE_NOW_US as NOW,
  screenText,
} from '../../support/view-sample.js';

const SECOND_US = 1_000_000;

type Case = readonly [TrustState, TrustReason, ConnectionPhase, text: string];

/**
 * The states that each reason goes with, and how the connection is then. Where that has no books,
 * its own words are the reason, and leave room for the word and its age.
 */
const CASES: readonly Case[] = [
  ['LIVE', 'none', 'live', 'LIVE'],
  ['QUIET', 'none', 'quiet', 'QUIET'],
  ['WAITING', 'subscribed', 'awaiting_snapshot', 'WAITING'],
  ['STALE', 'reconnecting', 'backing_off', 'STALE'],
  ['STALE', 'reconnecting', 'connecting', 'STALE'],
  ['RESYNC', 'reconnecting', 'live', 'RESYNC reconnecting'],
  ['STALE', 'worker_restarting', 'live', 'STALE feed restarting'],
  ['SUSPECT', 'hash_mismatch', 'live', 'SUSPECT hash'],
  ['RESYNC', 'hash_mismatch', 'live', 'RESYNC hash'],
  ['SUSPECT', 'best_price_mismatch', 'live', 'SUSPECT best prices'],
  ['RESYNC', 'best_price_mismatch', 'live', 'RESYNC best prices'],
  ['SUSPECT', 'crossed', 'live', 'SUSPECT crossed'],
  ['UNPROVEN', 'hash_never_matched', 'live', 'UNPROVEN hash never matched'],
  ['UNPROVEN', 'hash_unknown', 'live', 'UNPROVEN hash unknown'],
  ['UNPROVEN', 'batch_pending', 'live', 'UNPROVEN batch pending'],
  ['RESOLVED', 'market_resolved', 'quiet', 'RESOLVED'],
  ['WAITING', 'changes_before_book', 'live', 'WAITING changes, but no book'],
  ['WAITING', 'no_book', 'live', 'WAITING no book at the exchange'],
  ['SUSPECT', 'tick_misfit', 'live', 'SUSPECT levels off the tick'],
  ['UNPROVEN', 'tick_misfit', 'live', 'UNPROVEN levels off the tick'],
  ['LIVE', 'from_rest', 'live', 'LIVE from REST'],
  ['STALE', 'polled', 'stale', 'STALE polled from REST'],
  ['LIVE', 'polled', 'stale', 'LIVE polled from REST'],
  ['STALE', 'contradicted', 'stale', 'STALE silent, REST has news'],
  ['RESYNC', 'contradicted', 'stale', 'RESYNC silent, REST has news'],
  ['STALE', 'unconfirmed', 'live', 'STALE silent, unconfirmed'],
  ['STALE', 'woke_up', 'live', 'STALE this machine slept'],
  ['RESYNC', 'woke_up', 'live', 'RESYNC this machine slept'],
  ['QUIET', 'market_paused', 'quiet', 'QUIET market paused'],
  ['WAITING', 'market_paused', 'live', 'WAITING market paused'],
  ['RESOLVED', 'market_closed', 'live', 'RESOLVED closed'],
  ['RESOLVED', 'market_vanished', 'live', 'RESOLVED no longer listed'],
  ['STALE', 'market_vanished', 'stale', 'STALE no longer listed'],
  ['QUIET', 'weekly_restart', 'quiet', 'QUIET weekly restart'],
  ['STALE', 'weekly_restart', 'backing_off', 'STALE'],
  ['RESYNC', 'requested', 'live', 'RESYNC asked for'],
];

function snapshotOf(trust: Trust, phase: ConnectionPhase = 'live'): Snapshot {
  const sample = sampleSnapshot({focus: sampleBook({trust, failed: 2})});
  return {
    ...sample,
    connection: {
      ...sample.connection,
      phase,
      attempt: 4,
      sinceUs: NOW - SECOND_US,
      retryAtUs: NOW + 25 * SECOND_US,
      lines: 3,
      linesUp: 2,
    },
    tops: sample.tops.map((top) => (top.assetIndex < 2 ? {...top, trust} : top)),
  };
}

function trustOf(state: TrustState, reason: TrustReason): Trust {
  return {state, reason, sinceUs: NOW - 3 * SECOND_US};
}

function build(snapshot: Snapshot, columns = 80, unicode = true): ViewModel {
  const session = sampleSession({connectionReason: 'socket closed (1006)'});
  return buildViewModel(sampleInput({session, snapshot, columns, rows: 24, unicode}));
}

test('every reason is among the cases', () => {
  expect(new Set(CASES.map(([, reason]) => reason))).toEqual(new Set(Object.keys(TRUST_REASONS)));
});

describe('status line at 80x24', () => {
  test.each(CASES)('%s %s while the connection is %s reads "%s" with its age', (...row) => {
    const [state, reason, phase, text] = row;
    for (const unicode of [true, false]) {
      const line = rowText(
        build(snapshotOf(trustOf(state, reason), phase), 80, unicode).panels.status[0]!,
      );
      expect(line.slice(3)).toMatch(
        new RegExp(`^${text}( (✗ |bad )2 of 114)?( ·| -) 3\\.0 s [│|] `),
      );
      expect(line).not.toMatch(/[…~]$/);
      if (!unicode) expect(line).toMatch(/^[ -~]*$/);
    }
  });

  test('no reason is too long for a row of forty columns of its own', () => {
    for (const [state, reason] of CASES) {
      const line = rowText(build(snapshotOf(trustOf(state, reason)), 40).panels.status[0]!);
      expect(line).toContain(state);
      expect(line).not.toMatch(/…$/);
    }
  });
});

describe('levels', () => {
  const stylesOf = (trust: Trust): Set<string> =>
    new Set(
      build(snapshotOf(trust))
        .panels.ladder.slice(1)
        .flatMap((row) => row.map(({style}) => style)),
    );
  const onlyDim = new Set(['dim']);

  test.each([
    'reconnecting',
    'contradicted',
    'unconfirmed',
    'woke_up',
    'worker_restarting',
  ] as const)('are dim where nothing feeds them: %s', (reason) => {
    expect(stylesOf(trustOf('STALE', reason))).toEqual(onlyDim);
    expect(stylesOf(trustOf('RESYNC', reason))).toEqual(onlyDim);
  });

  test.each([
    'requested',
    'hash_mismatch',
    'best_price_mismatch',
    'crossed',
    'tick_misfit',
  ] as const)('stay as they are while a book that is still fed is replaced: %s', (reason) => {
    expect(stylesOf(trustOf('RESYNC', reason))).toContain('bid');
  });

  test('that REST was asked for a moment ago are not old', () => {
    expect(stylesOf(trustOf('STALE', 'polled'))).toContain('bid');
  });

  test('of a quiet, doubtful or finished book are not old', () => {
    for (const state of ['QUIET', 'SUSPECT', 'UNPROVEN', 'RESOLVED', 'LIVE'] as const) {
      expect(isOutdated(trustOf(state, 'none'))).toBe(false);
    }
  });

  test.each(CASES.filter(([state]) => state !== 'WAITING'))(
    'are never blanked: %s %s',
    (state, reason) => {
      const text = screenText(build(snapshotOf(trustOf(state, reason)))).join('\n');
      expect(text).toMatch(/46\.7¢.* 11\.0k/);
      expect(text).toMatch(/ 13\.1k .*46\.4¢/);
    },
  );
});

describe('a book that does not come', () => {
  const waiting = (state: TrustState, reason: TrustReason): string => {
    const snapshot = snapshotOf(trustOf(state, reason));
    const focus = {
      ...snapshot.focus!,
      revision: 0,
      bids: sampleLevels('bid', []),
      asks: sampleLevels('ask', []),
    };
    return screenText(buildViewModel(sampleInput({snapshot: {...snapshot, focus}}))).join('\n');
  };

  test.each([
    ['subscribed', 'waiting for the first book of Yes · 3.0 s'],
    ['no_book', 'Yes: no book at the exchange · 3.0 s'],
    ['market_paused', 'Yes: market paused · 3.0 s'],
    ['changes_before_book', 'Yes: changes, but no book · 3.0 s'],
  ] as const)('is awaited with its reason: %s', (reason, text) => {
    expect(waiting('WAITING', reason)).toContain(text);
  });

  test('is not awaited of a market that is over', () => {
    expect(waiting('RESOLVED', 'market_closed')).toContain(
      'Yes: the market is over, no book came · 3.0 s',
    );
  });
});

describe('list of markets', () => {
  const entry = (
    state: TrustState,
    reason: TrustReason,
    columns: number,
    hasPrices = true,
  ): string => {
    const snapshot = snapshotOf(trustOf(state, reason));
    const none = {bestBid: undefined, bestAsk: undefined};
    const tops = hasPrices ? snapshot.tops : snapshot.tops.map((top) => ({...top, ...none}));
    const {markets} = build({...snapshot, tops}, columns).panels;
    return rowText(markets[columns >= 116 ? 1 : 0]!);
  };

  test.each([
    ['market_resolved', 'resolved'],
    ['market_closed', 'closed'],
    ['market_vanished', 'unlisted'],
  ] as const)('a market that is over says so in place of its last prices: %s', (reason, word) => {
    expect(entry('RESOLVED', reason, 120)).toMatch(new RegExp(`^▸1 Snow on day 1 +${word} ■ │$`));
    expect(entry('RESOLVED', reason, 80)).toMatch(new RegExp(`^▸1 Snow on day 1 ${word} ■ `));
  });

  test('a paused market keeps its prices, and says what it is where it has none', () => {
    expect(entry('QUIET', 'market_paused', 120)).toContain(' 46.4/46.7¢ ○');
    expect(entry('WAITING', 'market_paused', 120, false)).toContain(' paused …');
    expect(entry('WAITING', 'no_book', 80, false)).toContain(' no book …');
    expect(entry('WAITING', 'subscribed', 80, false)).toContain(' – …');
  });
});
