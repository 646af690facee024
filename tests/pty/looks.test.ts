import {afterAll, beforeAll, expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import type {PtyProgram} from '../support/pty.js';
import {untilBook} from '../support/seen-ladder.js';
import {
  assetsOf,
  DEADLINE_MS,
  KEY,
  shows,
  SIZES,
  startProgram,
  startViewer,
} from '../support/viewer.js';

const CUP = 'aurora-cup-winner';
const COMET = 'comet-named-zurich-tokyo-express';
const FOXES = 'will-harbor-foxes-win-the-aurora-cup';

let exchange: ExchangeServer;
beforeAll(async () => {
  exchange = await ExchangeServer.start({seed: 21, rate: 1500});
});
afterAll(() => exchange.close());

test.each([
  [SIZES[0], SIZES[0].columns],
  // From here on stands the panel with the latencies, which are never the same twice.
  [SIZES[1], 86],
] as const)(
  'at %o --renderer ink shows, cell by cell, what the cell renderer shows',
  async ({columns, rows}, comparable) => {
    exchange.pauseFeed();
    await using cells = startViewer(exchange, [CUP], {columns, rows});
    // Stock Ink leaves the last row of the terminal alone.
    await using ink = startViewer(exchange, [CUP, '--renderer', 'ink'], {columns, rows: rows + 1});
    for (const it of [cells, ink]) await it.until(shows('● LIVE'), 'the first book', DEADLINE_MS);

    exchange.resumeFeed();
    const hasTraded = ({text}: PtyProgram): boolean =>
      (text.match(/ [BS] +\d+\.\d¢/g) ?? []).length > 2;
    await cells.until(hasTraded, 'some trades', DEADLINE_MS);
    exchange.pauseFeed();
    for (const it of [cells, ink]) {
      await untilBook(it, exchange, assetsOf(exchange, FOXES)[0]);
      // Where a ladder stands depends on what it showed before, unless it is centred.
      it.send(KEY.up);
      await it.until(shows('↕ c'), 'the ladder to be held');
      it.send('c');
      await it.until(({text}) => !text.includes('↕ c'), 'the ladder to be centred');
    }

    const picture = (it: PtyProgram): string => comparableCells(it, rows, comparable);
    await ink.until(() => picture(ink) === picture(cells), 'the same cells', DEADLINE_MS);
    expect(ink.lines[rows]).toBe('');
  },
);

test.each(SIZES)('at $columns x $rows --ascii writes nothing beyond ASCII', async (size) => {
  exchange.pauseFeed();
  await using it = startViewer(exchange, [CUP, COMET, '--ascii'], size);
  await it.until(shows('* LIVE'), 'the first book', DEADLINE_MS);
  await untilBook(it, exchange, assetsOf(exchange, FOXES)[0]);
  expect(beyondAscii(it)).toEqual([]);
  it.send('6');
  await untilBook(it, exchange, assetsOf(exchange, COMET)[0]);
  expect(beyondAscii(it)).toEqual([]);
  it.send('?');
  await it.until(shows(' KEYS'), 'the help');
  expect(beyondAscii(it)).toEqual([]);
});

test('NO_COLOR takes every colour away, and words still tell what they told', async () => {
  exchange.pauseFeed();
  await using it = startViewer(exchange, [CUP], {...SIZES[1], env: {NO_COLOR: '1'}});
  await untilBook(it, exchange, assetsOf(exchange, FOXES)[0]);
  expect(coloured(it)).toEqual([]);
  expect(it.text).toContain('● LIVE');

  it.send('?');
  await it.until(shows(' KEYS'), 'the help');
  expect(coloured(it)).toEqual([]);
});

test.each([
  ['truecolor', {COLORTERM: 'truecolor'}, /^#[0-9a-f]{6}$/],
  ['256', {COLORTERM: undefined, TERM: 'xterm-256color'}, /^color \d+$/],
  ['16', {COLORTERM: undefined, TERM: 'xterm'}, /^color ([0-9]|1[0-5])$/],
] as const)('a terminal of %s colours gets those it can show', async (_, env, known) => {
  exchange.pauseFeed();
  await using it = startViewer(exchange, [CUP], {env});
  await untilBook(it, exchange, assetsOf(exchange, FOXES)[0]);
  const colours = new Set(coloured(it));
  expect(colours.size).toBeGreaterThan(2);
  for (const colour of colours) expect(colour).toMatch(known);
});

test('the demo says on its title that it is one, and needs nothing but itself', async () => {
  await using it = startProgram(['--demo', '--seed', '3'], SIZES[1]);
  await it.until(shows('● LIVE'), 'the first book', DEADLINE_MS);
  expect(it.lines[0]).toMatch(/1\/10 .*DEMO$/);
  it.send('q');
  expect(await it.exited).toEqual({exitCode: 0, signal: undefined});
});

/** All rows but the status, whose ages differ. */
function comparableCells(it: PtyProgram, rows: number, columns: number): string {
  return it.cells
    .slice(0, rows)
    .filter((_, y) => y !== 1)
    .map((row) => row.slice(0, columns).map((cell) => Object.values(cell).join(' ')))
    .map((row, y) => row.map((cell, x) => `${y} ${x} ${cell}`).join('\n'))
    .join('\n');
}

function beyondAscii(it: PtyProgram): readonly string[] {
  return it.lines.filter((line) => /[^ -~]/.test(line));
}

function coloured(it: PtyProgram): string[] {
  return it.cells
    .flat()
    .flatMap(({foreground, background}) => [foreground, background])
    .filter((colour) => colour !== undefined);
}
