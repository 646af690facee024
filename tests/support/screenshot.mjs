// A picture of a program in a terminal:
// node tests/support/screenshot.mjs <out.svg|out.png|out.txt> <cols> <rows> <seconds> [--keys <keys>] [--title <title>] -- <command…>
// Without arguments: the picture of the README, docs/screen.svg, from the built program's demo.
// Keys are sent one by one over the last half of the time; \t, \r and \e stand for themselves.

import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {spawn} from '@lydell/node-pty';
import {Unicode11Addon} from '@xterm/addon-unicode11';
import xterm from '@xterm/headless';
import {toPng, toSvg} from './picture.mjs';

const USAGE =
  'usage: screenshot.mjs <out.svg|.png|.txt> <cols> <rows> <seconds> [--keys <keys>] [--title <title>] -- <command…>';

// By then the gauges have a full window, and the second heartbeat met a program that is awake.
const README_PICTURE = [
  ...[pathOf('../../docs/screen.svg'), '120', '40', '14', '--title', 'polybook-tui --demo', '--'],
  ...[process.execPath, pathOf('../../dist/bin.js'), '--demo', '--seed', '1'],
];

const given = process.argv.slice(2);
const argv = given.length > 0 ? given : README_PICTURE;
const separator = argv.indexOf('--');
const {values, positionals} = parseArgs({
  args: argv.slice(0, separator === -1 ? undefined : separator),
  options: {keys: {type: 'string', default: ''}, title: {type: 'string', default: 'polybook-tui'}},
  allowPositionals: true,
});
const [out, columns, rows, seconds] = positionals;
const [command, ...args] = separator === -1 ? [] : argv.slice(separator + 1);
if (command === undefined || !(Number(columns) > 0 && Number(rows) > 0 && Number(seconds) >= 0)) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}

const terminal = new xterm.Terminal({
  cols: Number(columns),
  rows: Number(rows),
  allowProposedApi: true,
});
terminal.loadAddon(new Unicode11Addon());
terminal.unicode.activeVersion = '11';

const program = spawn(command, args, {
  cols: Number(columns),
  rows: Number(rows),
  name: 'xterm-256color',
  env: {LANG: 'C.UTF-8', TZ: 'UTC', ...process.env, CI: 'false', COLORTERM: 'truecolor'},
});
let hasEnded = false;
let parsed = Promise.resolve();
program.onExit(() => {
  hasEnded = true;
});
program.onData((bytes) => {
  parsed = new Promise((resolve) => {
    terminal.write(bytes, resolve);
  });
});

const keys = Array.from(
  values.keys.replace(/\\t/g, '\t').replace(/\\r/g, '\r').replace(/\\e/g, '\u001b'),
);
const keysMs = keys.length === 0 ? 0 : Number(seconds) * 500;
await wait(Number(seconds) * 1000 - keysMs);
for (const key of keys) {
  if (!hasEnded) program.write(key);
  await wait(keysMs / keys.length);
}

await parsed;
mkdirSync(dirname(out), {recursive: true});
const svg = toSvg(terminal, {title: values.title});
if (out.endsWith('.png')) writeFileSync(out, toPng(svg));
else if (out.endsWith('.txt')) writeFileSync(out, `${screenText()}\n`);
else writeFileSync(out, svg);

if (!hasEnded) process.kill(program.pid, 'SIGKILL');
process.exit(0);

function pathOf(relative) {
  return fileURLToPath(new URL(relative, import.meta.url));
}

function screenText() {
  const {active} = terminal.buffer;
  return Array.from(
    {length: terminal.rows},
    (_, y) =>
      active
        .getLine(active.baseY + y)
        ?.translateToString(true)
        .trimEnd() ?? '',
  ).join('\n');
}
