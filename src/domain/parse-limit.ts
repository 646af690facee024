import {factsOf, STAGE_NAMES} from './latency.js';
import type {StageName} from './latency.js';

export type ParsedLimit =
  | {readonly kind: 'limit'; readonly stage: StageName; readonly limit: number}
  /** What follows the option's name in a sentence. */
  | {readonly kind: 'refused'; readonly predicate: string};

const UNITS_PER_MS: Readonly<Record<string, number>> = {us: 1000, µs: 1000, ms: 1, s: 1 / 1000};

/** `feed=250ms`, `pipeline=800us`, `key-to-paint=0.1s`; the limit comes in the stage's unit. */
export function parseLimit(text: string): ParsedLimit {
  const parts = /^([\w-]+)=(\d*\.?\d+)(us|µs|ms|s)$/.exec(text);
  if (parts === null) {
    return refused(
      `takes a stage and its limit, as in feed=250ms or pipeline=800us, not "${text}"`,
    );
  }

  const [, name, digits, unit] = parts;
  const stage = STAGE_NAMES.find((known) => known === name!.replaceAll('-', '_'));
  if (stage === undefined) {
    const names = STAGE_NAMES.map((known) => known.replaceAll('_', '-'));
    return refused(`knows no stage "${name}"; there are ${names.join(', ')}`);
  }

  const ms = Number(digits) / UNITS_PER_MS[unit!]!;
  if (!(ms > 0) || ms > 86_400_000) {
    return refused(`takes a limit above 0 and up to a day, not "${digits}${unit}"`);
  }

  return {kind: 'limit', stage, limit: factsOf(stage).unit === 'ms' ? ms : ms * 1000};
}

function refused(predicate: string): ParsedLimit {
  return {kind: 'refused', predicate};
}
