// `export`: its own options, and what its arguments become.

import {numberOf, Refusal, textOf} from './option-values.js';
import {TABLE_NAMES, type TableName} from './tables/columns.js';
import {FORMATS, type Format} from './tables/table-encoder.js';
import {parseTimeWish, TIME_FORMS, type TimeWish} from './tables/time-option.js';

/** Flags that only `export` takes. */
export const EXPORT_FLAGS = {
  to: {type: 'string'},
  what: {type: 'string'},
  from: {type: 'string'},
  until: {type: 'string'},
  asset: {type: 'string', isMultiple: true},
  out: {type: 'string'},
} as const;

const USAGE = `polybook-tui export <recording> --to ${FORMATS.join('|')} --what ${TABLE_NAMES.join('|')} [--from <time>] [--until <time>] [--asset <name>] [--depth <n>] [--out <file>]`;

/** A moment as it was typed, and what it means. */
export type TypedTime = {readonly text: string; readonly wish: TimeWish};

export type ExportOptions = {
  /** `-` is the standard input. */
  readonly path: string;
  readonly format: Format;
  readonly table: TableName;
  readonly from: TypedTime | undefined;
  readonly until: TypedTime | undefined;
  /** Token ids, slugs, outcomes; none for all. */
  readonly assets: readonly string[];
  /** Levels a side. */
  readonly depth: number;
  /** Undefined for stdout. */
  readonly out: {readonly path: string; readonly mayOverwrite: boolean} | undefined;
};

type Given = {
  readonly [Name in Exclude<keyof typeof EXPORT_FLAGS, 'asset'>]?: string | undefined;
} & {
  readonly asset?: readonly string[] | undefined;
  readonly depth?: string | undefined;
  readonly overwrite?: boolean | undefined;
};

/** Throws a `Refusal` where one of the options of `export` was given without it. */
export function refuseExportFlags(flags: Given): void {
  const names = Object.keys(EXPORT_FLAGS) as (keyof typeof EXPORT_FLAGS)[];
  const alone = names.find((name) => (flags[name] ?? []).length > 0 || flags[name] === '');
  if (alone !== undefined) throw new Refusal(`--${alone} goes with export`, USAGE);
}

/** Throws a `Refusal`. */
export function toExportOptions(input: readonly string[], flags: Given): ExportOptions {
  refuseOthers(flags);
  const [path, ...more] = input;
  if (path === undefined) throw new Refusal('export needs a recording', USAGE);
  if (more.length > 0) {
    throw new Refusal(`export takes one recording, and "${input.join('", "')}" were given`, USAGE);
  }

  const format = choose(flags.to, 'to', FORMATS);
  const table = choose(flags.what, 'what', TABLE_NAMES);
  const out = textOf(flags.out, 'out');
  if (flags.overwrite === true && out === undefined) {
    throw new Refusal('--overwrite goes with --out', USAGE);
  }

  if (flags.depth !== undefined && table !== 'books') {
    throw new Refusal('--depth goes with --what books');
  }

  return {
    ...{path, format, table},
    from: timeOf(flags.from, 'from'),
    until: timeOf(flags.until, 'until'),
    assets: flags.asset ?? [],
    // Best prices need no more than the best level, and trades none.
    depth:
      table === 'books'
        ? numberOf(flags.depth, 'depth', Number.MAX_SAFE_INTEGER, 1, Number.MAX_SAFE_INTEGER)
        : 1,
    out: out === undefined ? undefined : {path: out, mayOverwrite: flags.overwrite === true},
  };
}

const OWN_FLAGS: ReadonlySet<string> = new Set([
  ...Object.keys(EXPORT_FLAGS),
  'depth',
  'overwrite',
]);

function refuseOthers(flags: object): void {
  for (const [name, value] of Object.entries(flags) as [string, unknown][]) {
    const isGiven = Array.isArray(value) ? value.length > 0 : value !== undefined;
    if (!isGiven || OWN_FLAGS.has(name)) continue;
    const spelled = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new Refusal(`export takes no --${value === false ? 'no-' : ''}${spelled}`, USAGE);
  }
}

function choose<T extends string>(
  value: string | undefined,
  name: string,
  choices: readonly T[],
): T {
  const choice = choices.find((candidate) => candidate === value);
  if (choice !== undefined) return choice;
  if (value === undefined) throw new Refusal(`export needs --${name}`, USAGE);
  throw new Refusal(`--${name} takes ${choices.join(', ')}, not "${value}"`);
}

function timeOf(text: string | undefined, name: string): TypedTime | undefined {
  if (text === undefined) return undefined;
  const wish = parseTimeWish(text);
  if (wish === undefined) throw new Refusal(`--${name} takes ${TIME_FORMS}, not "${text}"`);
  return {text, wish};
}
