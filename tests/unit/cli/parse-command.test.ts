import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {parseCommand} from '../../../src/cli.js';
import type {Options} from '../../../src/cli.js';
import type {UsageProblem} from '../../../src/domain/problem.js';
import {FAULT_NAMES} from '../../../src/exchange/faults/fault-table.js';
import {HELP_TEXT} from '../../../src/help-text.js';
import type {LoadedConfig} from '../../../src/keeping/config-file.js';
import {sentenceOf} from '../../../src/problem-text.js';
import {ACTING_TEXT, findActing} from '../../support/acting-text.js';
import {loadScenarios, scenariosFolder} from '../../support/scenarios.js';
import {createTemporaryFolder} from '../../support/temporary-folder.js';
import {THEME_NAMES} from '../../../src/view/themes/themes.js';
import {createUiState} from '../../../src/view/ui-state.js';

function optionsOf(line: string, env: NodeJS.ProcessEnv = {}): Options {
  const command = parseCommand(line === '' ? [] : line.split(' '), env, '1.2.3');
  if (command.kind !== 'run') throw new Error(`not accepted: ${JSON.stringify(command)}`);
  return command.options;
}

describe('accepted', () => {
  test('markets are kept as typed, a token id of 78 digits included', () => {
    const tokenId = '9'.repeat(78);
    expect(optionsOf(`fed-decision ${tokenId}`).references).toEqual(['fed-decision', tokenId]);
  });

  test('defaults are those of the contract', () => {
    expect(optionsOf('')).toEqual({
      references: [],
      outcome: undefined,
      usualOutcome: undefined,
      demo: undefined,
      replay: undefined,
      isJson: false,
      isOnce: false,
      depth: Number.MAX_SAFE_INTEGER,
      fps: 20,
      renderer: 'cells',
      isAscii: false,
      theme: 'default',
      hasMouse: true,
      limits: {},
      isBellOn: false,
      group: 1,
      tapeMinimum: 0,
      isFollowing: false,
      log: undefined,
      urls: {ws: undefined, clob: undefined, gamma: undefined, data: undefined},
      notices: [],
    });
  });

  test.each([
    ['--replay a.jsonl', 1],
    ['--replay a.jsonl --json', 'max'],
    ['--replay a.jsonl --once', 'max'],
    ['--replay a.jsonl --json --speed 2.5', 2.5],
    ['--replay a.jsonl --speed max', 'max'],
  ])('%s plays at speed %s', (line, speed) => {
    expect(optionsOf(line).replay).toEqual({path: 'a.jsonl', speed});
  });

  test.each(THEME_NAMES)('the theme %s can be asked for', (theme) => {
    expect(optionsOf(`--theme ${theme}`)).toMatchObject({theme});
  });

  test('the mouse can be left to the terminal', () => {
    expect(optionsOf('--no-mouse').hasMouse).toBe(false);
    expect(optionsOf('--mouse').hasMouse).toBe(true);
  });

  test('an option wins over its environment variable', () => {
    const env = {POLYBOOK_WS_URL: 'ws://127.0.0.1:1', POLYBOOK_GAMMA_URL: 'http://127.0.0.1:2'};
    const {urls} = optionsOf('--ws-url ws://127.0.0.1:9', env);
    expect(urls).toMatchObject({ws: 'ws://127.0.0.1:9', gamma: 'http://127.0.0.1:2'});
  });

  test.each([
    ['--demo', []],
    ['--demo --fault freeze', [{name: 'freeze', atMs: 5000}]],
    [
      '--demo --fault close-1006@0 --fault rest-429@2.5 --fault close-1006@.25',
      [
        {name: 'close-1006', atMs: 0},
        {name: 'rest-429', atMs: 2500},
        {name: 'close-1006', atMs: 250},
      ],
    ],
    ['--demo --fault freeze@5+20', [{name: 'freeze', atMs: 5000, durationMs: 20_000}]],
  ])('%s has these faults', (line, faults) => {
    expect(optionsOf(line).demo).toEqual({seed: 1, rate: 120, faults});
  });

  test.each([
    ['--demo', undefined],
    ['--demo --metrics 9464', 9464],
    ['--demo --json --metrics 0', 0],
    ['--replay a.jsonl --metrics=65535', 65_535],
  ])('%s serves metrics on port %s', (text, port) => {
    expect(optionsOf(text).metricsPort).toBe(port);
  });

  test('--help and --version print, whatever stands beside them', () => {
    expect(parseCommand(['--help', 'x'], {}, '1.2.3')).toEqual({kind: 'print', text: HELP_TEXT});
    expect(parseCommand(['--version'], {}, '1.2.3')).toEqual({kind: 'print', text: '1.2.3'});
  });
});

