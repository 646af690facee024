// Watches over the books of a live session: asks REST where the socket falls silent, is wrong or does
// not bring a first book, and decides what that means. It never blanks a book, and never calls for
// another socket because a market is quiet.

import type {FeedLine} from '../connection/feed-line.js';
import type {FeedPool} from '../connection/feed-pool.js';
import type {Clock} from '../domain/clock.js';
import type {FeedEvent} from '../domain/feed-event.js';
import type {LogLevel} from '../domain/log-level.js';
import type {AssetId, ConditionId, Market} from '../domain/market.js';
import type {TrustReason, TrustState} from '../domain/trust.js';
import type {OrderBookStore} from '../orderbook/order-book-store.js';
import type {BookView} from '../orderbook/watched-book.js';
import {wantsAnotherSocket} from './another-socket.js';
import {examineBooks, type Examination} from './examine-books.js';
import {FateDesk} from './fate-desk.js';
import type {IngestLoop} from './ingest-loop.js';
import {MarketWatch, type Look} from './market-watch.js';
import type {RestBook, RestSource} from './rest-source.js';
import {WallClockWatch} from './wall-clock-watch.js';
import {isWeeklyRestart} from './weekly-restart.js';

/** What REST has may be on its way over the socket: it gets so long. */
const CONTRADICTION_US = 2_000_000;

/** A line that is silent for so long is quiet as a whole, where REST agrees. */
const QUIET_LINE_US = 10_000_000;

/** Markets asked about at once: two books each. */
const MARKETS_PER_LOOK = 100;

/** Silence that needs no other explanation once REST agrees with the book. */
const EXPLAINED_BY_AGREEMENT: readonly TrustReason[] = ['woke_up', 'unconfirmed', 'weekly_restart'];

const UNALARMED: readonly TrustState[] = ['LIVE', 'QUIET', 'UNPROVEN'];

export type WatchdogLog = (level: LogLevel, message: string, fields: object) => void;

export type WatchdogOptions = {
  readonly clock: Clock;
  readonly loop: IngestLoop;
  readonly pool: FeedPool;
  readonly rest: RestSource | undefined;
  readonly log: WatchdogLog;
};

export class Watchdog {
  readonly #options: WatchdogOptions;
  readonly #watches = new Map<ConditionId, MarketWatch>();
  /** When each line last brought data; 0 while its newest socket has not. */
  readonly #heardUs = new Map<FeedLine, number>();
  /** When the newest socket of each line opened. */
  readonly #openedUs = new Map<FeedLine, number>();
  readonly #wallClock = new WallClockWatch();
  readonly #fates: FateDesk | undefined;
  #isLooking = false;
  #isClosed = false;
  #isRestart = false;

  constructor(options: WatchdogOptions) {
    const {rest, loop, clock} = options;
    this.#options = options;
    this.#fates =
      rest &&
      new FateDesk({
        rest,
        loop,
        clock,
        onClosed: (watch) => {
          this.#release(watch);
        },
      });
  }

