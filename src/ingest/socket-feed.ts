// The books of a live session: lines to the exchange, what they bring, and who watches over it. Every
// frame comes in here; `watchdog.ts` asks REST where the sockets fall silent or are wrong.

import {FeedPool} from '../connection/feed-pool.js';
import type {FeedPoolOptions} from '../connection/feed-pool.js';
import type {FeedLine} from '../connection/feed-line.js';
import type {FeedSocket} from '../connection/feed-socket.js';
import type {ConnectionState} from '../domain/connection-state.js';
import type {FeedEvent} from '../domain/feed-event.js';
import type {AssetId, ConditionId, Market} from '../domain/market.js';
import {HandOver} from './hand-over.js';
import type {IngestLoop} from './ingest-loop.js';
import type {RestSource} from './rest-source.js';
import {Watchdog} from './watchdog.js';
import type {WatchdogLog} from './watchdog.js';

const TICK_US = 1_000_000;

export type SocketFeedOptions = Pick<
  FeedPoolOptions,
  'open' | 'clock' | 'timers' | 'random' | 'limits' | 'maxAssetsPerLine'
> & {
  readonly loop: IngestLoop;
  /** Undefined where there is nobody to ask. */
  readonly rest: RestSource | undefined;
  readonly onState: (line: FeedLine, state: ConnectionState) => void;
  /** Something is different from what was published last. */
  readonly onChange: () => void;
  readonly log: WatchdogLog;
};

export class SocketFeed {
  readonly pool: FeedPool;
  readonly #options: SocketFeedOptions;
  readonly #watchdog: Watchdog;
  readonly #handOvers = new Map<FeedLine, HandOver>();
  #cancelTick: () => void;

  constructor(options: SocketFeedOptions) {
    const {clock, timers, random, limits, maxAssetsPerLine, open, loop, rest, log} = options;
    this.#options = options;
    this.pool = new FeedPool({
      open,
      clock,
      timers,
      random,
      limits,
      maxAssetsPerLine,
      onFrame: (line, socket, frame, tsRecvUs, wallMs) => {
        this.#onFrame(line, socket, frame, tsRecvUs, wallMs);
      },
      onState: (line, state) => {
        if (state.phase === 'awaiting_snapshot') this.#watchdog.onOpened(line, clock.nowUs());
        loop.metrics.reconnects = this.pool.reconnects;
        options.onState(line, state);
      },
      onSuccessor: (line, successor) => {
        if (successor === undefined) this.#onAbandoned(line);
        else this.#beginHandOver(line);
      },
      onLost: (line) => {
        this.#onLost(line);
      },
    });
    this.#watchdog = new Watchdog({clock, loop, pool: this.pool, rest, log});
    this.#cancelTick = this.#scheduleTick();
  }

  /** Watches markets that the loop knows. */
  watch(markets: readonly Market[]): void {
    const nowUs = this.#options.clock.nowUs();
    this.#watchdog.watch(markets, nowUs);
    this.pool.subscribe(markets.map(({outcomes}) => outcomes.map(({assetId}) => assetId)));
    for (const {conditionId, outcomes} of markets) {
      const line = this.pool.lineOf(outcomes[0].assetId);
      if (line !== undefined) this.#handOvers.get(line)?.add(conditionId, nowUs);
    }
  }

  /** To be told before the loop is: the exchange need not send them any more. */
  unwatch(markets: readonly ConditionId[]): void {
    const {store} = this.#options.loop;
    const before = this.pool.lines;
    this.#watchdog.unwatch(markets);
    for (const handOver of this.#handOvers.values()) {
      for (const market of markets) handOver.drop(market);
    }

    this.pool.unsubscribe(markets.flatMap((market) => store.assetsOf(market)));
    for (const line of before) {
      if (this.pool.lines.includes(line)) continue;
      this.#handOvers.delete(line);
      this.#watchdog.forgetLine(line);
    }
  }

  /** The socket that feeds a book now: while one takes over from another, not all have passed yet. */
  socketOf(assetId: AssetId): FeedSocket | undefined {
    const line = this.pool.lineOf(assetId);
    const handOver = line && this.#handOvers.get(line);
    const market = this.#options.loop.store.book(assetId)?.conditionId;
    const hasPassed = handOver !== undefined && market !== undefined && !handOver.isWaiting(market);
    return hasPassed ? line?.successor : line?.active;
  }

  /** The user wants a book anew. */
  resync(assetId: AssetId): void {
    this.#watchdog.request(assetId, this.#options.clock.nowUs());
    this.#options.onChange();
  }

  async close(): Promise<void> {
    this.#cancelTick();
    this.#watchdog.close();
    await this.pool.close();
  }

