// The one way in for frames, whether a socket or a recording brings them: decode, apply, judge,
// measure. Everything that follows from a frame happens before the next one is looked at.

import type {Clock} from '../domain/clock.js';
import type {
  ControlFrame,
  DecodedFrame,
  DecodeIssue,
  FeedEvent,
  TradeEvent,
} from '../domain/feed-event.js';
import type {AssetId, ConditionId, Market} from '../domain/market.js';
import type {
  BookRecord,
  StatusRecord,
  StreamRecord,
  SummaryRecord,
  TradeRecord,
} from '../domain/record.js';
import type {Trust, TrustState} from '../domain/trust.js';
import {OrderFlow} from '../flow/order-flow.js';
import {RecordedFlow} from '../flow/recorded-flow.js';
import type {LatencyBoard} from '../metrics/latency-board.js';
import type {Judgement} from '../orderbook/judgement.js';
import {OrderBookStore} from '../orderbook/order-book-store.js';
import {decodeFrame} from '../protocol/decode-frame.js';
import {MAX_ASSETS, MAX_TRADES} from '../snapshot/layout.js';
import {AssetRegistry} from './asset-registry.js';
import {toBookRecord} from './book-record.js';
import {DatedEvents, kindOf} from './dated-events.js';
import {IngestMetrics} from './ingest-metrics.js';
import type {LoopObserver, MarketState} from './loop-observer.js';
import type {NamedAsset} from './messages.js';
import {RecentTrades} from './recent-trades.js';
import {TradeTape} from './trade-tape.js';

export type IngestLoopOptions = {
  readonly clock: Clock;
  /** A replay does not know beforehand which assets it holds. */
  readonly adoptUnknownAssets: boolean;
  /** Levels a side in records. */
  readonly depth: number;
  /** Where every record goes; undefined where nobody wants them. */
  readonly onRecord: ((record: StreamRecord) => void) | undefined;
  readonly onAssets: (assets: readonly NamedAsset[]) => void;
  readonly onIssue: (issue: DecodeIssue) => void;
  /** Told once: a recording holds more assets than shared memory has room for; the rest is ignored. */
  readonly onFull?: (maxAssets: number) => void;
  readonly onTrust: (assetId: AssetId, trust: Trust) => void;
  /** Where the stages are recorded; memory of its own where nobody else reads them. */
  readonly board?: LatencyBoard;
  /** Whether it is followed what becomes of each level; default: true. */
  readonly followsFlow?: boolean;
  /** Whether time, for what becomes of levels, is that of the messages instead of receipt; default: no. */
  readonly isRecorded?: boolean;
  /** Who writes down what happens in the markets. */
  readonly observer?: LoopObserver | undefined;
};

/** Who looks at frames as they came. The bytes are the socket's: what is to be kept has to be copied. */
export type FrameTap = (
  frame: Uint8Array,
  decoded: DecodedFrame,
  tsRecvUs: number,
  wallMs: number | undefined,
) => void;

/** What a frame was: `notice` is about markets of the whole exchange, and no sign of life. */
export type FrameKind = 'data' | 'notice' | ControlFrame;

/** Whether an event is for the books; whoever keeps it back deals with it otherwise. */
export type Gate = (event: FeedEvent, tsRecvUs: number) => boolean;

export class IngestLoop {
  readonly #options: IngestLoopOptions;
  readonly #told = new Map<AssetId, Trust>();
  readonly #recentTrades = new RecentTrades();
  readonly #dated = new DatedEvents();
  #verifyUs = 0;
  /** Undefined while nobody looks. */
  tap: FrameTap | undefined;
  readonly registry = new AssetRegistry();
  readonly metrics: IngestMetrics;
  readonly tape = new TradeTape(MAX_TRADES);
  readonly flow: OrderFlow | RecordedFlow;
  readonly store: OrderBookStore;

