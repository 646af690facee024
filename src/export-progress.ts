// How far long work is, on one line of a terminal's stderr that is gone at the end.

import type {Clock} from './domain/clock.js';

/** What is done sooner needs no line. */
const SILENT_US = 1_000_000;
const EVERY_US = 200_000;
const CLEAR_LINE = '\r\u001b[K';

export type ProgressOptions = {
  readonly clock: Clock;
  readonly stream: {readonly isTTY?: boolean; readonly write: (text: string) => unknown};
};

export class ExportProgress {
  readonly #clock: Clock;
  readonly #stream: ProgressOptions['stream'];
  #nextUs: number;
  #isShown = false;

  constructor({clock, stream}: ProgressOptions) {
    this.#clock = clock;
    this.#stream = stream;
    this.#nextUs = stream.isTTY === true ? clock.nowUs() + SILENT_US : Infinity;
  }

  /** `share`: 0 to 1, undefined where nobody knows; `records`: that went out so far. */
  tell(share: number | undefined, records: number): void {
    const nowUs = this.#clock.nowUs();
    if (nowUs < this.#nextUs) return;
    this.#nextUs = nowUs + EVERY_US;
    this.#isShown = true;
    const part = share === undefined ? '' : `${Math.floor(share * 100)} %, `;
    this.#stream.write(`${CLEAR_LINE}exporting: ${part}${records.toLocaleString('en-US')} records`);
  }

  /** Takes the line away, for a message or for good. */
  clear(): void {
    if (this.#isShown) this.#stream.write(CLEAR_LINE);
    this.#isShown = false;
  }
}
