// The ingest thread: one loop, fed by a socket or by a recording, published into shared memory.

import {parentPort, workerData} from 'node:worker_threads';
import type {FeedLine} from '../connection/feed-line.js';
import {loadTunnel} from '../connection/proxy-tunnel.js';
import {createWebSocketOpener} from '../connection/web-socket-link.js';
import {systemClock, systemTimers} from '../domain/clock.js';
import type {ConnectionState} from '../domain/connection-state.js';
import type {FrameFilter} from '../domain/inspected-frame.js';
import type {LogLevel} from '../domain/log-level.js';
import type {AssetId, ConditionId, Market} from '../domain/market.js';
import {invariant, PolybookError} from '../domain/problem.js';
import {buffersOf} from '../history/market-history.js';
import {LatencyBoard} from '../metrics/latency-board.js';
import type {OrderBookStore} from '../orderbook/order-book-store.js';
import {TripleBufferWriter} from '../snapshot/triple-buffer.js';
import {EventDesk} from './event-desk.js';
import {EventLoopWatch} from './event-loop-watch.js';
import {FrameInspector} from './frame-inspector.js';
import {HistoryRecorder} from './history-recorder.js';
import {HttpRestSource} from './http-rest-source.js';
import {IngestLoop} from './ingest-loop.js';
import {LiveHistory} from './live-history.js';
import {LogBudget} from './log-budget.js';
import type {FromIngest, IngestWorkerData, ToIngest} from './messages.js';
import {Publisher} from './publisher.js';
import {RecordStream} from './record-stream.js';
import {ReplayHistory} from './replay-history.js';
import {replay} from './replayer.js';
import {SnapshotPublisher} from './snapshot-publisher.js';
import {SocketFeed} from './socket-feed.js';

const SECOND_MS = 1_000;

/** How long the last records may take to be acknowledged before the thread ends without that. */
const FLUSH_TIMEOUT_MS = 2_000;

invariant(parentPort !== null, 'the ingest worker runs in a worker thread');
const port = parentPort;
const data = workerData as IngestWorkerData;
const clock = systemClock;
const abort = new AbortController();
const logBudget = new LogBudget();
const eventLoop = new EventLoopWatch();
let heapBytes = process.memoryUsage().heapUsed;
let feed: SocketFeed | undefined;
let wsUrl = '';
let hasSummary = false;
/** Why each line was lost: it stays true through the next tries, until there are data again. */
const lossReasons = new Map<FeedLine, string>();
let toldReason: string | undefined;
let focus: AssetId | undefined;
let inspector: FrameInspector | undefined;
let toldFocus: AssetId | undefined;
/** Said before the address was known. */
const waiting: Market[] = [];

const post = (message: FromIngest): void => {
  port.postMessage(message);
};

const stream = data.streams
  ? new RecordStream((records) => {
      post({type: 'records', records});
    })
  : undefined;

const eventDesk: EventDesk | undefined = data.hasViewer
  ? new EventDesk({
      clock,
      timers: systemTimers,
      store: (): OrderBookStore => loop.store,
      isReplay: data.frameSource.kind === 'replay',
      post: (events, leftOut) => {
        post({type: 'market_events', events, leftOut});
      },
    })
  : undefined;

const loop: IngestLoop = new IngestLoop({
  clock,
  observer: eventDesk,
  followsFlow: data.hasViewer,
  adoptUnknownAssets: data.frameSource.kind === 'replay',
  isRecorded: data.frameSource.kind === 'replay',
  depth: data.depth,
  board: new LatencyBoard(data.board),
  onRecord:
    stream === undefined
      ? undefined
      : (record) => {
          stream.write(record);
        },
  onAssets: (assets) => {
    post({type: 'assets', assets});
  },
  onIssue: ({code, detail}) => {
    log('debug', 'A message could not be read', {code, detail});
  },
  onFull: (maxAssets) => {
    const text = `The recording holds more than ${maxAssets} books, and those that come after them are left out`;
    log('warn', text, {});
    post({type: 'notice', text});
  },
  onTrust: (assetId, {state, reason}) => {
    log('info', 'Trust changed', {assetId, state, reason});
    recorder?.noteTrust(assetId, state);
  },
});

