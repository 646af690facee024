import type {FeedLine} from '../../src/connection/feed-line.js';
import type {OpenTunnel} from '../../src/connection/proxy-tunnel.js';
import {createWebSocketOpener} from '../../src/connection/web-socket-link.js';
import {systemClock, systemTimers, type Timers} from '../../src/domain/clock.js';
import type {ConnectionState} from '../../src/domain/connection-state.js';
import type {DecodeIssue, Level} from '../../src/domain/feed-event.js';
import type {AssetId, Market} from '../../src/domain/market.js';
import {formatPrice} from '../../src/domain/price.js';
import type {StreamRecord} from '../../src/domain/record.js';
import {formatSize} from '../../src/domain/size.js';
import type {ExchangeBook, ExchangeServer} from '../../src/exchange/exchange-server.js';
import {HttpRestSource} from '../../src/ingest/http-rest-source.js';
import {IngestLoop} from '../../src/ingest/ingest-loop.js';
import {SocketFeed} from '../../src/ingest/socket-feed.js';
import {toSocketLimits, type TestLimits} from './feed-line.js';

export type LiveFeedOptions = {
  readonly limits?: TestLimits;
  /** In [0, 1); default 0: a retry comes after 100 ms. */
  readonly random?: () => number;
  readonly openTunnel?: OpenTunnel;
  /** Base address of REST; without one the watchdogs have nobody to ask. */
  readonly restUrl?: string;
  readonly maxAssetsPerLine?: number;
  readonly timers?: Timers;
};

/** Lines and loop put together as the ingest worker does it, without the thread. */
export class LiveFeed {
  readonly loop: IngestLoop;
  readonly feed: SocketFeed;
  readonly states: ConnectionState[] = [];
  readonly issues: DecodeIssue[] = [];
  readonly records: StreamRecord[] = [];
  readonly pingsUs: number[] = [];

  constructor(url: string, markets: readonly Market[], options: LiveFeedOptions = {}) {
    const {limits = {}, random = () => 0, openTunnel, restUrl, maxAssetsPerLine} = options;
    const {timers = systemTimers} = options;
    const {connectTimeoutMs} = limits;
    this.loop = new IngestLoop({
      clock: systemClock,
      adoptUnknownAssets: false,
      depth: Number.POSITIVE_INFINITY,
      onRecord: (record) => this.records.push(record),
      onAssets: () => undefined,
      onIssue: (issue) => this.issues.push(issue),
      onTrust: () => undefined,
    });
    const {metrics} = this.loop;
    const recordPing = metrics.recordPing.bind(metrics);
    metrics.recordPing = (pingUs, nowUs) => {
      this.pingsUs.push(pingUs);
      recordPing(pingUs, nowUs);
    };
    this.feed = new SocketFeed({
      open: createWebSocketOpener({
        url,
        openTunnel,
        ...(connectTimeoutMs !== undefined && {connectTimeoutMs}),
      }),
      clock: systemClock,
      timers,
      random,
      limits: toSocketLimits(limits),
      maxAssetsPerLine,
      loop: this.loop,
      rest:
        restUrl === undefined
          ? undefined
          : new HttpRestSource({
              endpoints: {gamma: restUrl, clob: restUrl, data: restUrl},
              proxies: {},
            }),
      onState: (_, state) => this.states.push(state),
      onChange: () => undefined,
      log: () => undefined,
    });
    this.watch(markets);
  }

  /** The first line, which is the only one where the markets are few. */
  get connection(): FeedLine {
    return this.feed.pool.lines[0]!;
  }

  get phases(): string[] {
    return this.states.map(({phase}) => phase);
  }

  /** Why the connection was lost, each time. */
  get reasons(): string[] {
    return this.states.flatMap((state) => (state.phase === 'backing_off' ? [state.reason] : []));
  }

  watch(markets: readonly Market[]): void {
    this.loop.watch(markets, systemClock.nowUs());
    this.feed.watch(markets);
  }

  /** What is different from the exchange's own books; empty when every watched level is right. */
  differences(exchange: Pick<ExchangeServer, 'book'>): AssetId[] {
    return this.loop.store.assetIds().filter((assetId) => {
      const truth = exchange.book(assetId);
      return JSON.stringify(this.book(assetId)) !== JSON.stringify(truth);
    });
  }

  /** The book as the exchange would tell it. */
  book(assetId: AssetId): ExchangeBook | undefined {
    const view = this.loop.store.book(assetId);
    if (view === undefined) return undefined;
    const {book, hash} = view;
    const texts = (levels: Iterable<Level>) =>
      Array.from(levels, ({price, size}) => ({price: formatPrice(price), size: formatSize(size)}));
    return {
      timestampMs: book.timestampMs,
      hash: hash ?? '',
      bids: texts(book.bids),
      asks: texts(book.asks),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.feed.close();
  }
}
