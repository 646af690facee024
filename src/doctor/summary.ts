import type {Outcome, Verdict} from './check.js';

/** How many checks ended how. */
export type Summary = {
  readonly passed: number;
  readonly warned: number;
  readonly failed: number;
  readonly skipped: number;
};

export function summarize(outcomes: readonly Outcome[]): Summary {
  const count = (wanted: Verdict): number =>
    outcomes.filter(({verdict}) => verdict === wanted).length;
  return {
    passed: count('ok'),
    warned: count('warn'),
    failed: count('failed'),
    skipped: count('skipped'),
  };
}

/** Warnings and what was left out do not make it less so. */
export function isWell({failed}: Summary): boolean {
  return failed === 0;
}
