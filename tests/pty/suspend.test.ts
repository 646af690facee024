import {expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {PtyProgram} from '../support/pty.js';
import {untilBook} from '../support/seen-ladder.js';
import {
  assetsOf,
  BIN,
  CLEAN_ENV,
  DEADLINE_MS,
  ERASE_SCREEN,
  KEY,
  shows,
  startViewer,
  urlsOf,
} from '../support/viewer.js';

const LUMEN = 'lumen-updown-15m-1790000100';

test.skipIf(process.platform === 'win32')(
  'ctrl-z gives the terminal to the shell, and fg brings back the book as it is by then',
  async () => {
    await using exchange = await ExchangeServer.start({seed: 18});
    const [up, down] = assetsOf(exchange, LUMEN);
    await using it = new PtyProgram({
      command: 'bash',
      args: ['--norc', '--noprofile', '-i'],
      env: {
        ...CLEAN_ENV,
        PS1: 'ready> ',
        VIEWER: [process.execPath, BIN, LUMEN, ...urlsOf(exchange)].join(' '),
      },
    });
    await it.until(shows('ready>'), 'the prompt', DEADLINE_MS);
    it.send('$VIEWER\r');
    await it.until(shows('● LIVE'), 'the first book', DEADLINE_MS);

    it.send(KEY.ctrlZ);
    await it.until(shows('Stopped'), 'the job to be stopped', DEADLINE_MS);
    expect([it.isAlternate, it.isCursorHidden, it.mouseMode]).toEqual([false, false, 'none']);
    it.send('echo the-$((40 + 2))-answer\r');
    await it.until(shows('the-42-answer'), 'the shell');

    const paintedBefore = it.raw.length;
    it.send('fg\r');
    await it.until(
      (program) => program.isAlternate && shows('● LIVE')(program),
      'the screen',
      DEADLINE_MS,
    );
    expect(it.raw.slice(paintedBefore)).toContain(ERASE_SCREEN);
    expect([it.isCursorHidden, it.mouseMode]).toEqual([true, 'vt200']);
    exchange.pauseFeed();
    await untilBook(it, exchange, up);
    it.send(KEY.tab);
    await untilBook(it, exchange, down);

    it.send('q');
    await it.until(
      (shell) => !shell.isAlternate && shell.text.trimEnd().endsWith('ready>'),
      'the prompt',
      DEADLINE_MS,
    );
    it.send('echo $?-status\r');
    await it.until(shows(/^0-status$/m), 'the exit code');
    expect(it.text).toContain('the-42-answer');
  },
);

test.skipIf(process.platform === 'win32')(
  'a SIGCONT after a SIGSTOP paints the whole screen anew',
  async () => {
    await using exchange = await ExchangeServer.start({seed: 18});
    exchange.pauseFeed();
    await using it = startViewer(exchange, [LUMEN]);
    const [up] = assetsOf(exchange, LUMEN);
    await untilBook(it, exchange, up);

    const paintedBefore = it.raw.length;
    it.kill('SIGSTOP');
    it.kill('SIGCONT');
    await it.until(
      ({raw}) => raw.slice(paintedBefore).includes(ERASE_SCREEN),
      'the full paint',
      DEADLINE_MS,
    );
    await untilBook(it, exchange, up);
    expect([it.isAlternate, it.isCursorHidden]).toEqual([true, true]);
  },
);
