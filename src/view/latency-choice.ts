// What the latency panel shows, and the limits that the user sets there. Pure values and their changes.

import {factsOf, STAGE_NAMES, WINDOW_NAMES} from '../domain/latency.js';
import type {EventKind, Limits, StageName, WindowName} from '../domain/latency.js';

export type LatencyChoice = {
  readonly stage: StageName;
  readonly window: WindowName;
  /** Undefined for all. */
  readonly kind: EventKind | undefined;
};

export const FIRST_CHOICE: LatencyChoice = {stage: 'feed', window: '10s', kind: undefined};

/** Limits go in steps of 1, 2 and 5, from 1 to 100,000 of the stage's unit. */
const STEPS: readonly number[] = [0, 1, 2, 3, 4].flatMap((power) =>
  [1, 2, 5].map((digit) => digit * 10 ** power),
);

/** The first limit of a stage that had none: the next step above this many times its p99. */
const FIRST_MARGIN = 2;

export function moveStage(choice: LatencyChoice, rows: number): LatencyChoice {
  const index = STAGE_NAMES.indexOf(choice.stage) + rows;
  const bounded = Math.min(STAGE_NAMES.length - 1, Math.max(0, index));
  return {...choice, stage: STAGE_NAMES[bounded]!};
}

export function nextWindow(choice: LatencyChoice): LatencyChoice {
  const index = WINDOW_NAMES.indexOf(choice.window) + 1;
  return {...choice, window: WINDOW_NAMES[index % WINDOW_NAMES.length]!};
}

/** Through all kinds together and each of those that the stage is split by. */
export function moveKind(choice: LatencyChoice, by: 1 | -1): LatencyChoice {
  const {kinds} = factsOf(choice.stage);
  if (kinds === undefined) return choice;
  const all = [undefined, ...kinds];
  const index = Math.max(0, all.indexOf(choice.kind)) + by + all.length;
  return {...choice, kind: all[index % all.length]};
}

/** A step up or down; below the first step there is no limit. `p99`: of the stage, NaN if unknown. */
export function moveLimit(limits: Limits, stage: StageName, by: 1 | -1, p99: number): Limits {
  const limit = limits[stage];
  const others = Object.fromEntries(
    Object.entries(limits).filter(([name]) => name !== stage),
  ) as Limits;
  if (limit === undefined) {
    if (by < 0) return limits;
    const wanted = Number.isNaN(p99) ? 0 : FIRST_MARGIN * p99;
    return {...others, [stage]: STEPS.find((step) => step >= wanted) ?? STEPS.at(-1)!};
  }

  const next =
    by > 0 ? (STEPS.find((step) => step > limit) ?? limit) : STEPS.findLast((step) => step < limit);
  return next === undefined ? others : {...others, [stage]: next};
}
