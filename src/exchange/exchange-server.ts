import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {AssetId} from '../domain/market.js';
import {SUBSCRIPTION_DEADLINE_US} from '../protocol/limits.js';
import {levelReply} from './clob-replies.js';
import type {FaultStage} from './faults/fault.js';
import {createStage} from './faults/exchange-stage.js';
import {FaultDirector} from './faults/fault-director.js';
import type {FaultName, FaultPlan} from './faults/fault-table.js';
import {FeedChannel} from './feed-channel.js';
import type {ListedEvent, ListedMarket} from './listing.js';
import type {RestBehaviour} from './rest-behaviour.js';
import {RestService} from './rest-service.js';
import {SimulatedExchange} from './simulated-exchange.js';

/** Frames are sent this often, so a frame is at most so much older than its timestamp says. */
const TICK_MS = 5;

/**
 * Time that is caught up when the process was held up; whatever is older does not happen. It
 * keeps a suspended machine from waking up to hours of frames.
 */
const MAX_CATCH_UP_MS = 250;

/** The real exchange was seen to drop connections 10 to 15 s after their last PING. */
const PING_TIMEOUT_MS = 15_000;

const DEFAULT_RATE = 120;

export type ExchangeServerOptions = {
  readonly seed: number;
  /** Frames a second over all markets; default 120. */
  readonly rate?: number;
  /** What the exchange's clock shows at the start, Unix time in ms; default now. */
  readonly startMs?: number;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default 5 s. */
  readonly subscriptionTimeoutMs?: number;
  /** Default 15 s. */
  readonly pingTimeoutMs?: number;
  /** Default: none. */
  readonly faults?: readonly FaultPlan[];
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

/** A book as the exchange itself has it, levels as the exchange writes them, best first. */
export type ExchangeBook = {
  readonly timestampMs: number;
  readonly hash: string;
  readonly bids: readonly LevelText[];
  readonly asks: readonly LevelText[];
};

type LevelText = {readonly price: string; readonly size: string};

/** The simulated exchange on 127.0.0.1: market channel and REST on one port, in real time. */
export class ExchangeServer {
  readonly #exchange: SimulatedExchange;
  readonly #channel: FeedChannel;
  readonly #rest: RestService;
  readonly #http: Server;
  /** The exchange's clock minus ours. */
  #clockOffsetMs: number;
  readonly #faults: FaultDirector;
  readonly #stage: FaultStage;
  /** Monotonic time at which it opened, in ms. */
  readonly #openedMs = performance.now();
  #framesGenerated = 0;
  #isPaused = false;
  #timer: NodeJS.Timeout | undefined;
  #closed: Promise<void> | undefined;

  private constructor(options: ExchangeServerOptions) {
    const wallMs = Date.now();
    const startMs = options.startMs ?? wallMs;
    this.#clockOffsetMs = startMs - wallMs;
    const {seed, rate = DEFAULT_RATE} = options;
    this.#exchange = new SimulatedExchange({seed, rate, startMs});
    const limits = {
      subscriptionTimeoutMs: options.subscriptionTimeoutMs ?? SUBSCRIPTION_DEADLINE_US / 1000,
      pingTimeoutMs: options.pingTimeoutMs ?? PING_TIMEOUT_MS,
    };
    this.#faults = new FaultDirector(options.faults ?? []);
    this.#channel = new FeedChannel(this.#exchange, limits, this.#faults, () => performance.now());
    this.#stage = createStage(this.#exchange, this.#channel, (byMs) => {
      this.#clockOffsetMs += byMs;
    });
    this.#rest = new RestService(this.#exchange, this.#faults);
    this.#http = createServer((message, response) => void this.#rest.handle(message, response));
    this.#http.on('upgrade', (request, stream, head) => {
      this.#channel.upgrade(request, stream, head);
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
    return this.#exchange.catalogue.events;
  }

  get markets(): readonly ListedMarket[] {
    return this.#exchange.catalogue.markets;
  }

  get clients(): number {
    return this.#channel.clients;
  }

  get counters(): ExchangeCounters {
    const {connections, framesSent, bytesSent} = this.#channel.counters;
    const framesGenerated = this.#framesGenerated;
    return {clients: this.clients, connections, framesGenerated, framesSent, bytesSent};
  }

  /** What the book is now; everything that led to it has been sent. */
  book(assetId: AssetId): ExchangeBook | undefined {
    const state = this.#exchange.bookState(assetId);
    if (state === undefined) return undefined;
    return {
      timestampMs: state.timestampMs,
      hash: state.hash,
      bids: state.bids.map(levelReply).reverse(),
      asks: state.asks.map(levelReply).reverse(),
    };
  }

  /** Says good-bye to every client; the code is one that an endpoint may send. */
  disconnectAll(code = 1001): void {
    this.#channel.disconnectAll(code);
  }

  /** Cuts every connection: the clients see 1006. */
  terminateAll(): void {
    this.#channel.terminateAll();
  }

  /** Whether new connections to the market channel are cut at once; REST goes on. */
  refuseConnections(isRefusing: boolean): void {
    this.#channel.isRefusing = isRefusing;
  }

  /** Nothing happens on the exchange any more; PING, subscriptions and REST are still answered. */
  pauseFeed(): void {
    this.#isPaused = true;
  }

  /** Goes on where it stopped; the time in between is skipped. */
  resumeFeed(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#exchange.skip(Math.max(0, this.#clockMs() - this.#exchange.nowMs));
  }

  /** Lets a REST path, or `*`, delay or replace its replies; undefined restores it. */
  setRestBehaviour(path: string, behaviour: RestBehaviour | undefined): void {
    this.#rest.behaviours.set(path, behaviour);
  }

  /** Sends the same raw frame to every client. */
  broadcast(text: string): void {
    this.#channel.broadcast(text);
  }

  /** Lets a fault begin now, for its own time or another one. */
  beginFault(name: FaultName, durationMs?: number): void {
    this.#faults.begin(name, durationMs, this.#stage, performance.now());
  }

  /** Ends a fault before its time. */
  endFault(name: FaultName): void {
    this.#faults.end(name);
  }

  /** Faults that last now. */
  get activeFaults(): readonly FaultName[] {
    return this.#faults.active;
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
    this.#channel.isRefusing = true;
    this.#channel.terminateAll();
    await new Promise((resolve) => {
      this.#http.close(resolve);
      this.#http.closeAllConnections();
    });
  }

  get #port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  #clockMs(): number {
    return Date.now() + this.#clockOffsetMs;
  }

  #tick(): void {
    const nowMs = performance.now();
    this.#faults.update(this.#stage, nowMs - this.#openedMs, nowMs);
    if (!this.#isPaused) this.#catchUp();
    this.#channel.check();
    this.#timer = setTimeout(() => {
      this.#tick();
    }, TICK_MS);
  }

  #catchUp(): void {
    const nowMs = this.#clockMs();
    const behindMs = nowMs - this.#exchange.nowMs;
    if (behindMs > MAX_CATCH_UP_MS) this.#exchange.skip(behindMs - MAX_CATCH_UP_MS);
    const frames = this.#exchange.advance(nowMs);
    this.#framesGenerated += frames.length;
    this.#channel.deliver(frames);
  }
}
