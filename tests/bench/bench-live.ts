// The built program at work: watching every market of a simulated exchange, which runs in a thread
// of this process, so that its CPU is none of the program's.

import {setTimeout as wait} from 'node:timers/promises';
import {startExchangeWorker, type RunningExchange} from '../../src/exchange/exchange-launcher.js';
import {topMarkets} from '../../src/markets/browse-markets.js';
import {RestClient} from '../../src/markets/rest-client.js';
import {BenchPty, COLUMNS, ROWS} from './bench-pty.js';
import {measure, type Section} from './measure.js';
import {PaintCounter} from './paint-counter.js';
import {cpuBetween, hasThreadCpu, readResidentMb, readThreadCpu} from './thread-cpu.js';

const SEED = 1;
const FRAMES_PER_S = 200;
const FPS = 20;
const MAX_MARKETS = 50;

/** The first seconds belong to start-up and to the compiler. */
const WARM_UP_MS = 6000;

export type LiveOptions = {
  readonly programPath: string;
  readonly exchangeWorkerUrl: URL;
  readonly windows: number;
  readonly windowMs: number;
};

export async function benchLive(options: LiveOptions): Promise<Section> {
  const title = `At work: ${COLUMNS}x${ROWS}, ${FPS} fps, ${FRAMES_PER_S} frames/s`;
  if (!hasThreadCpu) {
    return {title, measures: [], remarks: ['Not measured: CPU by thread needs /proc of Linux.']};
  }

  const exchange = await startExchangeWorker(options.exchangeWorkerUrl, {
    seed: SEED,
    rate: FRAMES_PER_S,
  });
  const paints = new PaintCounter();
  let program: BenchPty | undefined;
  try {
    const args = [options.programPath, ...(await findSlugs(exchange)), ...flagsOf(exchange)];
    program = new BenchPty({
      args,
      onBytes: (bytes) => {
        paints.take(bytes);
      },
    });
    await wait(WARM_UP_MS);
    return {title, ...(await watch(program, exchange, paints, options))};
  } finally {
    await program?.kill();
    await exchange.close();
  }
}

export async function findSlugs({restUrl}: RunningExchange): Promise<string[]> {
  const endpoints = {gamma: restUrl, clob: restUrl, data: restUrl};
  const markets = await topMarkets(new RestClient({endpoints}), MAX_MARKETS);
  return markets.map(({slug, conditionId}) => slug ?? conditionId);
}

export function flagsOf({wsUrl, restUrl}: RunningExchange): string[] {
  const rest = ['--gamma-url', restUrl, '--clob-url', restUrl, '--data-url', restUrl];
  return ['--ws-url', wsUrl, ...rest, '--fps', String(FPS)];
}

type Row = {
  readonly all: number;
  readonly main: number;
  readonly ingest: number;
  readonly rest: number;
  readonly exchange: number;
  readonly framesPerS: number;
  readonly paintsPerS: number;
};

async function watch(
  {pid}: BenchPty,
  exchange: RunningExchange,
  paints: PaintCounter,
  {windows, windowMs}: LiveOptions,
): Promise<Pick<Section, 'measures' | 'remarks'>> {
  const rows: Row[] = [];
  const sizes: number[] = [];
  paints.drain();
  for (let i = 0; i < windows; i++) {
    const [cpuBefore, statsBefore, startMs] = [
      readThreadCpu(pid),
      await exchange.stats(),
      performance.now(),
    ];
    await wait(windowMs);
    const durationMs = performance.now() - startMs;
    const cpu = cpuBetween(pid, cpuBefore, readThreadCpu(pid));
    const stats = await exchange.stats();
    const painted = paints.drain();
    sizes.push(...painted);
    const share = (ms: number): number => (100 * ms) / durationMs;
    const perS = (count: number): number => (1000 * count) / durationMs;
    rows.push({
      all: share(cpu.allMs),
      main: share(cpu.mainMs),
      ingest: share(cpu.secondMs),
      rest: share(cpu.restMs),
      exchange: share(stats.activeMs - statsBefore.activeMs),
      framesPerS: perS(stats.counters.framesSent - statsBefore.counters.framesSent),
      paintsPerS: perS(painted.length),
    });
  }

  const column = (name: string, unit: string, key: keyof Row) =>
    measure(
      name,
      unit,
      rows.map((row) => row[key]),
    );
  return {
    measures: [
      column('CPU of the program, all threads', '% of a core', 'all'),
      column('  main thread: view, Ink, paint', '% of a core', 'main'),
      column('  ingest thread (the busiest other one)', '% of a core', 'ingest'),
      column('  helpers of V8, thread pool', '% of a core', 'rest'),
      column("the exchange's thread, not included", '% of time busy', 'exchange'),
      column('frames sent to the program', '/s', 'framesPerS'),
      column('paints', '/s', 'paintsPerS'),
      measure('a paint', 'bytes', sizes),
      measure('memory of the program, resident', 'MB', [readResidentMb(pid)]),
    ],
    remarks: [
      `${windows} windows of ${windowMs / 1000} s after ${WARM_UP_MS / 1000} s of warm-up.`,
    ],
  };
}
