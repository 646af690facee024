import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {foldersBelow} from '../support/own-folders.js';
import {untilBook} from '../support/seen-ladder.js';
import {createTemporaryFolder} from '../support/temporary-folder.js';
import {assetsOf, DEADLINE_MS, KEY, shows, startProgram, startViewer} from '../support/viewer.js';

const LUMEN = 'lumen-updown-15m-1790000100';
const BRIDGE = 'meridian-bridge-opens-before-october';
const LAKE = 'kesten-lake-freezes-over-2026';

let exchange: ExchangeServer;
beforeAll(async () => {
  exchange = await ExchangeServer.start({seed: 23});
  exchange.pauseFeed();
});
afterAll(() => exchange.close());

const stateOf = (folder: string) => join(folder, 'data', 'polybook-tui', 'state.json');

function readSlugs(folder: string): {watched: string[]; last: string | undefined} {
  const {watched, last} = JSON.parse(readFileSync(stateOf(folder), 'utf8')) as {
    watched: {slug: string}[];
    last?: {slug: string};
  };
  return {watched: watched.map(({slug}) => slug), last: last?.slug};
}

test.runIf(process.platform === 'linux')(
  'w keeps a market, and the next start goes on with the watchlist where one left',
  async () => {
    using temporary = createTemporaryFolder();
    const env = foldersBelow(temporary.path);
    {
      await using it = startViewer(exchange, [LUMEN, BRIDGE, LAKE], {env});
      await untilBook(it, exchange, assetsOf(exchange, LUMEN)[0]);
      it.send('3');
      await untilBook(it, exchange, assetsOf(exchange, LAKE)[0]);
      it.send('w');
      await it.until(shows(/^ ★ Will Kesten Lake/m), 'the star');
      // It is the first of the list now, and so it is number 1.
      expect(it.lines[0]).toContain('1/3');
      it.send('3');
      await untilBook(it, exchange, assetsOf(exchange, BRIDGE)[0]);
      it.send(`w${KEY.tab}`);
      await untilBook(it, exchange, assetsOf(exchange, BRIDGE)[1]);
      it.send('q');
      expect(await it.exited).toMatchObject({exitCode: 0});
    }

    expect(readSlugs(temporary.path)).toEqual({watched: [LAKE, BRIDGE], last: BRIDGE});

    await using it = startViewer(exchange, [], {env});
    await it.until(shows('10 markets by volume'), 'the picker', DEADLINE_MS);
    const rows = it.lines.slice(4, 8).map((line) => line.trimStart());
    expect(rows[0]).toMatch(/^★ Will Kesten Lake/);
    expect(rows[1]).toMatch(/^▸ ★ Will the Meridian Bridge/);
    expect(rows[2]).toMatch(/^Lumen/);
    it.send(KEY.enter);
    // On the outcome that was shown last.
    await untilBook(it, exchange, assetsOf(exchange, BRIDGE)[1]);
    expect(it.lines[0]).toMatch(/^ ★ Will the Meridian Bridge .* Yes \[No\] .*2\/2/);
    it.send('1');
    await untilBook(it, exchange, assetsOf(exchange, LAKE)[1]);

    // Off the list it stays until another is shown, and then it is gone.
    it.send('w');
    await it.until(({lines}) => lines[0]?.includes('★') === false, 'the star to go');
    expect(it.lines[0]).toContain('2/2');
    it.send('1');
    await untilBook(it, exchange, assetsOf(exchange, BRIDGE)[1]);
    await it.until(({lines}) => !/\d\/\d/.test(lines[0] ?? ''), 'the other to go');
    it.send('q');
    await it.exited;
    expect(readSlugs(temporary.path)).toEqual({watched: [BRIDGE], last: BRIDGE});
  },
);

test.runIf(process.platform === 'linux')(
  'two programs at a time lose nothing of each other, and a broken file is set aside',
  async () => {
    using temporary = createTemporaryFolder();
    const env = foldersBelow(temporary.path);
    mkdirSync(join(temporary.path, 'data', 'polybook-tui'), {recursive: true});
    writeFileSync(stateOf(temporary.path), 'not a watchlist');
    await using one = startViewer(exchange, [LAKE], {env});
    await untilBook(one, exchange, assetsOf(exchange, LAKE)[0]);
    await one.until(shows('set aside as state.broken-1.json'), 'the notice');
    await using other = startViewer(exchange, [BRIDGE], {env});
    await untilBook(other, exchange, assetsOf(exchange, BRIDGE)[0]);
    one.send('w');
    other.send('w');
    for (const it of [one, other]) {
      await it.until(shows('★'), 'the star');
      it.send('q');
      expect(await it.exited).toMatchObject({exitCode: 0});
    }

    expect(readSlugs(temporary.path).watched.sort()).toEqual([LAKE, BRIDGE].sort());
    const aside = join(temporary.path, 'data', 'polybook-tui', 'state.broken-1.json');
    expect(readFileSync(aside, 'utf8')).toBe('not a watchlist');
  },
);

test.runIf(process.platform === 'linux')(
  'a wrong key of the configuration is named on the screen with its line, and the rest counts',
  async () => {
    using temporary = createTemporaryFolder();
    const folder = join(temporary.path, 'config', 'polybook-tui');
    mkdirSync(folder, {recursive: true});
    writeFileSync(join(folder, 'config.json'), '{\n  "group": 5, // wide\n  "colour": "red"\n}');
    await using it = startViewer(exchange, [LUMEN], {env: foldersBelow(temporary.path)});
    await it.until(shows(/● LIVE/), 'a book', DEADLINE_MS);
    await it.until(
      shows('NOTE config.json, line 3, column 3: there is no key "colour"'),
      'the note',
    );
    expect(it.lines[0]).toContain('x5');
  },
);

test('in the demo w works in memory, and writes nothing', async () => {
  using temporary = createTemporaryFolder();
  const env = foldersBelow(temporary.path);
  await using it = startProgram(['--demo'], {env});
  await it.until(shows(/● LIVE/), 'a book', DEADLINE_MS);
  it.send('w');
  await it.until(shows(/^ ★ Lumen/m), 'the star');
  it.send('q');
  await it.exited;
  expect(() => readFileSync(stateOf(temporary.path))).toThrow('ENOENT');
});

test('a followed series goes on with its next window when the one on the screen is over', async () => {
  await using rolling = await ExchangeServer.start({seed: 23, rolls: true});
  await using it = startViewer(rolling, [LUMEN, BRIDGE]);
  await it.until(shows(/● LIVE/), 'the first book', DEADLINE_MS);
  it.send('f');
  await it.until(shows('follow'), 'the word in the title');
  rolling.beginFault('resolved');
  await it.until(shows(/^ Lumen Up or Down - 15 minutes \(2\) .*1\/2/m), 'the next', DEADLINE_MS);
  expect(it.text).toContain('NOTE On to the next window of the series: "Lumen Up or Down');
  await it.until(shows(/● LIVE/), 'its book', DEADLINE_MS);
});