const recorder = data.hasViewer
  ? new HistoryRecorder({
      loop,
      post: (market, block) => {
        port.postMessage({type: 'history', market, block} satisfies FromIngest, buffersOf(block));
      },
    })
  : undefined;
const isReplay = data.frameSource.kind === 'replay';
const liveHistory =
  recorder && !isReplay
    ? new LiveHistory({recorder, loop, clock, timers: systemTimers})
    : undefined;
const replayHistory = recorder && isReplay ? new ReplayHistory({recorder, loop, clock}) : undefined;

const snapshots = new SnapshotPublisher({
  loop,
  writer: new TripleBufferWriter(data.memory),
  focus: () => focus,
  lines: () => feed?.pool.lines ?? [],
  lineOfFocus: () => lineOfFocus(),
  heapBytes: () => heapBytes,
});

const publisher = new Publisher({
  clock,
  intervalUs: data.publishIntervalUs,
  heldUntilUs: () => (focus === undefined ? undefined : loop.store.book(focus)?.heldUntilUs),
  publish: (nowUs) => {
    checkPending(nowUs);
    snapshots.publish(nowUs);
    if (focus !== toldFocus && focus !== undefined) post({type: 'focused', assetId: focus});
    toldFocus = focus;
  },
});

// Ages, rates and countdowns go on where no frame comes.
const everySecond = setInterval(() => {
  const nowUs = clock.nowUs();
  heapBytes = process.memoryUsage().heapUsed;
  eventLoop.drain((delayUs) => {
    loop.metrics.record('ingest_loop', delayUs, nowUs);
  });
  checkPending(nowUs);
  publisher.touch();
  recorder?.flush();
  if (data.frameSource.kind === 'socket') stream?.write(loop.metrics.toRecord(nowUs));
}, SECOND_MS);

port.on('message', (message: ToIngest) => {
  switch (message.type) {
    case 'connect':
      void connect(message);
      break;
    case 'watch':
      loop.watch(message.markets, clock.nowUs());
      if (feed === undefined) waiting.push(...message.markets);
      else feed.watch(message.markets);
      publisher.publishNow();
      break;
    case 'unwatch':
      unwatch(message.markets);
      break;
    case 'focus':
      focus = message.assetId;
      recorder?.focus(focus);
      tellReason();
      publisher.publishNow();
      break;
    case 'resync':
      if (focus !== undefined) feed?.resync(focus);
      break;
    case 'inspect':
      inspect(message.filter);
      break;
    case 'dump':
      post({type: 'dump', books: loop.dump()});
      break;
    case 'ack':
      stream?.acknowledge();
      break;
    case 'history_taken':
      recorder?.acknowledge();
      break;
    case 'play':
      void play();
      break;
    case 'close':
      void close();
      break;
  }
});

post({type: 'ready'});

/**
 * A recording that is streamed waits for its reader, for a pager if need be: how long a batch takes
 * there says nothing of it, and must not show in the output.
 */
function checkPending(nowUs: number): void {
  if (data.frameSource.kind === 'socket' || stream === undefined) loop.checkPending(nowUs);
}

async function connect({url, proxy, rest}: Extract<ToIngest, {type: 'connect'}>): Promise<void> {
  wsUrl = url;
  const openTunnel = proxy && (await loadTunnel(proxy));
  if (abort.signal.aborted || feed !== undefined) return; // Closed while the tunnel was loaded.
  feed = new SocketFeed({
    open: createWebSocketOpener({url, openTunnel}),
    clock,
    timers: systemTimers,
    random: Math.random,
    loop,
    rest: rest && new HttpRestSource(rest),
    onState: onLineState,
    onChange: () => {
      publisher.touch();
    },
    log,
  });
  feed.watch(waiting.splice(0));
}

function unwatch(markets: readonly ConditionId[]): void {
  const kept = waiting.filter(({conditionId}) => !markets.includes(conditionId));
  waiting.splice(0, waiting.length, ...kept);
  feed?.unwatch(markets);
  loop.unwatch(markets);
  for (const market of markets) recorder?.forget(market);
  tellReason();
  publisher.publishNow();
}