  watch(markets: readonly Market[], nowUs: number): void {
    for (const {conditionId, outcomes} of markets) {
      if (this.#watches.has(conditionId)) continue;
      const assetIds = outcomes.map(({assetId}) => assetId);
      this.#watches.set(conditionId, new MarketWatch(conditionId, assetIds, nowUs));
    }
  }

  /** Answers to what was asked about them are dropped. */
  unwatch(markets: readonly ConditionId[]): void {
    for (const market of markets) this.#watches.delete(market);
  }

  /** The line is closed for good. */
  forgetLine(line: FeedLine): void {
    this.#heardUs.delete(line);
    this.#openedUs.delete(line);
  }

  marketsOf(line: FeedLine): ConditionId[] {
    return this.#watchesOf(line).map(({conditionId}) => conditionId);
  }

  /** A new socket of the line is open: it has to bring the books that are missing. */
  onOpened(line: FeedLine, nowUs: number): void {
    this.#heardUs.set(line, 0);
    this.#openedUs.set(line, nowUs);
  }

  onData(line: FeedLine, nowUs: number): void {
    this.#heardUs.set(line, nowUs);
  }

  onEvent(event: FeedEvent, nowUs: number): void {
    this.#watches.get(event.market)?.hear(event, nowUs);
  }

  onHandedOver(market: ConditionId, nowUs: number): void {
    const watch = this.#watches.get(market);
    if (watch === undefined) return;
    watch.restart(nowUs);
    watch.heardUs = nowUs;
  }

  /** What fed these markets is gone. */
  onInvalidated(line: FeedLine, markets: readonly ConditionId[], nowUs: number): void {
    this.#heardUs.set(line, 0);
    for (const market of markets) this.#watches.get(market)?.restart(nowUs);
  }

  onResolved(market: ConditionId): void {
    const watch = this.#watches.get(market);
    if (watch === undefined) return;
    watch.fate = 'closed';
    this.#release(watch);
  }

  /** The user wants these books anew. */
  request(assetId: AssetId, nowUs: number): void {
    const watch = [...this.#watches.values()].find(({assetIds}) => assetIds.includes(assetId));
    if (watch === undefined || this.#options.rest === undefined) return;
    watch.isRequested = true;
    for (const view of this.#viewsOf(watch)) {
      if (view.book.hasSnapshot) this.#resync(watch, view, 'requested', nowUs);
    }

    this.#options.loop.tellTrust(watch.conditionId);
    this.#look(nowUs);
  }

  /** The exchange will not send the books that this line has not got. */
  requestMissing(line: FeedLine): void {
    for (const watch of this.#watchesOf(line)) {
      if (this.#viewsOf(watch).some(({needsSnapshot}) => needsSnapshot)) watch.isRequested = true;
    }
  }

  tick(nowUs: number, wallMs: number): void {
    const {metrics} = this.#options.loop;
    const jumpMs = this.#wallClock.check(nowUs, wallMs);
    metrics.noteClocks(nowUs, wallMs);
    const {offsetMs} = metrics.clockOffset(nowUs);
    this.#isRestart = isWeeklyRestart(wallMs - (Number.isNaN(offsetMs) ? 0 : offsetMs));
    if (jumpMs !== undefined) this.#onClockJump(jumpMs, nowUs);
    for (const watch of this.#watches.values()) this.#check(watch, nowUs);
    this.#look(nowUs);
    this.#fates?.tick([...this.#watches.values()], nowUs);
  }

  close(): void {
    this.#isClosed = true;
    this.#fates?.close();
  }

  #watchesOf(line: FeedLine): MarketWatch[] {
    return [...this.#watches.values()].filter((watch) => this.#lineOf(watch) === line);
  }

  #lineOf({assetIds}: MarketWatch): FeedLine | undefined {
    return this.#options.pool.lineOf(assetIds[0]!);
  }

  #viewsOf({assetIds}: MarketWatch): BookView[] {
    const {store} = this.#options.loop;
    return assetIds.flatMap((assetId) => store.book(assetId) ?? []);
  }

  #statesOf(watch: MarketWatch) {
    return this.#viewsOf(watch).map(({trust, book}) => ({trust, hasBook: book.hasSnapshot}));
  }

  #lineHeardUs(watch: MarketWatch): number {
    const line = this.#lineOf(watch);
    return (line && this.#heardUs.get(line)) ?? 0;
  }

  /** A machine that slept has missed what came, and its sockets are dead, whatever they say. */
  #onClockJump(jumpMs: number, nowUs: number): void {
    const {loop, pool, log} = this.#options;
    log('warn', 'The wall clock jumped', {jumpMs: Math.round(jumpMs)});
    if (jumpMs < 0) return;
    for (const watch of this.#watches.values()) {
      for (const view of this.#viewsOf(watch)) {
        if (view.book.hasSnapshot) this.#mark(view, 'STALE', 'woke_up', nowUs);
      }

      loop.tellTrust(watch.conditionId);
    }

    for (const line of pool.lines) line.retryNow();
  }

  /** What time alone brings about. */
  #check(watch: MarketWatch, nowUs: number): void {
    const line = this.#lineOf(watch);
    const {contradiction} = watch;
    if (contradiction !== undefined && nowUs - contradiction.sinceUs >= CONTRADICTION_US) {
      watch.contradiction = undefined;
      this.#adopt(watch, contradiction.books, 'STALE', 'contradicted', nowUs);
      line?.contradictSilence('REST has a newer book');
    }

    const views = this.#viewsOf(watch);
    // Where no hash ever matched, REST's books prove nothing either: only the silence itself tells.
    const isCalm = views.every(({trust: {state}}) => UNALARMED.includes(state));
    if (isCalm && watch.isUnexplained(this.#lineHeardUs(watch), nowUs)) {
      const reason = this.#isRestart ? 'weekly_restart' : 'unconfirmed';
      for (const view of views) this.#mark(view, 'STALE', reason, nowUs);
    }

    const openForUs = line && nowUs - (this.#openedUs.get(line) ?? nowUs);
    const isDue =
      views.some(({trust}) => wantsAnotherSocket(trust, openForUs)) ||
      watch.takeReplacement(this.#statesOf(watch), nowUs);
    if (isDue) line?.replace();
    this.#options.loop.tellTrust(watch.conditionId);
  }

  /** One question at a time, for all markets that are due. */
  #look(nowUs: number): void {
    const {rest} = this.#options;
    if (rest === undefined || this.#isLooking || this.#isClosed) return;
    const due = [...this.#watches.values()]
      .filter((watch) => {
        const heardUs = this.#lineHeardUs(watch);
        const dueUs = watch.lookDueUs(this.#statesOf(watch), heardUs, nowUs);
        return dueUs !== undefined && dueUs <= nowUs;
      })
      .slice(0, MARKETS_PER_LOOK);
    if (due.length === 0) return;
    this.#isLooking = true;
    void this.#ask(rest, due, nowUs);
  }

  async #ask(rest: RestSource, due: readonly MarketWatch[], nowUs: number): Promise<void> {
    const looks = new Map(due.map((watch) => [watch, this.#beginLook(watch, nowUs)]));
    const replies = await rest.fetchBooks(due.flatMap(({assetIds}) => assetIds));
    this.#isLooking = false;
    if (this.#isClosed) return;
    for (const [watch, look] of looks) {
      if (this.#watches.get(watch.conditionId) === watch) this.#endLook(watch, look, replies);
    }
  }

  #beginLook(watch: MarketWatch, nowUs: number): Look {
    const views = this.#viewsOf(watch);
    const baseMs = new Map(views.map(({assetId, book}) => [assetId, book.timestampMs]));
    // A suspect that is asked about is being replaced, for the reason that it was suspected for.
    for (const view of views) {
      if (view.trust.state === 'SUSPECT') this.#resync(watch, view, view.trust.reason, nowUs);
    }

    this.#options.loop.tellTrust(watch.conditionId);
    return watch.beginLook(baseMs, nowUs);
  }

  #endLook(watch: MarketWatch, look: Look, replies: ReadonlyMap<AssetId, RestBook>): void {
    const {clock, loop, log} = this.#options;
    const nowUs = clock.nowUs();
    watch.look = undefined;
    if (!look.isVoid) {
      const examination = examineBooks(loop.store, watch, look, replies, nowUs);
      log('debug', 'REST was asked', {market: watch.conditionId, answer: examination.kind});
      this.#conclude(watch, look, examination, nowUs);
    }

    // Asked in vain: it is what it was.
    for (const view of this.#viewsOf(watch)) {
      const before = watch.resyncedFrom.get(view.assetId);
      if (before !== undefined && view.trust.state === 'RESYNC') {
        loop.store.restore(view.assetId, before);
      }
    }

    watch.resyncedFrom.clear();
    loop.tellTrust(watch.conditionId);
  }

  #conclude(watch: MarketWatch, look: Look, examination: Examination, nowUs: number): void {
    watch.isUnanswered = examination.kind === 'unavailable' || examination.kind === 'refused';
    watch.hasNoBook = examination.kind === 'none';
    switch (examination.kind) {
      case 'agrees':
      case 'differs':
        this.#compare(watch, look, examination, nowUs);
        break;
      case 'none':
        for (const view of this.#viewsOf(watch)) {
          if (!view.book.hasSnapshot) this.#mark(view, 'WAITING', 'no_book', nowUs);
          else watch.isUnanswered = true;
        }

        break;
      case 'older':
      case 'refused':
      case 'unavailable':
        break;
    }
  }

  #compare(
    watch: MarketWatch,
    look: Look,
    {kind, books}: Extract<Examination, {kind: 'agrees' | 'differs'}>,
    nowUs: number,
  ): void {
    const views = this.#viewsOf(watch);
    const agrees = kind === 'agrees';
    if (agrees) watch.confirmedUs = nowUs;
    const isHeard = look.events.length > 0;
    const isIn = (...states: readonly TrustState[]): boolean =>
      views.some(({trust: {state}}) => states.includes(state));

    if (this.#lineOf(watch)?.active?.isOpen !== true) {
      this.#adopt(watch, books, 'STALE', 'polled', nowUs);
    } else if (isIn('WAITING', 'STALE') && views.some(({needsSnapshot}) => needsSnapshot)) {
      // Books on a socket that has brought nothing at all are REST's and no more.
      if (isHeard || this.#lineHeardUs(watch) > 0) this.#adoptAsLive(watch, look, books, nowUs);
      else this.#adopt(watch, books, 'STALE', 'polled', nowUs);
    } else if (isIn('STALE')) {
      const isExplained = views.every(
        ({trust: {state, reason}}) => state !== 'STALE' || EXPLAINED_BY_AGREEMENT.includes(reason),
      );
      if (isHeard) this.#adoptAsLive(watch, look, books, nowUs);
      else if (agrees && isExplained) this.#confirm(watch, views, nowUs);
      else this.#adopt(watch, books, 'STALE', 'polled', nowUs);
    } else if (isIn('SUSPECT', 'UNPROVEN', 'RESYNC', 'WAITING')) {
      this.#adoptAsLive(watch, look, books, nowUs);
    } else if (!isHeard && agrees) {
      this.#confirm(watch, views, nowUs);
    } else if (!isHeard) {
      watch.contradiction = {sinceUs: nowUs, books};
    }
  }

  /** REST has the same book: there is nothing to say. */
  #confirm(watch: MarketWatch, views: readonly BookView[], nowUs: number): void {
    const reason =
      watch.fate === 'paused' ? 'market_paused' : this.#isRestart ? 'weekly_restart' : 'none';
    for (const view of views) this.#mark(view, 'QUIET', reason, nowUs);
    const line = this.#lineOf(watch);
    if (nowUs - this.#lineHeardUs(watch) >= QUIET_LINE_US) line?.confirmSilence();
  }

  #adoptAsLive(watch: MarketWatch, look: Look, books: OrderBookStore, nowUs: number): void {
    const isProvenBySocket = look.events.some(
      ({kind}) => kind === 'price_change' || kind === 'book_snapshot',
    );
    this.#adopt(watch, books, 'LIVE', isProvenBySocket ? 'none' : 'from_rest', nowUs);
  }

  #adopt(
    watch: MarketWatch,
    books: OrderBookStore,
    state: TrustState,
    reason: TrustReason,
    nowUs: number,
  ): void {
    const {loop} = this.#options;
    const isOpen = this.#lineOf(watch)?.active?.isOpen === true;
    loop.store.takeOver(books, watch.conditionId, nowUs, {staysDeaf: !isOpen});
    for (const view of this.#viewsOf(watch)) this.#mark(view, state, reason, nowUs);
    loop.onBooksReplaced(watch.conditionId);
  }

  #resync(watch: MarketWatch, view: BookView, reason: TrustReason, nowUs: number): void {
    if (view.trust.state !== 'RESYNC') watch.resyncedFrom.set(view.assetId, view.trust);
    this.#mark(view, 'RESYNC', reason, nowUs);
  }

  #mark({assetId}: BookView, state: TrustState, reason: TrustReason, nowUs: number): void {
    this.#options.loop.store.mark(assetId, state, reason, nowUs);
  }

  /** A market that is over frees its place on the socket, unless that would leave nothing there. */
  #release(watch: MarketWatch): void {
    const line = this.#lineOf(watch);
    if (line !== undefined && line.assetIds.size > watch.assetIds.length) {
      this.#options.pool.unsubscribe(watch.assetIds);
    }
  }
}
