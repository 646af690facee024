import {afterAll, beforeAll, expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {createPalette} from '../../src/view/palette.js';
import type {StyleName} from '../../src/view/paint-row.js';
import {THEME_NAMES, type ThemeName} from '../../src/view/themes/themes.js';
import type {PtyProgram} from '../support/pty.js';
import {readLadder, untilBook} from '../support/seen-ladder.js';
import {
  assetsOf,
  CLEAN_ENV,
  DEADLINE_MS,
  shows,
  SIZES,
  startProgram,
  startViewer,
} from '../support/viewer.js';

const LUMEN = 'lumen-updown-15m-1790000100';

let exchange: ExchangeServer;
beforeAll(async () => {
  exchange = await ExchangeServer.start({seed: 12});
  exchange.pauseFeed();
});
afterAll(() => exchange.close());

const first = (): string => assetsOf(exchange, LUMEN)[0];

/** `#rrggbb` of a style's text; undefined for the terminal's own. */
function inkOf(theme: ThemeName, style: StyleName): string | undefined {
  const match = /38;2;(\d+);(\d+);(\d+)/.exec(createPalette('truecolor', {theme}).sgr(style));
  if (match === null) return undefined;
  return `#${match
    .slice(1)
    .map((channel) => Number(channel).toString(16).padStart(2, '0'))
    .join('')}`;
}

function inksOnScreen(it: PtyProgram): ReadonlySet<string | undefined> {
  return new Set(it.cells.flat().map(({foreground}) => foreground));
}

function hasInksOf(it: PtyProgram, theme: ThemeName): boolean {
  const inks = inksOnScreen(it);
  return (['bid', 'ask', 'bid_bar', 'ask_bar', 'good'] as const).every((style) =>
    inks.has(inkOf(theme, style)),
  );
}

test('T goes through the themes: all colours change at once, and no character does', async () => {
  await using it = startViewer(exchange, [LUMEN], SIZES[1]);
  await untilBook(it, exchange, first());
  const ladder = readLadder(it.lines);
  for (const theme of [...THEME_NAMES.slice(1), THEME_NAMES[0]]) {
    it.send('T');
    await it.until(() => it.lines.at(-1) === ` theme ${theme}`, `the remark for ${theme}`);
    // The predicate never sees half an update, so this is the very paint that the key made.
    expect(hasInksOf(it, theme), theme).toBe(true);
    for (const other of THEME_NAMES) {
      const ink = inkOf(other, 'bid');
      if (other !== theme && ink !== undefined) expect(inksOnScreen(it)).not.toContain(ink);
    }

    expect(readLadder(it.lines)).toEqual(ladder);
  }
});

test('--theme is there from the first paint, with stock Ink, too', async () => {
  for (const renderer of ['cells', 'ink']) {
    const args = [LUMEN, '--theme', 'colour-blind', '--renderer', renderer];
    await using it = startViewer(exchange, args);
    await untilBook(it, exchange, first());
    expect(hasInksOf(it, 'colour-blind')).toBe(true);
    expect(inksOnScreen(it)).not.toContain(inkOf('default', 'bid'));
    it.send('T');
    await it.until(({lines, cells}) => {
      const colours = cells.flat().filter(({foreground}) => foreground !== undefined);
      return lines.some((line) => line === ' theme mono') && colours.length === 0;
    }, `mono with ${renderer}`);
  }
});

test('NO_COLOR holds whatever the theme is', async () => {
  await using it = startViewer(exchange, [LUMEN, '--theme', 'bright'], {env: {NO_COLOR: '1'}});
  await untilBook(it, exchange, first());
  for (const theme of ['default', 'colour-blind', 'mono', 'bright']) {
    it.send('jT');
    await it.until(shows(` theme ${theme}`), theme);
    const coloured = it.cells
      .flat()
      .filter(({foreground, background}) => foreground !== undefined || background !== undefined);
    expect(coloured).toEqual([]);
  }
});

test('a theme that is none is answered with those there are', async () => {
  await using it = startProgram(['--demo', '--theme', 'neon'], {env: CLEAN_ENV});
  expect(await it.exited).toEqual({exitCode: 2, signal: undefined});
  expect(it.text.replaceAll('\n', ' ')).toContain(
    '--theme takes default, colour-blind, mono, bright, not "neon"',
  );
});

test('y copies the rows of the ladder, Y the whole book, and both say so', async () => {
  await using it = startViewer(exchange, [LUMEN], SIZES[1]);
  await untilBook(it, exchange, first());
  it.send('y');
  await it.until(shows(/copied \d+ levels; if the clipboard is empty/), 'the remark', DEADLINE_MS);
  const visible = copiedLines(it)[0]!;
  const shown = readLadder(it.lines).filter(({bid, ask}) => (bid ?? ask) !== undefined);
  expect(visible[0]).toBe('side,price,size,cumulative,notional');
  expect(visible).toHaveLength(1 + shown.length);
  expect(it.text).toContain(`copied ${visible.length - 1} levels`);

  it.send('Y');
  await it.until(() => copiedLines(it).length === 2, 'the whole book');
  const all = copiedLines(it)[1]!;
  const {bids, asks} = exchange.book(first())!;
  expect(all).toHaveLength(1 + bids.length + asks.length);
});

/** What was put into the clipboard, each time. */
function copiedLines(it: PtyProgram): string[][] {
  return Array.from(it.raw.matchAll(/\u001b\]52;c;([A-Za-z0-9+/=]*)\u0007/g), ([, base64]) =>
    Buffer.from(base64!, 'base64').toString().trimEnd().split('\n'),
  );
}

test('a terminal that says that its background is light gets what can be read on it', async () => {
  await using it = startViewer(exchange, [LUMEN, '--theme', 'bright']);
  await untilBook(it, exchange, first());
  expect(it.raw).toContain('\u001b]11;?');
  const dark = inksOnScreen(it);
  it.send('\u001b]11;rgb:ffff/fafa/f0f0\u001b\\');
  await it.until(
    () => ![...inksOnScreen(it)].some((ink) => ink !== undefined && dark.has(ink)),
    'other colours',
  );
  it.send('\u001b]11;rgb:0000/0000/0000\u0007');
  await it.until(() => [...inksOnScreen(it)].every((ink) => dark.has(ink)), 'those from before');
});
