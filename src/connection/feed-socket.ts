// One socket to the market channel, from its opening to its end: what it subscribes to, its heartbeat,
// and every frame with the time at which it came. It never reconnects.

import type {AssetId} from '../domain/market.js';
import type {Clock, Timers} from '../domain/clock.js';
import {
  encodeSubscribe,
  encodeSubscription,
  encodeUnsubscribe,
  PING_TEXT,
} from '../protocol/encode-command.js';
import {PING_INTERVAL_US, PONG_TIMEOUT_US} from '../protocol/limits.js';
import type {Link, OpenLink} from './transport.js';

/**
 * The first PONG queues behind the first books, and cold code reads it: some more soon after it tell the
 * truth, and the smallest of them what the way takes without a queue.
 */
const EARLY_PINGS_US: readonly number[] = [1, 2, 3, 4, 5].map((second) => second * 1_000_000);

export type SocketLimits = {
  readonly pingIntervalUs: number;
  /** Without any frame for so long the socket is dead. */
  readonly silenceUs: number;
};

const LIMITS: SocketLimits = {pingIntervalUs: PING_INTERVAL_US, silenceUs: PONG_TIMEOUT_US};

export type FeedSocketOptions = {
  /** Counts the sockets of the session, from 1. */
  readonly epoch: number;
  readonly open: OpenLink;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly limits?: Partial<SocketLimits> | undefined;
  /** What is to be subscribed when it opens. */
  readonly assetIds: () => readonly AssetId[];
  readonly onOpen: () => void;
  /** Every text frame, control frames included; `tsRecvUs` was taken before anything else was done. */
  readonly onFrame: (frame: Uint8Array, tsRecvUs: number, wallMs: number) => void;
  /** Once, and nothing comes after it. `reason`: a sentence without a full stop. */
  readonly onClosed: (reason: string) => void;
};

export class FeedSocket {
  readonly epoch: number;
  readonly #options: FeedSocketOptions;
  readonly #limits: SocketLimits;
  readonly #link: Link;
  #phase: 'connecting' | 'open' | 'closed' = 'connecting';
  #cancels: (() => void)[] = [];
  #failure: string | undefined;
  #hasOpened = false;
  #hasSubscribed = false;
  /** When the oldest PING that has no answer yet was sent. */
  #pingSentUs: number | undefined;
  #lastFrameUs = 0;

  constructor(options: FeedSocketOptions) {
    const {clock, onFrame, onClosed} = options;
    this.epoch = options.epoch;
    this.#options = options;
    this.#limits = {...LIMITS, ...options.limits};
    this.#link = options.open({
      onOpen: () => {
        this.#onOpen();
      },
      onFrame: (frame) => {
        const tsRecvUs = clock.nowUs();
        const wallMs = clock.wallMs();
        this.#lastFrameUs = tsRecvUs;
        onFrame(frame, tsRecvUs, wallMs);
      },
      onClosed: (reason) => {
        this.#phase = 'closed';
        this.#stopTimers();
        onClosed(this.#failure ?? reason);
      },
    });
  }

  get isOpen(): boolean {
    return this.#phase === 'open';
  }

  /** Whether it was ever open, and may have brought something. */
  get hasOpened(): boolean {
    return this.#hasOpened;
  }

  get isClosed(): boolean {
    return this.#phase === 'closed';
  }

  /** Asks for more; while it is not open yet, `assetIds` says all that is wanted. */
  subscribe(assetIds: readonly AssetId[]): void {
    if (!this.isOpen || assetIds.length === 0) return;
    this.#link.send(this.#hasSubscribed ? encodeSubscribe(assetIds) : encodeSubscription(assetIds));
    this.#hasSubscribed = true;
  }

  unsubscribe(assetIds: readonly AssetId[]): void {
    if (this.isOpen && assetIds.length > 0) this.#link.send(encodeUnsubscribe(assetIds));
  }

  /** Time from a PING to its PONG, which came at `tsRecvUs`. Undefined if none is awaited. */
  takePingUs(tsRecvUs: number): number | undefined {
    if (this.#pingSentUs === undefined) return undefined;
    const pingUs = tsRecvUs - this.#pingSentUs;
    this.#pingSentUs = undefined;
    return pingUs;
  }

  /** Says goodbye. */
  close(): void {
    this.#stopTimers();
    this.#link.close();
  }

  #onOpen(): void {
    const {clock, assetIds, onOpen} = this.#options;
    this.#phase = 'open';
    this.#hasOpened = true;
    this.#lastFrameUs = clock.nowUs();
    onOpen();
    this.subscribe(assetIds());
    this.#ping();
    for (const delayUs of EARLY_PINGS_US) {
      this.#after(delayUs, () => {
        this.#ping();
      });
    }

    this.#pingAgain();
    this.#watchSilence(this.#limits.silenceUs);
  }

  #pingAgain(): void {
    this.#after(this.#limits.pingIntervalUs, () => {
      this.#ping();
      this.#pingAgain();
    });
  }

  #ping(): void {
    // A PONG that is late belongs to the oldest PING; a newer time would flatter it.
    this.#pingSentUs ??= this.#options.clock.nowUs();
    this.#link.send(PING_TEXT);
  }

  /** PONG may be queued behind data, so any frame counts as life. */
  #watchSilence(restUs: number): void {
    this.#after(restUs, () => {
      const silentUs = this.#options.clock.nowUs() - this.#lastFrameUs;
      if (silentUs < this.#limits.silenceUs) {
        this.#watchSilence(this.#limits.silenceUs - silentUs);
        return;
      }

      this.#failure = `no heartbeat for ${this.#limits.silenceUs / 1e6} s`;
      this.#link.terminate();
    });
  }

  #after(delayUs: number, run: () => void): void {
    const cancel = this.#options.timers.after(delayUs, () => {
      this.#cancels = this.#cancels.filter((other) => other !== cancel);
      run();
    });
    this.#cancels.push(cancel);
  }

  #stopTimers(): void {
    for (const cancel of this.#cancels.splice(0)) cancel();
  }
}
