// Decides when the newest state is published: at most once an interval however many frames came
// (conflation), and never in the middle of the focused book's batch unless it takes too long.

import type {Clock} from '../domain/clock.js';

export type PublisherOptions = {
  readonly clock: Clock;
  readonly intervalUs: number;
  /** Until when the focused book is in the middle of a batch; undefined where it is whole. */
  readonly heldUntilUs: () => number | undefined;
  readonly publish: (nowUs: number) => void;
};

export class Publisher {
  readonly #options: PublisherOptions;
  #lastPublishUs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #timerDueUs = 0;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** Something changed: publishes now if that is due, else as soon as it is. */
  touch(): void {
    const {clock, intervalUs, heldUntilUs} = this.#options;
    const nowUs = clock.nowUs();
    const dueUs = Math.max(this.#lastPublishUs + intervalUs, heldUntilUs() ?? 0);
    if (nowUs >= dueUs) {
      this.#publish(nowUs);
      return;
    }

    if (this.#timer !== undefined) {
      if (this.#timerDueUs <= dueUs) return;
      clearTimeout(this.#timer);
    }

    this.#timerDueUs = dueUs;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.touch();
      },
      Math.ceil((dueUs - nowUs) / 1000),
    );
  }

  /** Publishes whatever the interval, since a key was pressed; but still no half of a batch. */
  publishNow(): void {
    this.#lastPublishUs = Number.NEGATIVE_INFINITY;
    this.touch();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #publish(nowUs: number): void {
    this.close();
    this.#lastPublishUs = nowUs;
    this.#options.publish(nowUs);
  }
}
