import {describe, expect, test} from 'vitest';
import {type Check, passed, failed, warned, type Outcome} from '../../../src/doctor/check.js';
import {runChecks} from '../../../src/doctor/run-checks.js';
import type {Timers} from '../../../src/domain/clock.js';
import {PolybookError} from '../../../src/domain/problem.js';
import {FixedClock} from '../../support/fixed-clock.js';

function checkOf(name: string, parts: Partial<Check> = {}): Check {
  return {
    name,
    target: `${name}.example`,
    needs: [],
    run: () => Promise.resolve(passed('fine')),
    ...parts,
  };
}

/** Timers that run only when they are told to. */
class HeldTimers implements Timers {
  readonly waiting: {readonly delayUs: number; readonly run: () => void}[] = [];
  readonly after = (delayUs: number, run: () => void): (() => void) => {
    const timer = {delayUs, run};
    this.waiting.push(timer);
    return () => {
      this.waiting.splice(this.waiting.indexOf(timer), 1);
    };
  };
}

type Ran = {readonly outcomes: readonly Outcome[]; readonly begun: readonly string[]};

async function run(
  checks: readonly Check[],
  {timers = new HeldTimers(), clock = new FixedClock(), signal = new AbortController().signal} = {},
): Promise<Ran> {
  const begun: string[] = [];
  const told: Outcome[] = [];
  const outcomes = await runChecks(checks, {
    clock,
    timers,
    signal,
    onBegin: ({name}) => begun.push(name),
    onOutcome: (outcome) => told.push(outcome),
  });
  expect(told).toEqual(outcomes);
  expect(timers.waiting).toEqual([]);
  return {outcomes, begun};
}

function verdictsOf({outcomes}: Ran): string[] {
  return outcomes.map(({name, verdict}) => `${name} ${verdict}`);
}

describe('what depends on another check', () => {
  test('is not asked where that has failed, and names what it waits for to the root', async () => {
    const dns = checkOf('dns', {run: () => Promise.resolve(failed('not found', 'look'))});
    const tcp = checkOf('tcp', {needs: [dns]});
    const tls = checkOf('tls', {needs: [tcp]});
    const terminal = checkOf('terminal');
    const ran = await run([dns, tcp, tls, terminal]);

    expect(verdictsOf(ran)).toEqual(['dns failed', 'tcp skipped', 'tls skipped', 'terminal ok']);
    expect(ran.begun).toEqual(['dns', 'terminal']);
    expect(ran.outcomes[2]).toMatchObject({durationMs: 0, detail: 'waits for dns of dns.example'});
  });

  test('is asked after a warning', async () => {
    const pings = checkOf('pings', {run: () => Promise.resolve(warned('1 lost', 'look'))});
    const ran = await run([pings, checkOf('clock', {needs: [pings]})]);
    expect(verdictsOf(ran)).toEqual(['pings warn', 'clock ok']);
  });

  test('waits for all that it needs', async () => {
    const socket = checkOf('socket');
    const market = checkOf('market', {run: () => Promise.resolve(failed('no', undefined))});
    const ran = await run([socket, market, checkOf('book', {needs: [socket, market]})]);
    expect(ran.outcomes.at(-1)?.detail).toBe('waits for market of market.example');
  });
});

describe('an outcome', () => {
  test('has the time that the check took', async () => {
    const clock = new FixedClock();
    const slow = checkOf('slow', {
      run: () => {
        clock.us += 12_300;
        return Promise.resolve(passed('fine', {answers: 1}));
      },
    });
    const {outcomes} = await run([slow], {clock});
    expect(outcomes).toEqual([
      {
        ...{name: 'slow', target: 'slow.example', verdict: 'ok', durationMs: 12.3},
        ...{detail: 'fine', hint: undefined, figures: {answers: 1}},
      },
    ]);
  });

  test('is a failure with its hint where the problem is one that the user can mend', async () => {
    const problem = new PolybookError('UNREACHABLE', 'Cannot reach it', {hint: 'Look'});
    const {outcomes} = await run([checkOf('rest', {run: () => Promise.reject(problem)})]);
    expect(outcomes[0]).toMatchObject({
      ...{verdict: 'failed', detail: 'Cannot reach it', hint: 'Look'},
    });
  });

  test('is none where the program itself is wrong', async () => {
    const broken = checkOf('rest', {run: () => Promise.reject(new TypeError('broken'))});
    await expect(run([broken])).rejects.toThrow('broken');
  });
});

describe('a check that does not end', () => {
  /** Never answers, and fails when it is given up, as most of what waits does. */
  function hanging(parts: Partial<Check> = {}): Check {
    return checkOf('hanging', {
      run: (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            reject(new Error('given up'));
          });
        }),
      ...parts,
    });
  }

  test.each([
    [{}, 'no answer within 10 s'],
    [{timeoutMs: 2500}, 'no answer within 2.5 s'],
    [{whenLate: () => failed('still nothing', 'look')}, 'still nothing'],
  ])('fails at its time-out, and the next one is asked (%o)', async (parts, detail) => {
    const timers = new HeldTimers();
    const running = run([hanging(parts), checkOf('next')], {timers});
    expect(timers.waiting.map(({delayUs}) => delayUs)).toEqual([
      ('timeoutMs' in parts ? 2500 : 10_000) * 1000,
    ]);
    timers.waiting[0]!.run();
    const ran = await running;
    expect(verdictsOf(ran)).toEqual(['hanging failed', 'next ok']);
    expect(ran.outcomes[0]?.detail).toBe(detail);
  });

  test('is left at the time-out even if it ignores that', async () => {
    const timers = new HeldTimers();
    const running = run([hanging({run: () => new Promise(() => undefined)})], {timers});
    timers.waiting[0]!.run();
    expect(verdictsOf(await running)).toEqual(['hanging failed']);
  });

  test('is given up where the run is ended, and nothing more is told', async () => {
    const ending = new AbortController();
    const running = run([checkOf('first'), hanging(), checkOf('next')], {signal: ending.signal});
    await Promise.resolve();
    ending.abort();
    const ran = await running;
    expect(ran.begun).not.toContain('next');
    expect(verdictsOf(ran)).not.toContain('hanging failed');
  });
});
