// Where the books come from, started at once and without the UI: the ingest worker, the demo's
// exchange, and the client for lookups that goes with them.

import {addressesOf} from './addresses.js';
import type {Options} from './cli.js';
import type {Clock} from './domain/clock.js';
import {findProxy} from './domain/http-proxy.js';
import type {Source} from './domain/session.js';
import {startExchangeWorker} from './exchange/exchange-launcher.js';
import {FeedStatus} from './feed-status.js';
import type {FromIngest} from './ingest/messages.js';
import {IngestSupervisor} from './ingest/supervisor.js';
import type {WorkerDown} from './ingest/supervisor.js';
import type {Log} from './log-file.js';
import {allocateBoard, LatencyBoard} from './metrics/latency-board.js';
import {createProxyFetch} from './markets/proxy-fetch.js';
import {RestClient} from './markets/rest-client.js';
import type {Shutdown} from './shutdown.js';
import {sentenceOf} from './problem-text.js';
import {NewestSnapshot} from './snapshot/newest-snapshot.js';
import {PROGRAM} from './version.js';

/** What the worker says, but for what is the same to everybody: its log, and why it can't go on. */
export type FeedMessage = Exclude<FromIngest, {type: 'log' | 'failed'}>;

export type FeedOptions = {
  readonly options: Options;
  readonly clock: Clock;
  readonly log: Log;
  readonly shutdown: Shutdown;
  readonly onMessage: (message: FeedMessage) => void;
  readonly onUp: () => void;
  readonly onDown: (down: WorkerDown) => void;
};

export type Feed = {
  readonly source: Source;
  readonly supervisor: IngestSupervisor;
  readonly status: FeedStatus;
  /** The one reader of what the worker publishes. */
  readonly newest: NewestSnapshot;
  /** What all threads measure. */
  readonly board: LatencyBoard;
  /** The demo's is there as soon as its exchange listens; a replay needs none. */
  readonly client: Promise<RestClient>;
};

export function startFeed(feedOptions: FeedOptions): Feed {
  const {options, clock, log, shutdown, onMessage, onUp, onDown} = feedOptions;
  const {replay, demo, isJson, isOnce} = options;
  const board = allocateBoard();
  const status = new FeedStatus();
  const newest = new NewestSnapshot(() => supervisor.reader);
  const supervisor = new IngestSupervisor({
    workerUrl: new URL('./ingest-worker.js', import.meta.url),
    frameSource:
      replay === undefined ? {kind: 'socket'} : {kind: 'replay', ...replay, program: PROGRAM},
    // Twice the paint rate: a paint then never waits longer than half its period for news.
    publishIntervalUs: Math.round(1_000_000 / (2 * options.fps)),
    board,
    streams: isJson && !isOnce,
    depth: options.depth,
    logs: options.log !== undefined,
    hasViewer: !isJson && !isOnce,
    onDown: (down) => {
      log.write('error', 'The ingest worker is down', down);
      status.onDown(down);
      onDown(down);
    },
    clock,
    onMessage: (message) => {
      status.onMessage(message);
      if (message.type === 'log') log.write(message.level, message.message, message.fields);
      else if (message.type === 'failed') {
        void shutdown.end({exitCode: 1, message: sentenceOf(message)});
      } else onMessage(message);
    },
    onUp: () => {
      newest.forget();
      status.onUp();
      onUp();
    },
  });
  supervisor.start();
  shutdown.add(() => supervisor.close());
  return {
    board: new LatencyBoard(board),
    source: replay !== undefined ? 'replay' : demo !== undefined ? 'demo' : 'live',
    supervisor,
    status,
    newest,
    client:
      demo === undefined
        ? Promise.resolve(connectLive(options, supervisor))
        : connectDemo(demo, supervisor, shutdown),
  };
}

/** Throws where the environment names a proxy that cannot be one. */
function connectLive({urls, replay}: Options, supervisor: IngestSupervisor): RestClient {
  const {wsUrl, endpoints} = addressesOf(urls);
  if (replay !== undefined) return new RestClient({endpoints});

  const proxyOf = (url: string) => findProxy(new URL(url), process.env);
  const proxies = Object.fromEntries(
    Object.entries(endpoints).map(([api, url]) => [api, proxyOf(url)]),
  );
  supervisor.connect(wsUrl, {rest: {endpoints, proxies}, proxy: proxyOf(wsUrl)});
  const isProxied = Object.values(proxies).some((proxy) => proxy !== undefined);
  return new RestClient({endpoints, ...(isProxied && {fetch: createProxyFetch(proxyOf)})});
}

async function connectDemo(
  demo: NonNullable<Options['demo']>,
  supervisor: IngestSupervisor,
  shutdown: Shutdown,
): Promise<RestClient> {
  const exchange = await startExchangeWorker(
    new URL('./exchange-worker.js', import.meta.url),
    demo,
  );
  shutdown.add(() => exchange.close());
  const {wsUrl, restUrl} = exchange;
  const endpoints = {gamma: restUrl, clob: restUrl, data: restUrl};
  supervisor.connect(wsUrl, {rest: {endpoints, proxies: {}}});
  return new RestClient({endpoints});
}
