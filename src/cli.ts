// What the user typed becomes options, or a sentence that says what is wrong with it.

import meow from 'meow';
import {LOG_LEVELS} from './domain/log-level.js';
import type {Limits} from './domain/latency.js';
import type {LogLevel} from './domain/log-level.js';
import type {UsageProblem} from './domain/problem.js';
import {FAULT_NAMES, type FaultPlan} from './exchange/faults/fault-table.js';
import {MAX_RATE, MAX_SEED} from './exchange/faults/parse-fault-script.js';
import {EXPORT_FLAGS, refuseExportFlags, toExportOptions} from './export-options.js';
import type {ExportOptions} from './export-options.js';
import {HELP_TEXT} from './help-text.js';
import {FPS_RANGE} from './keeping/config-keys.js';
import {EMPTY_CONFIG} from './keeping/config-file.js';
import type {LoadedConfig} from './keeping/config-file.js';
import {
  faultsOf,
  limitOf,
  numberOf,
  oneOf,
  Refusal,
  rotationOf,
  speedOf,
  textOf,
  urlOf,
} from './option-values.js';
import type {Rotation} from './domain/recording.js';
import type {TargetMode} from './recording/prepare-target.js';
import type {Group} from './view/ladder-choice.js';
import type {TapeMinimum} from './view/tape-choice.js';
import {THEME_NAMES, type ThemeName} from './view/themes/themes.js';

export type Renderer = 'cells' | 'ink';

export type RecordOptions = {
  readonly path: string;
  readonly mode: TargetMode;
  readonly rotation: Rotation | undefined;
};

export type Options = {
  readonly references: readonly string[];
  readonly outcome: string | undefined;
  /** The outcome to start on where nothing names one and the market has it. */
  readonly usualOutcome: string | undefined;
  readonly demo:
    | {readonly seed: number; readonly rate: number; readonly faults: readonly FaultPlan[]}
    | undefined;
  readonly replay: {readonly path: string; readonly speed: number | 'max'} | undefined;
  readonly record: RecordOptions | undefined;
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
  /** Ticks to a row of the ladder, to start with. */
  readonly group: Group;
  /** Smallest trades on the tape, in dollars, to start with. */
  readonly tapeMinimum: TapeMinimum;
  /** Whether the viewer goes on to the next window of a series that ends. */
  readonly isFollowing: boolean;
  /** Of 127.0.0.1; 0 for any that is free. */
  readonly metricsPort: number | undefined;
  readonly log: {readonly path: string; readonly level: LogLevel} | undefined;
  readonly urls: {
    readonly ws: string | undefined;
    readonly clob: string | undefined;
    readonly gamma: string | undefined;
    readonly data: string | undefined;
  };
  /** What is wrong with the configuration file, as sentences without a full stop. */
  readonly notices: readonly string[];
};

/** `doctor`: no screen, no stream, and one market at most. */
export type DoctorOptions = Pick<
  Options,
  'demo' | 'isJson' | 'isAscii' | 'log' | 'urls' | 'notices'
> & {
  /** Undefined: the busiest market of the exchange. */
  readonly reference: string | undefined;
};

export type Command =
  | {readonly kind: 'run'; readonly options: Options}
  | {readonly kind: 'doctor'; readonly options: DoctorOptions}
  | {readonly kind: 'export'; readonly options: ExportOptions}
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
  record: {type: 'string'},
  rotate: {type: 'string'},
  append: {type: 'boolean'},
  overwrite: {type: 'boolean'},
  ...EXPORT_FLAGS,
  json: {type: 'boolean'},
  once: {type: 'boolean'},
  depth: {type: 'string'},
  fps: {type: 'string'},
  renderer: {type: 'string'},
  ascii: {type: 'boolean'},
  theme: {type: 'string'},
  mouse: {type: 'boolean'},
  alert: {type: 'string', isMultiple: true},
  bell: {type: 'boolean'},
  follow: {type: 'boolean'},
  config: {type: 'string'},
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

/** The file that `--config` names, or the usual one. */
export type ConfigLoader = (choice: string | undefined) => LoadedConfig | UsageProblem;

