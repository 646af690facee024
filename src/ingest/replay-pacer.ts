// When each frame of a recording is due, from what the recording says about time.

import type {FeedEvent} from '../domain/feed-event.js';

/** Longer silences of a recording are cut to this. */
export const LONGEST_GAP_MS = 2_000;

/**
 * Turns recorded times into pauses. Where frames carry no receive time, price changes and trades
 * tell the time: books are as old as their last change.
 */
export class ReplayPacer {
  readonly #speed: number;
  #lastMs: number | undefined;

  /** `speed`: how many times the recorded pace. */
  constructor(speed: number) {
    this.#speed = speed;
  }

  /** The newest time that the recording has told, Unix ms. */
  get timeMs(): number | undefined {
    return this.#lastMs;
  }

  /** How long to wait before the next frame, in ms; 0 where it says nothing new about time. */
  pauseBeforeMs(recvMs: number | undefined, events: readonly FeedEvent[]): number {
    const timeMs = recvMs ?? timeOf(events);
    if (timeMs === undefined) return 0;
    const gapMs = this.#lastMs === undefined ? 0 : timeMs - this.#lastMs;
    // A time that goes back (frames of two markets out of order) costs nothing, and counts nothing.
    if (this.#lastMs === undefined || gapMs > 0) this.#lastMs = timeMs;
    return Math.min(Math.max(gapMs, 0), LONGEST_GAP_MS) / this.#speed;
  }
}

function timeOf(events: readonly FeedEvent[]): number | undefined {
  const timed = events.find(({kind}) => kind === 'price_change' || kind === 'trade');
  return timed?.timestampMs;
}
