import {afterAll, beforeAll, expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {cellOf, clickBytes, wheelBytes} from '../support/mouse-bytes.js';
import type {PtyProgram} from '../support/pty.js';
import {untilBook} from '../support/seen-ladder.js';
import {assetsOf, DEADLINE_MS, KEY, shows, SIZES, startViewer} from '../support/viewer.js';

const LUMEN = 'lumen-updown-15m-1790000100';
const CUP = 'aurora-cup-winner';

const MODES = ['1000', '1006'];

let exchange: ExchangeServer;
beforeAll(async () => {
  // Nothing moves, so that each change of the screen is the doing of the mouse.
  exchange = await ExchangeServer.start({seed: 12});
  exchange.pauseFeed();
});
afterAll(() => exchange.close());

const first = (): string => assetsOf(exchange, LUMEN)[0];

test.each([SIZES[1], SIZES[0]])(
  'at $columns x $rows a click selects a market and a row of the ladder, and the wheel moves on',
  async (size) => {
    await using it = startViewer(exchange, [LUMEN, CUP], size);
    await untilBook(it, exchange, first());
    expect(it.mouseMode).toBe('vt200');

    it.send(clickBytes(cellOf(it.lines, '2 Harbor')));
    await it.until(({lines}) => lines[0]?.includes('  2/6  '), 'the second market');
    const question = /^ (.+?\??) {2,}/.exec(it.lines[0]!)![1]!;
    await untilBook(it, exchange, assetsOf(exchange, question)[0]);

    const ladder = cellOf(it.lines, 'mid ');
    it.send(clickBytes({...ladder, y: ladder.y + 2}));
    await it.until(shows('↕ c'), 'the cursor');
    const before = it.text;
    it.send(wheelBytes('down', ladder));
    await it.until(({text}) => text !== before, 'the cursor to have moved');
    it.send('c');
    await it.until(({text}) => !text.includes('↕ c'), 'the ladder to be centred');

    it.send('q');
    await it.exited;
    expect(it.mouseMode).toBe('none');
  },
);

test('the wheel scrolls the help, and a choice of the picker is marked, then opened', async () => {
  await using it = startViewer(exchange, [LUMEN]);
  await untilBook(it, exchange, first());
  it.send('?');
  await it.until(shows(' KEYS'), 'the help');
  it.send(wheelBytes('down', {x: 10, y: 10}));
  await it.until(({text}) => !text.includes(' KEYS'), 'the help to scroll');
  it.send(KEY.escape);
  await untilBook(it, exchange, first());

  it.send(`/harbor${KEY.enter}`);
  await it.until(shows(/\d markets/), 'the choices', DEADLINE_MS);
  const second = cellOf(it.lines, 'Will Harbor Foxes');
  it.send(clickBytes(second));
  await it.until(({lines}) => lines[second.y]?.includes('▸'), 'the mark');
  it.send(clickBytes(second));
  await it.until(({lines}) => lines[0]?.includes('Will Harbor Foxes'), 'the market', DEADLINE_MS);
});

test('m gives the mouse to the terminal and takes it again', async () => {
  await using it = startViewer(exchange, [LUMEN, CUP], SIZES[1]);
  await untilBook(it, exchange, first());
  const market = clickBytes(cellOf(it.lines, '3 Granite'));

  it.send('m');
  await it.until(
    ({mouseMode, lines}) => mouseMode === 'none' && lines.at(-1)?.startsWith(' mouse off'),
    'the mode to be off, and the word of it',
  );
  // A terminal would not report it now; what was on its way counts for nothing.
  it.send(`${market}\t`);
  await it.until(shows('Up [Down]'), 'the key after it');
  expect(it.lines[0]).toContain('  1/6  ');

  it.send('m');
  await it.until((program) => program.mouseMode === 'vt200', 'the mode to be on');
  it.send(market);
  await it.until(({lines}) => lines[0]?.includes('  3/6  '), 'the third market');
});

test('--no-mouse never switches it on', async () => {
  await using it = startViewer(exchange, [LUMEN, '--no-mouse']);
  await untilBook(it, exchange, first());
  expect(it.mouseMode).toBe('none');
  for (const mode of MODES) expect(it.raw).not.toContain(`\u001b[?${mode}h`);
});

test('reports in any pieces press no key', async () => {
  await using it = startViewer(exchange, [LUMEN, CUP], SIZES[1]);
  await untilBook(it, exchange, first());
  const reports = `${wheelBytes('up', {x: 0, y: 0})}\u001b[<35;2;9M\u001b[<0;3${wheelBytes('down', {x: 0, y: 0})}`;
  // A pause after a lone escape makes a key of it, as it must; after that there is no telling when
  // the rest comes.
  for (const piece of reports.split(/(?<=<.*)(?=[^\u001b[<])/)) it.send(piece);
  it.send('2');
  await it.until(({lines}) => lines[0]?.includes('  2/6  '), 'the key after them');
  expect(showsNothingOpen(it)).toBe(true);
});

function showsNothingOpen({text}: PtyProgram): boolean {
  return ![' KEYS', ' LATENCY', 'words of the question'].some((words) => text.includes(words));
}