function lineOfFocus(): FeedLine | undefined {
  if (feed === undefined) return undefined;
  return (focus === undefined ? undefined : feed.pool.lineOf(focus)) ?? feed.pool.lines[0];
}

function onLineState(line: FeedLine, state: ConnectionState): void {
  const reason = 'reason' in state ? state.reason : undefined;
  const id = line.number === 1 ? wsUrl : `${wsUrl}#${line.number}`;
  log(reason === undefined ? 'info' : 'warn', 'Connection changed', {id, ...state});
  stream?.write({type: 'status', scope: 'connection', id, state: state.phase, reason});
  eventDesk?.onConnection(line.number, state);
  if (reason !== undefined) lossReasons.set(line, reason);
  else if (state.phase === 'live' || state.phase === 'closed') lossReasons.delete(line);
  tellReason();
  publisher.publishNow();
}

/** The sentence beside the phase of the line in focus. */
function tellReason(): void {
  const line = lineOfFocus();
  const reason = line && lossReasons.get(line);
  if (reason === toldReason) return;
  toldReason = reason;
  post({type: 'connection', reason});
}

async function play(): Promise<void> {
  const {frameSource} = data;
  invariant(frameSource.kind === 'replay', 'only a recording can be played');
  try {
    await replay({
      ...frameSource,
      clock,
      signal: abort.signal,
      onFrame: (frame, recvMs) => {
        loop.onFrame(frame, clock.nowUs(), recvMs, (event) => {
          replayHistory?.beforeEvent(event);
          return true;
        });
        publisher.touch();
      },
      isBehind: () => stream?.isBehind === true,
      whenReady: () => stream?.whenReady() ?? Promise.resolve(),
    });
  } catch (error) {
    if (!(error instanceof PolybookError)) throw error;
    const {code, message, hint} = error;
    post({type: 'failed', code, message, hint});
    return;
  }

  if (abort.signal.aborted) return; // Cut off, which is not the recording's end.
  loop.onEnd(clock.nowUs());
  replayHistory?.end();
  publisher.publishNow();
  // However long the reader takes (a pager that waits for a key): the recording is its to read.
  writeSummary();
  await stream?.whenEmpty();
  post({type: 'replay_ended'});
}

/** The last record of a stream, whichever end comes first. */
function writeSummary(): void {
  if (hasSummary) return;
  hasSummary = true;
  stream?.write(loop.toSummary(stream.dropped));
}

/**
 * Ends politely: the summary is the last record, and the reader has taken it. A batch that is cut
 * off here is judged neither way.
 */
async function close(): Promise<void> {
  abort.abort();
  clearInterval(everySecond);
  liveHistory?.close();
  eventLoop.close();
  await feed?.close();
  if (stream !== undefined) {
    writeSummary();
    const giveUp = new Promise((resolve) => setTimeout(resolve, FLUSH_TIMEOUT_MS).unref());
    await Promise.race([stream.whenEmpty(), giveUp]);
  }

  eventDesk?.close();
  inspect(undefined);
  publisher.close();
  post({type: 'closed'});
  // Nothing is left to wait for; without its port the thread ends by itself.
  port.close();
}

function inspect(filter: FrameFilter | undefined): void {
  if (filter === undefined) {
    inspector?.close();
    inspector = undefined;
  } else if (inspector === undefined) {
    inspector = new FrameInspector({
      ...{clock, timers: systemTimers, filter},
      post: (frames, leftOut) => {
        post({type: 'frames', frames, leftOut});
      },
    });
  } else {
    inspector.select(filter);
  }

  loop.tap = inspector?.onFrame;
}

function log(level: LogLevel, message: string, fields: object): void {
  if (!data.logs) return;
  const taken = logBudget.take(level, clock.nowUs());
  if (taken === undefined) return;
  const {leftOut} = taken;
  post({type: 'log', level, message, fields: leftOut > 0 ? {...fields, leftOut} : fields});
}
