import {writeFileSync} from 'node:fs';
import {cpus, loadavg} from 'node:os';
import {parseArgs} from 'node:util';
import packageJson from '../../package.json' with {type: 'json'};
import {benchLatency} from './bench-latency.js';
import {benchLive} from './bench-live.js';
import {benchPainting} from './bench-painting.js';
import {benchPipeline} from './bench-pipeline.js';
import {benchRecording} from './bench-recording.js';
import {benchScrape} from './bench-scrape.js';
import {benchStartup} from './bench-startup.js';
import {benchSwitching} from './bench-switching.js';
import type {Section} from './measure.js';
import {formatSection} from './report.js';
import {simulateFeed} from './simulated-feed.js';

export type BenchSetup = {
  readonly argv: readonly string[];
  readonly programPath: string;
  readonly helloWorldPath: string;
  readonly exchangeWorkerUrl: URL;
  readonly ingestWorkerUrl: URL;
};

const FULL = {
  ...{startRounds: 9, windows: 4, windowMs: 5000, feedSeconds: 60, rounds: 9, keys: 400},
  ...{switchRounds: 4, switches: 200, recordedS: 3600},
};
const QUICK = {
  ...{startRounds: 5, windows: 3, windowMs: 5000, feedSeconds: 20, rounds: 5, keys: 100},
  ...{switchRounds: 1, switches: 200, recordedS: 600},
};

const NAMES = [
  'startup',
  'live',
  'switching',
  'scrape',
  'latency',
  'pipeline',
  'painting',
  'recording',
] as const;

const USAGE = `npm run bench [-- options]
  --quick            fewer rounds: some four minutes
  --only <names>     of ${NAMES.join(', ')}, with commas between
  --out <file>       the figures as JSON beside the table
`;

/** Prints the tables; returns the exit code. */
export async function runBenchmarks(setup: BenchSetup): Promise<number> {
  const options = readOptions(setup.argv);
  if (options === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }

  const machine = describeMachine(setup.argv);
  process.stdout.write(`${formatMachine(machine)}\n\n`);
  const sections: Section[] = [];
  for (const [name, bench] of Object.entries(benches(setup, options.isQuick ? QUICK : FULL))) {
    if (!options.only.includes(name)) continue;
    const section = await bench();
    sections.push(section);
    process.stdout.write(formatSection(section));
  }

  if (options.out !== undefined) {
    writeFileSync(options.out, `${JSON.stringify({machine, sections}, undefined, 2)}\n`);
  }

  return 0;
}

function benches(
  setup: BenchSetup,
  {startRounds, windows, windowMs, feedSeconds, rounds, keys, ...options}: typeof FULL,
): Record<(typeof NAMES)[number], () => Promise<Section>> {
  let feed: ReturnType<typeof simulateFeed> | undefined;
  const feedOnce = () => (feed ??= simulateFeed(feedSeconds));
  return {
    startup: () => benchStartup({...setup, rounds: startRounds}),
    live: () => benchLive({...setup, windows, windowMs}),
    switching: () =>
      benchSwitching({...setup, rounds: options.switchRounds, switches: options.switches}),
    latency: () => benchLatency({...setup, rounds: windows, roundMs: windowMs, keys}),
    scrape: () => benchScrape({...setup, windows, windowMs}),
    pipeline: async () => benchPipeline(await feedOnce(), rounds),
    recording: async () =>
      benchRecording({
        ...{...setup, rounds},
        feed: await feedOnce(),
        seconds: options.recordedS,
      }),
    painting: async () => benchPainting(await feedOnce(), rounds),
  };
}

type BenchOptions = {
  readonly isQuick: boolean;
  readonly only: readonly string[];
  readonly out: string | undefined;
};

function readOptions(argv: readonly string[]): BenchOptions | undefined {
  try {
    const {values} = parseArgs({
      args: [...argv],
      options: {quick: {type: 'boolean'}, only: {type: 'string'}, out: {type: 'string'}},
    });
    const only = values.only?.split(',') ?? NAMES;
    const isKnown = (name: string): boolean => NAMES.some((known) => known === name);
    if (!only.every(isKnown)) return undefined;
    return {isQuick: values.quick === true, only, out: values.out};
  } catch {
    return undefined; // An unknown option: the usage says which there are.
  }
}

function describeMachine(argv: readonly string[]) {
  return {
    command: ['npm run bench', ...(argv.length > 0 ? ['--', ...argv] : [])].join(' '),
    date: new Date().toISOString(),
    version: packageJson.version,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    /** Of the last minute, before the benchmarks: above 0.5 or so, others are at work here too. */
    load: loadavg()[0] ?? Number.NaN,
  };
}

function formatMachine(machine: ReturnType<typeof describeMachine>): string {
  const {command, date, version, node, platform, processor, cores, load} = machine;
  return [
    `${command}   polybook-tui ${version}, ${date}`,
    `node ${node}, ${platform}, ${cores} cores (${processor}), load ${load.toFixed(1)} at the start`,
    'The machine and its load decide the absolute figures: compare ratios within one run.',
  ].join('\n');
}
