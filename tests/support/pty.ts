// A program in a real pseudo-terminal, its screen in a terminal emulator.

import {spawn, type IPty} from '@lydell/node-pty';
import {foldersBelow} from './own-folders.js';
import {createTemporaryFolder} from './temporary-folder.js';
import {
  cellAt,
  createTerminal,
  screenCells,
  screenLines,
  writeToTerminal,
  type Terminal,
  type TerminalCell,
} from './terminal.js';

export type PtyOptions = {
  readonly command: string;
  readonly args?: readonly string[];
  readonly columns?: number;
  readonly rows?: number;
  /** Added to this process's environment; undefined takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
};

export type PtyExit = {
  readonly exitCode: number;
  readonly signal: number | undefined;
};

const RAW_LIMIT = 4_000_000;
const POLL_MS = 10;

export class PtyProgram implements AsyncDisposable {
  readonly #pty: IPty;
  readonly #terminal: Terminal;
  readonly #folder = createTemporaryFolder();
  readonly #waiting = new Set<() => void>();
  #raw = '';
  #isCursorHidden = false;
  #isUpdating = false;
  #exit: PtyExit | undefined;
  #parsed: Promise<void> = Promise.resolve();

  /** Resolves when the program has ended and its last bytes are on the screen. */
  readonly exited: Promise<PtyExit>;

  constructor(options: PtyOptions) {
    const {columns = 80, rows = 24} = options;
    const env = environment({...foldersBelow(this.#folder.path), ...options.env});
    this.#terminal = createTerminal(columns, rows);
    this.#pty = spawn(options.command, [...(options.args ?? [])], {
      cols: columns,
      rows,
      name: env.TERM!, // It would overwrite TERM.
      env,
      ...(options.cwd === undefined ? {} : {cwd: options.cwd}),
    });

    this.#pty.onData((bytes) => {
      this.#raw += bytes;
      // Cut now and then: to copy all of it at each chunk would slow down whoever is measured.
      if (this.#raw.length > 2 * RAW_LIMIT) this.#raw = this.#raw.slice(-RAW_LIMIT);
      this.#parsed = writeToTerminal(this.#terminal, bytes).then(() => {
        this.#wake();
      });
    });
    // The emulator has no question for the cursor's visibility, mode 25, and shows the steps of a
    // synchronised update, mode 2026.
    for (const final of ['h', 'l']) {
      this.#terminal.parser.registerCsiHandler({prefix: '?', final}, (params) => {
        if (params.includes(25)) this.#isCursorHidden = final === 'l';
        if (params.includes(2026)) this.#isUpdating = final === 'h';
        return false; // The emulator handles it too.
      });
    }

    // Answers of the emulator to questions of the program.
    this.#terminal.onData((reply) => {
      if (this.#exit === undefined) this.#pty.write(reply);
    });
    this.exited = new Promise((resolve) => {
      this.#pty.onExit(({exitCode, signal}) => {
        void this.#parsed.then(() => {
          this.#exit = {exitCode, signal: signal === 0 ? undefined : signal};
          this.#isUpdating = false;
          resolve(this.#exit);
          this.#wake();
        });
      });
    });
  }

  get pid(): number {
    return this.#pty.pid;
  }

  /** Undefined while the program runs. */
  get exit(): PtyExit | undefined {
    return this.#exit;
  }

  /** The newest bytes that the program wrote, as text, up to 4 million characters. */
  get raw(): string {
    return this.#raw.slice(-RAW_LIMIT);
  }

  get lines(): string[] {
    return screenLines(this.#terminal);
  }

  get text(): string {
    return this.lines.join('\n');
  }

  get isAlternate(): boolean {
    return this.#terminal.buffer.active.type === 'alternate';
  }

  /** What the terminal reports of its mouse: `vt200` are presses, releases and the wheel. */
  get mouseMode(): 'none' | 'x10' | 'vt200' | 'drag' | 'any' {
    return this.#terminal.modes.mouseTrackingMode;
  }

  get isCursorHidden(): boolean {
    return this.#isCursorHidden;
  }

  cell(x: number, y: number): TerminalCell {
    return cellAt(this.#terminal, x, y);
  }

  /** All cells, row by row. */
  get cells(): TerminalCell[][] {
    return screenCells(this.#terminal);
  }

  send(keys: string): void {
    this.#pty.write(keys);
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  /** Stops reading what the program writes, as a terminal does after ctrl-s. */
  pause(): void {
    this.#pty.pause();
  }

  resume(): void {
    this.#pty.resume();
  }

  kill(signal: NodeJS.Signals = 'SIGKILL'): void {
    if (this.#exit === undefined) process.kill(this.pid, signal);
  }

  /**
   * Waits until the predicate holds; its value is the result. Fails with the screen otherwise. The
   * predicate sees every state of the screen, so that what is shown only for a moment is not missed,
   * but never half of a synchronised update.
   */
  until<T>(
    predicate: (program: this) => T | undefined | false,
    what: string,
    timeoutMs = 20_000,
  ): Promise<T> {
    const deadline = performance.now() + timeoutMs;
    return new Promise((resolve, reject) => {
      const settle = (end: () => void): void => {
        clearInterval(poll);
        this.#waiting.delete(check);
        end();
      };
      const check = (): void => {
        try {
          const value = this.#isUpdating ? undefined : predicate(this);
          if (value !== undefined && value !== false) {
            settle(() => {
              resolve(value);
            });
          } else if (performance.now() > deadline) {
            throw new Error(`Waited ${timeoutMs} ms for ${what}; the screen:\n${this.text}`);
          }
        } catch (error) {
          settle(() => {
            reject(error instanceof Error ? error : new Error(String(error)));
          });
        }
      };
      // For conditions that are not on the screen.
      const poll = setInterval(check, POLL_MS);
      this.#waiting.add(check);
      check();
    });
  }

  /** Closes the terminal's window: whoever has the other end open is told that it is gone. */
  hangUp(): void {
    (this.#pty as unknown as {destroy: () => void}).destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#pty.resume();
    if (this.#exit === undefined) {
      try {
        process.kill(this.pid, 'SIGKILL');
      } catch {
        // It ended in this very moment.
      }

      await this.exited;
    }

    this.#terminal.dispose();
    this.#folder[Symbol.dispose]();
  }

  #wake(): void {
    for (const check of [...this.#waiting]) check();
  }
}

/** Ink draws nothing live where CI is set; the terminal is a known one with colours. */
function environment(added: PtyOptions['env'] = {}): Record<string, string> {
  const env: Record<string, string | undefined> = {
    ...process.env,
    CI: 'false',
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    LANG: 'C.UTF-8',
    LC_ALL: undefined,
    NO_COLOR: undefined,
    FORCE_COLOR: undefined,
    NODE_ENV: undefined,
    ...added,
  };
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
