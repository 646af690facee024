// Decides when the newest state is published: at most once an interval however many frames came
// (conflation), and never in the middle of the focused book's batch unless it takes too long.

import type {Clock} from '../domain/clock.js';
import {BATCH_PENDING_US} from '../orderbook/order-book-store.js';

export type PublisherOptions = {
  readonly clock: Clock;
  readonly intervalUs: number;
  /** True while the focused book is in the middle of a batch. */
  readonly isPending: () => boolean;
  readonly publish: (nowUs: number) => void;
};

export class Publisher {
  readonly #options: PublisherOptions;
  #lastPublishUs = Number.NEGATIVE_INFINITY;
  /** When the first change came that is not published yet. */
  #changedSinceUs: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #timerDueUs = 0;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** Something changed: publishes now if that is due, else as soon as it is. */
  touch(): void {
    const nowUs = this.#options.clock.nowUs();
    this.#changedSinceUs ??= nowUs;
    this.#attempt(nowUs, this.#changedSinceUs);
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

  #attempt(nowUs: number, changedSinceUs: number): void {
    let dueUs = this.#lastPublishUs + this.#options.intervalUs;
    if (this.#options.isPending()) dueUs = Math.max(dueUs, changedSinceUs + BATCH_PENDING_US);
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

  #publish(nowUs: number): void {
    this.close();
    this.#changedSinceUs = undefined;
    this.#lastPublishUs = nowUs;
    this.#options.publish(nowUs);
  }
}
