// The newest of what happened in the markets, for the main thread. A changed log is another view, so
// that nothing that was painted changes behind the painter's back.

import {NO_EVENTS, type EventLogView, type MarketEvent} from './domain/market-event.js';

/** A screenful of pages; who was away for longer reads the newest. */
const MAX_EVENTS = 500;

export class EventLog {
  #view: EventLogView = NO_EVENTS;

  get view(): EventLogView {
    return this.#view;
  }

  clear(): void {
    this.#view = NO_EVENTS;
  }

  /** Oldest first, as they come. `leftOut`: how many there were before them that nobody kept. */
  add(events: readonly MarketEvent[], leftOut = 0): void {
    const first = this.#view.total + leftOut + 1;
    const logged = events.map((event, i) => ({...event, sequence: first + i})).reverse();
    this.#view = {
      events: [...logged, ...this.#view.events].slice(0, MAX_EVENTS),
      total: first - 1 + events.length,
    };
  }
}
