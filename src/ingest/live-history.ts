// The clock of a live session's history: at the end of each second of the wall clock, a column of
// every watched market.

import type {Clock, Timers} from '../domain/clock.js';
import type {ConditionId} from '../domain/market.js';
import type {HistoryRecorder} from './history-recorder.js';
import type {IngestLoop} from './ingest-loop.js';

const SECOND_MS = 1_000;

/** Timers may come a moment early. */
const LATE_US = 2_000;

/** A batch is whole after some ms, or grey after 100. */
const HELD_PAUSE_US = 20_000;

export type LiveHistoryOptions = {
  readonly recorder: HistoryRecorder;
  readonly loop: Pick<IngestLoop, 'store'>;
  readonly clock: Clock;
  readonly timers: Timers;
};

/**
 * Time is the wall clock at receipt. Where this thread was kept from its work for a whole second
 * nobody knows how its book was, and the second stays a gap.
 */
export class LiveHistory {
  readonly #options: LiveHistoryOptions;
  #lastSecond: number | undefined;
  #cancel: () => void = () => undefined;

  constructor(options: LiveHistoryOptions) {
    this.#options = options;
    this.#schedule();
  }

  close(): void {
    this.#cancel();
  }

  #schedule(): void {
    const {clock, timers} = this.#options;
    const restMs = SECOND_MS - (clock.wallMs() % SECOND_MS);
    this.#cancel = timers.after(restMs * 1000 + LATE_US, () => {
      const second = Math.floor(clock.wallMs() / SECOND_MS) - 1;
      if (second === this.#lastSecond) this.#schedule();
      else this.#takeAll(second);
    });
  }

  #takeAll(second: number): void {
    this.#lastSecond = second;
    this.#take(this.#options.loop.store.marketIds(), second);
  }

  /** Markets in the middle of a batch are taken a moment later. */
  #take(markets: readonly ConditionId[], second: number): void {
    const {recorder, clock, timers} = this.#options;
    const nowUs = clock.nowUs();
    const held = markets.filter((market) => recorder.isHeld(market, nowUs));
    for (const market of markets) {
      if (!held.includes(market)) recorder.sample(market, second);
    }

    recorder.flush();
    if (held.length === 0) {
      this.#schedule();
      return;
    }

    this.#cancel = timers.after(HELD_PAUSE_US, () => {
      this.#take(held, second);
    });
  }
}
