// The main thread's one reader of the newest state, for the screen and for whoever else looks at it.

import type {Snapshot} from '../domain/snapshot.js';
import {readSnapshot} from './snapshot-reader.js';
import type {TripleBufferReader} from './triple-buffer.js';

export class NewestSnapshot {
  readonly #reader: () => TripleBufferReader | undefined;
  #snapshot: Snapshot | undefined;
  #isUnseen = false;

  /** `reader` gives the newest worker's, since each has memory of its own. */
  constructor(reader: () => TripleBufferReader | undefined) {
    this.#reader = reader;
  }

  /** Whether there is a newer one than `take` returned last, looked at meanwhile or not. */
  get isFresh(): boolean {
    return this.#isUnseen || this.#reader()?.isFresh === true;
  }

  /** For the screen: read from shared memory if there is a newer one, else the one before. */
  take(): Snapshot | undefined {
    const snapshot = this.look();
    this.#isUnseen = false;
    return snapshot;
  }

  /** The same for everybody else; it stays fresh for the screen. */
  look(): Snapshot | undefined {
    const slot = this.#reader()?.acquireLatest();
    if (slot !== undefined) {
      this.#snapshot = readSnapshot(slot);
      this.#isUnseen = true;
    }

    return this.#snapshot;
  }

  /** What a worker published that is gone would look live beside the next one's. */
  forget(): void {
    this.#snapshot = undefined;
    this.#isUnseen = false;
  }
}
