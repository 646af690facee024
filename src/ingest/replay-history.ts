// The clock of a recording's history: each market's time is that of its own changes and trades.

import type {FeedEvent} from '../domain/feed-event.js';
import type {ConditionId} from '../domain/market.js';
import type {Clock} from '../domain/clock.js';
import type {HistoryRecorder} from './history-recorder.js';
import type {IngestLoop} from './ingest-loop.js';

const SECOND_MS = 1_000;

/**
 * A recording does not say when its socket was lost. A market that says nothing for so long is a quiet
 * one, whose book stays as it was; whether it was listened to for longer nobody knows, and it is a gap.
 */
export const LONGEST_SILENCE_S = 60;

/** A message that is older than another by up to this is late; by more, time went back. */
const LATEST_S = 2;

/** With `--speed max` an hour may pass in a moment: what is new is sent as often as it is seen. */
const FLUSH_INTERVAL_US = 100_000;

export type ReplayHistoryOptions = {
  readonly recorder: HistoryRecorder;
  readonly loop: Pick<IngestLoop, 'store'>;
  readonly clock: Clock;
};

export class ReplayHistory {
  readonly #options: ReplayHistoryOptions;
  /** The second that each market is in. */
  readonly #seconds = new Map<ConditionId, number>();
  #flushedUs = Number.NEGATIVE_INFINITY;

  constructor(options: ReplayHistoryOptions) {
    this.#options = options;
  }

  /** To be told of each event before it is applied: it may end a second. */
  beforeEvent(event: FeedEvent): void {
    // A book's time is that of its last change, which may be hours before it was sent.
    if (event.kind !== 'price_change' && event.kind !== 'trade') return;
    const {recorder, loop} = this.#options;
    const {market} = event;
    if (loop.store.assetsOf(market).length === 0) return;
    const second = Math.floor(event.timestampMs / SECOND_MS);
    const open = this.#seconds.get(market);
    if (open === undefined) this.#seconds.set(market, second);
    else if (second > open) this.#pass(market, open, second);
    else if (open - second > LATEST_S) {
      recorder.truncate(market, second);
      this.#seconds.set(market, second);
    }

    this.#flushNowAndThen();
  }

  /** The recording is over, in the middle of a second. */
  end(): void {
    for (const [market, second] of this.#seconds) this.#options.recorder.sample(market, second);
    this.#options.recorder.flush();
  }

  #pass(market: ConditionId, open: number, second: number): void {
    const {recorder} = this.#options;
    const isQuiet = second - open <= LONGEST_SILENCE_S;
    recorder.repeat(market, open, isQuiet ? second : open + 1);
    this.#seconds.set(market, second);
  }

  #flushNowAndThen(): void {
    const nowUs = this.#options.clock.nowUs();
    if (nowUs - this.#flushedUs < FLUSH_INTERVAL_US) return;
    this.#flushedUs = nowUs;
    this.#options.recorder.flush();
  }
}
