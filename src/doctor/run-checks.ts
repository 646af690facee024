// Runs the checks one after the other, so that none disturbs what another one measures, and leaves out
// those that need one which has failed.

import type {Clock, Timers} from '../domain/clock.js';
import {PolybookError} from '../domain/problem.js';
import {type Check, failed, type Finding, type Outcome} from './check.js';

export const CHECK_TIMEOUT_MS = 10_000;

export type RunOptions = {
  readonly clock: Pick<Clock, 'nowUs'>;
  readonly timers: Timers;
  /** Ends the run: what is under way is given up, and nothing more is told. */
  readonly signal: AbortSignal;
  readonly timeoutMs?: number | undefined;
  readonly onBegin: (check: Check) => void;
  readonly onOutcome: (outcome: Outcome) => void;
};

/** All outcomes, in the order of the checks; fewer where the run was ended. */
export async function runChecks(
  checks: readonly Check[],
  options: RunOptions,
): Promise<readonly Outcome[]> {
  const {clock, signal, onBegin, onOutcome} = options;
  const outcomes: Outcome[] = [];
  /** What is missing for whoever needs a check: itself where it failed, else what it waits for. */
  const missing = new Map<Check, Check>();
  for (const check of checks) {
    if (signal.aborted) break;
    const cause = check.needs.map((need) => missing.get(need)).find((need) => need !== undefined);
    let outcome: Outcome;
    if (cause === undefined) {
      onBegin(check);
      const startUs = clock.nowUs();
      const finding = await settle(check, options);
      if (finding === undefined) break;
      outcome = {...identityOf(check), durationMs: (clock.nowUs() - startUs) / 1000, ...finding};
    } else {
      outcome = skip(check, cause);
    }

    if (outcome.verdict === 'failed' || outcome.verdict === 'skipped') {
      missing.set(check, cause ?? check);
    }

    outcomes.push(outcome);
    onOutcome(outcome);
  }

  return outcomes;
}

function skip(check: Check, cause: Check): Outcome {
  return {
    ...identityOf(check),
    verdict: 'skipped',
    durationMs: 0,
    detail: `waits for ${cause.name} of ${cause.target}`,
    hint: undefined,
    figures: {},
  };
}

function identityOf({name, target}: Check): Pick<Outcome, 'name' | 'target'> {
  return {name, target};
}

/** Undefined where the run was ended meanwhile. */
async function settle(check: Check, options: RunOptions): Promise<Finding | undefined> {
  const {timers, signal} = options;
  const timeoutMs = check.timeoutMs ?? options.timeoutMs ?? CHECK_TIMEOUT_MS;
  const giveUp = new AbortController();
  const end = (): void => {
    giveUp.abort();
  };
  signal.addEventListener('abort', end);
  const cancel = timers.after(timeoutMs * 1000, end);
  try {
    const finding = await Promise.race([
      check.run(giveUp.signal),
      new Promise<undefined>((resolve) => {
        giveUp.signal.addEventListener('abort', () => {
          resolve(undefined);
        });
      }),
    ]);
    if (finding !== undefined && !giveUp.signal.aborted) return finding;
  } catch (error) {
    // What was given up may end with any error.
    if (!giveUp.signal.aborted) return findingOf(error);
  } finally {
    cancel();
    signal.removeEventListener('abort', end);
  }

  if (signal.aborted) return undefined;
  return check.whenLate?.() ?? failed(`no answer within ${timeoutMs / 1000} s`, undefined);
}

/** Whatever is not the network's or the exchange's trouble is a fault of ours. */
function findingOf(error: unknown): Finding {
  if (!(error instanceof PolybookError)) throw error;
  return failed(error.message, error.hint);
}
