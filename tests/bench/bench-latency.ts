// Whether what the main thread does moves the gauges of the ingest thread: the built worker on the
// simulated exchange, while this thread is idle, paints at 60 fps, has a terminal that takes nothing, or
// is blocked for half a second at a time. And how long a key takes to be seen at 1,000 frames a second.

import {execFileSync} from 'node:child_process';
import {closeSync, constants, mkdtempSync, openSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {systemClock} from '../../src/domain/clock.js';
import type {StageName} from '../../src/domain/latency.js';
import {NO_FRAMES} from '../../src/domain/inspected-frame.js';
import {NO_EVENTS} from '../../src/domain/market-event.js';
import type {Session} from '../../src/domain/session.js';
import type {Snapshot} from '../../src/domain/snapshot.js';
import {startExchangeWorker, type RunningExchange} from '../../src/exchange/exchange-launcher.js';
import {IngestSupervisor} from '../../src/ingest/supervisor.js';
import {topMarkets} from '../../src/markets/browse-markets.js';
import {RestClient} from '../../src/markets/rest-client.js';
import {allocateBoard, LatencyBoard} from '../../src/metrics/latency-board.js';
import {LatencyReadings} from '../../src/metrics/latency-readings.js';
import {FdSink, writeAtOnce} from '../../src/paint/fd-sink.js';
import {PaintClock} from '../../src/paint/paint-clock.js';
import {Screen} from '../../src/paint/screen.js';
import {ViewStore} from '../../src/paint/view-store.js';
import {readSnapshot} from '../../src/snapshot/snapshot-reader.js';
import {buildViewModel, type ViewModel} from '../../src/view/build-view-model.js';
import {createDateFormat, createTimeFormat} from '../../src/view/format-time.js';
import {createPalette} from '../../src/view/palette.js';
import {createUiState} from '../../src/view/ui-state.js';
import {WatchList} from '../../src/watch-list.js';
import {NO_PASTS} from '../support/history-sample.js';
import {samplePaint} from '../support/view-sample.js';
import {renderInto} from './bench-painting.js';
import {BenchPty, COLUMNS, ROWS} from './bench-pty.js';
import {measure, spreadOf, type Measure, type Section} from './measure.js';

const SEED = 1;
const AB_FRAMES_PER_S = 300;
const KEY_FRAMES_PER_S = 1000;
const MAX_MARKETS = 50;
const WARM_UP_MS = 8000;
const BLOCK_MS = 500;

/** Ends of intervals, each 1 % above the one before: two readings can be subtracted. */
const BOUNDS: readonly number[] = Array.from({length: 2_100}, (_, i) => 1.01 ** i);

const VARIANTS = [
  'idle',
  'idle again',
  'painting at 60 fps',
  'terminal stopped',
  'blocked',
] as const;

type Variant = (typeof VARIANTS)[number];

export type LatencyOptions = {
  readonly programPath: string;
  readonly ingestWorkerUrl: URL;
  readonly exchangeWorkerUrl: URL;
  readonly rounds: number;
  readonly roundMs: number;
  readonly keys: number;
};

export async function benchLatency(options: LatencyOptions): Promise<Section> {
  const gauges = await compare(options);
  const keys = await pressKeys(options);
  return {
    title: 'What moves the gauges',
    measures: [
      ...gauges,
      measure('key to its picture', 'ms', keys),
      measure('key to its picture, p99 of each hundred', 'ms', p99OfHundreds(keys)),
    ],
    remarks: [
      `${AB_FRAMES_PER_S} frames/s, ${options.rounds} interleaved rounds of ${options.roundMs / 1000} s each; p99 of a round.`,
      'The ratio is that of the medians to idle; what "idle again" differs by is noise.',
      `Keys: ${options.keys} at ${KEY_FRAMES_PER_S} frames/s, 20 fps; from the byte written to the byte read.`,
    ],
  };
}

async function compare(options: LatencyOptions): Promise<Measure[]> {
  const exchange = await startExchangeWorker(options.exchangeWorkerUrl, {
    seed: SEED,
    rate: AB_FRAMES_PER_S,
  });
  const markets = await listMarkets(exchange);
  const memory = allocateBoard();
  const board = new LatencyBoard(memory);
  const watched = new WatchList();
  const supervisor = new IngestSupervisor({
    workerUrl: options.ingestWorkerUrl,
    frameSource: {kind: 'socket'},
    publishIntervalUs: 8_000,
    board: memory,
    streams: false,
    depth: Number.POSITIVE_INFINITY,
    logs: false,
    hasViewer: true,
    clock: systemClock,
    onMessage: (message) => {
      if (message.type === 'assets') watched.nameAssets(message.assets);
    },
    onUp: () => undefined,
    onDown: ({reason}) => {
      throw new Error(`The ingest worker is down: ${reason}`);
    },
  });
  const viewer = new BenchViewer(supervisor, board, watched);
  const found = new Map<string, number[]>();
  try {
    supervisor.start();
    supervisor.connect(exchange.wsUrl);
    supervisor.watch(watched.add(markets));
    supervisor.focus(markets[0]!.outcomes[0].assetId);
    await wait(WARM_UP_MS);
    for (let round = 0; round < options.rounds; round++) {
      for (const variant of VARIANTS) {
        const before = STAGES.map((stage) => countsOf(board, stage));
        await viewer.run(variant, options.roundMs);
        STAGES.forEach((stage, i) => {
          const after = countsOf(board, stage);
          const counts = after.map((count, at) => count - before[i]![at]!);
          const key = `${stage} ${variant}`;
          found.set(key, [...(found.get(key) ?? []), p99Of(counts) / 1000]);
        });
      }
    }
  } finally {
    viewer.close();
    await supervisor.close();
    await exchange.close();
  }

  return STAGES.flatMap((stage) => {
    const idle = spreadOf(found.get(`${stage} idle`)!).median;
    return VARIANTS.map((variant) => {
      const values = found.get(`${stage} ${variant}`)!;
      const ratio = spreadOf(values).median / idle;
      const name = `${stage} p99, ${variant}${variant === 'idle' ? '' : ` (x${ratio.toFixed(2)})`}`;
      return measure(name, UNITS[stage], values);
    });
  });
}

const STAGES = ['pipeline', 'feed'] as const satisfies readonly StageName[];
const UNITS = {pipeline: 'µs', feed: 'ms'} as const;

function countsOf(board: LatencyBoard, stage: StageName): number[] {
  return board.distribution(stage, 'session', systemClock.nowUs()).countBetween(BOUNDS);
}

function p99Of(counts: readonly number[]): number {
  const rank = 0.99 * counts.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  return BOUNDS[counts.findIndex((count) => (seen += count) >= rank)] ?? Number.NaN;
}

async function listMarkets({restUrl}: RunningExchange) {
  const endpoints = {gamma: restUrl, clob: restUrl, data: restUrl};
  return topMarkets(new RestClient({endpoints}), MAX_MARKETS);
}

/** The main thread's part of the viewer, without a terminal of its own. */
class BenchViewer {
  readonly #supervisor: IngestSupervisor;
  readonly #latency: LatencyReadings;
  readonly #watched: WatchList;
  readonly #folder = mkdtempSync(join(tmpdir(), 'polybook-bench-'));
  readonly #fifo: number;
  readonly #null = openSync('/dev/null', 'w');

  constructor(supervisor: IngestSupervisor, board: LatencyBoard, watched: WatchList) {
    this.#supervisor = supervisor;
    this.#latency = new LatencyReadings(board, systemClock.nowUs);
    this.#watched = watched;
    const path = join(this.#folder, 'stopped');
    execFileSync('mkfifo', [path]);
    // Open at both ends and read at none: it takes 64 kB and then refuses.
    this.#fifo = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  }

  async run(variant: Variant, durationMs: number): Promise<void> {
    switch (variant) {
      case 'idle':
      case 'idle again':
        await wait(durationMs);
        break;
      case 'blocked':
        for (let passedMs = 0; passedMs < durationMs; passedMs += 2 * BLOCK_MS) {
          const endMs = performance.now() + BLOCK_MS;
          while (performance.now() < endMs); // As a heavy paint would.
          await wait(BLOCK_MS);
        }

        break;
      case 'painting at 60 fps':
        await this.#paint(this.#null, durationMs);
        break;
      case 'terminal stopped':
        await this.#paint(this.#fifo, durationMs);
        break;
    }
  }

  close(): void {
    closeSync(this.#fifo);
    closeSync(this.#null);
    rmSync(this.#folder, {recursive: true, force: true});
  }

  async #paint(fd: number, durationMs: number): Promise<void> {
    const palette = createPalette('truecolor');
    const viewStore = new ViewStore<ViewModel>();
    const [formatTime, formatDate] = [createTimeFormat(), createDateFormat()];
    const ui = createUiState({atUs: systemClock.nowUs()});
    const {reader} = this.#supervisor;
    let snapshot: Snapshot | undefined;
    const sink = new FdSink({
      write: writeAtOnce(fd),
      onDrained: () => {
        clock.drained();
      },
    });
    const screen = new Screen({
      ...{columns: COLUMNS, rows: ROWS, palette, sink},
      onChange: () => {
        clock.requestDraw();
      },
    });
    const clock = new PaintClock({
      fps: 60,
      clock: systemClock,
      isFresh: () => reader?.isFresh === true,
      isBusy: () => sink.isBusy,
      update: (nowUs) => {
        const slot = reader?.acquireLatest();
        if (slot !== undefined) snapshot = readSnapshot(slot);
        const session: Session = {
          source: 'demo',
          stage: {kind: 'running'},
          catalog: this.#watched.catalog,
          watchedIds: new Set(),
          connectionReason: undefined,
          pastTrades: new Map(),
          recording: undefined,
          playback: undefined,
          notices: [],
        };
        const input = {snapshot, session, ui, nowUs, latency: this.#latency};
        const size = {
          columns: COLUMNS,
          rows: ROWS,
          unicode: true,
          hasTints: true,
          alerts: [],
          events: NO_EVENTS,
          frames: NO_FRAMES,
          pasts: NO_PASTS,
        };
        const times = {wallMs: systemClock.wallMs(), formatTime, formatDate};
        const paint = samplePaint({fps: 60});
        viewStore.set(buildViewModel({...input, ...size, ...times, paint}, viewStore.get()));
      },
      draw: () => screen.paint() === 'painted',
    });
    const ink = renderInto(screen, viewStore, palette);
    clock.start();
    await wait(durationMs);
    clock.stop();
    ink.unmount();
    sink.close();
  }
}

function p99OfHundreds(values: readonly number[]): number[] {
  const hundreds = Array.from({length: Math.floor(values.length / 100)}, (_, i) =>
    values.slice(100 * i, 100 * (i + 1)),
  );
  return hundreds.map((hundred) => hundred.toSorted((a, b) => a - b)[98]!);
}

/** Opens and closes the help; what each key took, in ms. */
async function pressKeys({
  programPath,
  exchangeWorkerUrl,
  keys,
}: LatencyOptions): Promise<number[]> {
  const exchange = await startExchangeWorker(exchangeWorkerUrl, {
    seed: SEED,
    rate: KEY_FRAMES_PER_S,
  });
  let seen = '';
  let whenSeen = (): void => undefined;
  const {wsUrl, restUrl} = exchange;
  const program = new BenchPty({
    args: [
      ...[programPath, 'lumen-updown-15m-1790000100', '--ws-url', wsUrl],
      ...['--gamma-url', restUrl, '--clob-url', restUrl, '--data-url', restUrl],
    ],
    onBytes: (bytes) => {
      seen += bytes.toString('latin1');
      whenSeen();
    },
  });
  try {
    await wait(WARM_UP_MS);
    const tookMs: number[] = [];
    for (let i = 0; i < keys; i++) {
      const text = i % 2 === 0 ? 'KEYS' : 'mid ';
      seen = '';
      const startMs = performance.now();
      const shown = new Promise<number>((resolve) => {
        whenSeen = () => {
          if (seen.includes(text)) resolve(performance.now());
        };
      });
      program.write('?');
      tookMs.push((await Promise.race([shown, wait(2_000, Number.NaN)])) - startMs);
      // At no fixed distance from the paints.
      await wait(30 + ((i * 37) % 53));
    }

    return tookMs;
  } finally {
    await program.kill();
    await exchange.close();
  }
}
