// What recording costs the feed and the disk, and how soon a long recording is on the screen, at any place.

import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Clock, Timers} from '../../src/domain/clock.js';
import {SimulatedExchange} from '../../src/exchange/simulated-exchange.js';
import {IngestLoop} from '../../src/ingest/ingest-loop.js';
import {SessionRecorder} from '../../src/ingest/session-recorder.js';
import {prepareTarget} from '../../src/recording/prepare-target.js';
import {PtyProgram} from '../support/pty.js';
import {CLEAN_ENV} from '../support/viewer.js';
import {COLUMNS, ROWS} from './bench-pty.js';
import {cpuUs, measure, type Section} from './measure.js';
import {simulateFeed, type SimulatedFeed} from './simulated-feed.js';

const SEED = 1;
const START_MS = 1_790_000_000_000;
const RATES = [120, 1000] as const;
const SIZE_SECONDS = 30;
const WARM_UP_ROUNDS = 2;
const LONG_RATE = 120;
const SHARES = [5, 2, 9, 1, 8, 4, 7, 3, 6];

export type RecordingOptions = {
  readonly programPath: string;
  readonly feed: SimulatedFeed;
  readonly rounds: number;
  /** Of the long recording. */
  readonly seconds: number;
};

export async function benchRecording(options: RecordingOptions): Promise<Section> {
  const folder = mkdtempSync(join(tmpdir(), 'polybook-bench-'));
  try {
    const shares: number[] = [];
    for (const rate of RATES) shares.push(await storedShare(join(folder, `${rate}`), rate));
    const cost = await compareCost(options, folder);
    const path = join(folder, 'long.jsonl.gz');
    await record(path, LONG_RATE, options.seconds);
    const played = await play(options.programPath, path);
    return {
      title: `Recording, and a recording of ${options.seconds} s at ${LONG_RATE} frames/s`,
      measures: [
        ...RATES.map((rate, i) =>
          measure(`stored, of raw bytes at ${rate} frames/s`, '%', [shares[i]! * 100]),
        ),
        measure('a frame, not recorded: CPU', 'µs', cost.plainUs),
        measure('a frame, recorded: CPU, writing included', 'µs', cost.recordedUs),
        measure('a frame, not recorded: p99', 'µs', cost.plainP99Us),
        measure('a frame, recorded: p99', 'µs', cost.recordedP99Us),
        measure('start to first book of the recording', 'ms', played.firstMs),
        measure('key to another tenth of it', 'ms', played.seekMs),
        measure('memory of the program at the end', 'MB', [played.rssMb]),
      ],
      remarks: [
        `Recorded and not in turns, ${options.rounds} rounds of ${options.feed.frames.length} frames.`,
      ],
    };
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

/** Time that is handed in. */
class HandTime implements Clock, Timers {
  #us = 0;
  #due: {readonly atUs: number; readonly run: () => void}[] = [];

  readonly nowUs = (): number => this.#us;
  readonly wallMs = (): number => START_MS + this.#us / 1000;

  readonly after = (delayUs: number, run: () => void): (() => void) => {
    const timer = {atUs: this.#us + delayUs, run};
    this.#due.push(timer);
    return () => {
      this.#due = this.#due.filter((other) => other !== timer);
    };
  };

  pass(toUs: number): void {
    this.#us = toUs;
    const due = this.#due.filter(({atUs}) => atUs <= toUs);
    this.#due = this.#due.filter(({atUs}) => atUs > toUs);
    for (const {run} of due) run();
  }
}

function createLoop(
  clock: Clock,
  {markets, firstBooks}: Omit<SimulatedFeed, 'frames'>,
): IngestLoop {
  const nothing = (): void => undefined;
  const loop = new IngestLoop({
    ...{clock, adoptUnknownAssets: false, followsFlow: false, depth: 1, onRecord: undefined},
    ...{onAssets: nothing, onIssue: nothing, onTrust: nothing},
  });
  loop.watch(markets, clock.nowUs());
  loop.onFrame(firstBooks, clock.nowUs(), clock.wallMs());
  return loop;
}

function createRecorder(
  path: string,
  loop: IngestLoop,
  time: Clock & Timers,
  {markets}: Pick<SimulatedFeed, 'markets'>,
): SessionRecorder {
  prepareTarget(path, 'new');
  return new SessionRecorder({
    ...{path, loop, clock: time, timers: time, rotation: undefined},
    ...{source: 'demo', program: 'bench'},
    markets: () => markets,
    lines: () => [],
    onState: () => undefined,
  });
}

/** Records so much of the exchange's time. */
async function record(path: string, rate: number, seconds: number): Promise<SessionRecorder> {
  const exchange = new SimulatedExchange({seed: SEED, rate, startMs: START_MS});
  const beginning = await simulateFeed(0);
  const time = new HandTime();
  const loop = createLoop(time, beginning);
  const recorder = createRecorder(path, loop, time, beginning);
  for (let second = 1; second <= seconds; second++) {
    for (const {text, sendMs} of exchange.advance(START_MS + second * 1000)) {
      time.pass(Math.max(time.nowUs(), (sendMs - START_MS) * 1000));
      loop.onFrame(Buffer.from(text), time.nowUs(), time.wallMs());
    }

    await recorder.whenWritten();
  }

  await recorder.close();
  return recorder;
}

async function storedShare(path: string, rate: number): Promise<number> {
  const {storedBytes, rawBytes} = (await record(path, rate, SIZE_SECONDS)).state;
  return storedBytes / rawBytes;
}

async function compareCost({feed, rounds}: RecordingOptions, folder: string) {
  const found = {
    plainUs: [] as number[],
    plainP99Us: [] as number[],
    recordedUs: [] as number[],
    recordedP99Us: [] as number[],
  };
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    const plain = await runThrough(feed, undefined);
    const recorded = await runThrough(feed, join(folder, `cost-${round}`));
    if (round < 0) continue;
    found.plainUs.push(plain.us);
    found.plainP99Us.push(plain.p99Us);
    found.recordedUs.push(recorded.us);
    found.recordedP99Us.push(recorded.p99Us);
  }

  return found;
}

/** All frames, one after the other; a second of them, then what the disk makes of it. */
async function runThrough(
  feed: SimulatedFeed,
  path: string | undefined,
): Promise<{readonly us: number; readonly p99Us: number}> {
  const time = new HandTime();
  const loop = createLoop(time, feed);
  const recorder = path === undefined ? undefined : createRecorder(path, loop, time, feed);
  const tookUs: number[] = [];
  const before = process.cpuUsage();
  for (const {bytes, sendMs} of feed.frames) {
    time.pass(Math.max(time.nowUs(), (sendMs - feed.startMs) * 1000));
    const startMs = performance.now();
    loop.onFrame(bytes, time.nowUs(), time.wallMs());
    tookUs.push((performance.now() - startMs) * 1000);
    if (recorder?.isBehind === true) await recorder.whenWritten();
  }

  await recorder?.close();
  const us = cpuUs(before) / feed.frames.length;
  tookUs.sort((a, b) => a - b);
  return {us, p99Us: tookUs[Math.floor(tookUs.length * 0.99)]!};
}

/** The program itself, in a pseudo-terminal. */
async function play(programPath: string, path: string) {
  const firstMs: number[] = [];
  const seekMs: number[] = [];
  let rssMb = Number.NaN;
  for (let start = 0; start < 3; start++) {
    const startMs = performance.now();
    await using program = new PtyProgram({
      command: process.execPath,
      args: [programPath, '--replay', path],
      columns: COLUMNS,
      rows: ROWS,
      env: CLEAN_ENV,
    });
    await program.until(({text}) => /✓\d.*│ playing/.test(text), 'the first book');
    firstMs.push(performance.now() - startMs);
    for (const share of SHARES) {
      const keyMs = performance.now();
      program.send(`g${share}`);
      await program.until(
        ({text}) => text.includes(` ${share}0% `) || text.includes(` ${share}0%\n`),
        `${share}0 %`,
      );
      seekMs.push(performance.now() - keyMs);
    }

    rssMb = rssOf(program.pid);
  }

  return {firstMs, seekMs, rssMb};
}

/** NaN where the system does not say. */
function rssOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}
