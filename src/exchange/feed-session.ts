import type {AssetId} from '../domain/market.js';
import {NO_NEW_ASSETS_TEXT, PING_TEXT, PONG_TEXT} from '../protocol/encode-command.js';
import type {ClientSocket} from './client-socket.js';
import {decodeClientCommand, type ClientCommand} from './client-command.js';
import {encodeInitialBook} from './encode-frame.js';
import type {Silence} from './faults/fault.js';
import type {FaultDirector} from './faults/fault-director.js';
import type {ExchangeFrame} from './market-process.js';
import type {SimulatedExchange} from './simulated-exchange.js';

/** A client that reads so much too slowly is dropped, as any real server would. */
const MAX_BUFFERED_BYTES = 64 * 1024 * 1024;

export type SessionLimits = {
  /** A client that has subscribed to nothing is sent away after this. */
  readonly subscriptionTimeoutMs: number;
  /** A client is dropped so long after its last PING. */
  readonly pingTimeoutMs: number;
};

/** What a session sent, counted for all sessions together. */
export type SentCounters = {
  framesSent: number;
  bytesSent: number;
};

/** One client of the market channel: what it subscribed to, and whether it is still alive. */
export class FeedSession {
  readonly socket: ClientSocket;
  readonly #exchange: SimulatedExchange;
  readonly #limits: SessionLimits;
  readonly #faults: FaultDirector;
  readonly #counters: SentCounters;
  readonly #assetIds = new Set<AssetId>();
  readonly #openedMs: number;
  #lastPingMs: number;
  #hasSubscribed = false;
  #hasCustomFeatures = false;

  /** All times of a session are monotonic, in ms. */
  constructor(
    socket: ClientSocket,
    exchange: SimulatedExchange,
    limits: SessionLimits,
    faults: FaultDirector,
    counters: SentCounters,
    nowMs: number,
  ) {
    this.socket = socket;
    this.#exchange = exchange;
    this.#limits = limits;
    this.#faults = faults;
    this.#counters = counters;
    this.#openedMs = nowMs;
    this.#lastPingMs = nowMs;
  }

  receive(text: string, nowMs: number): void {
    if (text === PING_TEXT) {
      this.#lastPingMs = nowMs;
      if (this.#silence !== 'all') this.#send(PONG_TEXT);
      return;
    }

    const command = decodeClientCommand(text);
    if (command === undefined) return;
    if (command.kind === 'subscribe') this.#subscribe(command);
    else for (const assetId of command.assetIds) this.#assetIds.delete(assetId);
  }

  /** Whether a frame of the feed is for this client. */
  wants({kind, assetId, market}: ExchangeFrame): boolean {
    if (kind === 'announcement') return this.#hasCustomFeatures;
    if (this.#assetIds.size === 0) return false;
    if (kind === 'best_prices' && !this.#hasCustomFeatures) return false;
    if (assetId !== undefined) return this.#assetIds.has(assetId);
    // Entries of both assets come in one frame, whichever of them was subscribed.
    const listing = this.#exchange.catalogue.marketOfCondition(market);
    return listing !== undefined && this.isSubscribedTo(listing.assetIds);
  }

  /** Whether it is subscribed to one of these at least. */
  isSubscribedTo(assetIds: readonly AssetId[]): boolean {
    return assetIds.some((id) => this.#assetIds.has(id));
  }

  /** Sends what is data, or an answer that only the feed itself can give. */
  sendData(text: string): void {
    if (this.#silence === 'none') this.#send(text);
  }

  /** Ends the session where the client has broken a rule of the channel. */
  check(nowMs: number): void {
    if (this.#isStalled(nowMs)) return;
    const {subscriptionTimeoutMs, pingTimeoutMs} = this.#limits;
    if (!this.#hasSubscribed && nowMs - this.#openedMs > subscriptionTimeoutMs) {
      this.socket.close(1000);
    } else if (
      nowMs - this.#lastPingMs > pingTimeoutMs ||
      this.socket.bufferedAmount > MAX_BUFFERED_BYTES
    ) {
      this.socket.terminate();
    }
  }

  #subscribe(command: ClientCommand): void {
    this.#hasSubscribed = true;
    // The flag is for the connection, and counts even where the assets are old.
    this.#hasCustomFeatures = command.wantsCustomFeatures ?? this.#hasCustomFeatures;

    // Unknown assets are met with silence.
    const known = [...new Set(command.assetIds)].flatMap((assetId) => {
      const book = this.#exchange.bookState(assetId);
      return book === undefined ? [] : [book];
    });
    const added = known.filter((book) => !this.#assetIds.has(book.assetId));
    for (const {assetId} of added) this.#assetIds.add(assetId);
    if (known.length > 0 && added.length === 0) this.sendData(NO_NEW_ASSETS_TEXT);
    const given = added.filter(({market}) => !this.#faults.withholdsFirstBook(market));
    if (given.length > 0 && command.wantsBooks) {
      this.sendData(this.#faults.rewrite(`[${given.map(encodeInitialBook).join(', ')}]`));
    }
  }

  get #silence(): Silence {
    return this.#faults.silenceOf(this.#openedMs);
  }

  /** A half-open connection is not even read, and nobody minds that its PING does not come. */
  #isStalled(nowMs: number): boolean {
    const isStalled = this.#silence === 'all';
    if (isStalled) this.socket.pause();
    else if (this.socket.isPaused) {
      this.#lastPingMs = nowMs;
      this.socket.resume();
    }

    return isStalled;
  }

  #send(text: string): void {
    this.#counters.framesSent++;
    this.#counters.bytesSent += Buffer.byteLength(text);
    this.socket.send(text);
  }
}
