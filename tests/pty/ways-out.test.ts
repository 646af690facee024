import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {PtyProgram} from '../support/pty.js';
import {createTemporaryFolder} from '../support/temporary-folder.js';
import {
  BIN,
  CLEAN_ENV,
  DEADLINE_MS,
  KEY,
  LEAVE_ALTERNATE,
  shows,
  startViewer,
  urlsOf,
} from '../support/viewer.js';

const LUMEN = 'lumen-updown-15m-1790000100';

let exchange: ExchangeServer;
beforeAll(async () => {
  exchange = await ExchangeServer.start({seed: 16});
});
afterAll(() => exchange.close());

const send = (keys: string) => (it: PtyProgram) => {
  it.send(keys);
};
const kill = (signal: NodeJS.Signals) => (it: PtyProgram) => {
  it.kill(signal);
};

test.each([
  ['q', send('q'), 0],
  ['ctrl-c', send(KEY.ctrlC), 130],
  ['ctrl-c while text is typed', send(`/words${KEY.ctrlC}`), 130],
  ['q under the help', send('?q'), 0],
  ['SIGINT', kill('SIGINT'), 130],
  ['SIGTERM', kill('SIGTERM'), 143],
  ['SIGHUP', kill('SIGHUP'), 129],
  ['SIGQUIT', kill('SIGQUIT'), 131],
] as const)('%s ends the program, and the terminal is as it was', async (_, end, exitCode) => {
  await using it = startViewer(exchange, [LUMEN]);
  await it.until(shows('● LIVE'), 'the first book', DEADLINE_MS);
  expect([it.isAlternate, it.isCursorHidden, it.mouseMode]).toEqual([true, true, 'vt200']);

  end(it);
  expect(await it.exited).toEqual({exitCode, signal: undefined});
  expect([it.isAlternate, it.isCursorHidden, it.mouseMode]).toEqual([false, false, 'none']);
  expect(it.text.trim()).toBe('');
  // Nothing was painted over the shell afterwards.
  expect(it.raw.endsWith(LEAVE_ALTERNATE)).toBe(true);
  expect(it.raw).toContain('\u001b[?2004l');
  expect(it.raw).toContain('\u001b[?7h');
});

test('q before the first book ends it too', async () => {
  await using silent = await ExchangeServer.start({seed: 16});
  silent.setRestBehaviour('*', {delayMs: 60_000});
  await using it = startViewer(silent, [LUMEN]);
  await it.until(shows('looking up'), 'the lookup', DEADLINE_MS);
  it.send('q');
  expect(await it.exited).toEqual({exitCode: 0, signal: undefined});
  expect([it.isAlternate, it.isCursorHidden, it.text.trim()]).toEqual([false, false, '']);
});

test.skipIf(process.platform === 'win32')(
  'lines and their echo are back after q, and the main screen is what it was',
  async () => {
    await using it = new PtyProgram({
      command: 'sh',
      args: ['-c', 'echo before; "$@"; echo "status $?"; stty -a', 'sh', ...command()],
      env: CLEAN_ENV,
    });
    await it.until(shows('● LIVE'), 'the first book', DEADLINE_MS);
    it.send('q');
    await it.exited;
    expect(it.lines[0]).toBe('before');
    expect(it.lines[1]).toBe('status 0');
    const modes = it.text.replaceAll('\n', ' ');
    for (const mode of ['icanon', 'isig', 'echo', 'opost']) {
      expect(modes).toMatch(new RegExp(`(?<!-)\\b${mode}\\b`));
    }
  },
);

test('a terminal window that is closed counts as SIGHUP', async () => {
  await using it = startViewer(exchange, [LUMEN]);
  await it.until(shows('● LIVE'), 'the first book', DEADLINE_MS);
  it.hangUp();
  expect(await it.exited).toEqual({exitCode: 129, signal: undefined});
});

test.skipIf(process.platform !== 'linux')(
  'so it does where no signal tells of it, as in a session of its own',
  async () => {
    using folder = createTemporaryFolder();
    const pidFile = join(folder.path, 'pid');
    const statusFile = join(folder.path, 'status');
    // A shell without job control gives what runs in the background no keyboard unless told to.
    const script = 'exec 3<&0; "$@" <&3 & echo $! > "$PID"; wait $!; echo $? > "$STATUS"';
    await using it = new PtyProgram({
      command: 'setsid',
      args: ['--wait', 'sh', '-c', script, 'sh', ...command()],
      env: {...CLEAN_ENV, PID: pidFile, STATUS: statusFile},
    });
    try {
      await it.until(shows('● LIVE'), 'the first book', DEADLINE_MS);
      it.hangUp();
      const status = await it.until(() => readIfThere(statusFile), 'the end', DEADLINE_MS);
      expect(status).toBe('129\n');
    } finally {
      if (readIfThere(statusFile) === undefined) {
        process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL');
      }
    }
  },
);

function command(): readonly string[] {
  return [process.execPath, BIN, LUMEN, ...urlsOf(exchange)];
}

function readIfThere(path: string): string | undefined {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return text === '' ? undefined : text;
}
