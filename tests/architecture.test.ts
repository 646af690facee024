// Holds the table of rooms: who may import whom, and who owns which package. A broken rule is a
// red test here, with the file and the import that broke it.

import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import ts from 'typescript';
import {describe, expect, test} from 'vitest';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

type Rule = {
  /** Rooms whose values may be imported, beside `domain`. */
  readonly values: readonly string[];
  /** Rooms of which only types may be imported. */
  readonly types?: readonly string[];
  /** Packages and Node modules that only rooms naming them here may import. */
  readonly owns?: readonly string[];
};

const RULES: Readonly<Record<string, Rule>> = {
  domain: {values: []},
  protocol: {values: []},
  metrics: {values: [], owns: ['hdr-histogram-js/dist/Int32Histogram.js']},
  orderbook: {values: ['protocol'], owns: ['sorted-btree', 'node:crypto']},
  flow: {values: []},
  history: {values: []},
  snapshot: {values: [], types: ['orderbook', 'metrics']},
  chronicle: {values: []},
  connection: {values: ['protocol'], owns: ['ws', 'https-proxy-agent', 'node:tls']},
  recording: {
    values: [],
    owns: [
      ...['node:crypto', 'node:events', 'node:fs', 'node:fs/promises', 'node:os', 'node:path'],
      ...['node:stream', 'node:util', 'node:zlib', 'valibot'],
    ],
  },
  ingest: {
    values: [
      ...['protocol', 'orderbook', 'metrics', 'flow', 'history', 'snapshot', 'connection'],
      ...['recording', 'markets', 'chronicle'],
    ],
    owns: ['node:worker_threads', 'node:timers/promises', 'node:perf_hooks'],
  },
  markets: {values: [], owns: ['valibot', 'undici', 'node:timers/promises']},
  exchange: {
    values: ['protocol', 'orderbook'],
    owns: ['ws', 'node:http', 'node:net', 'node:stream', 'node:worker_threads', 'node:crypto'],
  },
  keeping: {
    values: ['view'],
    owns: ['node:fs', 'node:path', 'env-paths', 'jsonc-parser', 'valibot'],
  },
  view: {values: [], owns: ['string-width']},
  paint: {values: ['view'], owns: ['node:fs', 'node:stream', 'string-width']},
  terminal: {
    values: [],
    owns: ['node:fs', 'node:tty', 'node:events', 'node:process', 'node:stream'],
  },
  output: {values: ['view']},
  tables: {values: ['output'], owns: ['hyparquet-writer']},
  doctor: {
    values: [...['protocol', 'orderbook', 'metrics', 'connection', 'markets', 'terminal'], 'view'],
    owns: ['node:dns/promises', 'node:events', 'node:https', 'node:http', 'node:net', 'node:tls'],
  },
  exporter: {
    values: ['metrics', 'snapshot'],
    owns: ['node:events', 'node:http', 'prom-client/lib/registry.js'],
  },
  components: {values: ['view'], types: ['paint'], owns: ['ink', 'react']},
};

/** Files outside a room compose the rooms. */
const ROOT_FILES = /^src\/[^/]+\.tsx?$/;

type Import = {readonly file: string; readonly specifier: string; readonly isType: boolean};

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), {recursive: true, encoding: 'utf8'})
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TSX);
  const imports: Import[] = [];
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
    const specifier = statement.moduleSpecifier;
    if (specifier === undefined || !ts.isStringLiteral(specifier)) continue;
    const isType = ts.isImportDeclaration(statement)
      ? statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
      : statement.isTypeOnly;
    imports.push({file, specifier: specifier.text, isType});
  }

  // Dynamic imports and `import('…').Type` are seen by the scanner alone.
  for (const {fileName} of ts.preProcessFile(text, true, true).importedFiles) {
    if (!imports.some(({specifier}) => specifier === fileName)) {
      imports.push({file, specifier: fileName, isType: false});
    }
  }

  return imports;
}

function roomOf(path: string): string {
  const [top, room] = path.split('/');
  return top === 'components' ? 'components' : room!;
}

function problemOf({file, specifier, isType}: Import): string | undefined {
  const rule = RULES[roomOf(file)];
  if (rule === undefined) return `${file}: the room "${roomOf(file)}" has no rule`;

  if (specifier.startsWith('.')) {
    const target = relative(root, join(root, dirname(file), specifier));
    if (ROOT_FILES.test(target.replace(/\.js$/, '.ts'))) return `${file} imports ${target}`;
    const room = roomOf(target);
    const allowed = [roomOf(file), 'domain', ...rule.values, ...(isType ? (rule.types ?? []) : [])];
    return allowed.includes(room) ? undefined : `${file} imports ${room} (${specifier})`;
  }

  return isType || rule.owns?.includes(specifier) === true
    ? undefined
    : `${file} imports ${specifier}`;
}

const files = [...sourceFiles('src'), ...sourceFiles('components')];

describe('rooms', () => {
  test('no room imports what the table of rooms does not allow it', () => {
    const problems = files
      .filter((file) => !ROOT_FILES.test(file))
      .flatMap(importsOf)
      .map(problemOf)
      .filter((problem) => problem !== undefined);
    expect(problems).toEqual([]);
  });

  test('the pure rooms ask for no time, no chance and no timer', () => {
    const impure =
      /\b(?:Date\.now|new Date\(\)|performance\.now|Math\.random|process\.hrtime|setTimeout|setInterval|setImmediate)\b/;
    const pure = [
      'protocol',
      'orderbook',
      'metrics',
      'flow',
      'history',
      'chronicle',
      'snapshot',
      'view',
    ];
    const problems = files.filter(
      (file) => pure.includes(roomOf(file)) && impure.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(problems).toEqual([]);
  });

  test('the process ends in shutdown.ts alone, and nothing writes to the console', () => {
    const problems = files.filter((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      return (
        (/process\.exit\(/.test(text) && file !== 'src/shutdown.ts') || /console\.\w+\(/.test(text)
      );
    });
    expect(problems).toEqual([]);
  });

  test('no file is longer than 400 lines', () => {
    const long = files.filter(
      (file) => readFileSync(join(root, file), 'utf8').split('\n').length > 400,
    );
    expect(long).toEqual([]);
  });

  test('one file alone imports sorted-btree, whose default import means two things', () => {
    const importers = files.filter((file) =>
      importsOf(file).some(({specifier}) => specifier === 'sorted-btree'),
    );
    expect(importers).toHaveLength(1);
  });
});
