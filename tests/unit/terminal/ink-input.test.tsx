import {EventEmitter} from 'node:events';
import {render, Text, useInput} from 'ink';
import {useCallback, type ReactNode} from 'react';
import {expect, test, vi} from 'vitest';
import {InkStdout} from '../../../src/paint/ink-stdout.js';
import {TerminalInput} from '../../../src/terminal/input.js';

function Keys({onKey}: {readonly onKey: (name: string) => void}): ReactNode {
  useInput(
    useCallback(
      (input, key) => {
        const names = Object.entries(key).filter(([, isDown]) => isDown === true);
        onKey([input, ...names.map(([name]) => name)].join('+'));
      },
      [onKey],
    ),
  );
  return <Text>keys</Text>;
}

test('Ink takes each key from the terminal input as one call of useInput', async () => {
  const source = Object.assign(new EventEmitter(), {
    isTTY: true,
    setRawMode: vi.fn(),
    setEncoding: vi.fn(),
    resume: vi.fn(),
    pause: vi.fn(),
    ref: vi.fn(),
    unref: vi.fn(),
  });
  const input = new TerminalInput({source});
  const stdout = new InkStdout({columns: () => 80, rows: () => 24, onFrame: () => undefined});
  const keys: string[] = [];
  const ink = render(<Keys onKey={(name) => keys.push(name)} />, {
    stdin: input.stdin,
    stdout: stdout as unknown as NodeJS.WriteStream,
    debug: true,
    patchConsole: false,
    exitOnCtrlC: false,
  });
  try {
    await vi.waitFor(() => {
      expect(source.setRawMode).toHaveBeenCalledWith(true);
    });
    source.emit('data', 'jj\u001b[A\u001b[<0;1;1Mq\u0003\r\t\u007f\u001b[5~');
    source.emit('data', '\u001b');
    await vi.waitFor(() => {
      expect(keys.at(-1)).toBe('+escape+meta');
    });
    expect(keys.slice(0, -1)).toEqual([
      'j',
      'j',
      '+upArrow',
      'q',
      'c+ctrl',
      '\r+return',
      '+tab',
      '+backspace',
      '+pageUp',
    ]);
  } finally {
    ink.unmount();
  }

  expect(source.setRawMode).toHaveBeenLastCalledWith(false);
  expect(source.pause).toHaveBeenCalled();
});
