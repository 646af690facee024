// Every key that the configuration file may have. Its check, the sentence about a wrong value and the
// README are made from this table.

import type {Limits} from '../domain/latency.js';
import {parseLimit} from '../domain/parse-limit.js';
import {describeServiceUrl, isServiceUrl, SERVICE_PROTOCOLS} from '../domain/service-url.js';
import type {ServiceName} from '../domain/service-url.js';
import {GROUPS, type Group} from '../view/ladder-choice.js';
import {TAPE_MINIMA, type TapeMinimum} from '../view/tape-choice.js';
import {THEME_NAMES, type ThemeName} from '../view/themes/themes.js';

export const FPS_RANGE = {least: 1, most: 60} as const;

/** Longest name of an outcome that is looked for, in characters. */
const MAX_OUTCOME_LENGTH = 80;

/** What the file says; a key that it leaves out, or has wrong, is undefined. */
export type Config = {
  readonly theme?: ThemeName;
  readonly ascii?: boolean;
  readonly mouse?: boolean;
  readonly group?: Group;
  readonly tapeMinNotional?: TapeMinimum;
  readonly fps?: number;
  readonly renderer?: 'cells' | 'ink';
  readonly outcome?: string;
  readonly follow?: boolean;
  readonly bell?: boolean;
  readonly alerts?: Limits;
  readonly urls?: Readonly<Partial<Record<ServiceName, string>>>;
};

/** What is wrong with a value, or with a part of it. */
export type Fault = {
  /** Below the key; empty for all of its value. */
  readonly path: readonly (string | number)[];
  /** Follows the name in a sentence: `takes true or false, not 5`. */
  readonly predicate: string;
};

export type CheckedValue<T> = {
  /** What is good of it; undefined where nothing is. */
  readonly value: T | undefined;
  readonly faults: readonly Fault[];
};

export type ConfigKey<T> = {
  /** As JSON, for the README. */
  readonly example: string;
  readonly meaning: string;
  readonly check: (value: unknown) => CheckedValue<T>;
};

type ConfigKeys = {readonly [Name in keyof Config]-?: ConfigKey<NonNullable<Config[Name]>>};

const FLAG = (value: unknown): CheckedValue<boolean> =>
  typeof value === 'boolean' ? good(value) : wrong('true or false', value);

export const CONFIG_KEYS: ConfigKeys = {
  theme: {
    example: '"colour-blind"',
    meaning: 'the look to start with, as `--theme`',
    check: oneOf(THEME_NAMES),
  },
  ascii: {
    example: 'true',
    meaning: 'no character beyond ASCII, as `--ascii`',
    check: FLAG,
  },
  mouse: {
    example: 'false',
    meaning: 'leave the mouse to the terminal, as `--no-mouse`',
    check: FLAG,
  },
  group: {
    example: '5',
    meaning: 'ticks to a row of the ladder to start with: 1, 2, 5 or 10',
    check: oneOf(GROUPS),
  },
  tapeMinNotional: {
    example: '1000',
    meaning: 'dollars of the smallest trades on the tape: 0, 10, 100, 1000 or 10000',
    check: oneOf(TAPE_MINIMA),
  },
  fps: {
    example: '30',
    meaning: 'most paints a second, 1-60, as `--fps`',
    check: checkFps,
  },
  renderer: {
    example: '"ink"',
    meaning: '"cells" or "ink", as `--renderer`',
    check: oneOf(['cells', 'ink']),
  },
  outcome: {
    example: '"No"',
    meaning: 'the outcome to start on, where a market has one of that name',
    check: checkOutcome,
  },
  follow: {
    example: 'true',
    meaning: 'go on to the next window of a series, as `--follow`',
    check: FLAG,
  },
  bell: {
    example: 'true',
    meaning: 'ring the bell where a limit is crossed, as `--bell`',
    check: FLAG,
  },
  alerts: {
    example: '["feed=250ms"]',
    meaning: 'limits of stages, each as `--alert` takes it',
    check: checkAlerts,
  },
  urls: {
    example: '{"ws": "wss://…"}',
    meaning: 'other endpoints: `ws`, `clob`, `gamma`, `data`, as `--ws-url` and so on',
    check: checkUrls,
  },
};

function good<T>(value: T): CheckedValue<T> {
  return {value, faults: []};
}

function wrong(wanted: string, value: unknown): {value: undefined; faults: readonly Fault[]} {
  return {value: undefined, faults: [faultOf([], wanted, value)]};
}

function oneOf<const T extends string | number>(
  choices: readonly T[],
): (value: unknown) => CheckedValue<T> {
  const words = choices.map((choice) => JSON.stringify(choice));
  const wanted = `${words.slice(0, -1).join(', ')} or ${words.at(-1)!}`;
  return (value) => {
    const choice = choices.find((candidate) => candidate === value);
    return choice === undefined ? wrong(wanted, value) : good(choice);
  };
}

function faultOf(path: Fault['path'], wanted: string, value: unknown): Fault {
  return {path, predicate: `takes ${wanted}, not ${JSON.stringify(value)}`};
}

function checkFps(value: unknown): CheckedValue<number> {
  const {least, most} = FPS_RANGE;
  const isGood = Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
  return isGood ? good(value as number) : wrong(`a whole number from ${least} to ${most}`, value);
}

function checkOutcome(value: unknown): CheckedValue<string> {
  const isGood =
    typeof value === 'string' && value.trim() !== '' && value.length <= MAX_OUTCOME_LENGTH;
  return isGood ? good(value) : wrong('the name of an outcome', value);
}

function checkAlerts(value: unknown): CheckedValue<Limits> {
  if (!Array.isArray(value)) return wrong('a list, as in ["feed=250ms"]', value);
  const faults: Fault[] = [];
  const limits: [string, number][] = [];
  for (const [index, item] of (value as unknown[]).entries()) {
    const path = [index];
    if (typeof item !== 'string') {
      faults.push(faultOf(path, 'a stage and its limit, as in "feed=250ms"', item));
      continue;
    }

    const parsed = parseLimit(item);
    if (parsed.kind === 'refused') faults.push({path, predicate: parsed.predicate});
    else limits.push([parsed.stage, parsed.limit]);
  }

  return {value: Object.fromEntries(limits), faults};
}

function checkUrls(value: unknown): CheckedValue<NonNullable<Config['urls']>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return wrong('an object, as in {"ws": "wss://…"}', value);
  }

  const services = Object.keys(SERVICE_PROTOCOLS);
  const faults: Fault[] = [];
  const urls: Partial<Record<ServiceName, string>> = {};
  for (const [name, url] of Object.entries(value)) {
    if (!Object.hasOwn(SERVICE_PROTOCOLS, name)) {
      faults.push({path: [name], predicate: `is no service: there are ${services.join(', ')}`});
      continue;
    }

    const service = name as ServiceName;
    if (typeof url === 'string' && isServiceUrl(service, url)) urls[service] = url;
    else faults.push(faultOf([name], describeServiceUrl(service), url));
  }

  return {value: urls, faults};
}