/** `argv` without the interpreter and the script. */
export function parseCommand(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  version: string,
  loadConfig: ConfigLoader = () => EMPTY_CONFIG,
): Command {
  try {
    const {input, flags} = readArguments(argv, version);
    if (flags.help === true) return {kind: 'print', text: HELP_TEXT};
    if (flags.version === true) return {kind: 'print', text: version};
    refuseUnknown(flags);
    refuseEmpty('fault', flags.fault, argv, `It takes ${FAULT_NAMES.join(', ')}`);
    refuseEmpty('alert', flags.alert, argv, 'As in --alert feed=250ms');
    refuseEmpty('asset', flags.asset, argv, 'It takes a token id, a slug or an outcome');
    const [first, ...rest] = input;
    if (first === 'export') return {kind: 'export', options: toExportOptions(rest, flags)};
    refuseExportFlags(flags);
    const loaded = loadConfig(textOf(flags.config, 'config'));
    if ('kind' in loaded) return loaded;
    return first === 'doctor'
      ? {kind: 'doctor', options: toDoctorOptions(rest, flags, env, loaded)}
      : {kind: 'run', options: toOptions(input, flags, env, loaded)};
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
      // Whether a flag was left out or turned off is told apart: the file may have turned it on.
      booleanDefault: undefined,
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
  name: 'fault' | 'alert' | 'asset',
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

function toOptions(
  input: readonly string[],
  flags: Flags,
  env: NodeJS.ProcessEnv,
  {config, notices}: LoadedConfig,
): Options {
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

  if (flags.follow === true && !(hasScreen && !isReplay)) {
    throw new Refusal('--follow is for the screen, and not for --replay');
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
    usualOutcome: config.outcome,
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
    record: recordOf(flags, isReplay || isOnce),
    isJson,
    isOnce,
    depth: numberOf(flags.depth, 'depth', Number.MAX_SAFE_INTEGER, 1, Number.MAX_SAFE_INTEGER),
    fps: numberOf(flags.fps, 'fps', config.fps ?? DEFAULT_FPS, FPS_RANGE.least, FPS_RANGE.most),
    renderer: oneOf(flags.renderer, 'renderer', RENDERERS, config.renderer ?? 'cells'),
    isAscii: flags.ascii ?? config.ascii ?? false,
    theme: oneOf(flags.theme, 'theme', THEME_NAMES, config.theme ?? 'default'),
    hasMouse: flags.mouse ?? config.mouse ?? true,
    limits: {...config.alerts, ...Object.fromEntries((flags.alert ?? []).map(limitOf))},
    isBellOn: flags.bell ?? config.bell ?? false,
    group: config.group ?? 1,
    tapeMinimum: config.tapeMinNotional ?? 0,
    isFollowing: flags.follow ?? config.follow ?? false,
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
      ws: urlOf(flags.wsUrl, 'ws', env, config.urls?.ws),
      clob: urlOf(flags.clobUrl, 'clob', env, config.urls?.clob),
      gamma: urlOf(flags.gammaUrl, 'gamma', env, config.urls?.gamma),
      data: urlOf(flags.dataUrl, 'data', env, config.urls?.data),
    },
    notices,
  };
}

function recordOf(flags: Flags, hasNoFeed: boolean): RecordOptions | undefined {
  if (flags.record === undefined) {
    const alone = (['rotate', 'append', 'overwrite'] as const).find(
      (name) => (flags[name] ?? false) !== false,
    );
    if (alone !== undefined) throw new Refusal(`--${alone} goes with --record`);
    return undefined;
  }

  if (hasNoFeed) throw new Refusal('--record goes with neither --replay nor --once');
  if (flags.append === true && flags.overwrite === true) {
    throw new Refusal('--append and --overwrite exclude each other');
  }

  const added = flags.append === true ? 'append' : 'new';
  return {
    path: textOf(flags.record, 'record')!,
    mode: flags.overwrite === true ? 'overwrite' : added,
    rotation: rotationOf(flags.rotate),
  };
}

/** They are about a screen, a stream or a recording. */
const NOT_FOR_DOCTOR = [
  ...['replay', 'speed', 'once', 'depth', 'outcome', 'fps', 'renderer', 'theme', 'alert', 'bell'],
  ...['metrics', 'follow', 'record', 'rotate', 'append', 'overwrite'],
] as const satisfies readonly (keyof Flags)[];

function toDoctorOptions(
  input: readonly string[],
  flags: Flags,
  env: NodeJS.ProcessEnv,
  loaded: LoadedConfig,
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

  const {demo, isJson, isAscii, log, urls, notices} = toOptions(input, flags, env, loaded);
  return {reference: input[0], demo, isJson, isAscii, log, urls, notices};
}
