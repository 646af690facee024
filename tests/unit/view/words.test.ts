import {describe, expect, test} from 'vitest';
import type {Session} from '../../../src/domain/session.js';
import type {Snapshot} from '../../../src/domain/snapshot.js';
import type {Trust} from '../../../src/domain/trust.js';
import {
  formatConnection,
  formatDataAge,
  formatSockets,
} from '../../../src/view/connection-words.js';
import {fitSegments} from '../../../src/view/fit-segments.js';
import {ASCII_GLYPHS, UNICODE_GLYPHS} from '../../../src/view/glyphs.js';
import {run} from '../../../src/view/row-builder.js';
import {sampleLatency} from '../../support/latency-sample.js';
import {buildStatusRow} from '../../../src/view/status-row.js';
import {formatTrust} from '../../../src/view/trust-words.js';
import {sampleReplay} from '../../support/play-sample.js';
import {
  LIVE,
  rowText,
  sampleSession,
  sampleSnapshot,
  SAMPLE_NOW_US as NOW,
} from '../../support/view-sample.js';

describe('trust', () => {
  const since = (ageUs: number): number => NOW - ageUs;
  test.each<[Trust, {verified: number; failed: number} | undefined, string]>([
    [LIVE, {verified: 112, failed: 0}, '● LIVE ✓112 · 42 s'],
    [LIVE, undefined, '● LIVE · 42 s'],
    [
      {state: 'SUSPECT', reason: 'hash_mismatch', sinceUs: since(3_000_000)},
      {verified: 112, failed: 2},
      '✗ SUSPECT hash ✗ 2 of 114 · 3.0 s',
    ],
    [
      {state: 'WAITING', reason: 'subscribed', sinceUs: since(400_000)},
      {verified: 0, failed: 0},
      '… WAITING first book awaited · 0.4 s',
    ],
    [
      {state: 'UNPROVEN', reason: 'hash_never_matched', sinceUs: since(90_000_000)},
      {verified: 0, failed: 7},
      '? UNPROVEN hash never matched ✗ 7 of 7 · 90 s',
    ],
  ])('%o reads with its reason, its proofs and its age', (trust, proofs, text) => {
    expect(rowText(formatTrust(trust, proofs, NOW, UNICODE_GLYPHS))).toBe(text);
  });

  test('in ASCII the marks are words', () => {
    const row = formatTrust(LIVE, {verified: 112, failed: 0}, NOW, ASCII_GLYPHS);
    expect(rowText(row)).toBe('* LIVE ok 112 - 42 s');
  });
});

describe('connection', () => {
  const live = sampleSnapshot().connection;
  test.each<[Partial<Snapshot['connection']>, string | undefined, string]>([
    [{phase: 'idle'}, undefined, 'not connected'],
    [{phase: 'connecting', attempt: 1, sinceUs: NOW - 1_200_000}, undefined, 'connecting · 1.2 s'],
    [
      {phase: 'awaiting_snapshot', attempt: 2, sinceUs: NOW - 400_000},
      undefined,
      'connected, awaiting books · try 2 · 0.4 s',
    ],
    [{}, undefined, 'connected'],
    [
      {phase: 'backing_off', attempt: 4, retryAtUs: NOW + 3_200_000},
      'socket closed (1006)',
      'reconnecting in 3.2 s · try 4 · socket closed (1006)',
    ],
    [{phase: 'quiet'}, undefined, 'connected, quiet'],
    [{phase: 'stale'}, 'REST has a newer book', 'connected, silent · REST has a newer book'],
    [{phase: 'closed'}, 'the program ends', 'disconnected · the program ends'],
  ])('%o reads as a sentence', (change, reason, text) => {
    const session: Session = {...sampleSession(), connectionReason: reason};
    const row = formatConnection({...live, ...change}, session, NOW, UNICODE_GLYPHS);
    expect(rowText(row)).toBe(text);
  });

  test('a replay has no connection to speak of', () => {
    const playing = sampleSession({source: 'replay'});
    const ended = sampleSession({source: 'replay', stage: {kind: 'replay_ended', sinceUs: NOW}});
    expect(rowText(formatConnection(live, playing, NOW, UNICODE_GLYPHS))).toBe('playing');
    expect(rowText(formatConnection(live, ended, NOW, UNICODE_GLYPHS))).toBe('end of recording');
  });

  test.each([
    ['playing', 'playing'],
    ['paused', 'paused'],
    ['seeking', 'seeking'],
    ['ended', 'end of recording'],
  ] as const)('of a replay that is %s it says so, whatever was before', (state, words) => {
    for (const kind of ['running', 'replay_ended'] as const) {
      const session = {...sampleReplay({state}), stage: {kind, sinceUs: NOW}};
      expect(rowText(formatConnection(live, session, NOW, UNICODE_GLYPHS))).toBe(words);
    }
  });

  test('the age of data is flagged from sixty seconds on, by a word and not only a colour', () => {
    const age = (lastDataUs: number) => formatDataAge({...live, lastDataUs}, NOW);
    expect(age(0).text).toBe('no data yet');
    expect(age(NOW - 59_900_000)).toEqual({text: 'age 59 s', style: 'plain'});
    expect(age(NOW - 60_000_000)).toEqual({text: 'silent for 60 s', style: 'warn'});
  });

  test('silence that REST confirms is no warning, however long', () => {
    const quiet = {...live, phase: 'quiet' as const, lastDataUs: NOW - 900_000_000};
    expect(formatDataAge(quiet, NOW)).toEqual({text: 'silent for 15 min', style: 'plain'});
    const [run] = formatConnection(quiet, sampleSession(), NOW, UNICODE_GLYPHS);
    expect(run?.style).toBe('plain');
  });

  test('sockets are counted where there are several, and warn where one is missing', () => {
    expect(formatSockets({lines: 1, linesUp: 0})).toBeUndefined();
    expect(formatSockets({lines: 3, linesUp: 3})).toEqual({text: '3/3 sockets', style: 'plain'});
    expect(formatSockets({lines: 3, linesUp: 2})).toEqual({text: '2/3 sockets', style: 'warn'});
  });
});

