// One WebSocket to the market channel, for as long as the program runs: it owns the socket and its
// timers, and hands every frame on with the time at which it came.

import {WebSocket} from 'ws';
import type {AssetId} from '../domain/market.js';
import type {Clock} from '../domain/clock.js';
import type {ConnectionState} from '../domain/connection-state.js';
import {
  encodeSubscribe,
  encodeSubscription,
  encodeUnsubscribe,
  PING_TEXT,
} from '../protocol/encode-command.js';
import {MAX_FRAME_BYTES, PING_INTERVAL_US, PONG_TIMEOUT_US} from '../protocol/limits.js';
import {IDLE_CONNECTION, transition} from './connection-machine.js';
import type {ConnectionInput} from './connection-machine.js';
import {describeClose, describeFailure, describeRefusal} from './loss-reason.js';
import type {OpenTunnel} from './proxy-tunnel.js';

/** How long a polite goodbye may take before the socket is cut. */
const CLOSE_GRACE_MS = 500;

export type ConnectionLimits = {
  /** TCP, TLS and the upgrade together; a busy front end answers within a second or never. */
  readonly connectTimeoutMs: number;
  readonly pingIntervalMs: number;
  /** Without any frame for so long the connection is dead. */
  readonly silenceMs: number;
  readonly maxFrameBytes: number;
};

const LIMITS: ConnectionLimits = {
  connectTimeoutMs: 10_000,
  pingIntervalMs: PING_INTERVAL_US / 1000,
  silenceMs: PONG_TIMEOUT_US / 1000,
  maxFrameBytes: MAX_FRAME_BYTES,
};

/** The first PONG queues behind the first books, and cold code reads it: one more tells the truth. */
const SECOND_PING_MS = 1_000;

export type FeedConnectionOptions = {
  readonly url: string;
  readonly clock: Clock;
  /** In [0, 1); spreads the retries of many clients. */
  readonly random: () => number;
  /** Every text frame, control frames included; `tsRecvUs` was taken before anything else was done. */
  readonly onFrame: (frame: Buffer, tsRecvUs: number, wallMs: number) => void;
  /** After each change of state. */
  readonly onState: (state: ConnectionState) => void;
  readonly limits?: Partial<ConnectionLimits>;
  /** The way through a proxy; direct without. */
  readonly openTunnel?: OpenTunnel | undefined;
};

export class FeedConnection {
  readonly #options: FeedConnectionOptions;
  readonly #limits: ConnectionLimits;
  readonly #assetIds = new Set<AssetId>();
  #connection = IDLE_CONNECTION;
  #socket: WebSocket | undefined;
  #pingTimer: NodeJS.Timeout | undefined;
  #secondPingTimer: NodeJS.Timeout | undefined;
  #silenceTimer: NodeJS.Timeout | undefined;
  #retryTimer: NodeJS.Timeout | undefined;
  /** What this socket has died of, once that is known. */
  #failure: string | undefined;
  #hasSubscribed = false;
  /** When the oldest PING that has no answer yet was sent. */
  #pingSentUs: number | undefined;
  #lastFrameUs = 0;
  #opened = 0;

  constructor(options: FeedConnectionOptions) {
    this.#options = options;
    this.#limits = {...LIMITS, ...options.limits};
  }

  get state(): ConnectionState {
    return this.#connection.state;
  }

