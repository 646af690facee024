import {mkdtempSync, openSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {
  FdSink,
  writeAtOnce,
  writeThroughPool,
  type WriteBytes,
} from '../../../src/paint/fd-sink.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const failure = (code: string): NodeJS.ErrnoException => Object.assign(new Error(code), {code});

/** A terminal with room for so many bytes, which it takes as they are granted. */
class SlowTerminal {
  room = 0;
  taken = '';
  attempts = 0;

  readonly write: WriteBytes = (bytes, offset, done) => {
    this.attempts++;
    if (this.room === 0) {
      done(failure('EAGAIN'), 0);
      return;
    }

    const part = bytes.subarray(offset, offset + this.room);
    this.room -= part.length;
    this.taken += Buffer.from(part).toString('latin1');
    done(undefined, part.length);
  };
}

test('a full terminal is asked again until it has taken every byte, in order', () => {
  const terminal = new SlowTerminal();
  const onDrained = vi.fn();
  let nowUs = 0;
  const sink = new FdSink({write: terminal.write, onDrained, clock: {nowUs: () => nowUs}});

  expect(sink.write('0123456789')).toBe(true);
  expect(sink.isBusy).toBe(true);
  for (const room of [3, 0, 5]) {
    terminal.room = room;
    nowUs += 4000;
    vi.advanceTimersByTime(4);
  }

  expect(terminal.taken).toBe('01234567');
  expect(onDrained).not.toHaveBeenCalled();
  terminal.room = 100;
  nowUs += 4000;
  vi.advanceTimersByTime(4);
  expect(terminal.taken).toBe('0123456789');
  expect(onDrained).toHaveBeenCalledTimes(1);
  expect(sink).toMatchObject({isBusy: false, bytes: 10, paints: 1, skipped: 0, drainUs: 16_000});
});

test('while one write drains another is refused and counted, never queued', () => {
  const terminal = new SlowTerminal();
  const sink = new FdSink({write: terminal.write});
  sink.write('first');
  expect(sink.write('second')).toBe(false);
  terminal.room = 100;
  vi.advanceTimersByTime(4);
  expect(terminal.taken).toBe('first');
  expect(sink).toMatchObject({paints: 1, skipped: 1});
});

test.each(['EIO', 'EPIPE', 'EBADF'])('%s closes the sink, said once', (code) => {
  const onClosed = vi.fn();
  const sink = new FdSink({
    write: (_bytes, _offset, done) => {
      done(failure(code), 0);
    },
    onClosed,
  });
  sink.write('a');
  expect(sink.write('b')).toBe(false);
  expect(sink.isBusy).toBe(false);
  expect(onClosed).toHaveBeenCalledTimes(1);
  expect(onClosed.mock.calls[0]![0]).toMatchObject({code});
});

test('after close nothing more is written, not even the rest of a paint', () => {
  const terminal = new SlowTerminal();
  const sink = new FdSink({write: terminal.write});
  terminal.room = 2;
  sink.write('abcdef');
  sink.close();
  terminal.room = 100;
  vi.advanceTimersByTime(100);
  expect(terminal.taken).toBe('ab');
  expect(sink.write('more')).toBe(false);
});

test('sizes count bytes, not characters', () => {
  const terminal = new SlowTerminal();
  terminal.room = 100;
  const sink = new FdSink({write: terminal.write});
  sink.write('█¢');
  expect(sink.bytes).toBe(5);
});

test.each([
  ['at once', writeAtOnce],
  ['through the pool', writeThroughPool],
] as const)('a real descriptor gets the bytes %s', async (_name, createWrite) => {
  vi.useRealTimers();
  const folder = mkdtempSync(join(tmpdir(), 'polybook-sink-'));
  try {
    const path = join(folder, 'out');
    const fd = openSync(path, 'w');
    await new Promise<void>((resolve) => {
      new FdSink({write: createWrite(fd), onDrained: resolve}).write('bytes █');
    });
    expect(readFileSync(path, 'utf8')).toBe('bytes █');

    const closed = await new Promise((resolve) => {
      new FdSink({write: createWrite(1_000_000), onClosed: resolve}).write('x');
    });
    expect(closed).toMatchObject({code: 'EBADF'});
  } finally {
    rmSync(folder, {recursive: true});
  }
});
