import {FeedConnection} from '../../src/connection/feed-connection.js';
import type {ConnectionLimits} from '../../src/connection/feed-connection.js';
import type {OpenTunnel} from '../../src/connection/proxy-tunnel.js';
import {systemClock} from '../../src/domain/clock.js';
import type {ConnectionState} from '../../src/domain/connection-state.js';
import type {DecodeIssue, Level} from '../../src/domain/feed-event.js';
import type {AssetId, Market} from '../../src/domain/market.js';
import {formatPrice} from '../../src/domain/price.js';
import type {StreamRecord} from '../../src/domain/record.js';
import {formatSize} from '../../src/domain/size.js';
import type {ExchangeBook, ExchangeServer} from '../../src/exchange/exchange-server.js';
import {IngestLoop} from '../../src/ingest/ingest-loop.js';

export type LiveFeedOptions = {
  readonly limits?: Partial<ConnectionLimits>;
  /** In [0, 1); default 0: a retry comes after 100 ms. */
  readonly random?: () => number;
  readonly openTunnel?: OpenTunnel;
};

/** Connection and loop put together as the ingest worker does it, without the thread. */
export class LiveFeed {
  readonly loop: IngestLoop;
  readonly connection: FeedConnection;
  readonly states: ConnectionState[] = [];
  readonly issues: DecodeIssue[] = [];
  readonly records: StreamRecord[] = [];
  readonly pingsUs: number[] = [];

  constructor(url: string, markets: readonly Market[], options: LiveFeedOptions = {}) {
    this.loop = new IngestLoop({
      clock: systemClock,
      adoptUnknownAssets: false,
      depth: Number.POSITIVE_INFINITY,
      onRecord: (record) => this.records.push(record),
      onAssets: () => undefined,
      onIssue: (issue) => this.issues.push(issue),
      onPong: (tsRecvUs) => {
        const pingUs = this.connection.takePingUs(tsRecvUs);
        if (pingUs !== undefined) this.pingsUs.push(pingUs);
      },
      onTrust: () => undefined,
    });
    this.connection = new FeedConnection({
      url,
      clock: systemClock,
      random: options.random ?? (() => 0),
      openTunnel: options.openTunnel,
      ...(options.limits === undefined ? {} : {limits: options.limits}),
      onFrame: (frame, tsRecvUs, wallMs) => {
        if (this.loop.onFrame(frame, tsRecvUs, wallMs)) this.connection.noteData(tsRecvUs);
      },
      onState: (state) => {
        this.states.push(state);
        if (state.phase === 'backing_off') this.loop.onConnectionLost(systemClock.nowUs());
      },
    });
    this.watch(markets);
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
    this.connection.subscribe(this.loop.registry.assets.map(({assetId}) => assetId));
  }

  /** What is different from the exchange's own books; empty when every watched level is right. */
  differences(exchange: ExchangeServer): AssetId[] {
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
    await this.connection.close();
  }
}
