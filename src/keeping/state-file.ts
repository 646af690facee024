// The file of the kept state. It is replaced as a whole, so that nobody ever reads half of it, and only
// by who holds its lock, so that two programs at a time don't lose each other's changes.

import {
  closeSync,
  constants,
  copyFileSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {basename, dirname, extname, join} from 'node:path';
import {applyChange, NOTHING_KEPT} from './kept-state.js';
import type {KeptState, StateChange} from './kept-state.js';
import {isMissing, readBoundedFile} from './read-bounded-file.js';
import {formatState, parseState} from './state-text.js';

/** A full watchlist takes a quarter of it. */
const MAX_STATE_BYTES = 1024 * 1024;

/** A lock is held for a few ms: one of this age was left behind by a program that was killed. */
const STALE_LOCK_MS = 5_000;

/** Broken files that are kept. */
const MAX_SET_ASIDE = 99;

export type ReadState = {
  readonly state: KeptState;
  /** What the user should know, as a sentence without a full stop. */
  readonly notice: string | undefined;
  /** Whether the file may be replaced: a newer program's is not ours. */
  readonly isOurs: boolean;
};

export type WriteOutcome =
  | {readonly kind: 'written'; readonly notice: string | undefined}
  /** Another program is writing: to be tried again in a moment. */
  | {readonly kind: 'locked'}
  | {readonly kind: 'failed'; readonly message: string};

export class StateFile {
  readonly #path: string;
  readonly #wallMs: () => number;

  constructor(path: string, wallMs: () => number) {
    this.#path = path;
    this.#wallMs = wallMs;
  }

  /** What cannot be read is set aside under another name, and never lost. */
  read(): ReadState {
    let text: string | undefined;
    try {
      text = readBoundedFile(this.#path, MAX_STATE_BYTES);
    } catch (error) {
      if (isMissing(error)) return {state: NOTHING_KEPT, notice: undefined, isOurs: true};
      const notice = `Cannot read the watchlist in "${this.#path}": ${(error as Error).message}`;
      return {state: NOTHING_KEPT, notice, isOurs: false};
    }

    const parsed = text === undefined ? ({kind: 'broken'} as const) : parseState(text);
    switch (parsed.kind) {
      case 'newer': {
        const notice = `${basename(this.#path)} was written by a newer polybook-tui: the watchlist is not kept this time`;
        return {state: NOTHING_KEPT, notice, isOurs: false};
      }

      case 'broken':
        return this.#setAside(NOTHING_KEPT, 'it could not be read');
      case 'state':
        return parsed.lost === 0
          ? {state: parsed.state, notice: undefined, isOurs: true}
          : this.#setAside(parsed.state, `${parsed.lost} of its markets could not be read`);
    }
  }

  /** Applies the changes to what the file says now. `isLast`: there is no time left to try again. */
  update(changes: readonly StateChange[], isLast = false): WriteOutcome {
    try {
      mkdirSync(dirname(this.#path), {recursive: true});
      if (!this.#lock() && !isLast) return {kind: 'locked'};
    } catch (error) {
      return this.#failure(error);
    }

    try {
      const {state, notice, isOurs} = this.read();
      if (!isOurs) return {kind: 'failed', message: notice ?? ''};
      this.#replace(formatState(changes.reduce(applyChange, state)));
      return {kind: 'written', notice};
    } catch (error) {
      return this.#failure(error);
    } finally {
      rmSync(this.#lockPath, {force: true});
    }
  }

  get #lockPath(): string {
    return `${this.#path}.lock`;
  }

  #failure(error: unknown): WriteOutcome {
    const message = `Cannot keep the watchlist in "${this.#path}": ${(error as Error).message}`;
    return {kind: 'failed', message};
  }

  #lock(): boolean {
    try {
      closeSync(openSync(this.#lockPath, 'wx'));
      return true;
    } catch (error) {
      if ((error as {code?: unknown}).code !== 'EEXIST') throw error;
    }

    try {
      // Taken once more by whoever sees it first; until then it counts as held.
      const {mtimeMs} = statSync(this.#lockPath);
      if (this.#wallMs() - mtimeMs > STALE_LOCK_MS) rmSync(this.#lockPath, {force: true});
    } catch (error) {
      if (!isMissing(error)) throw error;
    }

    return false;
  }

  #replace(text: string): void {
    const path = `${this.#path}.${process.pid}.tmp`;
    try {
      // Which markets somebody watches is nobody else's business.
      writeFileSync(path, text, {mode: 0o600});
      renameSync(path, this.#path);
    } finally {
      rmSync(path, {force: true});
    }
  }

  /** The file as it was gets another name; what could be read of it goes on. */
  #setAside(state: KeptState, why: string): ReadState {
    const extension = extname(this.#path);
    const stem = join(dirname(this.#path), basename(this.#path, extension));
    for (let n = 1; n <= MAX_SET_ASIDE; n++) {
      const aside = `${stem}.broken-${n}${extension}`;
      try {
        copyFileSync(this.#path, aside, constants.COPYFILE_EXCL);
      } catch (error) {
        if ((error as {code?: unknown}).code === 'EEXIST') continue;
        const notice = `Cannot set "${this.#path}" aside: ${(error as Error).message}`;
        return {state, notice, isOurs: false};
      }

      // The next program finds what this one can read, or nothing, and says no more of it.
      this.#replace(formatState(state));
      const notice = `${basename(this.#path)} was set aside as ${basename(aside)}: ${why}`;
      return {state, notice, isOurs: true};
    }

    const notice = `${basename(this.#path)} could not be read, nor set aside: ${MAX_SET_ASIDE} others were before it`;
    return {state, notice, isOurs: false};
  }
}
