import type {IncomingMessage} from 'node:http';
import type {Duplex} from 'node:stream';
import {WebSocketServer, type RawData, type WebSocket} from 'ws';
import type {FaultDirector} from './faults/fault-director.js';
import {FeedSession, type SentCounters, type SessionLimits} from './feed-session.js';
import type {ListedMarket} from './listing.js';
import type {ExchangeFrame} from './market-process.js';
import type {SimulatedExchange} from './simulated-exchange.js';

const CHANNEL_PATH = '/ws/market';
const MAX_COMMAND_BYTES = 1024 * 1024;
const NOT_FOUND = 'HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/** The market channel: all its clients, and what each of them gets. */
export class FeedChannel {
  readonly counters: SentCounters & {connections: number} = {
    connections: 0,
    framesSent: 0,
    bytesSent: 0,
  };
  /** Connections are cut before they are upgraded while this is set. */
  isRefusing = false;
  readonly #exchange: SimulatedExchange;
  readonly #limits: SessionLimits;
  readonly #faults: FaultDirector;
  readonly #nowMs: () => number;
  readonly #sessions = new Map<FeedSession, Duplex>();
  readonly #upgrader = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_COMMAND_BYTES,
    perMessageDeflate: false,
  });

  /** @param nowMs Monotonic time, in ms. */
  constructor(
    exchange: SimulatedExchange,
    limits: SessionLimits,
    faults: FaultDirector,
    nowMs: () => number,
  ) {
    this.#exchange = exchange;
    this.#limits = limits;
    this.#faults = faults;
    this.#nowMs = nowMs;
  }

  get clients(): number {
    return this.#sessions.size;
  }

  /** Open markets that some client is subscribed to, the busiest first. */
  watchedMarkets(): readonly ListedMarket[] {
    const sessions = [...this.#sessions.keys()];
    return this.#exchange.catalogue.markets
      .filter(
        ({state, assetIds}) =>
          state === 'open' && sessions.some((session) => session.isSubscribedTo(assetIds)),
      )
      .sort((a, b) => (b.temper?.share ?? 0) - (a.temper?.share ?? 0));
  }

  /** Any other path is not found, as on the real host. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on('error', () => stream.destroy()); // A client that is gone is no fault of ours.
    if (this.isRefusing) {
      stream.destroy();
    } else if (request.url?.split('?')[0] !== CHANNEL_PATH) {
      stream.end(NOT_FOUND, () => stream.destroy());
    } else {
      this.#upgrader.handleUpgrade(request, stream, head, (socket) => {
        this.#open(socket, stream);
      });
    }
  }

  /** Sends each frame to the clients that want it, in one write a client. */
  deliver(frames: readonly ExchangeFrame[]): void {
    const shaped = this.#faults.shape(frames);
    for (const [session, stream] of this.#sessions) {
      stream.cork();
      for (const frame of shaped) if (session.wants(frame)) session.sendData(frame.text);
      stream.uncork();
    }
  }

  /** Sends the same text to every client, whatever it subscribed to. */
  broadcast(text: string): void {
    for (const session of this.#sessions.keys()) session.sendData(text);
  }

  /** Ends the sessions that have broken a rule. */
  check(): void {
    const nowMs = this.#nowMs();
    for (const session of this.#sessions.keys()) session.check(nowMs);
  }

  disconnectAll(code: number): void {
    for (const {socket} of this.#sessions.keys()) socket.close(code);
  }

  /** Cuts every connection without a closing handshake. */
  terminateAll(): void {
    for (const {socket} of this.#sessions.keys()) socket.terminate();
  }

  #open(socket: WebSocket, stream: Duplex): void {
    const session = new FeedSession(
      socket,
      this.#exchange,
      this.#limits,
      this.#faults,
      this.counters,
      this.#nowMs(),
    );
    this.counters.connections++;
    this.#sessions.set(session, stream);
    socket.on('message', (data: RawData, isBinary: boolean) => {
      if (!isBinary && Buffer.isBuffer(data)) session.receive(data.toString(), this.#nowMs());
    });
    socket.on('close', () => this.#sessions.delete(session));
    socket.on('error', () => {
      socket.terminate(); // It broke the WebSocket protocol.
    });
  }
}
