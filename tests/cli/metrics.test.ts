import {once} from 'node:events';
import {Agent} from 'node:http';
import {createServer, type AddressInfo} from 'node:net';
import {fileURLToPath} from 'node:url';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {httpGet} from '../support/http-get.js';
import {histogramsOf, valueOf, type ParsedFamily} from '../support/prometheus-text.js';
import {runProgram} from '../support/run-program.js';
import {askUntil, readHealth, scrape, ScrapedProgram} from '../support/scraped-program.js';

const fixturePath = fileURLToPath(new URL('../fixtures/simulated-frames.jsonl', import.meta.url));

/** A shutdown whose last step hangs ends after four seconds. */
const DEADLINE_MS = 4_000;

/** Samples of a stage, of all kinds. */
function countOf(families: ReadonlyMap<string, ParsedFamily>, stage: string): number {
  return histogramsOf(families.get('polybook_latency_seconds')!)
    .filter(({labels}) => labels.stage === stage)
    .reduce((sum, {count}) => sum + count, 0);
}

describe('the demo as a stream of data', () => {
  let program: ScrapedProgram;
  let url: string;
  beforeAll(async () => {
    program = new ScrapedProgram(['--demo', '--json', '--depth', '1', '--rate', '300']);
    url = await program.url();
  });
  afterAll(() => program[Symbol.asyncDispose]());

  test('/health becomes ok with 200 once every book is there', async () => {
    const {code, source, books} = await askUntil(
      () => readHealth(url),
      ({status}) => status === 'ok',
      'ok',
    );
    expect({code, source}).toEqual({code: 200, source: 'demo'});
    expect(books.LIVE! + books.QUIET! + books.UNPROVEN!).toBeGreaterThan(0);
  });

  test('counters and histograms grow from one scrape to the next, and never shrink', async () => {
    const first = await askUntil(
      () => scrape(url),
      (families) => (valueOf(families, 'polybook_frames_total') ?? 0) > 0,
      'frames',
    );
    const second = await askUntil(
      () => scrape(url),
      (families) =>
        valueOf(families, 'polybook_frames_total')! >
        valueOf(first, 'polybook_frames_total')! + 100,
      'a hundred more frames',
    );
    for (const [name, {type, series}] of first) {
      if (type === 'gauge') continue;
      for (const {name: part, labels, value} of series) {
        if (part.endsWith('_sum')) continue; // The clock offset, and so a latency, may be negative.
        const now = second
          .get(name)!
          .series.filter((each) => each.name === part)
          .find((each) => JSON.stringify(each.labels) === JSON.stringify(labels));
        expect(now!.value).toBeGreaterThanOrEqual(value);
      }
    }
  });

  test('each frame is one sample of the stages that every frame goes through', async () => {
    const families = await askUntil(
      () => scrape(url),
      (answer) => (valueOf(answer, 'polybook_frames_total') ?? 0) > 500,
      '500 frames',
    );
    const frames = valueOf(families, 'polybook_frames_total')!;
    for (const stage of ['decode', 'apply', 'pipeline']) {
      // The histograms are newer than the snapshot, which is published some 40 times a second.
      const count = countOf(families, stage);
      expect(count).toBeGreaterThanOrEqual(frames);
      expect(count).toBeLessThan(frames + 300);
    }

    expect(valueOf(families, 'polybook_proofs_total', {result: 'hash_failed'})).toBe(0);
    expect(countOf(families, 'paint')).toBe(0);
  });

  test('names each book with its market, outcome, trust and best prices', async () => {
    const families = await scrape(url);
    const named = families.get('polybook_book_trust')!.series.map(({labels}) => labels);
    expect(named.length).toBeGreaterThan(2);
    const {market, outcome} = named[0]!;
    const bid = valueOf(families, 'polybook_best_bid', {market: market!, outcome: outcome!})!;
    const ask = valueOf(families, 'polybook_best_ask', {market: market!, outcome: outcome!})!;
    expect(bid).toBeGreaterThan(0);
    expect(ask).toBeGreaterThan(bid);
    expect(ask).toBeLessThan(1);
  });

  test('what is no scrape gets a sentence: other paths, methods and hosts', async () => {
    const other = await httpGet(`${url}/`);
    expect(other).toMatchObject({
      status: 404,
      body: 'There are /metrics and /health, and nothing else.\n',
    });
    expect((await httpGet(`${url}/metrics`, {method: 'POST'})).status).toBe(405);
    const headers = {host: 'rebound.example'};
    expect((await httpGet(`${url}/metrics`, {headers})).status).toBe(403);
  });

  test('stdout stays data, and stderr says the port and nothing else', async () => {
    await askUntil(
      () => Promise.resolve(program.stdout),
      (stdout) => stdout.includes('"type":"stats"'),
      'a line of stats',
    );
    const lines = program.stdout.split('\n').slice(0, -1);
    expect(lines.every((line) => line.startsWith('{"type":"'))).toBe(true);
    expect(program.stderr).toBe(`polybook-tui: metrics are served on ${url}/metrics.\n`);
  });
});

test('SIGTERM ends it at once, also with a scraper that keeps its connection', async () => {
  await using program = new ScrapedProgram(['--demo', '--json', '--depth', '1']);
  const url = await program.url();
  const agent = new Agent({keepAlive: true});
  try {
    await askUntil(
      () => httpGet(`${url}/health`, {agent}),
      ({status}) => status === 200,
      'ok',
    );
    expect(Object.values(agent.freeSockets).flat()).toHaveLength(1);
    const startMs = performance.now();
    program.kill('SIGTERM');
    expect(await program.exited).toBe(143);
    expect(performance.now() - startMs).toBeLessThan(DEADLINE_MS);
    expect(program.stdout.trimEnd().split('\n').at(-1)).toContain('"type":"summary"');
  } finally {
    agent.destroy();
  }
});

test('a replay is told as one: its books, and no connection', async () => {
  await using program = new ScrapedProgram(['--replay', fixturePath, '--json', '--speed', '0.2']);
  const url = await program.url();
  const {source} = await askUntil(
    () => readHealth(url),
    ({status}) => status === 'ok',
    'ok',
  );
  expect(source).toBe('replay');
  const families = await scrape(url);
  expect(families.has('polybook_connection_phase')).toBe(false);
  expect(families.get('polybook_book_trust')!.series[0]!.labels).toMatchObject({
    market: expect.stringMatching(/^0x[0-9a-f]{64}$/) as string,
    outcome: expect.stringMatching(/^token /) as string,
  });
});

test('a port that another program has is a sentence and exit 1', async () => {
  const other = createServer();
  await once(other.listen(0, '127.0.0.1'), 'listening');
  const {port} = other.address() as AddressInfo;
  try {
    expect(await runProgram(['--demo', '--json', '--metrics', String(port)])).toEqual({
      exitCode: 1,
      signal: null,
      stdout: '',
      stderr: [
        `polybook-tui: Metrics cannot be served on port ${port}: another program has it.`,
        'Pass another one after --metrics, or 0 for any that is free.',
        '',
      ].join('\n'),
    });
  } finally {
    other.close();
  }
});

test.each([
  [['--demo', '--json', '--metrics', '70000'], 'from 0 to 65535, not "70000"'],
  [['--demo', '--json', '--metrics', 'all'], 'not "all"'],
  [['--demo', '--once', '--metrics', '0'], '--once and --metrics exclude each other'],
])('%j is a usage problem with exit 2', async (args, sentence) => {
  const {exitCode, stdout, stderr} = await runProgram(args);
  expect({exitCode, stdout}).toEqual({exitCode: 2, stdout: ''});
  expect(stderr).toContain(sentence);
});
