import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {AssetId} from '../domain/market.js';
import {ChannelUpgrade} from './channel-upgrade.js';
import {ExchangeCore, type ExchangeBook, type ExchangeCoreOptions} from './exchange-core.js';
import type {FaultName} from './faults/fault-table.js';
import type {ListedEvent, ListedMarket} from './listing.js';
import type {RestBehaviour} from './rest-behaviour.js';
import {handleRest} from './rest-service.js';

export type {ExchangeBook} from './exchange-core.js';

/** Frames are sent this often, so a frame is at most so much older than its timestamp says. */
const TICK_MS = 5;

export type ExchangeServerOptions = ExchangeCoreOptions & {
  /** Default 0: any free port. */
  readonly port?: number;
};

export type ExchangeCounters = {
  readonly clients: number;
  /** Connections since the start. */
  readonly connections: number;
  readonly framesGenerated: number;
  /** To all clients together, PONG included. */
  readonly framesSent: number;
  readonly bytesSent: number;
};

/** The simulated exchange on 127.0.0.1: market channel and REST on one port, in real time. */
export class ExchangeServer {
  readonly #core: ExchangeCore;
  readonly #http: Server;
  #timer: NodeJS.Timeout | undefined;
  #closed: Promise<void> | undefined;

  private constructor(options: ExchangeServerOptions) {
    const monotonicMs = (): number => performance.now();
    const core = new ExchangeCore(options, {wallMs: () => Date.now(), monotonicMs});
    const upgrade = new ChannelUpgrade(core.channel, monotonicMs);
    this.#core = core;
    this.#http = createServer((message, response) => void handleRest(core.rest, message, response));
    this.#http.on('upgrade', (request, stream, head) => {
      upgrade.upgrade(request, stream, head);
    });
  }

  /** Resolves when it listens. */
  static async start(options: ExchangeServerOptions): Promise<ExchangeServer> {
    const server = new ExchangeServer(options);
    await new Promise<void>((resolve, reject) => {
      server.#http.once('error', reject);
      server.#http.listen(options.port ?? 0, '127.0.0.1', resolve);
    });
    server.#tick();
    return server;
  }

  get wsUrl(): string {
    return `ws://127.0.0.1:${this.#port}/ws/market`;
  }

  /** Base address of all three REST interfaces. */
  get restUrl(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get events(): readonly ListedEvent[] {
    return this.#core.exchange.catalogue.events;
  }

  get markets(): readonly ListedMarket[] {
    return this.#core.exchange.catalogue.markets;
  }

  get clients(): number {
    return this.#core.channel.clients;
  }

  get counters(): ExchangeCounters {
    const {connections, framesSent, bytesSent} = this.#core.channel.counters;
    const {framesGenerated} = this.#core;
    return {clients: this.clients, connections, framesGenerated, framesSent, bytesSent};
  }

  /** What the book is now; everything that led to it has been sent. */
  book(assetId: AssetId): ExchangeBook | undefined {
    return this.#core.book(assetId);
  }

  /** Says good-bye to every client; the code is one that an endpoint may send. */
  disconnectAll(code = 1001): void {
    this.#core.channel.disconnectAll(code);
  }

  /** Cuts every connection: the clients see 1006. */
  terminateAll(): void {
    this.#core.channel.terminateAll();
  }

  /** Whether new connections to the market channel are cut at once; REST goes on. */
  refuseConnections(isRefusing: boolean): void {
    this.#core.channel.isRefusing = isRefusing;
  }

  /** Nothing happens on the exchange any more; PING, subscriptions and REST are still answered. */
  pauseFeed(): void {
    this.#core.pauseFeed();
  }

  /** Goes on where it stopped; the time in between is skipped. */
  resumeFeed(): void {
    this.#core.resumeFeed();
  }

  /** While it is paused: lets so much of its own time pass at once, with all that is due in it. */
  passTime(byMs: number): void {
    this.#core.passTime(byMs);
  }

  /** What its clock shows, Unix time in ms; while it is paused, when it stopped. */
  get nowMs(): number {
    return this.#core.exchange.nowMs;
  }

  /** Lets a REST path, or `*`, delay or replace its replies; undefined restores it. */
  setRestBehaviour(path: string, behaviour: RestBehaviour | undefined): void {
    this.#core.rest.behaviours.set(path, behaviour);
  }

  /** Sends the same raw frame to every client. */
  broadcast(text: string): void {
    this.#core.channel.broadcast(text);
  }

  /** Lets a fault begin now, for its own time or another one. */
  beginFault(name: FaultName, durationMs?: number): void {
    this.#core.beginFault(name, durationMs);
  }

  /** Ends a fault before its time. */
  endFault(name: FaultName): void {
    this.#core.endFault(name);
  }

  /** Faults that last now. */
  get activeFaults(): readonly FaultName[] {
    return this.#core.activeFaults;
  }

  /** Cuts all connections and frees the port; a second call waits for the first. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#core.channel.isRefusing = true;
    this.#core.channel.terminateAll();
    await new Promise((resolve) => {
      this.#http.close(resolve);
      this.#http.closeAllConnections();
    });
  }

  get #port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  #tick(): void {
    this.#core.advance();
    this.#timer = setTimeout(() => {
      this.#tick();
    }, TICK_MS);
  }
}
