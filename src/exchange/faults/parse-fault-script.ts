// A story of several faults, kept as JSON: `{"title": "…", "faults": ["freeze@5", "close-1006@12"]}`.

import type {FaultPlan} from './fault-table.js';
import {parseFaultPlan, refuse, type Parsed} from './parse-fault-plan.js';

export const MAX_SEED = 2 ** 32 - 1;
/** Frames a second. */
export const MAX_RATE = 20_000;

export type FaultScript = {
  readonly title: string;
  /** What the exchange was like for which it was written; undefined where it does not matter. */
  readonly seed: number | undefined;
  readonly rate: number | undefined;
  readonly faults: readonly FaultPlan[];
};

const KEYS: readonly string[] = ['title', 'seed', 'rate', 'faults'];

export function parseFaultScript(text: string): Parsed<FaultScript> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refuse('is not JSON');
  }

  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return refuse('is not a JSON object');
  }

  const strange = Object.keys(json).find((key) => !KEYS.includes(key));
  if (strange !== undefined) return refuse(`has a field ${show(strange)} that no script has`);

  const {title, seed, rate, faults} = json as Readonly<Record<string, unknown>>;
  if (typeof title !== 'string') return refuse(`has ${show(title)} for its "title"`);
  if (!isOptionalInteger(seed, 0, MAX_SEED)) return refuse(`has ${show(seed)} for its "seed"`);
  if (!isOptionalInteger(rate, 1, MAX_RATE)) return refuse(`has ${show(rate)} for its "rate"`);
  if (!Array.isArray(faults) || faults.length === 0) {
    return refuse(`has ${show(faults)} for its "faults"`);
  }

  const plans: FaultPlan[] = [];
  for (const fault of faults as unknown[]) {
    if (typeof fault !== 'string') return refuse(`has ${show(fault)} among its "faults"`);
    const parsed = parseFaultPlan(fault);
    if (parsed.kind === 'refused') {
      return refuse(`has ${show(fault)} among its "faults", each of which ${parsed.predicate}`);
    }

    plans.push(parsed.value);
  }

  return {kind: 'parsed', value: {title, seed, rate, faults: plans}};
}

function isOptionalInteger(
  value: unknown,
  least: number,
  most: number,
): value is number | undefined {
  if (value === undefined) return true;
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  // Neither walked into: `JSON.stringify` overflows the stack on what nests deeply.
  if (Array.isArray(value)) return value.length === 0 ? '[]' : 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : JSON.stringify(value);
}
