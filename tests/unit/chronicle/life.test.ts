// Trust, connections, trades, the life of a market, and how much of all that is told.

import {describe, expect, test} from 'vitest';
import {Chronicle} from '../../../src/chronicle/chronicle.js';
import {ScriptedChronicle} from './scripted-chronicle.js';

describe('trust', () => {
  test('that is lost is told at once, and that it is back when it has lasted', () => {
    const it = new ScriptedChronicle();
    it.wait(1_000);
    it.trust('SUSPECT', 'hash_mismatch');
    expect(it.news()).toEqual([
      expect.objectContaining({kind: 'trust_lost', state: 'SUSPECT', reason: 'hash_mismatch'}),
    ]);
    it.wait(4_000);
    it.trust('LIVE');
    it.wait(1_000);
    expect(it.news()).toEqual([]);
    it.wait(10_000);
    expect(it.news()).toEqual([
      expect.objectContaining({kind: 'trust_back', state: 'LIVE', lastedMs: 4_000}),
    ]);
  });

  test('that flickers is one loss, for both books of the market together', () => {
    const it = new ScriptedChronicle();
    for (let i = 0; i < 20; i++) {
      it.trustBoth(i % 2 === 0 ? 'SUSPECT' : 'LIVE', i % 2 === 0 ? 'hash_mismatch' : 'none');
      it.wait(1_000);
    }

    it.wait(5_000);
    expect(it.kinds).toEqual(['trust_lost', 'trust_back']);
  });

  test('is back when both books are', () => {
    const it = new ScriptedChronicle();
    it.trustBoth('STALE', 'contradicted');
    it.trust('LIVE');
    it.wait(10_000);
    expect(it.news().map(({kind}) => kind)).toEqual(['trust_lost']);
    it.trust('QUIET', 'none', '2002');
    it.wait(3_000);
    expect(it.kinds).toEqual(['trust_back']);
  });

  test('of a book that was never proven is back when it is as before', () => {
    const it = new ScriptedChronicle();
    it.trust('STALE', 'unconfirmed');
    it.trust('UNPROVEN', 'hash_never_matched');
    it.wait(3_000);
    expect(it.events.at(-1)).toMatchObject({kind: 'trust_back', state: 'UNPROVEN'});
  });

  test('that went with the connection is told of the connection alone', () => {
    const it = new ScriptedChronicle();
    it.trustBoth('STALE', 'reconnecting');
    it.wait(5_000);
    it.trustBoth('LIVE');
    it.wait(5_000);
    expect(it.kinds).toEqual([]);
  });

  test.each(['WAITING', 'RESYNC', 'UNPROVEN', 'QUIET', 'LIVE'] as const)(
    '%s is no loss',
    (state) => {
      const it = new ScriptedChronicle();
      it.trustBoth(state);
      it.wait(5_000);
      it.trustBoth('LIVE');
      it.wait(5_000);
      expect(it.kinds).toEqual([]);
    },
  );
});

describe('a connection', () => {
  const lost = {
    phase: 'backing_off',
    attempt: 1,
    sinceUs: 0,
    retryAtUs: 0,
    reason: 'gone',
  } as const;

  test('that is lost says why, and then how long it took', () => {
    const it = new ScriptedChronicle();
    it.connection({phase: 'live', sinceUs: 0});
    it.connection(lost);
    it.wait(600);
    it.connection({phase: 'connecting', attempt: 2, sinceUs: 0});
    it.connection({...lost, attempt: 2, reason: 'refused'});
    it.wait(600);
    it.connection({phase: 'awaiting_snapshot', attempt: 3, sinceUs: 0});
    it.connection({phase: 'live', sinceUs: 0});
    expect(it.news()).toEqual([
      expect.objectContaining({kind: 'connection_lost', how: 'lost', line: 1, reason: 'gone'}),
      expect.objectContaining({kind: 'connection_back', lastedMs: 1_200, reason: 'gone'}),
    ]);
    expect(it.events.every(({market}) => market === undefined)).toBe(true);
  });

  test('that falls silent and is lost then is told of both, and back once', () => {
    const it = new ScriptedChronicle();
    it.connection({phase: 'stale', sinceUs: 0, reason: 'silent'}, 2);
    it.connection(lost, 2);
    it.connection({phase: 'live', sinceUs: 0}, 1);
    it.connection({phase: 'live', sinceUs: 0}, 2);
    it.connection({phase: 'quiet', sinceUs: 0}, 2);
    expect(it.news()).toMatchObject([
      {kind: 'connection_lost', how: 'silent', line: 2},
      {kind: 'connection_lost', how: 'lost', line: 2},
      {kind: 'connection_back', line: 2},
    ]);
  });

  test('that comes up for the first time, or is only quiet, is not told', () => {
    const it = new ScriptedChronicle();
    it.connection({phase: 'connecting', attempt: 1, sinceUs: 0});
    it.connection({phase: 'live', sinceUs: 0});
    it.connection({phase: 'quiet', sinceUs: 0});
    it.connection({phase: 'live', sinceUs: 0});
    expect(it.kinds).toEqual([]);
  });
});

