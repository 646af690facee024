// Asks the terminal whether it knows synchronised updates (DECRQM of mode 2026). The environment
// tells nothing of that, and a terminal that does not know the question says nothing.

import type {Timers} from '../domain/clock.js';

/** https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036 */
const QUESTION = '\u001b[?2026$p';
const ANSWER = /\u001b\[\?2026;(\d)\$y/;
const CTRL_C = '\u0003';

/** Over a slow line an answer may take longer, and is then not waited for. */
const TIMEOUT_US = 200_000;

export type Keyboard = {
  readonly setRawMode: (isRaw: boolean) => unknown;
  readonly on: (event: 'data', listener: (bytes: Buffer) => void) => unknown;
  readonly off: (event: 'data', listener: (bytes: Buffer) => void) => unknown;
  readonly resume: () => unknown;
  readonly pause: () => unknown;
};

export type AskOptions = {
  readonly keyboard: Keyboard;
  readonly write: (text: string) => unknown;
  readonly timers: Timers;
  /** Ctrl-C is a key like any other meanwhile. */
  readonly onInterrupt: () => void;
  /** Gets what puts the keyboard back, should the program end in between. */
  readonly onRaw: (restore: () => void) => void;
};

/** Undefined where no answer came. The keyboard is as before in any case. */
export async function hasSynchronisedUpdate(options: AskOptions): Promise<boolean | undefined> {
  const {keyboard, write, timers, onInterrupt, onRaw} = options;
  onRaw(() => keyboard.setRawMode(false));
  // Without, the answer would be echoed onto the screen.
  keyboard.setRawMode(true);
  let listener: (bytes: Buffer) => void = () => undefined;
  let cancel = (): void => undefined;
  try {
    return await new Promise<boolean | undefined>((resolve) => {
      let said = '';
      listener = (bytes) => {
        said += bytes.toString('latin1');
        if (bytes.includes(CTRL_C)) onInterrupt();
        const mode = ANSWER.exec(said)?.[1];
        // 1 is set, 2 reset: known both. 0 is unknown, 4 never to be set.
        if (mode !== undefined) resolve(mode === '1' || mode === '2' || mode === '3');
      };
      keyboard.on('data', listener);
      cancel = timers.after(TIMEOUT_US, () => {
        resolve(undefined);
      });
      keyboard.resume();
      write(QUESTION);
    });
  } finally {
    cancel();
    keyboard.off('data', listener);
    keyboard.pause();
    keyboard.setRawMode(false);
  }
}
