// The newest frames that the inspector has got, for the main thread.

import {NO_FRAMES, type FrameLogView, type InspectedFrame} from './domain/inspected-frame.js';

/** At most 4 KB of text each. */
const MAX_FRAMES = 200;

export class FrameLog {
  #view: FrameLogView = NO_FRAMES;

  get view(): FrameLogView {
    return this.#view;
  }

  /** Oldest first, as they come. `leftOut`: how many there were that nobody kept. */
  add(frames: readonly InspectedFrame[], leftOut: number): void {
    const {total, leftOut: before} = this.#view;
    const first = total + leftOut + 1;
    const logged = frames.map((frame, i) => ({...frame, sequence: first + i})).reverse();
    this.#view = {
      frames: [...logged, ...this.#view.frames].slice(0, MAX_FRAMES),
      total: total + leftOut + frames.length,
      leftOut: before + leftOut,
    };
  }

  /** The inspector is closed: what it showed is let go. */
  clear(): void {
    this.#view = NO_FRAMES;
  }
}
