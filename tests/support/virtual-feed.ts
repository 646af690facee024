// A live session in virtual time: the same feed as the ingest worker's, on the simulated exchange.

import type {FeedLine} from '../../src/connection/feed-line.js';
import type {ConnectionState} from '../../src/domain/connection-state.js';
import type {AssetId, Market} from '../../src/domain/market.js';
import type {StreamRecord} from '../../src/domain/record.js';
import type {Trust} from '../../src/domain/trust.js';
import {HttpRestSource} from '../../src/ingest/http-rest-source.js';
import type {EventDesk} from '../../src/ingest/event-desk.js';
import {IngestLoop} from '../../src/ingest/ingest-loop.js';
import type {OrderBookStore} from '../../src/orderbook/order-book-store.js';
import {SocketFeed} from '../../src/ingest/socket-feed.js';
import {formatPrice} from '../../src/domain/price.js';
import {formatSize} from '../../src/domain/size.js';
import type {Level} from '../../src/domain/feed-event.js';
import {Random} from '../../src/exchange/random.js';
import {findMarketByConditionId} from '../../src/markets/market-lookup.js';
import {RestClient} from '../../src/markets/rest-client.js';
import {toMarket} from './listed-market.js';
import {fingerprintOf, VirtualExchange, type VirtualExchangeOptions} from './virtual-exchange.js';
import {VirtualTime} from './virtual-time.js';

export type VirtualFeedOptions = VirtualExchangeOptions & {
  /** Slugs of the markets to watch; default: all that trade. */
  readonly slugs?: readonly string[];
  readonly maxAssetsPerLine?: number;
  readonly hasRest?: boolean;
  /** What becomes of each frame on its way. */
  readonly rewrite?: (text: string) => string;
  /** What the clocks show at the start; default a Wednesday. */
  readonly startMs?: number;
  /** Who writes down what happens; it ends with the feed. */
  readonly observe?: (time: VirtualTime, store: () => OrderBookStore) => EventDesk;
  readonly onTrust?: (assetId: AssetId, trust: Trust) => void;
  /** Beside what is counted here: all that `--json` would have. */
  readonly onRecord?: (record: StreamRecord) => void;
  /** Whoever writes the session down. */
  readonly onConnection?: (line: FeedLine) => void;
};

/** The longest way, and some frames of a batch. */
const LATE_US = 150_000;

/** A status record with its time. */
export type Told = {
  readonly atUs: number;
  readonly scope: string;
  readonly id: string;
  readonly state: string;
  readonly reason: string | undefined;
};

export class VirtualFeed {
  readonly time: VirtualTime;
  readonly exchange: VirtualExchange;
  readonly loop: IngestLoop;
  readonly feed: SocketFeed;
  /** All that trade, and those of them that are watched from the start. */
  readonly listed: readonly Market[];
  readonly markets: readonly Market[];
  readonly states: ConnectionState[] = [];
  readonly told: Told[] = [];
  /** Frames of trades by number, as far as the loop took them. */
  trades = 0;
  /** What was LIVE or QUIET and wrong, in words; empty if all is well. */
  readonly wrongs: string[] = [];
  /** How often a LIVE or QUIET book was compared with the truth. */
  checks = 0;
  restRequests = 0;
  readonly #desk: EventDesk | undefined;

  constructor(options: VirtualFeedOptions) {
    const {slugs, maxAssetsPerLine, hasRest = true, startMs, rewrite, ...others} = options;
    const {observe, onTrust = () => undefined, onRecord, onConnection, ...exchangeOptions} = others;
    const time = new VirtualTime(startMs);
    this.#desk = observe?.(time, () => this.loop.store);
    this.time = time;
    this.exchange = new VirtualExchange(time, exchangeOptions);
    this.listed = this.exchange.core.exchange.catalogue.markets
      .filter(({temper}) => temper !== undefined)
      .map(toMarket);
    this.markets = this.listed.filter(
      ({slug}) => slugs === undefined || slugs.includes(slug ?? ''),
    );
    this.loop = new IngestLoop({
      clock: time,
      observer: this.#desk,
      adoptUnknownAssets: false,
      depth: 1,
      onRecord: (record) => {
        this.#onRecord(record);
        onRecord?.(record);
      },
      onAssets: () => undefined,
      onIssue: () => undefined,
      onTrust,
    });
    const random = new Random(exchangeOptions.seed, 'retries');
    this.feed = new SocketFeed({
      open: (handlers) =>
        this.exchange.openLink({
          ...handlers,
          onFrame: (frame) => {
            const text = rewrite?.(Buffer.from(frame).toString());
            handlers.onFrame(text === undefined ? frame : Buffer.from(text));
          },
        }),
      clock: time,
      timers: time,
      random: () => random.next(),
      maxAssetsPerLine,
      loop: this.loop,
      rest: hasRest ? this.#createRest() : undefined,
      onState: (line, state) => {
        this.states.push(state);
        this.#desk?.onConnection(line.number, state);
        onConnection?.(line);
        this.#tell('connection', '', state.phase, 'reason' in state ? state.reason : undefined);
      },
      onChange: () => {
        this.#check();
      },
      log: () => undefined,
    });
    this.watch(this.markets);
  }

