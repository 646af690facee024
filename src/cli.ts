// What the user typed becomes options, or a sentence that says what is wrong with it.

import meow from 'meow';
import {LOG_LEVELS} from './domain/log-level.js';
import type {Limits} from './domain/latency.js';
import type {LogLevel} from './domain/log-level.js';
import {toPlainText} from './domain/plain-text.js';
import {parseLimit} from './domain/parse-limit.js';
import type {UsageProblem} from './domain/problem.js';
import {FAULT_NAMES, type FaultPlan} from './exchange/faults/fault-table.js';
import {parseFaultPlan} from './exchange/faults/parse-fault-plan.js';
import {MAX_RATE, MAX_SEED} from './exchange/faults/parse-fault-script.js';
import {readFaultScript} from './fault-script-file.js';
import {HELP_TEXT} from './help-text.js';
import {THEME_NAMES, type ThemeName} from './view/themes/themes.js';

export type Renderer = 'cells' | 'ink';

export type Options = {
  readonly references: readonly string[];
  readonly outcome: string | undefined;
  readonly demo:
    | {readonly seed: number; readonly rate: number; readonly faults: readonly FaultPlan[]}
    | undefined;
  readonly replay: {readonly path: string; readonly speed: number | 'max'} | undefined;
  readonly isJson: boolean;
  readonly isOnce: boolean;
  /** Levels a side in what is printed. */
  readonly depth: number;
  readonly fps: number;
  readonly renderer: Renderer;
  readonly isAscii: boolean;
  readonly theme: ThemeName;
  readonly hasMouse: boolean;
  /** Limits of stages that the status line watches, and whether the bell rings. */
  readonly limits: Limits;
  readonly isBellOn: boolean;
  /** Of 127.0.0.1; 0 for any that is free. */
  readonly metricsPort: number | undefined;
  readonly log: {readonly path: string; readonly level: LogLevel} | undefined;
  readonly urls: {
    readonly ws: string | undefined;
    readonly clob: string | undefined;
    readonly gamma: string | undefined;
    readonly data: string | undefined;
  };
};

/** `doctor`: no screen, no stream, and one market at most. */
export type DoctorOptions = Pick<Options, 'demo' | 'isJson' | 'isAscii' | 'log' | 'urls'> & {
  /** Undefined: the busiest market of the exchange. */
  readonly reference: string | undefined;
};

export type Command =
  | {readonly kind: 'run'; readonly options: Options}
  | {readonly kind: 'doctor'; readonly options: DoctorOptions}
  | {readonly kind: 'print'; readonly text: string}
  | UsageProblem;

const RENDERERS = ['cells', 'ink'] as const;

const DEFAULT_SEED = 1;
const DEFAULT_RATE = 120;
const DEFAULT_FPS = 20;

const FLAGS = {
  outcome: {type: 'string'},
  demo: {type: 'boolean'},
  seed: {type: 'string'},
  rate: {type: 'string'},
  fault: {type: 'string', isMultiple: true},
  replay: {type: 'string'},
  speed: {type: 'string'},
  json: {type: 'boolean'},
  once: {type: 'boolean'},
  depth: {type: 'string'},
  fps: {type: 'string'},
  renderer: {type: 'string'},
  ascii: {type: 'boolean'},
  theme: {type: 'string'},
  mouse: {type: 'boolean', default: true},
  alert: {type: 'string', isMultiple: true},
  bell: {type: 'boolean'},
  metrics: {type: 'string'},
  logFile: {type: 'string'},
  logLevel: {type: 'string'},
  wsUrl: {type: 'string'},
  clobUrl: {type: 'string'},
  gammaUrl: {type: 'string'},
  dataUrl: {type: 'string'},
  help: {type: 'boolean', shortFlag: 'h'},
  version: {type: 'boolean', shortFlag: 'v'},
} as const;

type Flags = {
  readonly [Name in keyof typeof FLAGS]?: FlagValue<(typeof FLAGS)[Name]> | undefined;
};

type FlagValue<Flag> = Flag extends {readonly isMultiple: true}
  ? readonly string[]
  : Flag extends {readonly type: 'boolean'}
    ? boolean
    : string;

