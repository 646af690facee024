import fs from 'node:fs';

/** What a session needs of the process: its signals. */
export type SignalHost = {
  readonly on: (signal: 'SIGTSTP' | 'SIGCONT', listener: () => void) => unknown;
  readonly off: (signal: 'SIGTSTP' | 'SIGCONT', listener: () => void) => unknown;
  readonly kill: (pid: number, signal: 'SIGTSTP') => unknown;
};

export type SessionOptions = {
  readonly fd: number;
  /** Switches the keyboard between keys (raw) and lines; undefined where there is no keyboard. */
  readonly setRawMode?: (isRaw: boolean) => void;
  /** Further sequences, asked for at each entry: modes that may be switched while we run. */
  readonly moreModes?: () => string;
  /** The screen is ours again and blank. */
  readonly onResume: () => void;
  /** Like `fs.writeSync`. */
  readonly writeSync?: (fd: number, bytes: Uint8Array, offset: number) => number;
  readonly nowMs?: () => number;
  readonly signals?: SignalHost;
};

// Alternate screen, no cursor, no wrap at the right edge, marked pastes, blank.
const ENTER = '\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[?2004h\u001b[0m\u001b[2J\u001b[H';

// All that we or a later feature may have switched on. A sequence that a paint left unfinished is
// ended by the first escape; so is a synchronised update by the first sequence.
const LEAVE =
  '\u001b[?2026l\u001b[?2004l\u001b[?1006l\u001b[?1003l\u001b[?1002l\u001b[?1000l\u001b[?1004l' +
  '\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l';

/** A terminal that takes nothing for this long is left as it is: the program must end. */
const GIVE_UP_MS = 250;

/** The signal's own process group: the shell's whole job, `npx` and its shell included. */
const OWN_GROUP = 0;

/** A process that its group's stop did not stop (an orphaned group) goes on after this long. */
const NOT_STOPPED_MS = 100;

/**
 * The terminal while it is ours. `leave` is synchronous and may be called from anywhere, also from
 * 'exit'; when the program ends is decided elsewhere.
 */
export class TerminalSession {
  readonly #options: SessionOptions;
  readonly #writeSync: (fd: number, bytes: Uint8Array, offset: number) => number;
  readonly #nowMs: () => number;
  readonly #signals: SignalHost;
  #isActive = false;
  #isWatching = false;
  #resumeTimer: NodeJS.Timeout | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#writeSync = options.writeSync ?? ((fd, bytes, offset) => fs.writeSync(fd, bytes, offset));
    this.#nowMs = options.nowMs ?? (() => Date.now());
    this.#signals = options.signals ?? process;
  }

  /** False before `enter`, after `leave`, and while suspended: nothing may be painted then. */
  get isActive(): boolean {
    return this.#isActive;
  }

  enter(): void {
    if (this.#isActive) return;
    this.#isActive = true;
    this.#watchSignals();
    this.#put(ENTER + this.#moreModes());
  }

  /** Gives the terminal back as it was. */
  leave(): void {
    clearTimeout(this.#resumeTimer);
    this.#unwatchSignals();
    this.#restore();
  }

  /** Stops the program as ctrl-z does, until the shell continues it. */
  suspend(): void {
    if (!this.#isActive || process.platform === 'win32') return;
    this.#restore();
    // Without a listener the signal's default action stops the process.
    this.#signals.off('SIGTSTP', this.#onStop);
    this.#signals.kill(OWN_GROUP, 'SIGTSTP');
    this.#resumeTimer = setTimeout(this.#onContinue, NOT_STOPPED_MS);
  }

  readonly #onStop = (): void => {
    this.suspend();
  };

  /** Also after a SIGSTOP that nobody saw coming: the shell has used the terminal since. */
  readonly #onContinue = (): void => {
    clearTimeout(this.#resumeTimer);
    this.#signals.off('SIGTSTP', this.#onStop);
    this.#signals.on('SIGTSTP', this.#onStop);
    // Off first, since libuv leaves out a change to the mode it believes to be set already. In the
    // background this stops the process again (SIGTTOU), before it draws over the shell.
    this.#trySetRawMode(false);
    this.#trySetRawMode(true);
    this.#isActive = true;
    this.#put(ENTER + this.#moreModes());
    this.#options.onResume();
  };

  #moreModes(): string {
    return this.#options.moreModes?.() ?? '';
  }

  #restore(): void {
    if (!this.#isActive) return;
    this.#isActive = false;
    this.#put(LEAVE);
    this.#trySetRawMode(false);
  }

  #trySetRawMode(isRaw: boolean): void {
    try {
      this.#options.setRawMode?.(isRaw);
    } catch {
      // The terminal is gone, and its mode with it; whoever reads it learns that too.
    }
  }

  #watchSignals(): void {
    if (this.#isWatching || process.platform === 'win32') return;
    this.#isWatching = true;
    this.#signals.on('SIGTSTP', this.#onStop);
    this.#signals.on('SIGCONT', this.#onContinue);
  }

  #unwatchSignals(): void {
    this.#isWatching = false;
    this.#signals.off('SIGTSTP', this.#onStop);
    this.#signals.off('SIGCONT', this.#onContinue);
  }

  #put(text: string): void {
    const bytes = Buffer.from(text);
    const startMs = this.#nowMs();
    let offset = 0;
    while (offset < bytes.length) {
      try {
        offset += this.#writeSync(this.#options.fd, bytes, offset);
      } catch (error) {
        const isFull = (error as NodeJS.ErrnoException).code === 'EAGAIN';
        if (!isFull || this.#nowMs() - startMs > GIVE_UP_MS) return;
      }
    }
  }
}
