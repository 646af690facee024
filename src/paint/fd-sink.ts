import fs from 'node:fs';
import {systemClock, type Clock} from '../domain/clock.js';

/** Writes bytes from `offset` on and says how many were taken. */
export type WriteBytes = (
  bytes: Uint8Array,
  offset: number,
  done: (error: NodeJS.ErrnoException | undefined, written: number) => void,
) => void;

/** For descriptors that may block: the wait happens on a thread of the pool. */
export function writeThroughPool(fd: number): WriteBytes {
  return (bytes, offset, done) => {
    fs.write(fd, bytes, offset, bytes.length - offset, null, (error, written) => {
      done(error ?? undefined, written);
    });
  };
}

/**
 * For non-blocking descriptors, which take what fits and refuse the rest: nothing is in flight
 * after `close`, so that what restores the terminal is the last thing written.
 */
export function writeAtOnce(fd: number): WriteBytes {
  return (bytes, offset, done) => {
    let written = 0;
    try {
      written = fs.writeSync(fd, bytes, offset);
    } catch (error) {
      done(error as NodeJS.ErrnoException, 0);
      return;
    }

    done(undefined, written);
  };
}

export type FdSinkOptions = {
  readonly write: WriteBytes;
  /** The terminal took the last byte. */
  readonly onDrained?: () => void;
  /** Once, when the terminal or the reader of the pipe is gone. */
  readonly onClosed?: (error: NodeJS.ErrnoException) => void;
  readonly clock?: Pick<Clock, 'nowUs'>;
};

/** A full terminal is asked again after this long; it has no event for "room again". */
const RETRY_MS = 4;

/** Writes paints to a descriptor, one at a time, and never waits for a slow terminal. */
export class FdSink {
  readonly #write: WriteBytes;
  readonly #onDrained: () => void;
  readonly #onClosed: (error: NodeJS.ErrnoException) => void;
  readonly #clock: Pick<Clock, 'nowUs'>;
  #pending: Uint8Array | undefined;
  #offset = 0;
  #startedUs = 0;
  #retry: NodeJS.Timeout | undefined;
  #isClosed = false;

  /** Bytes that the terminal took. */
  bytes = 0;
  /** Writes that were taken on. */
  paints = 0;
  /** Writes that came while one was draining, and were refused. */
  skipped = 0;
  /** From the newest write to its last byte taken, in µs; NaN before the first. */
  drainUs = Number.NaN;

  constructor(options: FdSinkOptions) {
    this.#write = options.write;
    this.#onDrained = options.onDrained ?? (() => undefined);
    this.#onClosed = options.onClosed ?? (() => undefined);
    this.#clock = options.clock ?? systemClock;
  }

  /** True while the terminal is still draining the last write. */
  get isBusy(): boolean {
    return this.#pending !== undefined;
  }

  write(text: string): boolean {
    if (this.#isClosed) return false;
    if (this.isBusy) {
      this.skipped++;
      return false;
    }

    this.paints++;
    this.#pending = Buffer.from(text);
    this.#offset = 0;
    this.#startedUs = this.#clock.nowUs();
    this.#writeRest();
    return true;
  }

  /** Drops what the terminal has not taken, and whatever comes after. */
  close(): void {
    this.#isClosed = true;
    this.#pending = undefined;
    clearTimeout(this.#retry);
  }

  readonly #writeRest = (): void => {
    const bytes = this.#pending;
    if (bytes === undefined) return;
    this.#write(bytes, this.#offset, (error, written) => {
      if (this.#isClosed) return;
      if (error === undefined) this.#advance(bytes, written);
      else if (error.code === 'EAGAIN') this.#retry = setTimeout(this.#writeRest, RETRY_MS);
      else if (error.code === 'EINTR') this.#writeRest();
      else {
        this.close();
        this.#onClosed(error);
      }
    });
  };

  #advance(bytes: Uint8Array, written: number): void {
    this.bytes += written;
    this.#offset += written;
    if (this.#offset < bytes.length) {
      this.#writeRest();
      return;
    }

    this.#pending = undefined;
    this.drainUs = this.#clock.nowUs() - this.#startedUs;
    this.#onDrained();
  }
}