/** Thrown inside this file only: `parseCommand` turns it into a value. */
class Refusal extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** `argv` without the interpreter and the script. */
export function parseCommand(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  version: string,
): Command {
  try {
    const {input, flags} = readArguments(argv, version);
    if (flags.help === true) return {kind: 'print', text: HELP_TEXT};
    if (flags.version === true) return {kind: 'print', text: version};
    refuseUnknown(flags);
    refuseEmpty('fault', flags.fault, argv, `It takes ${FAULT_NAMES.join(', ')}`);
    refuseEmpty('alert', flags.alert, argv, 'As in --alert feed=250ms');
    const [first, ...rest] = input;
    return first === 'doctor'
      ? {kind: 'doctor', options: toDoctorOptions(rest, flags, env)}
      : {kind: 'run', options: toOptions(input, flags, env)};
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return {kind: 'usage_problem', message: error.message, hint: error.hint};
  }
}

function readArguments(
  argv: readonly string[],
  version: string,
): {input: readonly string[]; flags: Flags} {
  try {
    return meow({
      argv,
      importMeta: import.meta,
      pkg: {name: 'polybook-tui', version},
      autoHelp: false,
      autoVersion: false,
      flags: FLAGS,
    });
  } catch (error) {
    // The parser throws where a flag is given twice, and says so.
    throw new Refusal((error as Error).message.replace(/\.$/, ''));
  }
}

/** The parser accepts any flag and hands it on; ours are a closed set. */
function refuseUnknown(flags: object): void {
  const unknown = Object.keys(flags).find((name) => !Object.hasOwn(FLAGS, name));
  if (unknown === undefined) return;
  const dashes = unknown.length === 1 ? '-' : '--';
  const spelled = unknown.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new Refusal(`Unknown option "${dashes}${spelled}"`, 'See polybook-tui --help');
}

/** Of a flag that may be given several times the parser leaves out what is empty. */
function refuseEmpty(
  name: 'fault' | 'alert',
  values: readonly string[] | undefined,
  argv: readonly string[],
  hint: string,
): void {
  const end = argv.indexOf('--');
  const given = argv
    .slice(0, end === -1 ? undefined : end)
    .filter((argument) => argument === `--${name}` || argument.startsWith(`--${name}=`));
  if (given.length > (values?.length ?? 0)) throw new Refusal(`--${name} needs a value`, hint);
}

function toOptions(input: readonly string[], flags: Flags, env: NodeJS.ProcessEnv): Options {
  const isDemo = flags.demo === true;
  const isJson = flags.json === true;
  const isOnce = flags.once === true;
  const isReplay = flags.replay !== undefined;
  if (isDemo && isReplay) throw new Refusal('--demo and --replay exclude each other');
  if (isReplay && input.length > 0) {
    throw new Refusal(
      `--replay takes no market, and "${input.join(' ')}" was given`,
      'A recording says by itself which markets it holds',
    );
  }

  for (const name of ['seed', 'rate'] as const) {
    if (flags[name] !== undefined && !isDemo) throw new Refusal(`--${name} goes with --demo`);
  }

  const faults = flags.fault ?? [];
  if (faults.length > 0 && !isDemo) {
    throw new Refusal('--fault goes with --demo', `It takes ${FAULT_NAMES.join(', ')}`);
  }

  const hasScreen = !isJson && !isOnce;
  if (!hasScreen && ((flags.alert?.length ?? 0) > 0 || flags.bell === true)) {
    throw new Refusal(
      '--alert and --bell are for the screen',
      'With --json, stats has the figures',
    );
  }

  if (flags.speed !== undefined && !isReplay) throw new Refusal('--speed goes with --replay');
  if (flags.logLevel !== undefined && flags.logFile === undefined) {
    throw new Refusal('--log-level goes with --log-file');
  }

  if (flags.metrics !== undefined && isOnce) {
    throw new Refusal('--once and --metrics exclude each other');
  }

  return {
    references: input,
    outcome: textOf(flags.outcome, 'outcome'),
    demo: isDemo
      ? {
          seed: numberOf(flags.seed, 'seed', DEFAULT_SEED, 0, MAX_SEED),
          rate: numberOf(flags.rate, 'rate', DEFAULT_RATE, 1, MAX_RATE),
          faults: faults.flatMap(faultsOf),
        }
      : undefined,
    replay: isReplay
      ? {
          path: textOf(flags.replay, 'replay')!,
          speed: speedOf(flags.speed, isJson || isOnce ? 'max' : 1),
        }
      : undefined,
    isJson,
    isOnce,
    depth: numberOf(flags.depth, 'depth', Number.MAX_SAFE_INTEGER, 1, Number.MAX_SAFE_INTEGER),
    fps: numberOf(flags.fps, 'fps', DEFAULT_FPS, 1, 60),
    renderer: oneOf(flags.renderer, 'renderer', RENDERERS, 'cells'),
    isAscii: flags.ascii === true,
    theme: oneOf(flags.theme, 'theme', THEME_NAMES, 'default'),
    hasMouse: flags.mouse !== false,
    limits: Object.fromEntries((flags.alert ?? []).map(limitOf)),
    isBellOn: flags.bell === true,
    metricsPort:
      flags.metrics === undefined ? undefined : numberOf(flags.metrics, 'metrics', 0, 0, 65_535),
    log:
      flags.logFile === undefined
        ? undefined
        : {
            path: textOf(flags.logFile, 'log-file')!,
            level: oneOf(flags.logLevel, 'log-level', LOG_LEVELS, 'info'),
          },
    urls: {
      ws: urlOf(flags.wsUrl, 'ws-url', env, ['ws:', 'wss:']),
      clob: urlOf(flags.clobUrl, 'clob-url', env, ['http:', 'https:']),
      gamma: urlOf(flags.gammaUrl, 'gamma-url', env, ['http:', 'https:']),
      data: urlOf(flags.dataUrl, 'data-url', env, ['http:', 'https:']),
    },
  };
}

