import type {Outcome} from '../../src/doctor/check.js';
import {listChecks, type DoctorPlan} from '../../src/doctor/list-checks.js';
import {runChecks} from '../../src/doctor/run-checks.js';
import {systemClock, systemTimers} from '../../src/domain/clock.js';
import type {ExchangeServer} from '../../src/exchange/exchange-server.js';

/** As in the program, but for the pace of the pings: what is well is not waited for. */
const PACE = {pingIntervalMs: 20};

export type Examined = {
  readonly outcomes: readonly Outcome[];
  readonly names: readonly string[];
  /** The only one of that name. */
  readonly of: (name: string) => Outcome;
  /** `name verdict` of each that is not ok, in order. */
  readonly notOk: readonly string[];
};

export type ExamineOptions = Partial<DoctorPlan> & {readonly timeoutMs?: number};

/** Runs all checks of the doctor, here and against an exchange on loopback. */
export async function examine(
  {wsUrl, restUrl}: Pick<ExchangeServer, 'wsUrl' | 'restUrl'>,
  {timeoutMs, limits, ...plan}: ExamineOptions = {},
): Promise<Examined> {
  const {checks, close} = await listChecks({
    wsUrl,
    endpoints: {clob: restUrl, gamma: restUrl, data: restUrl},
    reference: undefined,
    findProxy: () => undefined,
    env: {},
    clock: systemClock,
    timers: systemTimers,
    askTerminal: () =>
      Promise.resolve({
        isTerminal: true,
        size: {columns: 80, rows: 24},
        capabilities: {colorDepth: '256', unicode: true},
        hasSynchronisedUpdate: undefined,
      }),
    ...plan,
    limits: {...PACE, ...limits},
  });
  try {
    const outcomes = await runChecks(checks, {
      clock: systemClock,
      timers: systemTimers,
      signal: new AbortController().signal,
      timeoutMs,
      onBegin: () => undefined,
      onOutcome: () => undefined,
    });
    return {
      outcomes,
      names: outcomes.map(({name}) => name),
      of: (name) => {
        const [only, ...others] = outcomes.filter((outcome) => outcome.name === name);
        if (only === undefined || others.length > 0) throw new Error(`not one ${name}`);
        return only;
      },
      notOk: outcomes.flatMap(({name, verdict}) => (verdict === 'ok' ? [] : `${name} ${verdict}`)),
    };
  } finally {
    await close();
  }
}