describe('a trade', () => {
  test('of $1,000 is large, one of less is not', () => {
    const it = new ScriptedChronicle();
    it.trade(50, 2_000, 'buy', 1);
    it.trade(50, 1_999, 'buy');
    expect(it.news()).toEqual([
      expect.objectContaining({
        kind: 'large_trade',
        ...{outcomeIndex: 1, side: 'buy', price: 5000, size: 2_000e6},
      }),
    ]);
  });

  test('of ten times the median is large where it is no small change', () => {
    const it = new ScriptedChronicle();
    for (let i = 0; i < 20; i++) it.trade(50, 30);
    it.trade(50, 290);
    expect(it.news()).toEqual([]);
    it.trade(50, 300);
    expect(it.kinds).toEqual(['large_trade']);
  });

  test('of ten times a median that is small change is not, nor before there is a median', () => {
    const it = new ScriptedChronicle();
    for (let i = 0; i < 19; i++) it.trade(50, 2);
    it.trade(50, 300);
    it.trade(50, 199);
    expect(it.kinds).toEqual([]);
  });
});

describe('a market', () => {
  test('that is resolved says who won, once, whoever tells it', () => {
    const it = new ScriptedChronicle();
    it.market('resolved', 'Yes');
    it.market('resolved', 'Yes');
    it.market('closed', 'Yes');
    expect(it.news()).toEqual([
      expect.objectContaining({kind: 'market_state', state: 'resolved', winner: 'Yes'}),
    ]);
  });

  test('of which the winner is known later is told again', () => {
    const it = new ScriptedChronicle();
    it.market('resolved');
    it.market('closed', 'No');
    expect(it.news()).toMatchObject([{state: 'resolved'}, {state: 'closed', winner: 'No'}]);
  });

  test('that is paused and open again is told of both, one that was open all along is not', () => {
    const it = new ScriptedChronicle();
    it.market('open');
    it.market('paused');
    it.market('paused');
    it.market('open');
    expect(it.news()).toMatchObject([{state: 'paused'}, {state: 'open'}]);
  });

  test('that nobody watches has no events', () => {
    const chronicle = new Chronicle(() => undefined);
    const moment = {atMs: 0, wallMs: 0};
    chronicle.onBook('0xother', moment);
    chronicle.onState('0xother', 'resolved', 'Yes', moment);
    chronicle.onTrust('0xother', '1', {state: 'SUSPECT', reason: 'none', sinceUs: 0}, moment);
    chronicle.advance(moment);
    expect(chronicle.take()).toEqual({events: [], leftOut: 0});
  });

  test('that is over has no more walls, jumps and spreads', () => {
    const it = new ScriptedChronicle();
    it.wait(70_000);
    it.trustBoth('RESOLVED', 'market_resolved');
    it.quote(90, 98);
    it.wait(10_000);
    expect(it.kinds).toEqual([]);
  });
});

describe('of too many', () => {
  test('trades five a minute are told, the rest is counted and said', () => {
    const it = new ScriptedChronicle();
    for (let i = 0; i < 30; i++) it.trade(50, 4_000);
    it.wait(1_000);
    expect(it.news()).toHaveLength(5);
    it.wait(29_400);
    expect(it.news()).toEqual([expect.objectContaining({kind: 'more', count: 25})]);
    it.wait(60_000);
    expect(it.kinds).toEqual([]);
    it.trade(50, 4_000);
    expect(it.kinds).toEqual(['large_trade']);
  });

  test('trades leave room for what a market has become', () => {
    const it = new ScriptedChronicle();
    for (let i = 0; i < 300; i++) it.trade(50, 4_000);
    it.market('resolved', 'Yes');
    expect(it.events.at(-1)).toMatchObject({kind: 'market_state', winner: 'Yes'});
  });

  test('that nobody takes the newest are kept, and the others are counted', () => {
    const it = new ScriptedChronicle();
    for (let line = 1; line <= 600; line++) {
      it.connection({phase: 'stale', sinceUs: 0, reason: `silent ${line}`}, line);
      it.atMs += 8_000;
    }

    const {events, leftOut} = it.chronicle.take();
    expect(events).toHaveLength(500);
    expect(leftOut).toBe(100);
    expect(events.at(-1)).toMatchObject({line: 600});
  });
});
