// One socket of the market channel under observation: it asks, and keeps what came and when.

import type {Link, OpenLink} from '../connection/transport.js';
import type {Clock} from '../domain/clock.js';
import type {AssetId, Market} from '../domain/market.js';
import type {FeedEvent} from '../domain/feed-event.js';
import {ClockOffset} from '../metrics/clock-offset.js';
import {OrderBookStore} from '../orderbook/order-book-store.js';
import {decodeFrame} from '../protocol/decode-frame.js';
import {encodeSubscription, PING_TEXT} from '../protocol/encode-command.js';

/** What a first book is worth: undefined where nothing can be said. */
export type FirstBook = {readonly levels: number; readonly hashOk: boolean | undefined};

export class FeedProbe {
  /** By asset, once each has its book. */
  readonly firstBooks = new Map<AssetId, FirstBook>();
  /** Times of the pings that were answered, in the order in which they were sent. */
  readonly pingsMs: number[] = [];
  readonly clockOffset = new ClockOffset();
  /** Messages that tell a time of now: changes and trades. */
  changes = 0;
  /** Of these, those that came before any book, which is sent first. */
  changesBeforeBook = 0;
  /** When the first books were all there. */
  booksAtUs: number | undefined;
  readonly #clock: Clock;
  readonly #open: OpenLink;
  readonly #store = new OrderBookStore({adoptUnknownAssets: false});
  readonly #waiting = new Set<() => void>();
  readonly #pingsSentUs: number[] = [];
  #assetIds: readonly AssetId[] = [];
  #link: Link | undefined;
  #isOpen = false;
  #closedReason: string | undefined;

  constructor(open: OpenLink, clock: Clock) {
    this.#open = open;
    this.#clock = clock;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Why the socket is closed; undefined while it is not. */
  get closedReason(): string | undefined {
    return this.#closedReason;
  }

  get hasBooks(): boolean {
    return this.booksAtUs !== undefined;
  }

  /** Whether a hash has proven each of the books, be it a moment after it came. */
  get isProven(): boolean {
    return this.#assetIds.every((assetId) => (this.#store.book(assetId)?.verified ?? 0) > 0);
  }

  open(): void {
    this.#link = this.#open({
      onOpen: () => {
        this.#isOpen = true;
        this.#wake();
      },
      onFrame: (frame) => {
        this.#onFrame(frame, this.#clock.nowUs(), this.#clock.wallMs());
      },
      onClosed: (reason) => {
        this.#isOpen = false;
        this.#closedReason = reason;
        this.#wake();
      },
    });
  }

  subscribe({conditionId, outcomes, tickSize, minOrderSize, negRisk}: Market): void {
    this.#assetIds = outcomes.map(({assetId}) => assetId);
    for (const assetId of this.#assetIds) {
      this.#store.watch({assetId, market: conditionId, tickSize, minOrderSize, negRisk});
    }

    this.#link?.send(encodeSubscription(this.#assetIds));
  }

  ping(): void {
    this.#pingsSentUs.push(this.#clock.nowUs());
    this.#link?.send(PING_TEXT);
  }

  /** Resolves as soon as it holds, the socket is closed, or the signal aborts. */
  async until(holds: () => boolean, signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', this.#wake);
    while (!holds() && this.#closedReason === undefined && !signal.aborted) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }

    signal.removeEventListener('abort', this.#wake);
  }

  /** Says goodbye; resolves when the socket is gone. */
  async close(): Promise<void> {
    if (this.#link === undefined || this.#closedReason !== undefined) return;
    this.#link.close();
    await this.until(() => false, new AbortController().signal);
  }

  #onFrame(frame: Uint8Array, tsRecvUs: number, wallMs: number): void {
    const {events, control} = decodeFrame(frame);
    if (control === 'pong') this.#onPong(tsRecvUs);
    for (const event of events) this.#onEvent(event, tsRecvUs, wallMs);
    this.#wake();
  }

  /** A connection keeps the order, so a PONG answers the oldest PING. */
  #onPong(tsRecvUs: number): void {
    const sentUs = this.#pingsSentUs.shift();
    if (sentUs === undefined) return;
    const pingMs = (tsRecvUs - sentUs) / 1000;
    this.pingsMs.push(pingMs);
    this.clockOffset.recordPing(pingMs, tsRecvUs);
  }

  #onEvent(event: FeedEvent, tsRecvUs: number, wallMs: number): void {
    this.#store.apply(event, tsRecvUs);
    if (event.kind === 'book_snapshot') this.#onBook(event.assetId, tsRecvUs);
    // The time of a book is that of its last change, which may be hours ago.
    if (event.kind !== 'price_change' && event.kind !== 'trade') return;
    this.changes++;
    if (this.firstBooks.size === 0) this.changesBeforeBook++;
    this.clockOffset.recordDelay(wallMs - event.timestampMs, tsRecvUs);
  }

  #onBook(assetId: AssetId, tsRecvUs: number): void {
    const view = this.#store.book(assetId);
    if (view === undefined || this.firstBooks.has(assetId) || !view.book.hasSnapshot) return;
    const hashOk = view.verified > 0 ? true : view.failed > 0 ? false : undefined;
    this.firstBooks.set(assetId, {levels: view.book.bids.count + view.book.asks.count, hashOk});
    if (this.firstBooks.size === this.#assetIds.length) this.booksAtUs = tsRecvUs;
  }

  readonly #wake = (): void => {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  };
}