describe('a configuration file', () => {
  const file: LoadedConfig = {
    config: {
      theme: 'mono',
      mouse: false,
      group: 5,
      tapeMinNotional: 100,
      ascii: true,
      bell: true,
      follow: true,
      fps: 30,
      renderer: 'ink',
      outcome: 'No',
      alerts: {feed: 250, decode: 500},
      urls: {ws: 'ws://127.0.0.1:3', gamma: 'http://127.0.0.1:3'},
    },
    notices: ['config.json, line 1, column 2: there is no key "x"'],
  };
  const load = (line: string, env: NodeJS.ProcessEnv = {}) => {
    const command = parseCommand(line.split(' '), env, '1.2.3', () => file);
    if (command.kind !== 'run') throw new Error(`not accepted: ${JSON.stringify(command)}`);
    return command.options;
  };

  test('takes the place of defaults, and its problems go with it', () => {
    expect(load('fed')).toMatchObject({
      theme: 'mono',
      hasMouse: false,
      group: 5,
      tapeMinimum: 100,
      isAscii: true,
      isBellOn: true,
      isFollowing: true,
      fps: 30,
      renderer: 'ink',
      usualOutcome: 'No',
      limits: {feed: 250, decode: 500},
      urls: {ws: 'ws://127.0.0.1:3', gamma: 'http://127.0.0.1:3', clob: undefined},
      notices: file.notices,
    });
  });

  test('loses to options and to the environment', () => {
    const line =
      '--fps 5 --renderer cells --theme bright --mouse --no-ascii --no-bell --no-follow --alert feed=1s --ws-url ws://a';
    expect(load(line, {POLYBOOK_GAMMA_URL: 'http://b'})).toMatchObject({
      theme: 'bright',
      hasMouse: true,
      isAscii: false,
      isBellOn: false,
      isFollowing: false,
      fps: 5,
      renderer: 'cells',
      limits: {feed: 1000, decode: 500},
      urls: {ws: 'ws://a', gamma: 'http://b'},
    });
  });

  test('is what the screen begins with', () => {
    expect(createUiState({...load('fed'), atUs: 0})).toMatchObject({
      theme: 'mono',
      hasMouse: false,
      ladder: {group: 5},
      tapeMinimum: 100,
      isBellOn: true,
      isFollowing: true,
      limits: {feed: 250, decode: 500},
    });
  });

  test('turns nothing on that is for the screen alone where there is none', () => {
    expect(load('fed --json')).toMatchObject({isJson: true, fps: 30});
  });

  test('is the one that --config names, and a problem of it is that of the arguments', () => {
    const problem: UsageProblem = {kind: 'usage_problem', message: 'gone', hint: undefined};
    const asked: (string | undefined)[] = [];
    const answer = parseCommand(['--config', 'mine.json'], {}, '1.2.3', (choice) => {
      asked.push(choice);
      return problem;
    });
    expect([answer, asked]).toEqual([problem, ['mine.json']]);
  });
});

