// Does again what a recording tells: each entry reaches the loop as it once did.

import type {ConnectionState} from '../domain/connection-state.js';
import type {FeedEvent} from '../domain/feed-event.js';
import type {ConditionId, Market} from '../domain/market.js';
import {createBookCounters} from '../orderbook/book-counters.js';
import type {Entry, NoteEntry, RecordedBook} from '../recording/entry.js';
import type {IngestLoop} from './ingest-loop.js';
import type {MarketState} from './loop-observer.js';
import {restoreBooks} from './recorded-books.js';
import type {LineView} from './snapshot-publisher.js';

export type RecordedSessionOptions = {
  readonly loop: IngestLoop;
  readonly onMarkets?: (markets: readonly Market[]) => void;
  readonly onConnection?: (line: number, state: ConnectionState) => void;
  /** Told of each gap: a sentence without a full stop. */
  readonly onGap?: (text: string) => void;
  /** Before an event reaches the loop. */
  readonly beforeEvent?: (event: FeedEvent) => void;
};

const METRICS = ['frames', 'bytes', 'events', 'issues', 'reconnects'] as const;

export class RecordedSession {
  readonly #options: RecordedSessionOptions;
  readonly #lines = new Map<number, LineView>();
  readonly #markets = new Map<ConditionId, Market>();
  /** Markets whose books are not known since a gap or a jump: the next checkpoint tells them. */
  readonly #unknown = new Set<ConditionId>();
  #isJumping = false;
  #areTimesReceived = true;

  constructor(options: RecordedSessionOptions) {
    this.#options = options;
  }

  get lines(): readonly LineView[] {
    return [...this.#lines.values()];
  }

  /** What follows is from another place: all is forgotten that a checkpoint tells. */
  jump(nowUs: number): void {
    const {loop} = this.#options;
    const {store} = loop;
    this.#isJumping = true;
    for (const market of store.marketIds()) {
      this.#unknown.add(market);
      const known = this.#markets.get(market);
      const assetIds = store.assetsOf(market);
      for (const assetId of assetIds) store.unwatch(assetId);
      if (known !== undefined) loop.watch([known], nowUs);
      else for (const assetId of assetIds) store.watch({assetId, market}, nowUs);
    }

    loop.forgetPast();
  }

  apply(entry: Entry, tsUs: number): void {
    const {loop} = this.#options;
    switch (entry.kind) {
      case 'frame':
        this.#applyFrame(entry, tsUs);
        break;
      case 'watch':
        this.#watch(entry.market, tsUs);
        break;
      case 'unwatch':
        loop.unwatch(entry.markets);
        for (const market of entry.markets) this.#markets.delete(market);
        break;
      case 'connection':
        this.#connect(entry, tsUs);
        break;
      case 'lost':
        loop.onConnectionLost(entry.markets, tsUs);
        break;
      case 'ping':
        loop.onPing(entry.pingUs, tsUs);
        break;
      case 'books':
        this.#restore(entry, tsUs);
        break;
      case 'checkpoint':
        this.#restoreCounters(entry.counters);
        break;
      case 'trust':
        loop.store.mark(entry.assetId, entry.state, entry.reason, tsUs);
        this.#tellTrustOf(entry.assetId);
        break;
      case 'market':
        loop.tellMarket(entry.market, entry.state as MarketState, entry.winner);
        break;
      case 'gap':
        this.#options.onGap?.(`${entry.entries} entries are missing here: ${entry.reason}`);
        this.#loseAll(tsUs);
        break;
      case 'start':
        this.#areTimesReceived = entry.times === 'received';
        break;
      case 'end':
        break;
    }
  }

  #applyFrame({frame, wallUs, socket, withheld}: Entry & {kind: 'frame'}, tsUs: number): void {
    const {loop, beforeEvent} = this.#options;
    let place = 0;
    loop.onFrame(
      frame,
      tsUs,
      this.#areTimesReceived && !Number.isNaN(wallUs) ? wallUs / 1000 : undefined,
      (event) => {
        if (withheld.includes(place++)) return false;
        beforeEvent?.(event);
        return true;
      },
      socket,
    );
  }

  #watch(market: Market, nowUs: number): void {
    const isNew = !this.#markets.has(market.conditionId);
    this.#markets.set(market.conditionId, market);
    if (isNew) {
      this.#unknown.add(market.conditionId);
      this.#options.onMarkets?.([market]);
    }

    this.#options.loop.watch([market], nowUs);
  }

  #connect(
    {line, phase, attempt = 0, reason = '', socket, reconnects}: NoteEntry & {kind: 'connection'},
    sinceUs: number,
  ): void {
    const known = {phase, attempt, sinceUs, retryAtUs: 0, reason} as ConnectionState;
    const isOpen = phase === 'live' || phase === 'awaiting_snapshot' || phase === 'quiet';
    this.#lines.set(line, {
      state: known,
      active: socket === 0 ? undefined : {epoch: socket, isOpen},
    });
    this.#options.loop.metrics.reconnects = reconnects;
    this.#options.onConnection?.(line, known);
  }

  #restore({market, cause, books}: NoteEntry & {kind: 'books'}, nowUs: number): void {
    const {loop} = this.#options;
    // While nothing is missing a checkpoint tells what is known.
    if (cause === 'checkpoint' && !this.#unknown.delete(market)) return;
    this.#adopt(books, nowUs);
    restoreBooks(loop, market, books, nowUs);
    if (cause === 'replaced') loop.onBooksReplaced(market);
    else loop.tellTrust(market);
  }

  /** Where frames were all that there was, nobody has said what is watched: the books do. */
  #adopt(books: readonly RecordedBook[], nowUs: number): void {
    const {loop} = this.#options;
    if (!loop.adoptsUnknownAssets) return;
    for (const {message} of books) {
      const {asset_id: assetId} = message as {readonly asset_id?: unknown};
      if (typeof assetId !== 'string' || loop.store.book(assetId) !== undefined) continue;
      loop.onFrame(Buffer.from(JSON.stringify(message)), nowUs, undefined);
    }
  }

  /** Counters go back and forth with the place. */
  #restoreCounters(counters: Readonly<Record<string, number>>): void {
    this.#unknown.clear();
    if (!this.#isJumping) return;
    this.#isJumping = false;
    const {metrics, store} = this.#options.loop;
    for (const name of METRICS) metrics[name] = counters[name] ?? metrics[name];
    for (const name of Object.keys(createBookCounters()) as (keyof typeof store.counters)[]) {
      store.counters[name] = counters[name] ?? store.counters[name];
    }
  }

  #loseAll(nowUs: number): void {
    const {loop} = this.#options;
    const markets = loop.store.marketIds();
    for (const market of markets) this.#unknown.add(market);
    loop.onConnectionLost(markets, nowUs);
  }

  #tellTrustOf(assetId: string): void {
    const market = this.#options.loop.store.book(assetId)?.conditionId;
    if (market !== undefined) this.#options.loop.tellTrust(market);
  }
}
