// Gathers the newest state of the ingest thread and writes it into shared memory.

import type {ConnectionState} from '../domain/connection-state.js';
import type {AssetId} from '../domain/market.js';
import {parsePrice} from '../domain/price.js';
import type {SizeMicros} from '../domain/size.js';
import type {Counters, TopOfBook} from '../domain/snapshot.js';
import type {BookView} from '../orderbook/watched-book.js';
import {MAX_FLOW_LEVELS, MAX_VOLUME_PRICES} from '../snapshot/layout.js';
import {writeSnapshot} from '../snapshot/snapshot-writer.js';
import type {FocusSource} from '../snapshot/snapshot-writer.js';
import type {TripleBufferWriter} from '../snapshot/triple-buffer.js';
import type {IngestLoop} from './ingest-loop.js';

const NO_SIZE = 0 as SizeMicros;

const FLOW_LIMITS = {levels: MAX_FLOW_LEVELS, prices: MAX_VOLUME_PRICES};

export type LineView = {
  readonly state: ConnectionState;
  readonly active: {readonly epoch: number; readonly isOpen: boolean} | undefined;
};

export type SnapshotPublisherOptions = {
  readonly loop: IngestLoop;
  readonly writer: TripleBufferWriter;
  readonly focus: () => AssetId | undefined;
  /** All lines to the exchange, and the one that feeds the book in focus. */
  readonly lines: () => readonly LineView[];
  readonly lineOfFocus: () => LineView | undefined;
  /** What the feed's times are of, and how fast it runs; default: the clock that it is published by. */
  readonly feedClock?: () => {readonly nowUs: number; readonly rate: number};
  /** What this thread uses; asked at every publish. */
  readonly heapBytes: () => number;
};

export class SnapshotPublisher {
  readonly #options: SnapshotPublisherOptions;
  /** By asset index, as last seen at the end of a batch. */
  readonly #tops: TopOfBook[] = [];
  #sequence = 0;

  constructor(options: SnapshotPublisherOptions) {
    this.#options = options;
  }

  publish(publishedUs: number): void {
    const {loop, writer, focus, lines, lineOfFocus, heapBytes, feedClock} = this.#options;
    const {nowUs, rate} = feedClock?.() ?? {nowUs: publishedUs, rate: 1};
    const {metrics, store} = loop;
    const line = lineOfFocus();
    const state = line?.state ?? {phase: 'idle'};
    const clock = metrics.clockOffset(nowUs);
    this.#refreshTops();
    const focused = focus();
    const view = focused === undefined ? undefined : store.book(focused);
    writer.publish((slot) => {
      writeSnapshot(slot, {
        sequence: ++this.#sequence,
        publishedUs,
        feedUs: nowUs,
        feedRate: rate,
        connection: {
          phase: state.phase,
          attempt: 'attempt' in state ? state.attempt : 0,
          sinceUs: 'sinceUs' in state ? state.sinceUs : 0,
          retryAtUs: state.phase === 'backing_off' ? state.retryAtUs : 0,
          lastDataUs: metrics.lastDataUs,
          epoch: line?.active?.epoch ?? 0,
          lines: lines().length,
          linesUp: lines().filter(({active}) => active?.isOpen === true).length,
        },
        pingMs: metrics.pingMs,
        clockOffsetMs: clock.offsetMs,
        clockUncertaintyMs: clock.uncertaintyMs,
        framesPerS: metrics.framesPerS(nowUs),
        bytesPerS: metrics.bytesPerS(nowUs),
        ingestHeapBytes: heapBytes(),
        counters: this.#counters(),
        focus: view === undefined ? undefined : this.#focusOf(view),
        tops: this.#tops,
        trades: view === undefined ? [] : loop.tape.of(view.conditionId),
        largeTrades: view === undefined ? [] : loop.tape.largeBefore(view.conditionId),
        flow: view === undefined ? undefined : loop.flow.read(view, view.book, FLOW_LIMITS, nowUs),
      });
    });
  }

  #focusOf(view: BookView): FocusSource | undefined {
    const assetIndex = this.#options.loop.registry.indexOf(view.assetId);
    if (assetIndex === undefined) return undefined;
    const {book, trust, tickSize, lastTradePrice, verified, failed} = view;
    return {
      assetIndex,
      book,
      trust,
      tickSize,
      lastTradePrice: lastTradePrice === undefined ? undefined : parsePrice(lastTradePrice),
      verified,
      failed,
    };
  }

  /** A book in the middle of its batch keeps the best prices that it had before. */
  #refreshTops(): void {
    const {store, registry} = this.#options.loop;
    for (let i = 0; i < this.#tops.length; i++) {
      if (registry.at(i) === undefined) this.#tops[i] = topOfNobody(i);
    }

    for (const {assetIndex, assetId} of registry.assets) {
      const view = store.book(assetId);
      const known = this.#tops[assetIndex];
      if (view === undefined) continue;
      const {book, trust, heldUntilUs} = view;
      if (known !== undefined) {
        if (known.updatedUs === book.updatedUs && known.trust === trust) continue;
        if (heldUntilUs !== undefined) continue;
      }

      const {bestBid, bestAsk, bids, asks, updatedUs} = book;
      this.#tops[assetIndex] = {
        assetIndex,
        bestBid,
        bidSize: bestBid === undefined ? NO_SIZE : (bids.sizeAt(bestBid) ?? NO_SIZE),
        bestAsk,
        askSize: bestAsk === undefined ? NO_SIZE : (asks.sizeAt(bestAsk) ?? NO_SIZE),
        trust,
        updatedUs,
      };
    }
  }

  #counters(): Counters {
    const {metrics, store} = this.#options.loop;
    const {frames, bytes, events, issues, reconnects} = metrics;
    const {ignored, books, trades, batches, verified, hashFailed, bboFailed, crossed} =
      store.counters;
    return {
      frames,
      bytes,
      events,
      issues,
      ignored,
      books,
      trades,
      batches,
      verified,
      hashFailed,
      bboFailed,
      crossed,
      reconnects,
    };
  }
}

/** Stands at a number that no asset has. */
function topOfNobody(assetIndex: number): TopOfBook {
  return {
    assetIndex,
    bestBid: undefined,
    bidSize: NO_SIZE,
    bestAsk: undefined,
    askSize: NO_SIZE,
    trust: {state: 'WAITING', reason: 'subscribed', sinceUs: 0},
    updatedUs: 0,
  };
}
