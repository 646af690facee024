import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import type {PtyProgram} from '../support/pty.js';
import {isLadderOf, untilBook} from '../support/seen-ladder.js';
import {createTemporaryFolder} from '../support/temporary-folder.js';
import {
  assetsOf,
  DEADLINE_MS,
  KEY,
  LEAVE_ALTERNATE,
  shows,
  SIZES,
  startViewer,
  type ViewerOptions,
} from '../support/viewer.js';

const LUMEN = 'lumen-updown-15m-1790000100';
const FAULT = pathToFileURL(join(import.meta.dirname, '../support/fault-when-file.mjs'));

let exchange: ExchangeServer;
beforeAll(async () => {
  exchange = await ExchangeServer.start({seed: 17});
  exchange.pauseFeed();
});
afterAll(() => exchange.close());

function startFaulty(
  thread: 'main' | 'ingest',
  faultFile: string,
  size?: Pick<ViewerOptions, 'columns' | 'rows'>,
): PtyProgram {
  const env = {NODE_OPTIONS: `--import=${FAULT.href}`, FAULT_FILE: faultFile, FAULT_THREAD: thread};
  return startViewer(exchange, [LUMEN], {...size, env});
}

test('a fault of the main thread restores the terminal first, then prints its stack, and exits 70', async () => {
  using folder = createTemporaryFolder();
  const faultFile = join(folder.path, 'fault');
  await using it = startFaulty('main', faultFile, SIZES[1]);
  await untilBook(it, exchange, assetsOf(exchange, LUMEN)[0]);

  writeFileSync(faultFile, '');
  expect(await it.exited).toEqual({exitCode: 70, signal: undefined});
  expect([it.isAlternate, it.isCursorHidden, it.mouseMode]).toEqual([false, false, 'none']);
  expect(it.lines[0]).toBe('polybook-tui met a fault of its own, please report it:');
  expect(it.lines[1]).toBe('Error: a fault was asked for in main');
  expect(it.text).toMatch(/^ {4}at .*fault-when-file\.mjs/m);
  const restored = it.raw.lastIndexOf(LEAVE_ALTERNATE);
  expect(restored).toBeGreaterThan(0);
  expect(it.raw.indexOf('met a fault')).toBeGreaterThan(restored);
});

test.each(SIZES)(
  'at $columns x $rows a fault of the ingest worker is told, and its books come back by themselves',
  async (size) => {
    using folder = createTemporaryFolder();
    const faultFile = join(folder.path, 'fault');
    await using it = startFaulty('ingest', faultFile, size);
    const [up, down] = assetsOf(exchange, LUMEN);
    await untilBook(it, exchange, up);
    const connections = exchange.counters.connections;

    writeFileSync(faultFile, '');
    await it.until(
      shows(/FEED STOPPED a fault was asked for in ingest · restarts/),
      'the banner',
      DEADLINE_MS,
    );
    expect(it.text).toMatch(/STALE/);
    expect(isLadderOf(it.lines, exchange.book(up)!)).toBe(true);

    await it.until(shows('● LIVE'), 'the new worker', DEADLINE_MS);
    await untilBook(it, exchange, up);
    expect(it.text).not.toContain('FEED STOPPED');
    expect(exchange.counters.connections).toBe(connections + 1);
    it.send(KEY.tab);
    await untilBook(it, exchange, down);

    it.send('q');
    expect(await it.exited).toEqual({exitCode: 0, signal: undefined});
  },
);

test('what the dead worker saw is never shown as live, while the new one has no book yet', async () => {
  using folder = createTemporaryFolder();
  const faultFile = join(folder.path, 'fault');
  await using it = startFaulty('ingest', faultFile);
  const [up] = assetsOf(exchange, LUMEN);
  await untilBook(it, exchange, up);

  exchange.refuseConnections(true);
  try {
    writeFileSync(faultFile, '');
    await it.until(shows('FEED STOPPED'), 'the banner', DEADLINE_MS);
    let hasLied = false;
    await it.until(
      ({text}) => {
        hasLied ||= text.includes('LIVE ✓');
        return !text.includes('FEED STOPPED') && /reconnecting in \d/.test(text);
      },
      'the new worker to have been refused',
      DEADLINE_MS,
    );
    expect(hasLied).toBe(false);
  } finally {
    exchange.refuseConnections(false);
  }

  await it.until(shows('● LIVE'), 'the new book', DEADLINE_MS);
  await untilBook(it, exchange, up);
});
