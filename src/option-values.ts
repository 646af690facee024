// The values of options, each checked alone: what they become, or a refusal.

import type {Rotation} from './domain/recording.js';
import {isServiceUrl, describeServiceUrl} from './domain/service-url.js';
import type {ServiceName} from './domain/service-url.js';
import {parseLimit} from './domain/parse-limit.js';
import type {FaultPlan} from './exchange/faults/fault-table.js';
import {parseFaultPlan} from './exchange/faults/parse-fault-plan.js';
import {readFaultScript} from './fault-script-file.js';

/** Thrown while the arguments are read, and nowhere else: `parseCommand` turns it into a value. */
export class Refusal extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

export function textOf(value: string | undefined, name: string): string | undefined {
  if (value === '') throw new Refusal(`--${name} needs a value`);
  return value;
}

export function numberOf(
  value: string | undefined,
  name: string,
  fallback: number,
  least: number,
  most: number,
): number {
  if (value === undefined) return fallback;
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`;
  throw new Refusal(`--${name} takes a whole number ${range}, not "${value}"`);
}

export function faultsOf(value: string): readonly FaultPlan[] {
  if (value.endsWith('.json')) {
    const script = readFaultScript(value);
    if ('kind' in script) throw new Refusal(script.message, script.hint);
    return script.faults;
  }

  const parsed = parseFaultPlan(value);
  if (parsed.kind === 'refused') throw new Refusal(`--fault ${parsed.predicate}`);
  return [parsed.value];
}

export function limitOf(value: string): [stage: string, limit: number] {
  const parsed = parseLimit(value);
  if (parsed.kind === 'refused') throw new Refusal(`--alert ${parsed.predicate}`);
  return [parsed.stage, parsed.limit];
}

export function speedOf(value: string | undefined, fallback: number | 'max'): number | 'max' {
  if (value === undefined) return fallback;
  if (value === 'max') return 'max';
  const speed = /^\d*\.?\d+$/.test(value) ? Number(value) : Number.NaN;
  if (speed > 0 && speed <= 1000) return speed;
  throw new Refusal(`--speed takes a number above 0, up to 1000, or "max", not "${value}"`);
}

const ROTATION_UNITS: Readonly<Record<string, (count: number) => Rotation>> = {
  s: (count) => ({kind: 'time', us: count * 1e6}),
  m: (count) => ({kind: 'time', us: count * 60e6}),
  h: (count) => ({kind: 'time', us: count * 3600e6}),
  d: (count) => ({kind: 'time', us: count * 86_400e6}),
  kb: (count) => ({kind: 'bytes', bytes: count * 1e3}),
  mb: (count) => ({kind: 'bytes', bytes: count * 1e6}),
  gb: (count) => ({kind: 'bytes', bytes: count * 1e9}),
};

/** `1h`, `30m`, `500MB`. */
export function rotationOf(value: string | undefined): Rotation | undefined {
  if (value === undefined) return undefined;
  const [, count = '', unit = ''] = /^(\d{1,6})([a-z]+)$/i.exec(value) ?? [];
  const make = ROTATION_UNITS[unit.toLowerCase()];
  if (make !== undefined && Number(count) > 0) return make(Number(count));
  throw new Refusal(
    `--rotate takes a time or a size, not "${value}"`,
    'As in --rotate 1h, 30m, 500MB or 2GB',
  );
}

export function oneOf<T extends string>(
  value: string | undefined,
  name: string,
  choices: readonly T[],
  fallback: T,
): T {
  return value === undefined ? fallback : choiceOf(value, name, choices);
}

function choiceOf<T extends string>(value: string, name: string, choices: readonly T[]): T {
  const choice = choices.find((candidate) => candidate === value);
  if (choice !== undefined) return choice;
  throw new Refusal(`--${name} takes ${choices.join(', ')}, not "${value}"`);
}

export function urlOf(
  value: string | undefined,
  service: ServiceName,
  env: NodeJS.ProcessEnv,
  configured: string | undefined,
): string | undefined {
  const variable = `POLYBOOK_${service.toUpperCase()}_URL`;
  const fromEnv = env[variable];
  const text = value ?? (fromEnv === '' ? undefined : fromEnv);
  if (text === undefined) return configured;
  if (isServiceUrl(service, text)) return text;
  const spelled = value === undefined ? variable : `--${service}-url`;
  throw new Refusal(`${spelled} takes ${describeServiceUrl(service)}, not "${text}"`);
}
