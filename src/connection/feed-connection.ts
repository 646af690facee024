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

/** TCP, TLS and the upgrade together; a busy front end answers within a second or never. */
const CONNECT_TIMEOUT_MS = 10_000;

/** How long a polite goodbye may take before the socket is cut. */
const CLOSE_GRACE_MS = 500;

export type FeedConnectionOptions = {
  readonly url: string;
  readonly clock: Clock;
  /** In [0, 1); spreads the retries of many clients. */
  readonly random: () => number;
  /** Every text frame, control frames included; `tsRecvUs` was taken before anything else was done. */
  readonly onFrame: (frame: Buffer, tsRecvUs: number, wallMs: number) => void;
  /** After each change of state. */
  readonly onState: (state: ConnectionState) => void;
};

export class FeedConnection {
  readonly #options: FeedConnectionOptions;
  readonly #assetIds = new Set<AssetId>();
  #connection = IDLE_CONNECTION;
  #socket: WebSocket | undefined;
  #pingTimer: NodeJS.Timeout | undefined;
  #retryTimer: NodeJS.Timeout | undefined;
  #hasSubscribed = false;
  #pingSentUs = 0;
  #lastFrameUs = 0;
  #opened = 0;

  constructor(options: FeedConnectionOptions) {
    this.#options = options;
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

  /** Time from the last PING to now: call it when a PONG came. Undefined if none is awaited. */
  takePingUs(tsRecvUs: number): number | undefined {
    if (this.#pingSentUs === 0) return undefined;
    const pingUs = tsRecvUs - this.#pingSentUs;
    this.#pingSentUs = 0;
    return pingUs;
  }

  /** Says goodbye and resolves when the socket is gone, after half a second at the latest. */
  async close(): Promise<void> {
    const socket = this.#socket;
    this.#advance({type: 'close_requested', atUs: this.#nowUs()});
    clearTimeout(this.#retryTimer);
    clearInterval(this.#pingTimer);
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
    const {clock} = this.#options;
    const socket = new WebSocket(this.#options.url, {
      handshakeTimeout: CONNECT_TIMEOUT_MS,
      maxPayload: MAX_FRAME_BYTES,
      perMessageDeflate: false,
      // Text that is not UTF-8 fails to parse and is counted; checking it twice costs CPU only.
      skipUTF8Validation: true,
    });
    this.#socket = socket;
    this.#hasSubscribed = false;
    this.#pingSentUs = 0;
    let failure: string | undefined;

    socket.on('message', (data: Buffer) => {
      const tsRecvUs = clock.nowUs();
      const wallMs = clock.wallMs();
      this.#lastFrameUs = tsRecvUs;
      if (this.#socket === socket) this.#options.onFrame(data, tsRecvUs, wallMs);
    });
    socket.on('open', () => {
      this.#opened++;
      this.#lastFrameUs = clock.nowUs();
      this.#advance({type: 'opened', atUs: this.#lastFrameUs});
      if (this.#assetIds.size > 0) {
        this.#send(encodeSubscription([...this.#assetIds]));
        this.#hasSubscribed = true;
      }

      this.#heartbeat(socket);
      this.#pingTimer = setInterval(() => {
        this.#heartbeat(socket);
      }, PING_INTERVAL_US / 1000);
    });
    socket.on('unexpected-response', (_request, response) => {
      failure = `the exchange refused the WebSocket with HTTP ${response.statusCode ?? 'no status'}`;
      socket.terminate();
    });
    socket.on('error', (error) => {
      failure ??= describeFailure(error);
    });
    socket.on('close', (code, reason) => {
      clearInterval(this.#pingTimer);
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      this.#advance({
        type: 'lost',
        atUs: clock.nowUs(),
        reason: failure ?? describeClose(code, reason.toString()),
        random: this.#options.random(),
      });
    });
  }

  /** PONG may be queued behind data, so any frame since the last PING counts as life. */
  #heartbeat(socket: WebSocket): void {
    const nowUs = this.#nowUs();
    if (nowUs - this.#lastFrameUs > PONG_TIMEOUT_US) {
      socket.emit('error', new Error(`no heartbeat for ${PONG_TIMEOUT_US / 1e6} s`));
      socket.terminate();
      return;
    }

    this.#pingSentUs = nowUs;
    this.#send(PING_TEXT);
  }

  #send(text: string): void {
    this.#socket?.send(text);
  }
}

function describeFailure(error: Error & {code?: string}): string {
  switch (error.code) {
    case 'ECONNREFUSED':
      return 'connection refused';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the name of the host was not found';
    case 'ETIMEDOUT':
      return 'the connection timed out';
    case 'ECONNRESET':
      return 'the connection was reset';
    case 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH':
      return `a frame was larger than ${MAX_FRAME_BYTES} bytes`;
    default:
      return error.message;
  }
}

function describeClose(code: number, reason: string): string {
  if (code === 1006) return 'the connection broke off';
  return reason === ''
    ? `closed by the exchange (${code})`
    : `closed by the exchange (${code} ${reason})`;
}