  #scheduleTick(): () => void {
    return this.#options.timers.after(TICK_US, () => {
      this.#tick();
      this.#cancelTick = this.#scheduleTick();
    });
  }

  #tick(): void {
    const {clock, loop, onChange} = this.#options;
    const nowUs = clock.nowUs();
    loop.checkPending(nowUs);
    for (const [line, handOver] of this.#handOvers) {
      handOver.advance(nowUs);
      this.#promoteIfComplete(line, handOver);
    }

    this.#watchdog.tick(nowUs, clock.wallMs());
    onChange();
  }

  #onFrame(
    line: FeedLine,
    socket: FeedSocket,
    frame: Uint8Array,
    tsRecvUs: number,
    wallMs: number,
  ): void {
    const {loop, onChange} = this.#options;
    const handOver = this.#handOvers.get(line);
    const gate = (event: FeedEvent): boolean =>
      this.#admits(line, socket, handOver, event, tsRecvUs);
    const kind = loop.onFrame(frame, tsRecvUs, wallMs, gate, socket.epoch);
    if (handOver !== undefined) this.#promoteIfComplete(line, handOver);
    if (socket === line.active) this.#onActiveFrame(kind, line, socket, tsRecvUs);
    onChange();
  }

  #onActiveFrame(
    kind: ReturnType<IngestLoop['onFrame']>,
    line: FeedLine,
    socket: FeedSocket,
    tsRecvUs: number,
  ): void {
    const {loop} = this.#options;
    switch (kind) {
      case 'data':
        this.#watchdog.onData(line, tsRecvUs);
        line.noteData(tsRecvUs);
        break;
      case 'pong': {
        const pingUs = socket.takePingUs(tsRecvUs);
        if (pingUs !== undefined) loop.onPing(pingUs, tsRecvUs);
        break;
      }

      case 'no_new_assets':
        // What was asked for is subscribed already, and its book will not be sent again.
        this.#watchdog.requestMissing(line);
        break;
      case 'notice':
        break;
    }
  }

  /** Whether the books take an event from this socket, now. */
  #admits(
    line: FeedLine,
    socket: FeedSocket,
    handOver: HandOver | undefined,
    event: FeedEvent,
    tsRecvUs: number,
  ): boolean {
    const isActive = socket === line.active;
    if (event.kind === 'market_resolved' || event.kind === 'new_market') {
      if (isActive && event.kind === 'market_resolved') this.#watchdog.onResolved(event.market);
      return isActive;
    }

    const isOfSuccessor = socket === line.successor;
    const isTaken = isOfSuccessor && handOver?.take(event, tsRecvUs) === true;
    // Old and new socket may bring the same trades, and the loop knows those that it has had.
    if (event.kind === 'trade') return true;
    if (isTaken || !(isActive || isOfSuccessor)) return false;
    if (isActive && handOver?.admitsOld(event.market) === false) {
      // The new book is about to come; what the old socket says is in it.
      if (handOver.isWaiting(event.market)) this.#markReplacing(event.market, tsRecvUs);
      return false;
    }

    this.#watchdog.onEvent(event, tsRecvUs);
    return true;
  }

  #markReplacing(market: ConditionId, nowUs: number): void {
    const {store} = this.#options.loop;
    for (const assetId of store.assetsOf(market)) {
      if (store.book(assetId)?.trust.state === 'LIVE') {
        store.mark(assetId, 'RESYNC', 'reconnecting', nowUs);
      }
    }
  }

  #beginHandOver(line: FeedLine): void {
    const {clock, loop} = this.#options;
    const markets = this.#watchdog.marketsOf(line);
    const handOver = new HandOver(loop.store, markets, clock.nowUs(), (market, nowUs) => {
      this.#watchdog.onHandedOver(market, nowUs);
      loop.onBooksReplaced(market);
    });
    this.#handOvers.set(line, handOver);
  }

  #promoteIfComplete(line: FeedLine, handOver: HandOver): void {
    if (!handOver.isComplete || this.#handOvers.get(line) !== handOver) return;
    this.#handOvers.delete(line);
    line.promote();
  }

  /** The successor is gone, and with it what it had to bring. */
  #onAbandoned(line: FeedLine): void {
    const handOver = this.#handOvers.get(line);
    this.#handOvers.delete(line);
    if (handOver?.hasBegun !== true) return;
    // Some markets have passed already, and the others were kept from the old socket.
    this.#invalidate(line, this.#watchdog.marketsOf(line));
  }

  #onLost(line: FeedLine): void {
    const {clock} = this.#options;
    const handOver = this.#handOvers.get(line);
    this.#handOvers.delete(line);
    const markets = this.#watchdog.marketsOf(line);
    this.#invalidate(
      line,
      markets.filter((market) => handOver?.isWaiting(market) !== false),
    );
    handOver?.finish(clock.nowUs());
  }

  #invalidate(line: FeedLine, markets: readonly ConditionId[]): void {
    const nowUs = this.#options.clock.nowUs();
    this.#options.loop.onConnectionLost(markets, nowUs);
    this.#watchdog.onInvalidated(line, markets, nowUs);
  }
}
