// A picture of a program in a terminal:
// node tests/support/screenshot.mjs <out.svg|out.png|out.txt> <cols> <rows> <seconds> [--keys <keys>] [--title <title>] -- <command…>
// Keys are sent one by one over the last half of the time; \t, \r and \e stand for themselves.

import {writeFileSync} from 'node:fs';
import {setTimeout as wait} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import {spawn} from '@lydell/node-pty';
import {Unicode11Addon} from '@xterm/addon-unicode11';
import xterm from '@xterm/headless';
import {toPng, toSvg} from './picture.mjs';

const USAGE =
  'usage: screenshot.mjs <out.svg|.png|.txt> <cols> <rows> <seconds> [--keys <keys>] [--title <title>] -- <command…>';

const separator = process.argv.indexOf('--');
const {values, positionals} = parseArgs({
  args: process.argv.slice(2, separator === -1 ? undefined : separator),
  options: {keys: {type: 'string', default: ''}, title: {type: 'string', default: 'polybook-tui'}},
  allowPositionals: true,
});
const [out, columns, rows, seconds] = positionals;
const [command, ...args] = separator === -1 ? [] : process.argv.slice(separator + 1);
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
  env: {LANG: 'C.UTF-8', ...process.env, CI: 'false', COLORTERM: 'truecolor'},
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
const svg = toSvg(terminal, {title: values.title});
if (out.endsWith('.png')) writeFileSync(out, toPng(svg));
else if (out.endsWith('.txt')) writeFileSync(out, `${screenText()}\n`);
else writeFileSync(out, svg);

if (!hasEnded) process.kill(program.pid, 'SIGKILL');
process.exit(0);

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
