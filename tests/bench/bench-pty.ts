// A program in a pseudo-terminal whose bytes are stamped as they come. Tests have `PtyProgram`;
// here nothing may be done to a byte that is not asked for, since that costs the CPU to measure.

import {spawn} from '@lydell/node-pty';

export const COLUMNS = 120;
export const ROWS = 40;

export type BenchPtyOptions = {
  readonly args: readonly string[];
  readonly onBytes: (bytes: Buffer, atMs: number) => void;
};

export class BenchPty {
  readonly #pty;
  #hasEnded = false;
  readonly startedMs: number;
  /** Resolves with the time of its end. */
  readonly exited: Promise<number>;

  constructor({args, onBytes}: BenchPtyOptions) {
    this.startedMs = performance.now();
    this.#pty = spawn(process.execPath, [...args], {
      cols: COLUMNS,
      rows: ROWS,
      name: 'xterm-256color',
      env: environment(),
      // Bytes instead of text.
      encoding: null,
    });
    this.#pty.onData((bytes) => {
      onBytes(bytes as unknown as Buffer, performance.now());
    });
    this.exited = new Promise((resolve) => {
      this.#pty.onExit(() => {
        this.#hasEnded = true;
        resolve(performance.now());
      });
    });
  }

  get pid(): number {
    return this.#pty.pid;
  }

  write(keys: string): void {
    this.#pty.write(keys);
  }

  /** Ends the program and resolves when it is gone. */
  async kill(): Promise<void> {
    if (!this.#hasEnded) {
      try {
        process.kill(this.pid, 'SIGKILL');
      } catch {
        // It ended in this very moment.
      }
    }

    await this.exited;
  }
}

/** A terminal with all colours; Ink draws nothing live where CI is set. */
function environment(): Record<string, string> {
  const unwanted = new Set(['NO_COLOR', 'FORCE_COLOR', 'NODE_OPTIONS', 'NODE_ENV']);
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !unwanted.has(entry[0]),
  );
  return {
    ...Object.fromEntries(kept),
    CI: 'false',
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    LANG: 'C.UTF-8',
  };
}