  get assetIds(): readonly AssetId[] {
    return this.loop.store.assetIds();
  }

  watch(markets: readonly Market[]): void {
    this.loop.watch(markets, this.time.nowUs());
    this.feed.watch(markets);
  }

  trustOf(assetId: AssetId): string {
    const {state, reason} = this.loop.store.book(assetId)!.trust;
    return reason === 'none' ? state : `${state} ${reason}`;
  }

  /** Whether every book is trusted and has the exchange's levels, all of them. */
  get isWhole(): boolean {
    return this.assetIds.every((assetId) => this.isRight(assetId));
  }

  isRight(assetId: AssetId): boolean {
    const {state} = this.loop.store.book(assetId)!.trust;
    return (state === 'LIVE' || state === 'QUIET') && this.hasTrueLevels(assetId);
  }

  /** Whether its levels are such as the exchange had within the last moments, the way here included. */
  hasLevelsOfLate(assetId: AssetId): boolean {
    const {book} = this.loop.store.book(assetId)!;
    const history = this.exchange.historyOf(assetId);
    const index = history.byLevels(fingerprintOf(book.bids, book.asks));
    return index !== undefined && index >= history.countAt(this.time.nowUs() - LATE_US) - 1;
  }

  hasTrueLevels(assetId: AssetId): boolean {
    const truth = this.exchange.core.book(assetId);
    const {book} = this.loop.store.book(assetId)!;
    const texts = (levels: Iterable<Level>) =>
      JSON.stringify(
        Array.from(levels, ({price, size}) => ({
          price: formatPrice(price),
          size: formatSize(size),
        })),
      );
    return (
      truth !== undefined &&
      texts(book.bids) === JSON.stringify(truth.bids) &&
      texts(book.asks) === JSON.stringify(truth.asks)
    );
  }

  /** Trades that reached us over any link, each once. */
  get tradesDelivered(): number {
    return new Set(this.exchange.links.flatMap(({trades}) => trades)).size;
  }

  async close(): Promise<void> {
    this.#desk?.close();
    const closed = this.feed.close();
    await this.time.runFor(2_000_000);
    await closed;
  }

  #onRecord(record: StreamRecord): void {
    if (record.type === 'trade') this.trades++;
    else if (record.type === 'status') {
      this.#tell(record.scope, record.id, record.state, record.reason);
    }
  }

  #tell(scope: string, id: string, state: string, reason: string | undefined): void {
    this.told.push({atUs: this.time.nowUs(), scope, id, state, reason});
  }

  /** What would be published now is the truth, or does not claim to be. */
  #check(): void {
    const nowUs = this.time.nowUs();
    this.loop.checkPending(nowUs);
    for (const assetId of this.assetIds) {
      const view = this.loop.store.book(assetId)!;
      const {state} = view.trust;
      if ((state !== 'LIVE' && state !== 'QUIET') || view.heldUntilUs !== undefined) continue;
      if (view.book.revision === this.#checked.get(assetId)) continue;
      this.#checked.set(assetId, view.book.revision);
      this.checks++;
      this.#compare(assetId, view.book.bids, view.book.asks);
    }
  }

  readonly #checked = new Map<AssetId, number>();

  #compare(assetId: AssetId, bids: Iterable<Level>, asks: Iterable<Level>): void {
    const index = this.exchange.historyOf(assetId).byLevels(fingerprintOf(bids, asks));
    const at = `at ${(this.time.nowUs() / 1e6).toFixed(3)} s: ${assetId.slice(0, 6)} ${this.trustOf(assetId)}`;
    if (index === undefined) {
      this.wrongs.push(`${at} is a state that the exchange never had`);
      return;
    }

    const epoch = this.feed.socketOf(assetId)?.epoch;
    const link = epoch === undefined ? undefined : this.exchange.links[epoch - 1];
    const newest = link?.newestTold.get(assetId) ?? -1;
    if (newest > index) this.wrongs.push(`${at} is state ${index}, though ${newest} was told`);
  }

  /** The watchdogs' own client, with its requests led into memory. */
  #createRest(): HttpRestSource {
    const base = 'http://exchange.invalid';
    const fetch: typeof globalThis.fetch = async (input, init) => {
      this.restRequests++;
      const url =
        input instanceof URL ? input : new URL(input instanceof Request ? input.url : input);
      const {pathname, search} = url;
      const body: unknown = init?.body === undefined ? undefined : JSON.parse(init.body as string);
      const outcome = await this.exchange.rest(init?.method ?? 'GET', pathname, search, body);
      const {status, text, contentType} = outcome;
      // What the client looks at, without streams: their turns are not those of virtual time.
      const response: Partial<Response> = {
        ok: status < 400,
        status,
        redirected: false,
        headers: new Headers({'content-type': contentType}),
        body: [Buffer.from(text)] as unknown as Response['body'],
      };
      return response as Response;
    };
    return new HttpRestSource(
      {endpoints: {gamma: base, clob: base, data: base}, proxies: {}},
      ({endpoints}) => {
        const client = new RestClient({
          endpoints,
          maxTries: 1,
          createTimeout: () => new AbortController().signal,
          fetch,
        });
        return Promise.resolve({client, findMarket: findMarketByConditionId});
      },
    );
  }
}
