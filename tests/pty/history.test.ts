// Depth and prices over time as built: they fill up second by second, what was lost stays lost, and a
// recording has its own time.

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {recordSimulation} from '../support/simulated-recording.js';
import {createTemporaryFolder} from '../support/temporary-folder.js';
import {DEADLINE_MS, KEY, shows, startProgram, startViewer} from '../support/viewer.js';

const LUMEN = 'lumen-updown-15m-1790000100';
const SMALL = {columns: 80, rows: 24};
const WIDE = {columns: 160, rows: 48};

const HEADING = /DEPTH \d+ \w+/;
const TIMES = /\d\d:\d\d:\d\d ●bought/;

/** The rows of the heatmap, in place of the book. */
function mapRows(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => HEADING.test(line)) + 1;
  const last = lines.findIndex((line) => TIMES.test(line));
  return first > 0 && last > first ? lines.slice(first, last) : [];
}

/** Columns of the screen that are a gap from top to bottom. */
function gapColumns(lines: readonly string[]): number[] {
  const rows = mapRows(lines).map((line) => line.padEnd(SMALL.columns));
  if (rows.length === 0) return [];
  const columns = Array.from({length: SMALL.columns}, (_, x) => x);
  return columns.filter((x) => rows.every((row) => row[x] === '┊'));
}

/** The rightmost column that shows something of a book. */
function newestColumn(lines: readonly string[]): number {
  return Math.max(-1, ...mapRows(lines).map((row) => row.search(/[░▒▓█─•●◦○](?=[^░▒▓█─•●◦○]*$)/)));
}

test('h opens the heatmap with the line below it, and seconds that were lost stay a gap', async () => {
  await using exchange = await ExchangeServer.start({seed: 11, rate: 200});
  await using it = startViewer(exchange, [LUMEN], SMALL);
  await it.until(shows('● LIVE'), 'the proof of the first book', DEADLINE_MS);
  it.send('h');
  await it.until(shows('DEPTH 5 min'), 'the heatmap', DEADLINE_MS);
  await it.until(shows(/PRICE 5 min.* mid \d+\.\d¢/), 'the line', DEADLINE_MS);
  await it.until(shows('╌ before: REST, each minute'), 'the hour before', DEADLINE_MS);
  it.send(KEY.tab);
  await it.until(shows('PRICE 1 h'), 'an hour', DEADLINE_MS);
  it.send(KEY.tab);
  await it.until(shows('DEPTH 1 min'), 'a minute', DEADLINE_MS);
  await it.until(({lines}) => newestColumn(lines) > 0, 'the first seconds', DEADLINE_MS);

  const before = gapColumns(it.lines).length;
  exchange.refuseConnections(true);
  exchange.disconnectAll(1001);
  await it.until(({lines}) => gapColumns(lines).length >= before + 2, 'a gap', DEADLINE_MS);
  exchange.refuseConnections(false);
  await it.until(shows(/● LIVE/), 'the book again', DEADLINE_MS);
  await it.until(
    ({lines}) => newestColumn(lines) > Math.max(...gapColumns(lines)),
    'seconds after the gap',
    DEADLINE_MS,
  );
  expect(gapColumns(it.lines).length).toBeGreaterThanOrEqual(before + 2);

  it.send(KEY.escape);
  await it.until(shows('spr '), 'the ladder', DEADLINE_MS);
  expect(it.text).not.toContain('DEPTH');
});

test('keys make prices coarser and finer, and those of the book do nothing meanwhile', async () => {
  await using exchange = await ExchangeServer.start({seed: 11, rate: 200});
  await using it = startViewer(exchange, [LUMEN], SMALL);
  it.send('h');
  await it.until(shows(/DEPTH .* a step/), 'the heatmap', DEADLINE_MS);
  const step = (): number => Number(/([\d.]+)¢ a step/.exec(it.text)?.[1]);
  const first = step();
  it.send('++');
  await it.until(() => step() > first, 'coarser steps', DEADLINE_MS);
  it.send('---');
  await it.until(() => step() <= first, 'finer steps', DEADLINE_MS);
  it.send('c1[ h');
  await it.until(shows('spr '), 'the ladder', DEADLINE_MS);
  expect(it.text).not.toContain('FROZEN');
});

test('a wide screen has both beside the ladder; h hides and shows them', async () => {
  await using exchange = await ExchangeServer.start({seed: 11, rate: 200});
  await using it = startViewer(exchange, [LUMEN], WIDE);
  await it.until(shows(/spr .*│/), 'the ladder', DEADLINE_MS);
  await it.until(
    ({text}) => /DEPTH 5 min/.test(text) && /PRICE 5 min/.test(text),
    'both',
    DEADLINE_MS,
  );
  it.send('h');
  await it.until(({text}) => !text.includes('DEPTH'), 'the ladder alone', DEADLINE_MS);
  expect(it.text).toContain('spr ');
  it.send('h');
  await it.until(shows('DEPTH 5 min'), 'both again', DEADLINE_MS);
  it.send('H');
  await it.until(
    ({text}) => text.includes('DEPTH 5 min') && !text.includes('spr '),
    'in its place',
    DEADLINE_MS,
  );
  it.send('h');
  await it.until(shows('spr '), 'the ladder again', DEADLINE_MS);
});

test('a recording has its own time, however fast it is played, and no hour before', async () => {
  using folder = createTemporaryFolder();
  const path = join(folder.path, 'frames.jsonl');
  const startMs = Date.UTC(2026, 8, 21, 14, 0, 0);
  const recorded = {seed: 20, rate: 60, startMs, durationMs: 120_000, slugs: [LUMEN]};
  writeFileSync(path, recordSimulation(recorded));
  await using it = startProgram(['--replay', path, '--speed', 'max'], {
    ...SMALL,
    env: {TZ: 'UTC'},
  });
  await it.until(shows('END OF RECORDING'), 'the end', DEADLINE_MS);
  it.send('h');
  await it.until(shows(/13:5\d:\d\d ●bought ○sold +14:0(1:5\d|2:00)/), 'its times', DEADLINE_MS);
  expect(gapColumns(it.lines)).toEqual([]);
  expect(it.text).not.toContain('REST');
});
