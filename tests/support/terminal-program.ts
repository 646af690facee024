// A program with the terminal rooms and nothing else, for tests in a pseudo-terminal: shows the
// keys it got and a counter. `q` ends it, ctrl-z suspends it, `f` writes more than a terminal holds,
// and creates the file named by its argument once the terminal takes no more.

import {writeFileSync} from 'node:fs';
import {FdSink, writeAtOnce, writeThroughPool} from '../../src/paint/fd-sink.js';
import {PaintClock} from '../../src/paint/paint-clock.js';
import {Screen} from '../../src/paint/screen.js';
import {systemClock} from '../../src/domain/clock.js';
import {TerminalInput} from '../../src/terminal/input.js';
import {TerminalSession} from '../../src/terminal/session.js';
import {readSize, watchSize} from '../../src/terminal/size.js';
import {openTerminalOutput} from '../../src/terminal/terminal-output.js';
import {createPalette} from '../../src/view/palette.js';

/** Paints skipped one after the other (half a second of them). */
const STUCK_AFTER = 30;

const output = openTerminalOutput();
const size = readSize(process.stdout);
let keys = '';
let paints = 0;
let pasted = '';
let isFlooding = false;

const sink = new FdSink({
  write: output.isNonBlocking ? writeAtOnce(output.fd) : writeThroughPool(output.fd),
  onDrained: () => {
    clock.drained();
  },
});
const screen = new Screen({
  ...size,
  palette: createPalette('16'),
  sink,
  onChange: () => {
    clock.requestDraw();
  },
});
const input = new TerminalInput({
  source: process.stdin,
  onPaste: (text) => {
    pasted = text;
    clock.paintNow();
  },
});
const session = new TerminalSession({
  fd: output.fd,
  setRawMode: (isRaw) => process.stdin.setRawMode(isRaw),
  onResume: () => {
    keys += ' resumed';
    screen.redraw();
    clock.paintNow();
  },
});
const clock = new PaintClock({
  fps: 60,
  clock: systemClock,
  isFresh: () => {
    if (isFlooding && clock.skipped === STUCK_AFTER) writeFileSync(process.argv[2]!, '');
    return isFlooding;
  },
  isBusy: () => sink.isBusy || !session.isActive,
  update: () => {
    paints++;
    if (isFlooding) screen.redraw();
  },
  draw: () => screen.paint() === 'painted',
});

screen.addSurface({
  region: {x: 0, y: 0, width: 200, height: 100},
  rows: () => [
    [{text: `keys${keys}`, style: 'strong'}],
    [{text: `size ${screen.columns}x${screen.rows} ${output.isNonBlocking}`, style: 'bid'}],
    [{text: `pasted ${pasted}`, style: 'plain'}],
    ...(isFlooding ? floodRows() : []),
  ],
});

function floodRows() {
  const text = String(paints).repeat(60);
  return Array.from({length: 90}, (_, i) => [{text, style: i % 2 === 0 ? 'bid' : 'ask'} as const]);
}

function end(): void {
  clock.stop();
  sink.close();
  session.leave();
  process.exit(0);
}

watchSize(process.stdout, ({columns, rows}) => {
  screen.resize(columns, rows);
});
input.on('readable', () => {
  for (let key = input.read(); key !== null; key = input.read()) {
    if (key === 'q') end();
    else if (key === '\u001a') session.suspend();
    else if (key === 'f') isFlooding = true;
    else keys += ` ${JSON.stringify(key)}`;
  }

  clock.paintNow();
});

session.enter();
input.setRawMode(true);
clock.start();
