// The one place where the program ends: ordered, once, whatever the reason. Steps run last in,
// first out; the terminal is restored before anything is printed.

import process from 'node:process';

/** Longest time for closing sockets, workers and files, after which the process ends anyway. */
const DEADLINE_MS = 4_000;

export type Ending = {
  readonly exitCode: number;
  /** Printed to stderr after the terminal was restored. */
  readonly message?: string;
};

const SIGNALS = [
  ['SIGHUP', 1],
  ['SIGINT', 2],
  ['SIGQUIT', 3],
  ['SIGTERM', 15],
] as const;

export class Shutdown {
  readonly #steps: (() => void | Promise<void>)[] = [];
  readonly #restores: (() => void)[] = [];
  #ending: Ending | undefined;

  get isEnding(): boolean {
    return this.#ending !== undefined;
  }

  /** Adds what must be undone on the way out. */
  add(step: () => void | Promise<void>): void {
    this.#steps.push(step);
  }

  /** Adds what must happen at once and even in a crash: synchronous, idempotent, before messages. */
  addRestore(restore: () => void): void {
    this.#restores.push(restore);
  }

  /** Signals, errors that nobody caught, and the last way out all lead to `end`. */
  install(): void {
    for (const [signal, number] of SIGNALS) {
      process.on(signal, () => {
        void this.end({exitCode: 128 + number});
      });
    }

    for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
      process.on(event, (error: unknown) => {
        this.fault(error);
      });
    }

    process.on('exit', () => {
      this.#restore();
    });
  }

  /** Ends the program over a fault of its own: the stack, after the terminal was restored. */
  fault(error: unknown): void {
    void this.end({exitCode: 70, message: describeFault(error)});
  }

  /** Ends the program. Only the first call counts; a fault on the way out changes the code. */
  async end(ending: Ending): Promise<void> {
    if (this.#ending !== undefined) {
      // Asked twice (a second Ctrl-C, a fault while closing): don't wait for anything more.
      if (ending.message !== undefined) process.stderr.write(`${ending.message}\n`);
      process.exit(ending.exitCode);
    }

    this.#ending = ending;
    this.#restore();
    if (ending.message !== undefined) process.stderr.write(`${ending.message}\n`);
    const deadline = setTimeout(() => {
      process.exit(ending.exitCode);
    }, DEADLINE_MS);
    deadline.unref();
    for (const step of this.#steps.toReversed()) {
      try {
        await step();
      } catch (error) {
        process.stderr.write(`${describeFault(error)}\n`);
      }
    }

    process.exit(ending.exitCode);
  }

  #restore(): void {
    for (const restore of this.#restores.splice(0).toReversed()) restore();
  }
}

function describeFault(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `polybook-tui met a fault of its own, please report it:\n${stack}`;
}
