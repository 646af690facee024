// When each entry of a recording is due, on the replay's own clock.

import {decodeFrame} from '../protocol/decode-frame.js';
import type {Entry} from '../recording/entry.js';
import {LONGEST_GAP_MS, ReplayPacer} from './replay-pacer.js';

/**
 * This program's own recordings have a monotonic clock, whose silences are played as they were. What other
 * programs wrote has a receive time or only the exchange's, and its silences are cut.
 */
export class TimeAxis {
  #atUs: number;
  #lastWallUs = Number.NaN;
  /** What the recording's monotonic clock showed at a moment of ours. */
  #anchor: {readonly monoUs: number; readonly atUs: number} | undefined;
  #pacer = new ReplayPacer(1);

  constructor(startUs: number) {
    this.#atUs = startUs;
  }

  /** Of the newest entry, in µs; undefined where nothing tells it. */
  get wallUs(): number | undefined {
    if (!Number.isNaN(this.#lastWallUs)) return this.#lastWallUs;
    const {timeMs} = this.#pacer;
    return timeMs === undefined ? undefined : timeMs * 1000;
  }

  /** The next entry is one of another place. */
  jump(): void {
    this.#anchor = undefined;
    this.#lastWallUs = Number.NaN;
    this.#pacer = new ReplayPacer(1);
  }

  /** To be asked once for each entry, in order; it never goes back. */
  at(entry: Entry): number {
    this.#atUs = Math.max(this.#atUs, this.#find(entry));
    if (!Number.isNaN(entry.wallUs)) this.#lastWallUs = entry.wallUs;
    return this.#atUs;
  }

  #find(entry: Entry): number {
    const {kind, monoUs, wallUs} = entry;
    if (Number.isNaN(monoUs)) {
      return kind === 'frame' ? this.#atUs + this.#pauseBeforeUs(entry) : this.#atUs;
    }

    // Another run of the program that was appended counts from another beginning.
    if (kind === 'start' || this.#anchor === undefined) {
      const gapUs = Math.max(0, wallUs - this.#lastWallUs) || 0;
      this.#anchor = {monoUs, atUs: this.#atUs + Math.min(gapUs, LONGEST_GAP_MS * 1000)};
    }

    return this.#anchor.atUs + monoUs - this.#anchor.monoUs;
  }

  #pauseBeforeUs({wallUs, frame}: Entry & {kind: 'frame'}): number {
    const recvMs = Number.isNaN(wallUs) ? undefined : wallUs / 1000;
    // Decoding twice is the price of the pace; the loop decodes again, with its own clock running.
    const events = recvMs === undefined ? decodeFrame(frame).events : [];
    return this.#pacer.pauseBeforeMs(recvMs, events) * 1000;
  }
}
