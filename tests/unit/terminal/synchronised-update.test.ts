import {EventEmitter} from 'node:events';
import {describe, expect, test} from 'vitest';
import {hasSynchronisedUpdate} from '../../../src/terminal/synchronised-update.js';

class FakeKeyboard extends EventEmitter {
  readonly modes: boolean[] = [];
  isFlowing = false;
  setRawMode(isRaw: boolean): void {
    this.modes.push(isRaw);
  }
  resume(): void {
    this.isFlowing = true;
  }
  pause(): void {
    this.isFlowing = false;
  }
}

type Asked = {
  readonly answer: boolean | undefined;
  readonly keyboard: FakeKeyboard;
  readonly written: string;
  readonly interrupts: number;
};

/** The terminal says these pieces, and nothing more before the time-out. */
async function ask(pieces: readonly string[]): Promise<Asked> {
  const keyboard = new FakeKeyboard();
  let written = '';
  let interrupts = 0;
  const answer = await hasSynchronisedUpdate({
    keyboard,
    write: (text) => {
      written += text;
      for (const piece of pieces) keyboard.emit('data', Buffer.from(piece));
    },
    timers: {
      after: (_, run) => {
        const timer = setImmediate(run);
        return () => {
          clearImmediate(timer);
        };
      },
    },
    onInterrupt: () => interrupts++,
    onRaw: () => undefined,
  });
  expect(keyboard.modes).toEqual([true, false]);
  expect(keyboard.isFlowing).toBe(false);
  expect(keyboard.listenerCount('data')).toBe(0);
  return {answer, keyboard, written, interrupts};
}

describe('whether a terminal knows synchronised updates', () => {
  test.each([
    [['\u001b[?2026;2$y'], true],
    [['\u001b[?2026;1$y'], true],
    [['\u001b[?20', '26;2$', 'y'], true],
    [['j', '\u001b[?2026;0$y'], false],
    [['\u001b[?2026;4$y'], false],
    [[], undefined],
    [['jjk'], undefined],
  ])('that says %j is %s, and the keyboard is as before', async (pieces, expected) => {
    const {answer, written} = await ask(pieces);
    expect(answer).toBe(expected);
    expect(written).toBe('\u001b[?2026$p');
  });

  test('can be left by Ctrl-C, which is a key like any other meanwhile', async () => {
    expect((await ask(['\u0003'])).interrupts).toBe(1);
  });

  test('can be left in between: what puts the keyboard back is handed over first', async () => {
    const keyboard = new FakeKeyboard();
    let restore = (): void => undefined;
    const asking = hasSynchronisedUpdate({
      keyboard,
      write: () => undefined,
      timers: {after: () => () => undefined},
      onInterrupt: () => undefined,
      onRaw: (handed) => {
        expect(keyboard.modes).toEqual([]);
        restore = handed;
      },
    });
    restore();
    expect(keyboard.modes).toEqual([true, false]);
    keyboard.emit('data', Buffer.from('\u001b[?2026;2$y'));
    await asking;
  });
});
