// The simulated exchange in virtual time, over links made of memory, and what it really did: every
// state that its books had, every frame that was delivered.

import {createHash} from 'node:crypto';
import type {Link, LinkHandlers, OpenLink} from '../../src/connection/transport.js';
import type {Level} from '../../src/domain/feed-event.js';
import type {AssetId} from '../../src/domain/market.js';
import type {ClientSocket} from '../../src/exchange/client-socket.js';
import {ExchangeCore, type ExchangeCoreOptions} from '../../src/exchange/exchange-core.js';
import type {FeedSession} from '../../src/exchange/feed-session.js';
import type {MarketBook} from '../../src/exchange/market-book.js';
import {Random} from '../../src/exchange/random.js';
import type {RestOutcome} from '../../src/exchange/rest-service.js';
import type {VirtualTime} from './virtual-time.js';

const TICK_US = 10_000;
const LEAST_WAY_US = 2_000;
const LONGEST_WAY_US = 40_000;
const LEAST_REST_US = 20_000;
const LONGEST_REST_US = 150_000;

export type VirtualExchangeOptions = Omit<ExchangeCoreOptions, 'startMs' | 'onCommit'> & {
  /** How fast its clock drifts away from ours, in parts per million. */
  readonly driftPpm?: number;
  /** What each frame takes here, and each command there; default: what the link drew for itself. */
  readonly downUs?: (random: Random) => number;
  readonly upUs?: (random: Random) => number;
};

/** Text that two books share only if all of their levels are the same; levels best first. */
export function fingerprintOf(bids: Iterable<Level>, asks: Iterable<Level>): string {
  const hash = createHash('sha1');
  for (const levels of [bids, asks]) {
    let text = '|';
    for (const {price, size} of levels) text += `${price} ${size},`;
    hash.update(text);
  }

  return hash.digest('base64');
}

/** Every state that the book of an asset has had, numbered from 0. */
class BookHistory {
  readonly #byLevels = new Map<string, number>();
  readonly #byHash = new Map<string, number>();
  readonly #timesUs: number[] = [];

  add(fingerprint: string, hash: string, nowUs: number): void {
    this.#byLevels.set(fingerprint, this.#timesUs.length);
    this.#byHash.set(hash, this.#timesUs.length);
    this.#timesUs.push(nowUs);
  }

  /** States that there had been by then. */
  countAt(us: number): number {
    return this.#timesUs.findLastIndex((timeUs) => timeUs <= us) + 1;
  }

  /** The newest state with these levels. */
  byLevels(fingerprint: string): number | undefined {
    return this.#byLevels.get(fingerprint);
  }

  byHash(hash: string): number | undefined {
    return this.#byHash.get(hash);
  }
}

export class VirtualExchange {
  readonly core: ExchangeCore;
  readonly links: VirtualLink[] = [];
  /** Ways are as long as this draws them. */
  readonly random: Random;
  readonly time: VirtualTime;
  readonly #histories = new Map<AssetId, BookHistory>();
  readonly #startUs: number;
  readonly #pace: number;
  readonly options: VirtualExchangeOptions;
  #clockMs: number;

  constructor(time: VirtualTime, options: VirtualExchangeOptions) {
    this.time = time;
    this.random = new Random(options.seed, 'ways');
    this.options = options;
    this.#startUs = time.nowUs();
    this.#pace = 1 + (options.driftPpm ?? 0) / 1e6;
    this.#clockMs = time.wallMs();
    this.core = new ExchangeCore(
      {
        ...options,
        onCommit: (book) => {
          this.#remember(book);
        },
      },
      {
        // Its clock goes on where ours is set or sleeps.
        wallMs: () => this.#clockMs + ((time.nowUs() - this.#startUs) / 1000) * this.#pace,
        monotonicMs: () => time.nowUs() / 1000,
      },
    );
    this.#tick();
  }

  /** The moment at which its clock showed a time. */
  momentUs(timestampMs: number): number {
    return this.#startUs + ((timestampMs - this.#clockMs) * 1000) / this.#pace;
  }

  readonly openLink: OpenLink = (handlers) => {
    const link = new VirtualLink(this, handlers);
    this.links.push(link);
    return link;
  };

  /** This machine sleeps for so long: our clock jumps, and what is sent meanwhile reaches nobody. */
  sleep(durationMs: number): void {
    this.time.jumpWall(durationMs);
    this.#clockMs += durationMs;
    for (const link of this.links) link.cutSilently();
  }

  async rest(method: string, path: string, query = '', body?: unknown): Promise<RestOutcome> {
    const wayUs = this.random.integer(LEAST_REST_US, LONGEST_REST_US);
    await this.#wait(wayUs / 2 + this.core.rest.delayMs(path) * 1000);
    const outcome = this.core.rest.answer({
      method,
      path,
      query: new URLSearchParams(query),
      body,
    });
    await this.#wait(wayUs / 2);
    return outcome;
  }

  historyOf(assetId: AssetId): BookHistory {
    let history = this.#histories.get(assetId);
    if (history === undefined) {
      history = new BookHistory();
      this.#histories.set(assetId, history);
    }

    return history;
  }

