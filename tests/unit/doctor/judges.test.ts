import {describe, expect, test} from 'vitest';
import {judgeTerminal, type TerminalFacts} from '../../../src/doctor/check-terminal.js';
import {judgeBooks, judgeNoBook} from '../../../src/doctor/judge-books.js';
import {judgeClock} from '../../../src/doctor/judge-clock.js';
import {judgePings} from '../../../src/doctor/judge-pings.js';

const UNKNOWN = {offsetMs: Number.NaN, uncertaintyMs: 5};

describe('the clock', () => {
  test.each([
    [12, undefined, 'ok', '12 ms (give or take 5.0 ms) ahead of', undefined],
    [-900, 0, 'ok', '900 ms (give or take 5.0 ms) behind', undefined],
    // Within its uncertainty it may be below the limit.
    [1003, undefined, 'ok', '1.00 s', undefined],
    [5000, 5100, 'warn', '5.00 s (give or take 5.0 ms) ahead of the exchange', 'NTP'],
    [5000, undefined, 'warn', 'ahead of the exchange', 'NTP'],
    [-5000, -4800, 'warn', 'behind the exchange', 'NTP'],
    [5000, 300, 'warn', "ahead of the exchange, but not of its REST's", 'the feed is late'],
    [-5000, 300, 'warn', "behind the exchange, but not of its REST's", 'nothing to set here'],
  ] as const)('off by %d ms, by REST %s, is %s', (offsetMs, restMs, verdict, words, hint) => {
    const rest = restMs === undefined ? undefined : {offsetMs: restMs, uncertaintyMs: 510};
    const finding = judgeClock({offsetMs, uncertaintyMs: 5}, rest, 5000);
    expect(finding).toMatchObject({verdict, figures: {clock_offset_ms: offsetMs}});
    expect(finding.detail).toContain(words);
    if (hint === undefined) expect(finding.hint).toBeUndefined();
    else expect(finding.hint).toContain(hint);
  });

  test.each([
    [undefined, 'unknown: no change came within 5 s', 'busier'],
    [200, 'unknown: no change came within 5 s; REST has the same second', 'busier'],
    [-7000, 'by REST this machine is 7.00 s (give or take 510 ms) behind', 'NTP'],
  ])('of a quiet market is not known, but for REST: %s', (restMs, words, hint) => {
    const rest = restMs === undefined ? undefined : {offsetMs: restMs, uncertaintyMs: 510};
    const {verdict, detail, hint: said, figures} = judgeClock(UNKNOWN, rest, 5000);
    expect({verdict, offset: figures['clock_offset_ms']}).toEqual({verdict: 'warn', offset: null});
    expect(detail).toContain(words);
    expect(said).toContain(hint);
  });
});

describe('the pings', () => {
  test('are told by least, median and most', () => {
    const finding = judgePings([9, 1, 2, 8, 3, 7, 4, 6, 5, 10], undefined);
    expect(finding).toMatchObject({
      ...{verdict: 'ok', detail: 'least 1.0 ms, median 5.5 ms, most 10 ms'},
      figures: {ping_min_ms: 1, ping_median_ms: 5.5, ping_max_ms: 10, pings_lost: 0},
    });
  });

  test.each([
    [[1, 2, 3], undefined, 'warn', 'median 2.0 ms, most 3.0 ms, 7 of 10 lost'],
    [[], undefined, 'failed', 'none of 10 was answered'],
    [[1, 2], 'the connection broke off', 'failed', 'after 2 of them: the connection broke off'],
  ])('of which only %j came back, the socket %s, are %s', (pingsMs, reason, verdict, words) => {
    const finding = judgePings(pingsMs, reason);
    expect(finding).toMatchObject({verdict, figures: {pings_lost: 10 - pingsMs.length}});
    expect(finding.detail).toContain(words);
  });
});

describe('the first books', () => {
  const books = (hashOk: boolean | undefined) =>
    new Map([
      ['yes', {levels: 40, hashOk: true}],
      ['no', {levels: 41, hashOk}],
    ]);
  test.each([
    [true, true, 0, 30, 'ok', '2 books of 81 levels, proven by their hashes', true],
    // In the middle of a batch, which then proved it.
    [false, true, 0, 30, 'ok', 'proven by their hashes', true],
    [false, false, 0, 30, 'warn', 'not as they were hashed', false],
    [undefined, false, 0, 30, 'warn', 'no hash proves them', null],
    [true, true, 7, 30, 'ok', 'proven', true],
    [true, true, 7, 2500, 'warn', '2.50 s late and after 7 changes', true],
  ])('%#', (hashOk, isProven, changesBeforeBook, firstBookMs, verdict, words, hash_ok) => {
    const probe = {firstBooks: books(hashOk), isProven, changesBeforeBook};
    const finding = judgeBooks(probe, firstBookMs);
    expect(finding).toMatchObject({
      verdict,
      detail: expect.stringContaining(words) as string,
      figures: {hash_ok, levels: 81, first_book_ms: firstBookMs},
    });
  });

  test.each([
    [undefined, 0, 'no book came within 10 s, nor any change'],
    [undefined, 5, 'no book came within 10 s, though 5 changes did'],
    ['closed by the exchange (1001)', 5, 'the socket ended first: closed by the exchange (1001)'],
  ])('that never came fail, and say what came instead', (closedReason, changes, detail) => {
    expect(judgeNoBook({closedReason, changes}, 10_000)).toMatchObject({verdict: 'failed', detail});
  });
});

describe('the terminal', () => {
  const facts: TerminalFacts = {
    isTerminal: true,
    size: {columns: 120, rows: 40},
    capabilities: {colorDepth: 'truecolor', unicode: true},
    hasSynchronisedUpdate: true,
  };
  test.each([
    [{}, 'ok', '120x40, all colours, Unicode, synchronised updates'],
    [{hasSynchronisedUpdate: false}, 'ok', 'Unicode, no synchronised updates'],
    [{hasSynchronisedUpdate: undefined}, 'ok', 'Unicode, synchronised updates unknown'],
    [{capabilities: {colorDepth: 'none', unicode: false}}, 'ok', 'no colours, ASCII'],
    [{size: {columns: 40, rows: 8}}, 'ok', '40x8'],
    [{size: {columns: 39, rows: 8}}, 'warn', '39x8'],
    [{size: {columns: 40, rows: 7}}, 'warn', '40x7'],
    [{isTerminal: false}, 'warn', 'the output is no terminal'],
  ] as const)('%o is %s', (parts, verdict, words) => {
    const finding = judgeTerminal({...facts, ...parts});
    expect(finding.verdict).toBe(verdict);
    expect(finding.detail).toContain(words);
    expect(finding.hint === undefined).toBe(verdict === 'ok');
  });
});