  /** Times a socket was opened after the first. */
  get reconnects(): number {
    return Math.max(0, this.#opened - 1);
  }

  /** Adds assets to what is subscribed, now and after every reconnect; opens the first socket. */
  subscribe(assetIds: readonly AssetId[]): void {
    const added = assetIds.filter((assetId) => !this.#assetIds.has(assetId));
    for (const assetId of added) this.#assetIds.add(assetId);
    if (added.length === 0) return;

    if (this.state.phase === 'idle') {
      this.#advance({type: 'open_requested', atUs: this.#nowUs()});
    } else if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#send(this.#hasSubscribed ? encodeSubscribe(added) : encodeSubscription(added));
      this.#hasSubscribed = true;
    }
  }

  unsubscribe(assetIds: readonly AssetId[]): void {
    const removed = assetIds.filter((assetId) => this.#assetIds.delete(assetId));
    if (removed.length > 0 && this.#socket?.readyState === WebSocket.OPEN) {
      this.#send(encodeUnsubscribe(removed));
    }
  }

  /** The owner saw a frame that is data: a socket that only answers pings never becomes `live`. */
  noteData(atUs: number): void {
    if (this.state.phase === 'awaiting_snapshot') this.#advance({type: 'data', atUs});
  }

  /** Time from a PING to its PONG, which came at `tsRecvUs`. Undefined if none is awaited. */
  takePingUs(tsRecvUs: number): number | undefined {
    if (this.#pingSentUs === undefined) return undefined;
    const pingUs = tsRecvUs - this.#pingSentUs;
    this.#pingSentUs = undefined;
    return pingUs;
  }

  /** Says goodbye and resolves when the socket is gone, after half a second at the latest. */
  async close(): Promise<void> {
    const socket = this.#socket;
    this.#advance({type: 'close_requested', atUs: this.#nowUs()});
    clearTimeout(this.#retryTimer);
    this.#stopTimers();
    if (socket === undefined || socket.readyState === WebSocket.CLOSED) return;
    await new Promise<void>((resolve) => {
      const cut = setTimeout(() => {
        socket.terminate();
      }, CLOSE_GRACE_MS);
      socket.once('close', () => {
        clearTimeout(cut);
        resolve();
      });
      if (socket.readyState === WebSocket.CONNECTING) socket.terminate();
      else socket.close(1000);
    });
  }

  #nowUs(): number {
    return this.#options.clock.nowUs();
  }

  #advance(input: ConnectionInput): void {
    const before = this.#connection;
    this.#connection = transition(before, input);
    if (this.#connection === before) return;

    const {state} = this.#connection;
    this.#options.onState(state);
    if (this.#connection.state !== state) return; // Closed by whoever was told.
    if (state.phase === 'connecting') this.#connect();
    else if (state.phase === 'backing_off') {
      this.#retryTimer = setTimeout(
        () => {
          this.#advance({type: 'retry_due', atUs: this.#nowUs()});
        },
        (state.retryAtUs - state.sinceUs) / 1000,
      );
    }
  }

  #connect(): void {
    const {clock, url, onFrame, random, openTunnel} = this.#options;
    const tunnel = openTunnel?.(new URL(url), this.#limits.connectTimeoutMs);
    const socket = new WebSocket(url, {
      ...tunnel?.options,
      handshakeTimeout: this.#limits.connectTimeoutMs,
      maxPayload: this.#limits.maxFrameBytes,
      perMessageDeflate: false,
      // Text that is not UTF-8 fails to parse and is counted; checking it twice costs CPU only.
      skipUTF8Validation: true,
    });
    this.#socket = socket;
    this.#failure = undefined;
    this.#hasSubscribed = false;
    this.#pingSentUs = undefined;

    socket.on('message', (data: Buffer) => {
      const tsRecvUs = clock.nowUs();
      const wallMs = clock.wallMs();
      this.#lastFrameUs = tsRecvUs;
      onFrame(data, tsRecvUs, wallMs);
    });
    socket.on('open', () => {
      this.#onOpen(socket);
    });
    socket.on('unexpected-response', (_request, response) => {
      this.#failure =
        tunnel?.describeFailure() ??
        describeRefusal(response.statusCode, response.headers.location);
      socket.terminate();
    });
    socket.on('error', (error) => {
      this.#failure ??= tunnel?.describeFailure(error) ?? describeFailure(error);
    });
    socket.on('close', (code, reason) => {
      this.#stopTimers();
      tunnel?.cut();
      this.#socket = undefined;
      this.#advance({
        type: 'lost',
        atUs: clock.nowUs(),
        healthyUntilUs: clock.nowUs(),
        reason: this.#failure ?? describeClose(code, reason),
        random: random(),
      });
    });
  }

  #onOpen(socket: WebSocket): void {
    this.#opened++;
    this.#lastFrameUs = this.#nowUs();
    this.#advance({type: 'opened', atUs: this.#lastFrameUs});
    if (this.#assetIds.size > 0) {
      this.#send(encodeSubscription([...this.#assetIds]));
      this.#hasSubscribed = true;
    }

    this.#ping();
    this.#secondPingTimer = setTimeout(() => {
      this.#ping();
    }, SECOND_PING_MS);
    this.#pingTimer = setInterval(() => {
      this.#ping();
    }, this.#limits.pingIntervalMs);
    this.#watchSilence(socket, this.#limits.silenceMs);
  }

  #ping(): void {
    // A PONG that is late belongs to the oldest PING; a newer time would flatter it.
    this.#pingSentUs ??= this.#nowUs();
    this.#send(PING_TEXT);
  }

  /** PONG may be queued behind data, so any frame counts as life. */
  #watchSilence(socket: WebSocket, restMs: number): void {
    this.#silenceTimer = setTimeout(() => {
      const silentMs = (this.#nowUs() - this.#lastFrameUs) / 1000;
      if (silentMs < this.#limits.silenceMs) {
        this.#watchSilence(socket, this.#limits.silenceMs - silentMs);
        return;
      }

      this.#failure = `no heartbeat for ${this.#limits.silenceMs / 1000} s`;
      socket.terminate();
    }, restMs);
  }

  #stopTimers(): void {
    clearInterval(this.#pingTimer);
    clearTimeout(this.#secondPingTimer);
    clearTimeout(this.#silenceTimer);
  }

  #send(text: string): void {
    this.#socket?.send(text);
  }
}
