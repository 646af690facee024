import {describe, expect, test} from 'vitest';
import type {ConnectionPhase} from '../../../src/domain/connection-state.js';
import type {TrustReason, TrustState} from '../../../src/domain/trust.js';
import {formatHealth, judgeHealth} from '../../../src/exporter/judge-health.js';
import type {HealthStatus} from '../../../src/exporter/judge-health.js';
import type {Readout} from '../../../src/exporter/readout.js';
import {
  MADE_NOW_US,
  madeReadout,
  madeSnapshot,
  madeTop,
  madeTrust,
} from '../../support/made-readout.js';

/** The first of four books in some state for so many seconds; the others are LIVE. */
function withBook(state: TrustState, reason: TrustReason, seconds: number): Readout {
  const trust = madeTrust({state, reason, sinceUs: MADE_NOW_US - seconds * 1e6});
  const tops = [madeTop(0, trust), ...[1, 2, 3].map((i) => madeTop(i))];
  return madeReadout({snapshot: madeSnapshot({tops})});
}

/** All books wait for their first levels. */
function withNewBooks(phase: ConnectionPhase, seconds = 1): Readout {
  const trust = madeTrust({
    state: 'WAITING',
    reason: 'subscribed',
    sinceUs: MADE_NOW_US - seconds * 1e6,
  });
  const tops = [0, 1, 2, 3].map((i) => madeTop(i, trust));
  return madeReadout({snapshot: madeSnapshot({tops, connection: {phase}})});
}

function withPhase(phase: ConnectionPhase, change: Partial<Readout> = {}): Readout {
  return madeReadout({snapshot: madeSnapshot({connection: {phase}}), ...change});
}

describe('the word for a book', () => {
  test.each<[TrustState, TrustReason, number, HealthStatus]>([
    ['LIVE', 'none', 60, 'ok'],
    ['QUIET', 'none', 6000, 'ok'],
    ['QUIET', 'market_paused', 6000, 'ok'],
    ['RESOLVED', 'market_resolved', 6000, 'ok'],
    ['UNPROVEN', 'hash_never_matched', 6000, 'ok'],
    ['UNPROVEN', 'hash_unknown', 6000, 'ok'],
    ['UNPROVEN', 'batch_pending', 4, 'ok'],
    ['UNPROVEN', 'batch_pending', 6, 'degraded'],
    ['WAITING', 'subscribed', 4, 'ok'],
    ['WAITING', 'subscribed', 6, 'degraded'],
    ['WAITING', 'changes_before_book', 6, 'degraded'],
    ['WAITING', 'no_book', 6000, 'ok'],
    ['STALE', 'contradicted', 4, 'ok'],
    ['STALE', 'contradicted', 6, 'degraded'],
    ['STALE', 'weekly_restart', 6, 'degraded'],
    ['STALE', 'market_vanished', 6000, 'ok'],
    ['RESYNC', 'requested', 4, 'ok'],
    ['RESYNC', 'requested', 6, 'degraded'],
    ['SUSPECT', 'hash_mismatch', 4, 'ok'],
    ['SUSPECT', 'hash_mismatch', 6, 'degraded'],
    ['SUSPECT', 'crossed', 6, 'degraded'],
  ])('that is %s (%s) for %d s is %s', (state, reason, seconds, status) => {
    expect(judgeHealth(withBook(state, reason, seconds)).status).toBe(status);
  });

  test('the reason counts the books by their word', () => {
    const old = (state: TrustState) => madeTrust({state, sinceUs: MADE_NOW_US - 9e6});
    const tops = [
      madeTop(0, old('SUSPECT')),
      madeTop(1, old('STALE')),
      madeTop(2, old('STALE')),
      madeTop(3),
    ];
    expect(judgeHealth(madeReadout({snapshot: madeSnapshot({tops})})).reason).toBe(
      '3 of 4 books are not to be relied on: 2 STALE, 1 SUSPECT',
    );
  });
});

