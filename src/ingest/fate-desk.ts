// Asks the exchange's listing what has become of markets that say nothing: `market_resolved` has been
// reported never to come (rs-clob-client#226), and a market that is paused says nothing at all.

import type {Clock} from '../domain/clock.js';
import type {IngestLoop} from './ingest-loop.js';
import type {MarketWatch} from './market-watch.js';
import type {MarketFate, RestSource} from './rest-source.js';

/** One market at a time, and not more often than this. */
const ASK_EVERY_US = 5_000_000;

/** The same market not more often than this. */
const ASK_AGAIN_US = 60_000_000;

/** Silence of this length is worth a question. */
const SILENCE_US = 45_000_000;

export type FateDeskOptions = {
  readonly rest: RestSource;
  readonly loop: IngestLoop;
  readonly clock: Clock;
  readonly onClosed: (watch: MarketWatch) => void;
};

export class FateDesk {
  readonly #options: FateDeskOptions;
  #askedUs = Number.NEGATIVE_INFINITY;
  #isAsking = false;
  #isClosed = false;

  constructor(options: FateDeskOptions) {
    this.#options = options;
  }

  tick(watches: readonly MarketWatch[], nowUs: number): void {
    if (this.#isAsking || this.#isClosed || nowUs - this.#askedUs < ASK_EVERY_US) return;
    const due = watches
      .filter(
        (watch) =>
          watch.fate !== 'closed' &&
          (watch.hasNoBook || watch.silentUs(nowUs) >= SILENCE_US) &&
          nowUs - watch.fateAskedUs >= ASK_AGAIN_US,
      )
      .sort((a, b) => a.fateAskedUs - b.fateAskedUs)[0];
    if (due === undefined) return;
    this.#askedUs = nowUs;
    due.fateAskedUs = nowUs;
    this.#isAsking = true;
    void this.#ask(due);
  }

  close(): void {
    this.#isClosed = true;
  }

  async #ask(watch: MarketWatch): Promise<void> {
    const fate = await this.#options.rest.fetchFate(watch.conditionId);
    this.#isAsking = false;
    if (!this.#isClosed && fate.kind !== 'unavailable') this.#conclude(watch, fate);
  }

  #conclude(watch: MarketWatch, fate: Exclude<MarketFate, {kind: 'unavailable'}>): void {
    const {loop, clock, onClosed} = this.#options;
    const before = watch.fate;
    const nowUs = clock.nowUs();
    watch.fate = fate.kind;
    switch (fate.kind) {
      case 'open':
        break;
      case 'paused':
        this.#mark(watch, nowUs, 'QUIET', 'market_paused', ['QUIET']);
        break;
      case 'closed':
        this.#mark(watch, nowUs, 'RESOLVED', 'market_closed');
        break;
      case 'unknown':
        // A listing that has forgotten a market whose book is still there is wrong.
        if (!watch.hasNoBook) return;
        this.#mark(watch, nowUs, 'STALE', 'market_vanished');
        break;
    }

    if (fate.kind !== before) {
      const winner = fate.kind === 'closed' ? fate.winner : undefined;
      loop.tellMarket(watch.conditionId, WORDS[fate.kind], winner);
    }

    if (fate.kind === 'closed') onClosed(watch);
  }

  #mark(
    {assetIds}: MarketWatch,
    nowUs: number,
    state: 'QUIET' | 'RESOLVED' | 'STALE',
    reason: 'market_paused' | 'market_closed' | 'market_vanished',
    only?: readonly string[],
  ): void {
    const {store} = this.#options.loop;
    for (const assetId of assetIds) {
      const view = store.book(assetId);
      if (view === undefined || (only !== undefined && !only.includes(view.trust.state))) continue;
      // Without levels there is nothing that could be stale.
      const isEmpty = state === 'STALE' && !view.book.hasSnapshot;
      store.mark(assetId, isEmpty ? 'WAITING' : state, reason, nowUs);
    }
  }
}

const WORDS = {open: 'open', paused: 'paused', closed: 'closed', unknown: 'vanished'} as const;
