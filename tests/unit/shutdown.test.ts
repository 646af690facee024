import {describe, expect, test, vi} from 'vitest';
import {Shutdown} from '../../src/shutdown.js';

function setUp(deadlineMs = 10_000) {
  const log: string[] = [];
  let ended = (): void => undefined;
  const exited = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const shutdown = new Shutdown({
    deadlineMs,
    exit: (exitCode) => {
      log.push(`exit ${exitCode}`);
      ended();
    },
    write: (text) => log.push(text),
  });
  return {shutdown, log, exited};
}

const never = () => new Promise<void>(() => undefined);

describe('Shutdown', () => {
  test('restores at once, says its message, undoes the last thing first, then exits', async () => {
    const {shutdown, log} = setUp();
    shutdown.add(() => void log.push('close the log'));
    shutdown.add(async () => {
      log.push('closing the feed');
      await new Promise((resolve) => setImmediate(resolve));
      log.push('feed closed');
    });
    shutdown.addRestore(() => log.push('show the cursor'));
    shutdown.addRestore(() => log.push('leave the screen'));
    expect(shutdown.isEnding).toBe(false);
    const end = shutdown.end({exitCode: 1, message: 'no such market'});
    expect(shutdown.isEnding).toBe(true);
    expect(log.slice(0, 3)).toEqual(['leave the screen', 'show the cursor', 'no such market\n']);
    await end;
    expect(log.slice(3)).toEqual(['closing the feed', 'feed closed', 'close the log', 'exit 1']);
  });

  test('a second call waits for nothing more, and the first one says how it ended', async () => {
    const {shutdown, log} = setUp();
    shutdown.add(never);
    shutdown.addRestore(() => log.push('restored'));
    void shutdown.end({exitCode: 130});
    await shutdown.end({exitCode: 0});
    expect(log).toEqual(['restored', 'exit 130']);
  });

  test('a fault on the way out shows its stack and changes the code', () => {
    const {shutdown, log} = setUp();
    shutdown.add(never);
    void shutdown.end({exitCode: 0});
    shutdown.fault(new Error('boom'));
    expect(log[0]).toMatch(/fault of its own[^]*Error: boom\n\s+at /);
    expect(log[1]).toBe('exit 70');
  });

  test('a step that fails keeps none of the others from running', async () => {
    const {shutdown, log} = setUp();
    shutdown.add(() => void log.push('first added'));
    shutdown.add(() => Promise.reject(new Error('cannot close')));
    shutdown.add(() => {
      throw new Error('nor this');
    });
    await shutdown.end({exitCode: 0});
    expect(log).toHaveLength(4);
    expect(log[0]).toContain('Error: nor this');
    expect(log[1]).toContain('Error: cannot close');
    expect(log.slice(2)).toEqual(['first added', 'exit 70']);
  });

  test('a step that hangs is cut off at the deadline, with the code that was asked for', async () => {
    const {shutdown, log, exited} = setUp(30);
    shutdown.add(() => void log.push('never reached'));
    shutdown.add(never);
    void shutdown.end({exitCode: 143});
    await exited;
    expect(log).toEqual(['exit 143']);
  });

  test('the deadline is over when everything was undone in time', async () => {
    vi.useFakeTimers();
    try {
      const {shutdown, log} = setUp();
      await shutdown.end({exitCode: 0});
      expect(vi.getTimerCount()).toBe(0);
      expect(log).toEqual(['exit 0']);
    } finally {
      vi.useRealTimers();
    }
  });

  test('a restore that fails keeps neither the others nor the message from coming', async () => {
    const {shutdown, log} = setUp();
    shutdown.addRestore(() => log.push('cursor'));
    shutdown.addRestore(() => {
      throw new Error('EIO: the terminal is gone');
    });
    await shutdown.end({exitCode: 129, message: 'bye'});
    expect(log).toEqual(['cursor', 'bye\n', 'exit 129']);
  });
});