test.each([
  ['--bogus', 'Unknown option "--bogus"'],
  ['-x', 'Unknown option "-x"'],
  ['--constructor', 'Unknown option "--constructor"'],
  ['--to-string', 'Unknown option "--to-string"'],
  ['--has-own-property 1', 'Unknown option "--has-own-property"'],
  ['--fps 0', '--fps takes a whole number from 1 to 60, not "0"'],
  ['--fps fast', 'not "fast"'],
  ['--depth 0', '--depth takes a whole number from 1, not "0"'],
  ['--demo --rate 20001', 'from 1 to 20000'],
  ['--rate 5', '--rate goes with --demo'],
  ['--seed 5 --replay x', '--seed goes with --demo'],
  ['--fault freeze', '--fault goes with --demo'],
  ['--fault freeze --replay x', '--fault goes with --demo'],
  ['--demo --fault freeze@soon', '--fault takes seconds after the "@", not "freeze@soon"'],
  ['--demo --fault freeze@-1', 'not "freeze@-1"'],
  ['--demo --fault freeze@', 'not "freeze@"'],
  ['--demo --fault freeze@5+', '--fault takes seconds after the "+", not "freeze@5+"'],
  ['--fault story.json', '--fault goes with --demo'],
  ['--demo --fault=', '--fault needs a value'],
  ['--fault --demo', '--fault needs a value'],
  ['--demo --fault @3', 'not ""'],
  ['--demo --fault freeze --fault Freeze', 'not "Freeze"'],
  ['--speed 2', '--speed goes with --replay'],
  ['--replay x --speed 0', 'not "0"'],
  ['--replay x --demo', 'exclude each other'],
  ['--replay x fed', '--replay takes no market, and "fed" was given'],
  ['--renderer gl', '--renderer takes cells, ink, not "gl"'],
  ['--theme neon', '--theme takes default, colour-blind, mono, bright, not "neon"'],
  ['--log-level debug', '--log-level goes with --log-file'],
  ['--log-file x --log-level loud', 'not "loud"'],
  ['--ws-url http://x', '--ws-url takes a URL that begins with ws:// or wss://'],
  ['--metrics http', '--metrics takes a whole number from 0 to 65535, not "http"'],
  ['--metrics 65536', 'not "65536"'],
  ['--metrics=-1', 'not "-1"'],
  ['--metrics 80.5', 'not "80.5"'],
  ['--metrics=', 'not ""'],
  ['--demo --once --metrics 9464', '--once and --metrics exclude each other'],
  ['--fps 1 --fps 2', 'set once'],
  ['--config=', '--config needs a value'],
  ['--follow --json x', '--follow is for the screen'],
  ['--follow --replay x', '--follow is for the screen'],
  ['--outcome=', '--outcome needs a value'],
])('%s is refused with a sentence', (line, message) => {
  const command = parseCommand(line.split(' '), {}, '1.2.3');
  expect(command.kind).toBe('usage_problem');
  expect(command).toHaveProperty('message', expect.stringContaining(message));
});

describe('doctor', () => {
  test.each([
    [['doctor'], {reference: undefined, isJson: false, isAscii: false, demo: undefined}],
    [['doctor', 'fed-decision', '--json'], {reference: 'fed-decision', isJson: true}],
    [['--ascii', 'doctor', 'fed decision'], {reference: 'fed decision', isAscii: true}],
    [
      ['doctor', '--demo', '--seed', '4', '--rate', '50', '--fault', 'freeze@0'],
      {demo: {seed: 4, rate: 50, faults: [{name: 'freeze', atMs: 0}]}},
    ],
    [['doctor', '--ws-url', 'ws://127.0.0.1:9'], {urls: {ws: 'ws://127.0.0.1:9'}}],
    [['doctor', '--log-file', 'x'], {log: {path: 'x', level: 'info'}}],
    [['doctor', 'doctor'], {reference: 'doctor'}],
  ])('as the first word is the command: %j', (argv, options) => {
    expect(parseCommand(argv, {}, '1')).toMatchObject({kind: 'doctor', options});
  });

  test.each([['strange doctor'], ['doctor strange']])(
    'among other words is something to search for: %s',
    (words) => {
      expect(parseCommand([words], {}, '1')).toMatchObject({
        kind: 'run',
        options: {references: [words]},
      });
    },
  );

  test.each([
    [['--replay', 'x'], 'doctor takes no --replay'],
    [['--speed', '2'], 'doctor takes no --speed'],
    [['--once'], 'doctor takes no --once'],
    [['--depth', '2'], 'doctor takes no --depth'],
    [['--outcome', 'No'], 'doctor takes no --outcome'],
    [['--fps', '20'], 'doctor takes no --fps'],
    [['--renderer', 'cells'], 'doctor takes no --renderer'],
    [['--theme', 'mono'], 'doctor takes no --theme'],
    [['--no-mouse'], 'doctor takes no --no-mouse'],
    [['fed', 'rates'], 'doctor takes one market, and "fed", "rates" were given'],
    [['--seed', '2'], '--seed goes with --demo'],
    [['--wat'], 'Unknown option "--wat"'],
  ])('refuses %j with a sentence', (argv, message) => {
    expect(parseCommand(['doctor', ...argv], {}, '1')).toMatchObject({
      kind: 'usage_problem',
      message,
    });
  });
});

