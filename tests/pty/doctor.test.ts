import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {PtyProgram} from '../support/pty.js';
import {BIN, CLEAN_ENV, DEADLINE_MS, KEY, startProgram, urlsOf} from '../support/viewer.js';

let exchange: ExchangeServer;
beforeAll(async () => {
  exchange = await ExchangeServer.start({seed: 21, rate: 500});
});
afterAll(() => exchange.close());

describe('doctor on a terminal', () => {
  test('knows it, passes, and leaves the keyboard as it was', async () => {
    const args = [process.execPath, BIN, 'doctor', ...urlsOf(exchange)];
    await using it = new PtyProgram({
      command: 'sh',
      args: ['-c', '"$@"; echo "exit $?"; stty -a', 'sh', ...args],
      columns: 120,
      rows: 40,
      env: CLEAN_ENV,
    });
    await it.until(({text}) => /\bicanon\b/.test(text), 'the end', DEADLINE_MS);
    await it.exited;

    expect(it.text).toMatch(/terminal .*: 120x40, all colours, Unicode, synchronised updates/);
    expect(it.text).toContain('12 checks passed.\nexit 0');
    expect(it.text).toMatch(/(?<!-)\becho\b/);
    expect(it.text).toMatch(/(?<!-)\bicanon\b/);
    expect(it.isAlternate).toBe(false);
  });

  test('shows what is under way, puts its outcome in its place, and the verdict in colour', async () => {
    await using it = startProgram(['doctor', ...urlsOf(exchange)], {columns: 120, rows: 40});
    await it.until(({text}) => /^…\s+pings\s/m.test(text), 'the pings under way', DEADLINE_MS);
    await it.until(({text}) => /^✓ ok\s+pings\s/m.test(text), 'the pings done', DEADLINE_MS);
    expect(it.text).not.toMatch(/^…\s+pings\s/m);
    expect(it.raw).toContain('\u001b[32m✓ ok');
    expect((await it.exited).exitCode).toBe(0);
    expect(it.text).not.toContain('…');
  });

  test('with NO_COLOR is plain text, apart from the question to the terminal', async () => {
    await using it = startProgram(['doctor', ...urlsOf(exchange)], {
      ...{columns: 120, rows: 40},
      env: {NO_COLOR: '1'},
    });
    expect((await it.exited).exitCode).toBe(0);
    expect(it.raw.replace('\u001b[?2026$p', '')).not.toContain('\u001b');
    expect(it.text).toContain('12 checks passed.');
  });

  test('that is too small warns', async () => {
    await using it = startProgram(['doctor', ...urlsOf(exchange)], {columns: 39, rows: 30});
    expect((await it.exited).exitCode).toBe(0);
    expect(it.raw).toContain('The viewer needs 40x8 at least');
  });

  test('ends at once by Ctrl-C, with 130 and nothing half written', async () => {
    await using it = startProgram(['doctor', ...urlsOf(exchange)], {columns: 120, rows: 40});
    await it.until(({text}) => /^…\s+pings\s/m.test(text), 'the pings under way', DEADLINE_MS);
    it.send(KEY.ctrlC);
    expect((await it.exited).exitCode).toBe(130);
    expect(it.text).not.toContain('…');
    expect(it.text).not.toContain('checks passed');
  });
});
