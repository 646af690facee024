import {Worker} from 'node:worker_threads';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {systemClock} from '../../src/domain/clock.js';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {FeedStatus} from '../../src/feed-status.js';
import {NO_LOG} from '../../src/log-file.js';
import {MetricsEndpoint} from '../../src/metrics-endpoint.js';
import {allocateBoard, LatencyBoard} from '../../src/metrics/latency-board.js';
import {Shutdown} from '../../src/shutdown.js';
import {NewestSnapshot} from '../../src/snapshot/newest-snapshot.js';
import {WatchList} from '../../src/watch-list.js';
import {marketOf} from '../support/listed-market.js';
import {valueOf} from '../support/prometheus-text.js';
import {askUntil, findUrl, readHealth, scrape} from '../support/scraped-program.js';
import {BREAKABLE_WORKER, SupervisedFeed} from './supervised-feed.js';

let shutdown: Shutdown;
let exchange: ExchangeServer;
let feed: SupervisedFeed;
let url: string;
beforeEach(async () => {
  shutdown = new Shutdown({exit: () => undefined, write: () => undefined});
  exchange = await ExchangeServer.start({seed: 5, rate: 300});
  const market = marketOf(exchange);
  const board = allocateBoard();
  const watched = new WatchList();
  const status = new FeedStatus();
  const newest = new NewestSnapshot(() => feed.supervisor.reader);
  feed = new SupervisedFeed(BREAKABLE_WORKER, {
    board,
    onMessage: (message) => {
      status.onMessage(message);
      if (message.type === 'assets') watched.nameAssets(message.assets);
    },
    onUp: () => {
      newest.forget();
      watched.forgetAssets();
      status.onUp();
    },
    onDown: (down) => {
      status.onDown(down);
    },
  });
  watched.add([market]);
  feed.supervisor.connect(exchange.wsUrl);
  feed.supervisor.watch([market]);

  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const endpoint = await MetricsEndpoint.open({port: 0, clock: systemClock, log: NO_LOG, shutdown});
  url = findUrl(String(said.mock.calls[0]![0]))!;
  said.mockRestore();
  expect(await readHealth(url)).toMatchObject({code: 503, status: 'starting'});
  endpoint.tellOf(
    {status, source: 'live', board: new LatencyBoard(board), newest},
    () => watched.catalog,
  );
});
afterEach(async () => {
  await shutdown.end({exitCode: 0});
  await feed[Symbol.asyncDispose]();
  await exchange.close();
});

function untilOk() {
  return askUntil(
    () => readHealth(url),
    ({status}) => status === 'ok',
    'ok',
  );
}

test('a scrape sends the ingest thread nothing, and is new each time', async () => {
  await untilOk();
  const posted = vi.spyOn(Worker.prototype, 'postMessage');
  try {
    const frames = new Set<number>();
    await askUntil(
      async () => frames.add(valueOf(await scrape(url), 'polybook_frames_total')!),
      ({size}) => size >= 30,
      'thirty different counts of frames',
    );
    await readHealth(url);
    expect(posted).not.toHaveBeenCalled();
  } finally {
    posted.mockRestore();
  }
});

test('a worker that ended is told so, its books are no longer live, and the next one is ok', async () => {
  await untilOk();
  feed.tell('test_throw');
  const down = await askUntil(
    () => readHealth(url),
    ({code}) => code === 503,
    'its end',
  );
  expect(down).toMatchObject({
    status: 'down',
    reason: 'the feed thread ended: broken on purpose',
    books: {LIVE: 0, QUIET: 0, STALE: 2},
  });
  const families = await scrape(url);
  expect(valueOf(families, 'polybook_worker_up')).toBe(0);
  expect(families.has('polybook_frames_total')).toBe(false);
  expect(families.has('polybook_best_bid')).toBe(false);

  await untilOk();
  const after = await scrape(url);
  expect(valueOf(after, 'polybook_worker_up')).toBe(1);
  expect(valueOf(after, 'polybook_worker_restarts_total')).toBe(1);
});

test('a worker that hangs is told so after five seconds', async () => {
  await untilOk();
  feed.tell('test_hang');
  const {reason, books} = await askUntil(
    () => readHealth(url),
    ({status}) => status === 'down',
    'the silence',
  );
  expect(reason).toBe('the feed thread does not answer');
  expect(books).toMatchObject({LIVE: 0, STALE: 2});
});