  constructor(options: IngestLoopOptions) {
    this.#options = options;
    this.metrics = new IngestMetrics(options.board);
    this.flow = options.isRecorded === true ? new RecordedFlow() : new OrderFlow();
    this.store = new OrderBookStore({
      adoptUnknownAssets: options.adoptUnknownAssets,
      maxAdopted: MAX_ASSETS,
      onFull: () => {
        this.metrics.issues++;
        options.onFull?.(MAX_ASSETS);
      },
      onJudged: (judgement) => {
        this.#writeBook(judgement);
      },
      timeProof: (prove) => this.#timeProof(prove),
      ...(options.followsFlow !== false && {
        observe: (assetId, market, nowUs) => this.flow.observe(assetId, market, nowUs),
      }),
    });
  }

  watch(markets: readonly Market[], nowUs: number): void {
    const added: NamedAsset[] = [];
    for (const {conditionId, outcomes, tickSize, minOrderSize, negRisk, status} of markets) {
      for (const {assetId} of outcomes) {
        const facts = {tickSize, minOrderSize, negRisk};
        this.store.watch({assetId, market: conditionId, ...facts}, nowUs);
        const asset = this.registry.add(assetId, conditionId);
        if (asset !== undefined) added.push(asset);
      }

      this.#options.observer?.onWatch(conditionId, status);
    }

    if (added.length === 0) return;
    this.#options.onAssets(added);
    this.#tellTrust(added.map(({assetId}) => assetId));
  }

  /** Forgets everything about these markets. What still comes of them is nobody's. */
  unwatch(markets: readonly ConditionId[]): void {
    for (const market of markets) {
      for (const assetId of this.store.assetsOf(market)) {
        this.store.unwatch(assetId);
        this.registry.remove(assetId);
        this.#told.delete(assetId);
      }

      this.tape.forget(market);
      this.flow.forget(market);
      this.#dated.forget(market);
    }
  }