describe('the word for the whole', () => {
  const ended = {state: 'down', reason: 'it threw', restarts: 1} as const;
  const begun = {state: 'starting', reason: undefined, restarts: 0} as const;
  test.each<[string, Readout, HealthStatus, string | undefined]>([
    ['a live socket', madeReadout(), 'ok', undefined],
    ['a quiet socket', withPhase('quiet'), 'ok', undefined],
    ['a worker that starts', madeReadout({worker: begun}), 'starting', 'the feed thread starts'],
    [
      'a worker that ended',
      madeReadout({worker: ended}),
      'down',
      'the feed thread ended: it threw',
    ],
    [
      'nothing published',
      madeReadout({snapshot: undefined}),
      'starting',
      'nothing was published yet',
    ],
    [
      'a worker that hangs',
      madeReadout({snapshot: madeSnapshot({publishedUs: MADE_NOW_US - 5_000_001})}),
      'down',
      'the feed thread does not answer',
    ],
    [
      'no book',
      madeReadout({snapshot: madeSnapshot({tops: [], connection: {phase: 'idle'}})}),
      'starting',
      'no book is watched yet',
    ],
    ['a first connection', withNewBooks('connecting'), 'starting', 'the socket is being connected'],
    ['first books', withNewBooks('awaiting_snapshot'), 'starting', 'the first books are awaited'],
    [
      'first books on a live socket',
      withNewBooks('live'),
      'starting',
      'the first books are awaited',
    ],
    [
      'first books that do not come',
      withNewBooks('live', 6),
      'degraded',
      '4 of 4 books are not to be relied on: 4 WAITING',
    ],
    [
      'a first connection that is refused',
      {...withNewBooks('backing_off'), connectionReason: 'connection refused'},
      'down',
      'the socket is not connected: connection refused',
    ],
    [
      'a socket that is lost',
      withPhase('backing_off', {connectionReason: 'socket closed (1006)'}),
      'down',
      'the socket is not connected: socket closed (1006)',
    ],
    ['another try', withPhase('connecting'), 'down', 'no socket'],
    [
      'books after another try',
      withPhase('awaiting_snapshot'),
      'degraded',
      'the socket is connected, and books are awaited',
    ],
    ['a socket that brings nothing', withPhase('stale'), 'degraded', 'the socket brings nothing'],
    ['a closed socket', withPhase('closed'), 'down', 'the socket is not connected'],
    [
      'one socket of three missing',
      madeReadout({snapshot: madeSnapshot({connection: {lines: 3, linesUp: 2}})}),
      'degraded',
      '2 of 3 sockets are connected',
    ],
    ['a replay, which has no socket', withPhase('idle', {source: 'replay'}), 'ok', undefined],
  ])('%s', (_, readout, status, reason) => {
    expect(judgeHealth(readout)).toEqual({status, reason});
  });
});

test('the page has what a person wants to know next, and null for what is unknown', () => {
  const readout = madeReadout({snapshot: madeSnapshot({connection: {lastDataUs: 0}})});
  expect(JSON.parse(formatHealth(readout))).toEqual({
    status: 'ok',
    reason: null,
    version: '1.2.3',
    source: 'live',
    uptime_s: 90,
    worker: {state: 'up', reason: null, restarts: 0},
    connection: {phase: 'live', reason: null, lines: 1, lines_up: 1},
    books: {
      WAITING: 0,
      LIVE: 4,
      QUIET: 0,
      STALE: 0,
      RESYNC: 0,
      SUSPECT: 0,
      UNPROVEN: 0,
      RESOLVED: 0,
    },
    data_age_s: null,
  });
});

test('the page tells no connection and no live book of a worker that ended', () => {
  const worker = {state: 'down', reason: 'it threw', restarts: 2} as const;
  expect(JSON.parse(formatHealth(madeReadout({worker})))).toMatchObject({
    status: 'down',
    worker: {state: 'down', reason: 'it threw', restarts: 2},
    connection: {phase: null, lines: null, lines_up: null},
    books: {LIVE: 0, STALE: 4},
    data_age_s: null,
  });
});
