// The one place where the program ends: ordered, once, whatever the reason. Steps run last in,
// first out; the terminal is restored before anything is printed.

import process from 'node:process';
import {toPlainText} from './domain/plain-text.js';
import {watchForLostTerminals} from './terminal/lost-terminals.js';

/** Longest time for closing sockets, workers and files, after which the process ends anyway. */
const DEADLINE_MS = 4_000;

/** Exit code of a fault of the program, as BSD's `sysexits.h` has it. */
const FAULT_CODE = 70;

/** Longest line of a fault that is printed, in characters. */
const MAX_LINE_LENGTH = 500;

export type ShutdownOptions = {
  /** Ends the process; tests put something milder in its place. */
  readonly exit?: (exitCode: number) => void;
  readonly write?: (text: string) => void;
  readonly deadlineMs?: number;
};

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
  readonly #exit: (exitCode: number) => void;
  readonly #write: (text: string) => void;
  readonly #deadlineMs: number;
  readonly #steps: (() => void | Promise<void>)[] = [];
  readonly #restores: (() => void)[] = [];
  #ending: Ending | undefined;

  constructor(options: ShutdownOptions = {}) {
    this.#exit = options.exit ?? ((exitCode) => process.exit(exitCode));
    this.#write = options.write ?? ((text) => process.stderr.write(text));
    this.#deadlineMs = options.deadlineMs ?? DEADLINE_MS;
  }

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

    const closeLostTerminals = watchForLostTerminals();
    process.on('exit', () => {
      this.#restore();
      closeLostTerminals();
    });
  }

  /** Ends the program over a fault of its own: the stack, after the terminal was restored. */
  fault(error: unknown): void {
    void this.end({exitCode: FAULT_CODE, message: describeFault(error)});
  }

  /** Ends the program. Only the first call counts; a fault on the way out changes the code. */
  async end(ending: Ending): Promise<void> {
    const first = this.#ending;
    this.#ending ??= ending;
    this.#restore();
    if (ending.message !== undefined) this.#write(`${ending.message}\n`);
    if (first !== undefined) {
      // Asked twice (a second Ctrl-C, a fault while closing): don't wait for anything more.
      this.#exit(ending.exitCode === FAULT_CODE ? FAULT_CODE : first.exitCode);
      return;
    }

    // It keeps the process alive on purpose: a step that hangs must not end it with another code.
    let {exitCode} = ending;
    const deadline = setTimeout(() => {
      this.#exit(exitCode);
    }, this.#deadlineMs);
    for (const step of this.#steps.toReversed()) {
      try {
        await step();
      } catch (error) {
        exitCode = FAULT_CODE;
        this.#write(`${describeFault(error)}\n`);
      }
    }

    clearTimeout(deadline);
    this.#exit(exitCode);
  }

  #restore(): void {
    for (const restore of this.#restores.splice(0).toReversed()) {
      try {
        restore();
      } catch {
        // A terminal that is gone cannot be restored, and what comes after must happen all the same.
      }
    }
  }
}

function describeFault(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const lines = stack.split('\n').map(plainLine);
  return ['polybook-tui met a fault of its own, please report it:', ...lines].join('\n');
}

/** A fault may quote what came from outside; the indentation of a stack stays. */
function plainLine(line: string): string {
  const indentation = /^ */.exec(line)![0];
  return indentation + toPlainText(line, MAX_LINE_LENGTH);
}
