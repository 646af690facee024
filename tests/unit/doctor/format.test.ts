import {describe, expect, test} from 'vitest';
import type {Outcome} from '../../../src/doctor/check.js';
import {formatOutcomeJson, formatSummaryJson} from '../../../src/doctor/format-json.js';
import {
  formatMs,
  formatOutcome,
  formatPending,
  formatSummary,
} from '../../../src/doctor/format-outcome.js';
import {isWell, summarize} from '../../../src/doctor/summary.js';
import {ACTING_TEXT, findActing} from '../../support/acting-text.js';

const PLAIN = {isAscii: false, hasColor: false};

function outcomeOf(parts: Partial<Outcome> = {}): Outcome {
  return {
    name: 'tls',
    target: 'clob.example:443',
    verdict: 'ok',
    durationMs: 12.34,
    detail: 'TLSv1.3',
    hint: undefined,
    figures: {},
    ...parts,
  };
}

describe('a line', () => {
  test.each([
    [outcomeOf(), PLAIN, ['✓ ok      tls           12 ms  clob.example:443: TLSv1.3']],
    [
      outcomeOf({verdict: 'failed', detail: 'nobody knows it', hint: 'Look at it'}),
      PLAIN,
      [
        '✗ failed  tls           12 ms  clob.example:443: nobody knows it',
        '          → Look at it',
      ],
    ],
    [
      outcomeOf({verdict: 'skipped', durationMs: 0, detail: 'waits for tcp of x'}),
      PLAIN,
      ['– skipped tls               -  clob.example:443: waits for tcp of x'],
    ],
    [
      outcomeOf({verdict: 'warn', target: 'Zürich – Tōkyō', hint: 'So…'}),
      {...PLAIN, isAscii: true},
      ['! warn    tls           12 ms  Zurich - Tokyo: TLSv1.3', '          -> So~'],
    ],
    [
      outcomeOf(),
      {...PLAIN, hasColor: true},
      ['\u001b[32m✓ ok     \u001b[0m tls           12 ms  clob.example:443: TLSv1.3'],
    ],
  ])('says verdict, name, time and what was found: %o', (outcome, look, lines) => {
    expect(formatOutcome(outcome, look)).toEqual(lines);
  });

  test('of what is under way has the columns of its outcome', () => {
    const check = {name: 'tls', target: 'x:1', needs: [], run: () => new Promise<never>(() => 0)};
    expect(formatPending(check, PLAIN)).toBe('…         tls                  x:1');
  });

  test('shows what comes from outside, and does not let it act', () => {
    const outcome = outcomeOf({target: ACTING_TEXT, detail: ACTING_TEXT, hint: ACTING_TEXT});
    expect(findActing(formatOutcome(outcome, PLAIN).join('\n'))).toBeUndefined();
    expect(findActing(formatOutcomeJson(outcome))).toBeUndefined();
  });

  test.each([
    [0.04, '0.0 ms'],
    [9.94, '9.9 ms'],
    [9.96, '10 ms'],
    [999.4, '999 ms'],
    [999.6, '1.00 s'],
    [10_012, '10.01 s'],
  ])('has a time of a few digits: %d ms', (ms, text) => {
    expect(formatMs(ms)).toBe(text);
  });
});

describe('the JSON', () => {
  test('has the figures as numbers after what every check has', () => {
    const outcome = outcomeOf({figures: {tls_days_left: 41, hash_ok: null, ping_min_ms: 1.26}});
    expect(formatOutcomeJson(outcome)).toBe(
      '{"type":"check","name":"tls","target":"clob.example:443","verdict":"ok","duration_ms":12.3,' +
        '"detail":"TLSv1.3","hint":null,"tls_days_left":41,"hash_ok":null,"ping_min_ms":1.3}',
    );
  });

  test('ends with the counts', () => {
    const summary = summarize([outcomeOf(), outcomeOf({verdict: 'failed'})]);
    expect(formatSummaryJson(summary)).toBe(
      '{"type":"doctor","ok":false,"passed":1,"warned":0,"failed":1,"skipped":0}',
    );
  });
});

describe('the summary', () => {
  test.each([
    [['ok'], '1 check passed', true],
    [['ok', 'ok', 'warn'], '2 checks passed, 1 with a warning', true],
    [['ok', 'failed', 'skipped', 'skipped'], '1 check passed, 1 failed, 2 skipped', false],
    [['skipped'], '0 checks passed, 1 skipped', true],
  ] as const)('of %j is a sentence', (verdicts, sentence, isOk) => {
    const summary = summarize(verdicts.map((verdict) => outcomeOf({verdict})));
    expect(formatSummary(summary)).toBe(sentence);
    expect(isWell(summary)).toBe(isOk);
  });
});
