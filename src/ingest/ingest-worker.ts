// The ingest thread: one loop, fed by a socket or by a recording, published into shared memory.

import {parentPort, workerData} from 'node:worker_threads';
import {FeedConnection} from '../connection/feed-connection.js';
import {loadTunnel} from '../connection/proxy-tunnel.js';
import {systemClock} from '../domain/clock.js';
import {SILENCE_FLAG_US, type ConnectionState} from '../domain/connection-state.js';
import type {HttpProxy} from '../domain/http-proxy.js';
import type {LogLevel} from '../domain/log-level.js';
import type {AssetId} from '../domain/market.js';
import {invariant, PolybookError} from '../domain/problem.js';
import {TripleBufferWriter} from '../snapshot/triple-buffer.js';
import {IngestLoop} from './ingest-loop.js';
import type {FromIngest, IngestWorkerData, ToIngest} from './messages.js';
import {Publisher} from './publisher.js';
import {RecordStream} from './record-stream.js';
import {replay} from './replayer.js';
import {SilenceFlag} from './silence-flag.js';
import {SnapshotPublisher} from './snapshot-publisher.js';

const SECOND_MS = 1_000;

/** How long the last records may take to be acknowledged before the thread ends without that. */
const FLUSH_TIMEOUT_MS = 2_000;

invariant(parentPort !== null, 'the ingest worker runs in a worker thread');
const port = parentPort;
const data = workerData as IngestWorkerData;
const clock = systemClock;
const abort = new AbortController();
let connection: FeedConnection | undefined;
let connectionState: ConnectionState = {phase: 'idle'};
let wsUrl = '';
const silence = new SilenceFlag();
let hasSummary = false;
let lossReason: string | undefined;
let focus: AssetId | undefined;

const post = (message: FromIngest): void => {
  port.postMessage(message);
};

const stream = data.streams
  ? new RecordStream((records) => {
      post({type: 'records', records});
    })
  : undefined;

const loop = new IngestLoop({
  clock,
  adoptUnknownAssets: data.frameSource.kind === 'replay',
  depth: data.depth,
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
  onPong: (tsRecvUs) => {
    const pingUs = connection?.takePingUs(tsRecvUs);
    if (pingUs !== undefined) loop.metrics.recordPing(pingUs, tsRecvUs);
  },
  onTrust: (assetId, {state, reason}) => {
    log('info', 'Trust changed', {assetId, state, reason});
  },
});

const snapshots = new SnapshotPublisher({
  loop,
  writer: new TripleBufferWriter(data.memory),
  focus: () => focus,
  connection: () => connectionState,
});

const publisher = new Publisher({
  clock,
  intervalUs: data.publishIntervalUs,
  heldUntilUs: () => (focus === undefined ? undefined : loop.store.book(focus)?.heldUntilUs),
  publish: (nowUs) => {
    loop.checkPending(nowUs);
    snapshots.publish(nowUs);
  },
});

// Ages, rates and countdowns go on where no frame comes.
const everySecond = setInterval(() => {
  loop.checkPending(clock.nowUs());
  checkSilence(clock.nowUs());
  publisher.touch();
  if (data.frameSource.kind === 'socket') stream?.write(loop.metrics.toRecord(clock.nowUs()));
}, SECOND_MS);

port.on('message', (message: ToIngest) => {
  switch (message.type) {
    case 'connect':
      void connect(message.url, message.proxy);
      break;
    case 'watch':
      loop.watch(message.markets, clock.nowUs());
      connection?.subscribe(loop.registry.assets.map(({assetId}) => assetId));
      publisher.publishNow();
      break;
    case 'focus':
      focus = message.assetId;
      publisher.publishNow();
      break;
    case 'resync':
      break;
    case 'dump':
      post({type: 'dump', books: loop.dump()});
      break;
    case 'ack':
      stream?.acknowledge();
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

async function connect(url: string, proxy: HttpProxy | undefined): Promise<void> {
  wsUrl = url;
  const openTunnel = proxy && (await loadTunnel(proxy));
  if (abort.signal.aborted) return; // Closed while the tunnel was loaded.
  connection ??= new FeedConnection({
    url,
    clock,
    random: Math.random,
    openTunnel,
    onFrame: (frame, tsRecvUs, wallMs) => {
      if (loop.onFrame(frame, tsRecvUs, wallMs)) connection?.noteData(tsRecvUs);
      publisher.touch();
    },
    onState: onConnectionState,
  });
  connection.subscribe(loop.registry.assets.map(({assetId}) => assetId));
}

function onConnectionState(state: ConnectionState): void {
  connectionState = state;
  const reason = state.phase === 'backing_off' ? state.reason : undefined;
  log(reason === undefined ? 'info' : 'warn', 'Connection changed', {url: wsUrl, ...state});
  loop.metrics.reconnects = connection?.reconnects ?? 0;
  if (state.phase === 'backing_off') loop.onConnectionLost(clock.nowUs());
  stream?.write({type: 'status', scope: 'connection', id: wsUrl, state: state.phase, reason});
  // Why it was lost stays true through the next tries, until there are data again.
  if (state.phase === 'backing_off') lossReason = state.reason;
  else if (state.phase === 'live') lossReason = undefined;
  post({type: 'connection', reason: lossReason});
  publisher.publishNow();
}

function checkSilence(nowUs: number): void {
  const change = silence.check(connectionState.phase === 'live', loop.metrics.lastDataUs, nowUs);
  if (change === undefined) return;
  const [state, reason] =
    change === 'fell_silent' ? ['silent', `no data for ${SILENCE_FLAG_US / 1e6} s`] : ['live'];
  log('warn', 'Silence changed', {state});
  stream?.write({type: 'status', scope: 'connection', id: wsUrl, state, reason});
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
        loop.onFrame(frame, clock.nowUs(), recvMs);
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
  await connection?.close();
  if (stream !== undefined) {
    writeSummary();
    const giveUp = new Promise((resolve) => setTimeout(resolve, FLUSH_TIMEOUT_MS).unref());
    await Promise.race([stream.whenEmpty(), giveUp]);
  }

  publisher.close();
  post({type: 'closed'});
  // Nothing is left to wait for; without its port the thread ends by itself.
  port.close();
}

function log(level: LogLevel, message: string, fields: object): void {
  if (data.logs) post({type: 'log', level, message, fields});
}
