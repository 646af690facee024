// Whole screens of a scripted session, as text files in `golden/`: looked at once, and held from then on.

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {THEME_NAMES} from '../../src/view/themes/themes.js';
import {expectGolden, type GoldenOptions} from '../support/golden-screen.js';
import {HandClock} from '../support/hand-clock.js';
import type {PtyProgram} from '../support/pty.js';
import {untilBook} from '../support/seen-ladder.js';
import {recordSimulation} from '../support/simulated-recording.js';
import {createTemporaryFolder} from '../support/temporary-folder.js';
import {
  assetsOf,
  DEADLINE_MS,
  KEY,
  SIZES,
  startProgram,
  startViewer,
  type ViewerOptions,
} from '../support/viewer.js';

const LUMEN = 'lumen-updown-15m-1790000100';
const CUP = 'aurora-cup-winner';
const START_MS = Date.UTC(2026, 8, 21, 14, 0, 0);
const WARM_UP_MS = 60_000;
const NOW_MS = START_MS + WARM_UP_MS;

const ALL_SIZES = [{columns: 60, rows: 20}, ...SIZES, {columns: 200, rows: 60}] as const;
type Size = (typeof ALL_SIZES)[number];

/** Writing the screens anew takes a while for each of them. */
const UNHURRIED = {timeout: 90_000};

const folder = createTemporaryFolder();
const recording = join(folder.path, 'frames.jsonl');
const clock = new HandClock(folder.path, NOW_MS);
let exchange: ExchangeServer;
beforeAll(async () => {
  exchange = await ExchangeServer.start({seed: 12, startMs: START_MS, isPaused: true});
  exchange.passTime(WARM_UP_MS);
  // Whether a book that stands still is QUIET is not answered before the screens have been compared.
  exchange.setRestBehaviour('/books', {delayMs: 60_000});
  const recorded = {seed: 20, rate: 30, startMs: START_MS, durationMs: 120_000};
  writeFileSync(recording, recordSimulation(recorded));
});
afterAll(async () => {
  folder[Symbol.dispose]();
  await exchange.close();
});

function keeper(it: PtyProgram, {columns, rows}: Size) {
  return (name: string, isThere: string | RegExp | GoldenOptions['isThere'], hasStyles = false) =>
    expectGolden(it, {
      name: `${columns}x${rows}/${name}`,
      isThere: typeof isThere === 'function' ? isThere : ({text}) => includes(text, isThere),
      hasStyles,
    });
}

function includes(text: string, what: string | RegExp): boolean {
  return typeof what === 'string' ? text.includes(what) : what.test(text);
}

/**
 * The end of the recording, with scales that follow from the end alone: while it is played they depend
 * on what was painted, and another market makes them forget it.
 */
async function untilOver(it: PtyProgram): Promise<void> {
  await it.until(({text}) => text.includes('END OF RECORDING'), 'the end', DEADLINE_MS);
  const [first] = it.lines;
  it.send('2');
  await it.until(({lines}) => lines[0] !== first, 'the second market');
  it.send('1');
  await it.until(({lines}) => lines[0] === first && lines.join().includes('mid '), 'the first one');
}

/** The viewer with a book that stands still, and with one column of its past, that of the last second. */
async function startStill(size: Size, env: ViewerOptions['env'] = {}): Promise<PtyProgram> {
  clock.set(NOW_MS - 1_000);
  const it = startViewer(exchange, [LUMEN, CUP], {...size, env: {...clock.env, ...env}});
  try {
    await it.until(({text}) => text.includes('● LIVE'), 'the first book', DEADLINE_MS);
    await untilBook(it, exchange, assetsOf(exchange, LUMEN)[0]);
    clock.set(NOW_MS);
    await it.until(hasPast(size), 'the past', DEADLINE_MS);
    return it;
  } catch (error) {
    await it[Symbol.asyncDispose]();
    throw error;
  }
}

/** What REST tells of the past comes after the book. */
function hasPast({columns}: Size): GoldenOptions['isThere'] {
  return ({text}) =>
    (columns < 72 || text.includes('before, from REST')) &&
    (columns < 160 || (text.includes('DEPTH 5 min') && / ╌ (REST|before: REST)/.test(text)));
}

test.each(ALL_SIZES)(
  'at $columns x $rows the ladder, its cursor, its groups, both prices, help and search look as they did',
  UNHURRIED,
  async (size) => {
    await using it = await startStill(size);
    const keep = keeper(it, size);
    await keep('ladder', 'mid ');
    it.send('jjj');
    await keep('cursor', / to here avg /);
    it.send(KEY.escape);
    await it.until(({text}) => !text.includes(' to here '), 'no cursor');
    it.send('c++');
    await keep('grouping', ({text}) => text.includes('tick 1¢ x5') && !text.includes('↕'));
    it.send('--2o');
    await keep(
      'both-prices',
      (program) => / Yes +\| +No /.test(program.text) && hasPast(size)(program),
    );
    it.send('o?');
    await keep('help', ' KEYS');
    it.send('?/');
    await keep('picker', '10 markets by volume');
    it.send('granite');
    await keep('search', ' 6 markets');
  },
);

test.each(ALL_SIZES)(
  'at $columns x $rows each theme has the styles that it had',
  UNHURRIED,
  async (size) => {
    await using it = await startStill(size);
    const keep = keeper(it, size);
    for (const theme of [...THEME_NAMES.slice(1), THEME_NAMES[0]]) {
      it.send('T');
      await keep(`theme-${theme}`, ({lines}) => lines.at(-1) === ` theme ${theme}`, true);
    }
  },
);

test.each(ALL_SIZES)(
  'at $columns x $rows the flow of a recording, its tape, heatmap and event log look as they did',
  UNHURRIED,
  async (size) => {
    await using it = startProgram(['--replay', recording, '--speed', 'max'], {
      ...size,
      env: clock.env,
    });
    const keep = keeper(it, size);
    await untilOver(it);
    await keep('flow', 'mid ');
    it.send('t');
    await keep('tape', size.columns < 72 ? 'mid ' : 'TAPE ≥$10');
    it.send('ttttH');
    await keep('heatmap', /DEPTH [^]*PRICE /);
    it.send('he');
    await keep('event-log', ' EVENTS  [all]');
  },
);

test.each(ALL_SIZES)(
  'at $columns x $rows ladder, heatmap and event log in ASCII look as they did',
  UNHURRIED,
  async (size) => {
    const args = ['--replay', recording, '--speed', 'max', '--ascii'];
    await using it = startProgram(args, {...size, env: clock.env});
    const keep = keeper(it, size);
    await untilOver(it);
    await keep('ascii-flow', 'mid ');
    it.send('H');
    await keep('ascii-heatmap', /DEPTH [^]*PRICE /);
    it.send('he');
    await keep('ascii-event-log', ' EVENTS  [all]');
  },
);

test.each([
  ['no-color', {NO_COLOR: '1'}],
  ['16-colours', {COLORTERM: undefined, TERM: 'xterm'}],
])('at 80x24 the ladder with %s has the styles that it had', async (name, env) => {
  await using it = await startStill(SIZES[0], env);
  await keeper(it, SIZES[0])(name, 'mid ', true);
});