/** They are about a screen, a stream or a recording. */
const NOT_FOR_DOCTOR = [
  ...['replay', 'speed', 'once', 'depth', 'outcome', 'fps', 'renderer', 'theme', 'alert', 'bell'],
  'metrics',
] as const satisfies readonly (keyof Flags)[];

function toDoctorOptions(
  input: readonly string[],
  flags: Flags,
  env: NodeJS.ProcessEnv,
): DoctorOptions {
  for (const name of NOT_FOR_DOCTOR) {
    const value = flags[name];
    const isGiven = Array.isArray(value) ? value.length > 0 : (value ?? false) !== false;
    if (isGiven) throw new Refusal(`doctor takes no --${name}`);
  }

  if (flags.mouse === false) throw new Refusal('doctor takes no --no-mouse');
  if (input.length > 1) {
    throw new Refusal(
      `doctor takes one market, and "${input.join('", "')}" were given`,
      'Words to search for go between quotes',
    );
  }

  const {demo, isJson, isAscii, log, urls} = toOptions(input, flags, env);
  return {reference: input[0], demo, isJson, isAscii, log, urls};
}

function textOf(value: string | undefined, name: string): string | undefined {
  if (value === '') throw new Refusal(`--${name} needs a value`);
  return value;
}

function numberOf(
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

function faultsOf(value: string): readonly FaultPlan[] {
  if (value.endsWith('.json')) {
    const script = readFaultScript(value);
    if ('kind' in script) throw new Refusal(script.message, script.hint);
    return script.faults;
  }

  const parsed = parseFaultPlan(value);
  if (parsed.kind === 'refused') throw new Refusal(`--fault ${parsed.predicate}`);
  return [parsed.value];
}

function limitOf(value: string): [stage: string, limit: number] {
  const parsed = parseLimit(value);
  if (parsed.kind === 'refused') throw new Refusal(`--alert ${parsed.predicate}`);
  return [parsed.stage, parsed.limit];
}

function speedOf(value: string | undefined, fallback: number | 'max'): number | 'max' {
  if (value === undefined) return fallback;
  if (value === 'max') return 'max';
  const speed = /^\d*\.?\d+$/.test(value) ? Number(value) : Number.NaN;
  if (speed > 0 && speed <= 1000) return speed;
  throw new Refusal(`--speed takes a number above 0, up to 1000, or "max", not "${value}"`);
}

function oneOf<T extends string>(
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

function urlOf(
  value: string | undefined,
  name: string,
  env: NodeJS.ProcessEnv,
  protocols: readonly string[],
): string | undefined {
  const variable = `POLYBOOK_${name.toUpperCase().replace('-', '_')}`;
  const fromEnv = env[variable];
  const text = value ?? (fromEnv === '' ? undefined : fromEnv);
  if (text === undefined) return undefined;
  const spelled = value === undefined ? variable : `--${name}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = toPlainText(text, text.length) === text; // It is shown, and is in the output.
  if (isPlain && url !== undefined && protocols.includes(url.protocol)) return text;
  throw new Refusal(
    `${spelled} takes a URL that begins with ${protocols.join('// or ')}//, not "${text}"`,
  );
}
