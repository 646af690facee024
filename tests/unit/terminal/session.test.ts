import {EventEmitter} from 'node:events';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {MOUSE_OFF, MOUSE_ON} from '../../../src/terminal/mouse.js';
import {TerminalSession, type SignalHost} from '../../../src/terminal/session.js';

const ENTER = '\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[?2004h\u001b[0m\u001b[2J\u001b[H';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp(
  overrides: {
    writeSync?: (bytes: Uint8Array, offset: number) => number;
    moreModes?: () => string;
  } = {},
) {
  const log: string[] = [];
  const signals = new EventEmitter();
  const host: SignalHost = {
    on: (signal, listener) => signals.on(signal, listener),
    off: (signal, listener) => signals.off(signal, listener),
    kill: (pid, signal) => log.push(`kill ${pid} ${signal} (${signals.listenerCount('SIGTSTP')})`),
  };
  let nowMs = 0;
  const session = new TerminalSession({
    fd: 7,
    setRawMode: (isRaw) => log.push(`raw ${isRaw}`),
    onResume: () => log.push('resumed'),
    moreModes: overrides.moreModes ?? (() => ''),
    writeSync: (_fd, bytes, offset) => {
      if (overrides.writeSync !== undefined) return overrides.writeSync(bytes, offset);
      log.push(Buffer.from(bytes.subarray(offset)).toString());
      return bytes.length - offset;
    },
    nowMs: () => nowMs++,
    signals: host,
  });
  return {session, log, signals};
}

test('entering takes the alternate screen, hides the cursor, and blanks', () => {
  const {session, log} = setUp();
  session.enter();
  session.enter();
  expect(log).toEqual([ENTER]);
  expect(session.isActive).toBe(true);
});

test('leaving undoes every mode, once, and the keyboard is cooked again', () => {
  const {session, log, signals} = setUp();
  session.leave();
  expect(log).toEqual([]);
  session.enter();
  log.length = 0;
  session.leave();
  session.leave();
  expect(log).toHaveLength(2);
  for (const mode of ['?2026l', '?2004l', '?1006l', '?1000l', '0m', '?7h', '?25h', '?1049l']) {
    expect(log[0]).toContain(`\u001b[${mode}`);
  }

  // The main screen last, so that everything before it happens on ours.
  expect(log[0]!.endsWith('\u001b[?1049l')).toBe(true);
  expect(log[1]).toBe('raw false');
  expect(signals.eventNames()).toEqual([]);
});

test('suspending restores the terminal, then stops the whole job by the default action', () => {
  const {session, log} = setUp();
  session.enter();
  log.length = 0;
  session.suspend();
  expect(log[0]).toContain('\u001b[?1049l');
  // Zero listeners: with one the signal would not stop the process.
  expect(log.slice(1)).toEqual(['raw false', 'kill 0 SIGTSTP (0)']);
  expect(session.isActive).toBe(false);
  session.suspend();
  expect(log).toHaveLength(3);
});

test('continuing enters again, in raw mode, and asks for a full paint', () => {
  const {session, log, signals} = setUp();
  session.enter();
  session.suspend();
  log.length = 0;
  signals.emit('SIGCONT');
  expect(log).toEqual(['raw false', 'raw true', ENTER, 'resumed']);
  expect(session.isActive).toBe(true);
  vi.advanceTimersByTime(1000);
  expect(log).toHaveLength(4);
  expect(signals.listenerCount('SIGTSTP')).toBe(1);
});

test('a process that could not be stopped comes back by itself', () => {
  const {session, log} = setUp();
  session.enter();
  session.suspend();
  log.length = 0;
  vi.advanceTimersByTime(100);
  expect(log.at(-1)).toBe('resumed');
  expect(session.isActive).toBe(true);
});

test('a SIGTSTP from outside suspends, a SIGCONT after SIGSTOP repaints', () => {
  const {session, log, signals} = setUp();
  session.enter();
  log.length = 0;
  signals.emit('SIGCONT');
  expect(log).toEqual(['raw false', 'raw true', ENTER, 'resumed']);
  log.length = 0;
  signals.emit('SIGTSTP');
  expect(log.at(-1)).toBe('kill 0 SIGTSTP (0)');
});

test('leaving while suspended writes nothing and never comes back', () => {
  const {session, log, signals} = setUp();
  session.enter();
  session.suspend();
  log.length = 0;
  session.leave();
  vi.advanceTimersByTime(1000);
  signals.emit('SIGCONT');
  expect(log).toEqual([]);
});

test('a terminal that takes bytes in pieces gets them all', () => {
  let taken = '';
  const {session} = setUp({
    writeSync: (bytes, offset) => {
      if (taken.length % 2 === 0 && Math.floor(taken.length / 2) % 3 === 0) {
        taken += Buffer.from(bytes.subarray(offset, offset + 1)).toString();
        return 1;
      }

      const part = bytes.subarray(offset, offset + 3);
      taken += Buffer.from(part).toString();
      return part.length;
    },
  });
  session.enter();
  expect(taken).toBe(ENTER);
});

test('a stuck terminal holds the program up for no more than a quarter of a second', () => {
  let attempts = 0;
  const {session} = setUp({
    writeSync: () => {
      attempts++;
      throw Object.assign(new Error('EAGAIN'), {code: 'EAGAIN'});
    },
  });
  session.enter();
  // The fake clock moves on by 1 ms a question.
  expect(attempts).toBeGreaterThan(200);
  expect(attempts).toBeLessThan(260);
});

test.each(['EIO', 'EPIPE', 'EBADF'])('%s while leaving throws nothing', (code) => {
  let attempts = 0;
  const {session} = setUp({
    writeSync: () => {
      attempts++;
      throw Object.assign(new Error(code), {code});
    },
  });
  session.enter();
  session.leave();
  expect(attempts).toBe(2);
});

test('modes that may be switched are asked for at each entry, and all are off after leaving', () => {
  let modes = MOUSE_ON;
  const {session, log, signals} = setUp({moreModes: () => modes});
  session.enter();
  expect(log).toEqual([ENTER + MOUSE_ON]);
  session.suspend();
  modes = '';
  log.length = 0;
  signals.emit('SIGCONT');
  expect(log).toContain(ENTER);
  log.length = 0;
  session.leave();
  for (const mode of MOUSE_OFF.split('\u001b').slice(1)) expect(log[0]).toContain(mode);
});