  /**
   * Takes one frame. `wallMs` is the wall clock at receipt, undefined where a recording does not
   * say; then it tells nothing of the feed's latency.
   */
  onFrame(frame: Uint8Array, tsRecvUs: number, wallMs: number | undefined, gate?: Gate): FrameKind {
    const {clock} = this.#options;
    const {metrics} = this;
    const startUs = clock.nowUs();
    const decoded = decodeFrame(frame);
    this.tap?.(frame, decoded, tsRecvUs, wallMs);
    const {events, issues, control} = decoded;
    if (control !== undefined) return control;
    const decodedUs = clock.nowUs();
    metrics.countFrame(frame.length, tsRecvUs);
    if (wallMs !== undefined) metrics.noteClocks(tsRecvUs, wallMs);
    for (const issue of issues) {
      metrics.issues++;
      this.#options.onIssue(issue);
    }

    this.#verifyUs = 0;
    for (const event of events) {
      if (gate === undefined || gate(event, tsRecvUs)) this.#onEvent(event, tsRecvUs, wallMs);
    }

    const endUs = clock.nowUs();
    const kind = events[0] === undefined ? 'other' : kindOf(events[0]);
    metrics.record('decode', decodedUs - startUs, tsRecvUs, kind);
    metrics.record('apply', endUs - decodedUs - this.#verifyUs, tsRecvUs, kind);
    metrics.record('pipeline', endUs - tsRecvUs - this.#verifyUs, tsRecvUs, kind);
    if (this.#verifyUs > 0) metrics.record('verify', this.#verifyUs, tsRecvUs, kind);
    if (!events.some(isOfOneMarket)) return 'notice';
    metrics.lastDataUs = tsRecvUs;
    return 'data';
  }

  /** The socket that fed these markets is gone: no book is to be believed until its next snapshot. */
  onConnectionLost(markets: readonly ConditionId[], nowUs: number): void {
    this.store.invalidate(markets, 'reconnecting', nowUs);
    for (const market of markets) this.tellTrust(market);
  }

  /** A market's books were replaced as a whole, by another way than its messages. */
  onBooksReplaced(market: ConditionId): void {
    this.tellTrust(market);
    this.#options.observer?.onBook(market, undefined);
    if (this.#options.onRecord === undefined) return;
    for (const assetId of this.store.assetsOf(market)) {
      const view = this.store.book(assetId);
      if (view?.book.hasSnapshot !== true || view.heldUntilUs !== undefined) continue;
      const {hash, trust} = view;
      this.#options.onRecord(toBookRecord(view, hash, hashOkOf(trust), this.#options.depth));
    }
  }

  /** Tells of the market's books what has not been told of their trust. */
  tellTrust(market: ConditionId): void {
    this.#tellTrust(this.store.assetsOf(market));
  }

  /** What a market has become, as a word of the exchange's, and who has won it. */
  tellMarket(market: ConditionId, state: MarketState, winner: string | undefined): void {
    const reason = winner === undefined ? undefined : `${winner} won`;
    this.#writeStatus({type: 'status', scope: 'market', id: market, state, reason});
    this.#options.observer?.onState(market, state, winner);
    this.tellTrust(market);
  }

  /** The input is over: what is still open of a batch will not be completed. */
  onEnd(nowUs: number): void {
    this.store.endBatches(nowUs);
    this.#tellTrust(this.store.assetIds());
  }

  /** Takes its time from the caller: a batch that is not complete by now is no longer LIVE. */
  checkPending(nowUs: number): void {
    this.store.checkPending(nowUs);
    this.flow.expire(nowUs);
    this.#tellTrust(this.store.assetIds());
  }

  /**
   * Records of all books that have had a snapshot, in the order of the registry. One that is LIVE
   * and in the middle of a batch is left out: in a moment it is whole again, or no longer LIVE.
   */
  dump(): BookRecord[] {
    return [...this.registry.assets].flatMap(({assetId}) => {
      const view = this.store.book(assetId);
      if (view?.book.hasSnapshot !== true) return [];
      if (view.heldUntilUs !== undefined) return [];
      return [toBookRecord(view, view.hash, hashOkOf(view.trust), this.#options.depth)];
    });
  }

  toSummary(dropped: number): SummaryRecord {
    const {frames, events, issues, reconnects} = this.metrics;
    const {books, batches, verified, hashFailed, bboFailed, crossed, ignored} = this.store.counters;
    return {
      type: 'summary',
      frames,
      events,
      books,
      batches,
      verified,
      hashFailed,
      bboFailed,
      crossed,
      ignored,
      issues,
      dropped,
      reconnects,
    };
  }

  #onEvent(event: FeedEvent, tsRecvUs: number, wallMs: number | undefined): void {
    this.metrics.events++;
    const isWatched = event.kind === 'trade' && this.registry.indexOf(event.assetId) !== undefined;
    if (isWatched && !this.#recentTrades.add(event)) return;
    const isFirstBook = event.kind === 'book_snapshot' && !this.#isTrusted(event.assetId);
    if (this.flow instanceof RecordedFlow) this.flow.pass(event);
    this.store.apply(event, tsRecvUs);
    this.#recordFeed(event, tsRecvUs, wallMs, isFirstBook);
    switch (event.kind) {
      case 'trade': {
        this.#touch(event.market);
        const assetIndex = this.registry.indexOf(event.assetId);
        if (assetIndex === undefined) break;
        // Told of a market that is not this asset's, it would open a tape for each that it names.
        if (this.registry.at(assetIndex)?.market !== event.market) break;
        this.tape.add(event, assetIndex);
        this.flow.trade(event, tsRecvUs);
        this.#options.observer?.onTrade(event);
        this.#options.onRecord?.(toTradeRecord(event));
        break;
      }

      case 'price_change':
      case 'book_snapshot':
        this.#touch(event.market);
        this.#options.observer?.onBook(event.market, event.timestampMs);
        break;
      case 'tick_size_change':
        this.#touch(event.market);
        this.#options.observer?.onTick(event);
        break;
      case 'best_prices':
        this.#touch(event.market);
        break;
      case 'market_resolved':
        this.#resolve(event.market, event.winningOutcome);
        break;
      case 'new_market':
        break;
    }
  }

  #recordFeed(
    event: FeedEvent,
    tsRecvUs: number,
    wallMs: number | undefined,
    isFirstBook: boolean,
  ): void {
    if (wallMs === undefined || !isOfOneMarket(event)) return;
    if (this.store.assetsOf(event.market).length === 0) return; // Nobody watches it.
    if (!this.#dated.tellsLatency(event, tsRecvUs, isFirstBook)) return;
    this.metrics.recordFeed(kindOf(event), event.timestampMs, tsRecvUs, wallMs);
  }

  /** Whether the asset's book is one that the feed keeps up to date. */
  #isTrusted(assetId: AssetId): boolean {
    const view = this.store.book(assetId);
    if (view?.book.hasSnapshot !== true) return false;
    return !NOT_KEPT_UP.has(view.trust.state);
  }

  /** Gives the market's new assets their index and tells whose trust has changed. */
  #touch(market: ConditionId): void {
    const assetIds = this.store.assetsOf(market);
    if (this.#options.adoptUnknownAssets) {
      for (const assetId of assetIds) {
        const asset = this.registry.add(assetId, market);
        if (asset !== undefined) this.#options.onAssets([asset]);
      }
    }

    this.#tellTrust(assetIds);
  }

  #resolve(market: ConditionId, winningOutcome: string | undefined): void {
    const assetIds = this.store.assetsOf(market);
    if (assetIds.length === 0) return; // Told of every market of the exchange.
    // Every socket of the session tells it.
    if (this.#told.get(assetIds[0]!)?.state === 'RESOLVED') return;
    this.tellMarket(market, 'resolved', winningOutcome);
  }

  #tellTrust(assetIds: readonly AssetId[]): void {
    for (const assetId of assetIds) {
      const trust = this.store.book(assetId)?.trust;
      const told = this.#told.get(assetId);
      if (trust === undefined || trust === told) continue;
      this.#told.set(assetId, trust);
      if (trust.state === told?.state && trust.reason === told.reason) continue;
      this.#options.onTrust(assetId, trust);
      this.#options.observer?.onTrust(assetId, trust);
      const reason = trust.reason === 'none' ? undefined : trust.reason;
      this.#writeStatus({type: 'status', scope: 'book', id: assetId, state: trust.state, reason});
    }
  }

  #writeStatus(record: StatusRecord): void {
    this.#options.onRecord?.(record);
  }

  #writeBook({assetId, hash, hashOk}: Judgement): void {
    const {onRecord, depth} = this.#options;
    if (onRecord === undefined) return;
    const view = this.store.book(assetId);
    if (view !== undefined) onRecord(toBookRecord(view, hash, hashOk, depth));
  }

  #timeProof<T>(prove: () => T): T {
    const startUs = this.#options.clock.nowUs();
    const result = prove();
    this.#verifyUs += this.#options.clock.nowUs() - startUs;
    return result;
  }
}

/** Books whose next snapshot replaces what was missed meanwhile. */
const NOT_KEPT_UP: ReadonlySet<TrustState> = new Set(['WAITING', 'STALE', 'RESYNC', 'RESOLVED']);

/**
 * Notices of new and resolved markets come from the whole exchange, also over a socket that brings
 * nothing of the books it was asked for: they are no sign of life.
 */
function isOfOneMarket({kind}: FeedEvent): boolean {
  return kind !== 'new_market' && kind !== 'market_resolved';
}

function toTradeRecord(event: TradeEvent): TradeRecord {
  const {market, assetId, timestampMs, price, size, side, transactionHash} = event;
  return {type: 'trade', assetId, market, timestampMs, price, size, side, transactionHash};
}

/** What the newest judgement said of the hash, as far as the trust that it gave tells. */
function hashOkOf({state, reason}: Trust): boolean | undefined {
  if (state === 'LIVE') return true;
  return reason === 'hash_mismatch' || reason === 'hash_never_matched' ? false : undefined;
}