  #wait(us: number): Promise<void> {
    return new Promise((resolve) =>
      this.time.after(us, () => {
        this.time.settle();
        resolve();
      }),
    );
  }

  #tick(): void {
    this.core.advance();
    this.time.after(TICK_US, () => {
      this.#tick();
    });
  }

  #remember(book: MarketBook): void {
    for (const outcome of [0, 1] as const) {
      const {assetId, bids, asks, hash} = book.state(outcome);
      const fingerprint = fingerprintOf([...bids].reverse(), [...asks].reverse());
      this.historyOf(assetId).add(fingerprint, hash, this.time.nowUs());
    }
  }
}

/** Both ends of a connection, and the way between them, which takes its time and keeps the order. */
export class VirtualLink implements Link {
  /** Trades that were delivered, each as the text of its frame. */
  readonly trades: string[] = [];
  /** The newest state of each asset that a delivered frame told of. */
  readonly newestTold = new Map<AssetId, number>();
  readonly #exchange: VirtualExchange;
  readonly #handlers: LinkHandlers;
  readonly #wayUs: number;
  /** Nothing overtakes what was sent before it. */
  #lastDownUs = 0;
  #lastUpUs = 0;
  #client: 'connecting' | 'open' | 'closed' = 'connecting';
  #session: FeedSession | undefined;
  #isCut = false;
  #paused: string[] | undefined;

  constructor(exchange: VirtualExchange, handlers: LinkHandlers) {
    this.#exchange = exchange;
    this.#handlers = handlers;
    this.#wayUs = exchange.random.integer(LEAST_WAY_US, LONGEST_WAY_US);
    this.#later(2 * this.#wayUs, () => {
      this.#connect();
    });
  }

  send(text: string): void {
    if (this.#client !== 'open') return;
    const {options, random, time} = this.#exchange;
    const wayUs = options.upUs?.(random) ?? this.#wayUs;
    this.#lastUpUs = Math.max(this.#lastUpUs, time.nowUs() + wayUs);
    this.#later(this.#lastUpUs - time.nowUs(), () => {
      if (this.#paused === undefined) this.#receive(text);
      else this.#paused.push(text);
    });
  }

  close(): void {
    this.#end('closed by us');
  }

  terminate(): void {
    this.#end('the connection broke off');
  }

  /** Nothing gets through any more, and neither side is told. */
  cutSilently(): void {
    this.#isCut = true;
  }

  #connect(): void {
    if (this.#client !== 'connecting') return;
    const {core} = this.#exchange;
    if (core.channel.isRefusing) {
      this.#end('connection refused');
      return;
    }

    this.#client = 'open';
    this.#session = core.channel.open(this.#toClientSocket());
    this.#handlers.onOpen();
  }

  #receive(text: string): void {
    if (this.#isCut) return;
    this.#session?.receive(text, this.#exchange.time.nowUs() / 1000);
  }

  #deliver(text: string): void {
    if (this.#client !== 'open' || this.#isCut) return;
    this.#note(text);
    this.#handlers.onFrame(Buffer.from(text));
  }

  /** Our side has had enough: the other one hears of it when it gets there. */
  #end(reason: string): void {
    if (this.#client === 'closed') return;
    this.#client = 'closed';
    this.#later(this.#wayUs, () => {
      this.#forget();
    });
    this.#later(2 * this.#wayUs, () => {
      this.#handlers.onClosed(reason);
    });
  }

  /** The exchange has had enough. */
  #hangUp(reason: string): void {
    this.#forget();
    this.#later(this.#wayUs, () => {
      if (this.#client === 'closed' || this.#isCut) return;
      this.#client = 'closed';
      this.#handlers.onClosed(reason);
    });
  }

  #forget(): void {
    if (this.#session !== undefined) this.#exchange.core.channel.forget(this.#session);
    this.#session = undefined;
  }

  #toClientSocket(): ClientSocket {
    const isPaused = (): boolean => this.#paused !== undefined;
    return {
      send: (text) => {
        const {options, random, time} = this.#exchange;
        const wayUs = options.downUs?.(random) ?? this.#wayUs;
        this.#lastDownUs = Math.max(this.#lastDownUs, time.nowUs() + wayUs);
        this.#later(this.#lastDownUs - time.nowUs(), () => {
          this.#deliver(text);
        });
      },
      close: (code) => {
        this.#hangUp(`closed by the exchange (${code})`);
      },
      terminate: () => {
        this.#hangUp('the connection broke off');
      },
      pause: () => {
        this.#paused ??= [];
      },
      resume: () => {
        const texts = this.#paused ?? [];
        this.#paused = undefined;
        for (const text of texts) this.#receive(text);
      },
      get isPaused() {
        return isPaused();
      },
      bufferedAmount: 0,
      batch: (send) => {
        send();
      },
    };
  }

  #later(us: number, run: () => void): void {
    this.#exchange.time.after(us, run);
  }

  #note(text: string): void {
    if (text.includes('"last_trade_price", "transaction_hash"')) this.trades.push(text);
    if (!text.includes('"hash"')) return;
    for (const [, assetId, hash] of text.matchAll(ASSET_AND_HASH)) {
      const state = this.#exchange.historyOf(assetId!).byHash(hash!);
      if (state === undefined) continue;
      const newest = this.newestTold.get(assetId!) ?? -1;
      if (state > newest) this.newestTold.set(assetId!, state);
    }
  }
}

/** In every form of message, the asset comes before its hash. */
const ASSET_AND_HASH = /"asset_id":"(\d+)"(?:(?!"asset_id").)*?"hash":"([0-9a-f]{40})"/g;
