import {EventEmitter} from 'node:events';
import type {Ground} from '../domain/color-depth.js';
import type {MouseAction} from '../domain/mouse-action.js';
import {InputParser, type InputToken} from './input-parser.js';

/** What is used of the terminal's stream; `process.stdin` is one. */
export type KeyboardStream = {
  readonly isTTY?: boolean | undefined;
  readonly setRawMode?: (isRaw: boolean) => unknown;
  readonly setEncoding: (encoding: 'utf8') => unknown;
  readonly on: (event: string, listener: (data: string) => void) => unknown;
  readonly off: (event: string, listener: (data: string) => void) => unknown;
  readonly resume: () => unknown;
  readonly pause: () => unknown;
  readonly ref?: () => unknown;
  readonly unref?: () => unknown;
};

export type TerminalInputOptions = {
  readonly source: KeyboardStream;
  readonly onPaste?: (text: string) => void;
  readonly onMouse?: (action: MouseAction) => void;
  readonly onBackground?: (ground: Ground) => void;
  /** Once: the terminal hung up. */
  readonly onClosed?: () => void;
};

/** How long the rest of an escape sequence may take; after that it was the Escape key. */
const ESCAPE_MS = 30;

/** How long a paste or an answer may pause; after that its end was lost, and keys must work again. */
const PASTE_MS = 500;

/** Between the terminal and Ink: looks to Ink like a tty that sends one key at a time. */
export class TerminalInput extends EventEmitter {
  readonly isTTY: boolean;
  readonly #source: KeyboardStream;
  readonly #onPaste: (text: string) => void;
  readonly #onMouse: (action: MouseAction) => void;
  readonly #onBackground: (ground: Ground) => void;
  readonly #onClosed: () => void;
  readonly #parser = new InputParser();
  readonly #keys: string[] = [];
  #holdTimer: NodeJS.Timeout | undefined;
  #isReading = false;
  #isClosed = false;

  constructor(options: TerminalInputOptions) {
    super();
    this.#source = options.source;
    this.#onPaste = options.onPaste ?? (() => undefined);
    this.#onMouse = options.onMouse ?? (() => undefined);
    this.#onBackground = options.onBackground ?? (() => undefined);
    this.#onClosed = options.onClosed ?? (() => undefined);
    this.isTTY = options.source.isTTY === true;
    // For good, also while not reading: an error nobody listens to ends the process. EIO says that
    // the terminal is gone.
    this.#source.on('error', this.#onEnd);
  }

  /** For `render(<App />, {stdin: input.stdin})`. */
  get stdin(): NodeJS.ReadStream {
    // Ink uses what this class offers, and nothing else of a stream.
    return this as unknown as NodeJS.ReadStream;
  }

  /** Reading and raw mode go together: Ink switches them on with its first key handler. */
  setRawMode(isRaw: boolean): this {
    if (!this.#isClosed) this.#source.setRawMode?.(isRaw);
    if (isRaw) this.#startReading();
    else this.#stopReading();
    return this;
  }

  setEncoding(): this {
    return this;
  }

  ref(): this {
    this.#source.ref?.();
    return this;
  }

  unref(): this {
    this.#source.unref?.();
    return this;
  }

  resume(): this {
    return this;
  }

  pause(): this {
    return this;
  }

  /** The next key, null where there is none, as a stream says it. */
  read(): string | null {
    return this.#keys.shift() ?? null;
  }

  #startReading(): void {
    if (this.#isReading || this.#isClosed) return;
    this.#isReading = true;
    this.#source.setEncoding('utf8'); // Characters may be split between reads.
    this.#source.on('data', this.#onData);
    this.#source.on('end', this.#onEnd);
    this.#source.resume();
  }

  #stopReading(): void {
    if (!this.#isReading) return;
    this.#isReading = false;
    clearTimeout(this.#holdTimer);
    this.#source.off('data', this.#onData);
    this.#source.off('end', this.#onEnd);
    this.#source.pause();
  }

  readonly #onData = (data: string): void => {
    clearTimeout(this.#holdTimer);
    this.#deliver(this.#parser.feed(data));
    if (!this.#parser.isHolding) return;
    this.#holdTimer = setTimeout(
      () => {
        this.#deliver(this.#parser.flush());
      },
      this.#parser.isPasting || this.#parser.isInAnswer ? PASTE_MS : ESCAPE_MS,
    );
  };

  readonly #onEnd = (): void => {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#stopReading();
    this.#onClosed();
  };

  #deliver(tokens: readonly InputToken[]): void {
    for (const token of tokens) {
      switch (token.kind) {
        case 'key':
          this.#keys.push(token.text);
          this.emit('readable');
          break;
        case 'paste':
          this.#onPaste(token.text);
          break;
        case 'mouse':
          this.#onMouse(token.action);
          break;
        case 'background':
          this.#onBackground(token.ground);
          break;
      }
    }
  }
}
