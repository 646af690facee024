// What it costs to be scraped, by thread: windows with a scraper and without take turns, so that both
// meet the same machine.

import {Agent, get} from 'node:http';
import {setTimeout as wait} from 'node:timers/promises';
import {startExchangeWorker} from '../../src/exchange/exchange-launcher.js';
import {findSlugs, flagsOf} from './bench-live.js';
import {BenchPty} from './bench-pty.js';
import {measure, type Section} from './measure.js';
import {cpuBetween, hasThreadCpu, readThreadCpu} from './thread-cpu.js';

const SEED = 1;
const FRAMES_PER_S = 200;
const SCRAPES_PER_S = 20;

/** The first seconds belong to start-up and to the compiler. */
const WARM_UP_MS = 6000;

export type ScrapeOptions = {
  readonly programPath: string;
  readonly exchangeWorkerUrl: URL;
  readonly windows: number;
  readonly windowMs: number;
};

type Row = {readonly main: number; readonly ingest: number};

export async function benchScrape(options: ScrapeOptions): Promise<Section> {
  const title = `Scraped ${SCRAPES_PER_S} times a second: the viewer at ${FRAMES_PER_S} frames/s`;
  if (!hasThreadCpu) {
    return {title, measures: [], remarks: ['Not measured: CPU by thread needs /proc of Linux.']};
  }

  const {programPath, exchangeWorkerUrl, windows, windowMs} = options;
  const exchange = await startExchangeWorker(exchangeWorkerUrl, {seed: SEED, rate: FRAMES_PER_S});
  const agent = new Agent({keepAlive: true});
  let said = '';
  let program: BenchPty | undefined;
  try {
    const slugs = await findSlugs(exchange);
    program = new BenchPty({
      args: [programPath, ...slugs, ...flagsOf(exchange), '--metrics', '0'],
      onBytes: (bytes) => {
        if (said.length < 1000) said += bytes.toString('latin1');
      },
    });
    await wait(WARM_UP_MS);
    const url = /http:\S+\/metrics/.exec(said)![0];
    await watch(program.pid, 1000, url, agent); // The library is loaded and compiled.
    const alone: Row[] = [];
    const scraped: Row[] = [];
    for (let i = 0; i < windows; i++) {
      alone.push(await watch(program.pid, windowMs));
      scraped.push(await watch(program.pid, windowMs, url, agent));
    }

    const column = (name: string, rows: readonly Row[], key: keyof Row) =>
      measure(
        name,
        '% of a core',
        rows.map((row) => row[key]),
      );
    return {
      title,
      measures: [
        column('ingest thread, not scraped', alone, 'ingest'),
        column('ingest thread, scraped', scraped, 'ingest'),
        column('main thread, not scraped', alone, 'main'),
        column('main thread, scraped', scraped, 'main'),
      ],
      remarks: [`${windows} windows of ${windowMs / 1000} s each way, taking turns.`],
    };
  } finally {
    agent.destroy();
    await program?.kill();
    await exchange.close();
  }
}

async function watch(pid: number, windowMs: number, url?: string, agent?: Agent): Promise<Row> {
  const before = readThreadCpu(pid);
  const startMs = performance.now();
  for (let ms = 0; ms < windowMs; ms += 1000 / SCRAPES_PER_S) {
    if (url !== undefined) await scrape(url, agent);
    await wait(Math.max(0, startMs + ms + 1000 / SCRAPES_PER_S - performance.now()));
  }

  const durationMs = performance.now() - startMs;
  const {mainMs, secondMs} = cpuBetween(pid, before, readThreadCpu(pid));
  return {main: (100 * mainMs) / durationMs, ingest: (100 * secondMs) / durationMs};
}

function scrape(url: string, agent: Agent | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, {...(agent !== undefined && {agent})}, (response) => {
      response.on('end', resolve).on('error', reject).resume();
    }).on('error', reject);
  });
}