describe('status line', () => {
  const status = (change: Partial<Parameters<typeof buildStatusRow>[0]> = {}): string =>
    rowText(
      buildStatusRow({
        session: sampleSession(),
        snapshot: sampleSnapshot(),
        latency: sampleLatency(),
        alerts: [],
        trust: LIVE,
        proofs: {verified: 112, failed: 0},
        frozen: undefined,
        unseen: 0,
        hasFeedPanel: false,
        nowUs: NOW,
        width: 80,
        glyphs: UNICODE_GLYPHS,
        ...change,
      }),
    );
  const broken = sampleSnapshot({
    connection: {
      ...sampleSnapshot().connection,
      phase: 'backing_off',
      attempt: 4,
      sinceUs: NOW,
      retryAtUs: NOW + 3_200_000,
      lastDataUs: NOW,
    },
  });

  test('with room it has trust, connection, age, feed latency, rate and sparkline', () => {
    expect(status({width: 100})).toMatch(
      /^ ● LIVE ✓112 · 42 s │ connected │ age 0\.2 s │ feed p50 41 p99 180 ms │ [▁-█]{8} │ 12\/s$/,
    );
  });

  test('as it shrinks the sparkline leaves first, trust and its age last', () => {
    expect(status()).toBe(
      ' ● LIVE ✓112 · 42 s │ connected │ age 0.2 s │ feed p50 41 p99 180 ms │ 12/s',
    );
    expect(status({width: 40})).toBe(' ● LIVE ✓112 · 42 s │ connected');
    expect(status({width: 24})).toBe(' ● LIVE ✓112 · 42 s');
    expect(status({width: 12})).toBe(' ● LIVE');
  });

  test.each([80, 60, 40])(
    'at %i columns a lost connection is told whatever else leaves',
    (width) => {
      const session = sampleSession({connectionReason: 'socket closed (1006)'});
      const trust: Trust = {state: 'STALE', reason: 'reconnecting', sinceUs: NOW - 3_000_000};
      const text = status({snapshot: broken, session, trust, width});
      expect(text).toContain('◌ STALE');
      expect(text).toContain('reconnecting in 3.2 s');
    },
  );

  test.each([80, 40])('at %i columns a frozen screen says how far it is behind', (width) => {
    const text = status({frozen: {sinceUs: NOW - 12_000_000, missed: 431}, width});
    expect(text).toMatch(/^ FROZEN 12 s, 431 (updates )?behind │ ● LIVE/);
  });

  test('several sockets are told in a few cells, a missing one before the feed latency', () => {
    const {connection} = sampleSnapshot();
    const sockets = (linesUp: number): Snapshot =>
      sampleSnapshot({connection: {...connection, lines: 3, linesUp}});
    expect(status({snapshot: sockets(3), width: 100})).toContain('│ connected │ 3/3 sockets │ age');
    expect(status({snapshot: sockets(2)})).toContain('│ connected │ 2/3 sockets │ age 0.2 s');
    expect(status({snapshot: sockets(3), hasFeedPanel: true, width: 120})).not.toContain('sockets');
    expect(status({snapshot: sockets(2), hasFeedPanel: true, width: 120})).toContain('2/3 sockets');
  });

  test('a recording has no sockets to count', () => {
    const connection = {...sampleSnapshot().connection, phase: 'idle', lines: 2} as const;
    const session = sampleSession({source: 'replay'});
    expect(status({session, snapshot: sampleSnapshot({connection})})).not.toContain('sockets');
  });

  test('the reason of a silent socket gives way before the trust word does', () => {
    const connection = {...sampleSnapshot().connection, phase: 'stale'} as const;
    const session = sampleSession({connectionReason: 'REST has a newer book'});
    const trust: Trust = {state: 'STALE', reason: 'contradicted', sinceUs: NOW - 3_000_000};
    const text = (width: number): string =>
      status({session, snapshot: sampleSnapshot({connection}), trust, width});
    expect(text(120)).toContain('│ connected, silent · REST has a newer book │ age 0.2 s');
    expect(text(80)).toBe(
      ' ◌ STALE silent, REST has news ✓112 · 3.0 s │ connected, silent │ age 0.2 s',
    );
    expect(text(30)).toBe(' ◌ STALE · 3.0 s');
  });

  test('a worker that is down claims no connection', () => {
    const stage = {kind: 'worker_down', reason: 'x', sinceUs: NOW, retryAtUs: NOW} as const;
    expect(status({session: sampleSession({stage})})).toBe(' ● LIVE ✓112 · 42 s');
  });
});

test('segments that must stay outlive the others, and are shortened before any leaves', () => {
  const segments = [
    {
      row: [run('a long statement')],
      shorter: [
        {row: [run('a statement')], rank: 2},
        {row: [run('short')], rank: 0},
      ],
      rank: 2,
      isKept: true,
    },
    {row: [run('beside')], rank: 1},
    {row: [run('detail')], rank: 3},
  ];
  const fit = (width: number): string => rowText(fitSegments(segments, width, ', '));
  expect(fit(32)).toBe('a long statement, beside, detail');
  expect(fit(31)).toBe('a long statement, beside');
  expect(fit(23)).toBe('a statement, beside');
  expect(fit(18)).toBe('a statement');
  expect(fit(10)).toBe('short');
  expect(fit(2)).toBe('short');
});
