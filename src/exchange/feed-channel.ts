import type {ClientSocket} from './client-socket.js';
import type {FaultDirector} from './faults/fault-director.js';
import {FeedSession, type SentCounters, type SessionLimits} from './feed-session.js';
import type {ListedMarket} from './listing.js';
import type {ExchangeFrame} from './market-process.js';
import type {SimulatedExchange} from './simulated-exchange.js';

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
  readonly #sessions = new Set<FeedSession>();

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
    const sessions = [...this.#sessions];
    return this.#exchange.catalogue.markets
      .filter(
        ({state, assetIds}) =>
          state === 'open' && sessions.some((session) => session.isSubscribedTo(assetIds)),
      )
      .sort((a, b) => (b.temper?.share ?? 0) - (a.temper?.share ?? 0));
  }

  /** Sends each frame to the clients that want it, in one write a client. */
  deliver(frames: readonly ExchangeFrame[]): void {
    const shaped = this.#faults.shape(frames);
    for (const session of this.#sessions) {
      session.socket.batch(() => {
        for (const frame of shaped) if (session.wants(frame)) session.sendData(frame.text);
      });
    }
  }

  /** Sends the same text to every client, whatever it subscribed to. */
  broadcast(text: string): void {
    for (const session of this.#sessions) session.sendData(text);
  }

  /** Ends the sessions that have broken a rule. */
  check(): void {
    const nowMs = this.#nowMs();
    for (const session of this.#sessions) session.check(nowMs);
  }

  disconnectAll(code: number): void {
    for (const {socket} of this.#sessions) socket.close(code);
  }

  /** Cuts every connection without a closing handshake. */
  terminateAll(): void {
    for (const {socket} of this.#sessions) socket.terminate();
  }

  /** A client has connected; whoever carries its frames hands them to the session. */
  open(socket: ClientSocket): FeedSession {
    const session = new FeedSession(
      socket,
      this.#exchange,
      this.#limits,
      this.#faults,
      this.counters,
      this.#nowMs(),
    );
    this.counters.connections++;
    this.#sessions.add(session);
    return session;
  }

  /** A client is gone. */
  forget(session: FeedSession): void {
    this.#sessions.delete(session);
  }
}