test('a fault that there is not is answered with the names of all', () => {
  const command = parseCommand(['--demo', '--fault', 'thaw@3'], {}, '1');
  expect(command).toMatchObject({kind: 'usage_problem'});
  const {message} = command as UsageProblem;
  expect(message).toMatch(/^--fault takes freeze, freeze-new, .*, not "thaw"$/);
  for (const name of FAULT_NAMES) expect(message).toContain(` ${name},`);
  expect(FAULT_NAMES).toHaveLength(34);
});

test('a bad URL in the environment is refused by the name of its variable', () => {
  expect(parseCommand([], {POLYBOOK_CLOB_URL: 'nowhere'}, '1')).toMatchObject({
    kind: 'usage_problem',
    message: expect.stringContaining('POLYBOOK_CLOB_URL takes a URL') as string,
  });
});

describe('a script of faults', () => {
  test.each(loadScenarios())('$name is played as it stands', ({name, faults}) => {
    const path = join(scenariosFolder, `${name}.json`);
    const command = parseCommand(['--demo', '--fault', path, '--fault', 'drop@1'], {}, '1');
    expect(command).toMatchObject({
      kind: 'run',
      // The seed and the rate remain those of the command line.
      options: {demo: {seed: 1, rate: 120, faults: [...faults, {name: 'drop', atMs: 1000}]}},
    });
  });

  test.each([
    ['is missing', undefined, /^Cannot read the fault script ".*story\.json": ENOENT/],
    ['is no JSON', '{', /^The fault script ".*story\.json" is not JSON$/],
    ['has a fault that there is not', '{"title":"x","faults":["thaw"]}', /"thaw" among .*freeze/],
    ['has a strange field', '{"title":"x","faults":["drop"],"speed":1}', /a field "speed"/],
    ['is too long', ' '.repeat(65 * 1024), /^The fault script .* is longer than 64 KiB$/],
  ])('that %s is refused with its name and how it should be', (_, text, message) => {
    using folder = createTemporaryFolder();
    const path = join(folder.path, 'story.json');
    if (text !== undefined) writeFileSync(path, text);
    expect(parseCommand(['--demo', '--fault', path], {}, '1')).toEqual({
      kind: 'usage_problem',
      message: expect.stringMatching(message) as string,
      hint: expect.stringContaining('"faults": ["freeze@5+20"') as string,
    });
  });

  test('that is a folder is refused', () => {
    using folder = createTemporaryFolder();
    const path = join(folder.path, 'story.json');
    mkdirSync(path);
    expect(parseCommand(['--demo', '--fault', path], {}, '1')).toMatchObject({
      message: `Cannot read the fault script "${path}": it is not a file`,
    });
  });
});

test.each([
  ['--depth', ACTING_TEXT],
  ['--renderer', ACTING_TEXT],
  ['--log-file', 'x', '--log-level', ACTING_TEXT],
  ['--demo', '--fault', ACTING_TEXT],
  ['--demo', '--fault', `frozen@${ACTING_TEXT}`],
  ['--replay', 'x', '--speed', ACTING_TEXT],
  ['--replay', 'x', ACTING_TEXT],
  ['--ws-url', `wss://host/${ACTING_TEXT}`],
  ['--gamma-url', `https://host/\x9b2J`],
  [`--${ACTING_TEXT}`],
])('a refusal repeats no escape sequence that was pasted: %j', (...argv) => {
  const command = parseCommand(argv, {}, '1.2.3');
  expect(command.kind).toBe('usage_problem');
  expect(findActing(sentenceOf(command as UsageProblem))).toBeUndefined();
});
