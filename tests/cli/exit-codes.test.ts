import {readFileSync} from 'node:fs';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {HELP_TEXT} from '../../src/help-text.js';
import {parseLines, runProgram} from '../support/run-program.js';

function endpointsOf({wsUrl, restUrl}: ExchangeServer): string[] {
  return [
    ...['--ws-url', wsUrl],
    ...['--gamma-url', restUrl, '--clob-url', restUrl, '--data-url', restUrl],
  ];
}

describe('without a market or a terminal', () => {
  test('--version and --help print and exit 0', async () => {
    const packageJson = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    ) as {version: string};
    expect(await runProgram(['--version'])).toMatchObject({
      exitCode: 0,
      stdout: `${packageJson.version}\n`,
      stderr: '',
    });
    expect(await runProgram(['--help'])).toMatchObject({exitCode: 0, stdout: `${HELP_TEXT}\n`});
  });

  test.each([
    ['an unknown option', ['--demo', '--once', '--wat'], 'Unknown option "--wat"'],
    ['a bad value', ['--demo', '--fps', '99'], '--fps takes a whole number from 1 to 60'],
    ['no such fault', ['--demo', '--fault', 'thaw@3'], '--fault takes freeze, freeze-new, '],
    ['no such script', ['--demo', '--fault', 'no/story.json'], 'the fault script "no/story.json"'],
    ['no terminal', ['--demo'], 'There is no terminal to draw on'],
    ['no market for --json', ['--json'], '--json needs a market'],
  ])('%s is exit 2 and a sentence on stderr', async (_, args, sentence) => {
    const {exitCode, stdout, stderr} = await runProgram(args);
    expect({exitCode, stdout}).toEqual({exitCode: 2, stdout: ''});
    expect(stderr).toContain(sentence);
  });

  test('a log file that cannot be written is exit 1, before anything is started', async () => {
    const {exitCode, stderr} = await runProgram(['--demo', '--once', '--log-file', '/nowhere/x']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Cannot write the log file "/nowhere/x"');
  });
});

describe('against the exchange', () => {
  test('--once of a market prints both its outcomes as the exchange has them', async () => {
    await using exchange = await ExchangeServer.start({seed: 3, rate: 50});
    exchange.pauseFeed();
    const market = exchange.markets.find(
      ({slug}) => slug === 'meridian-bridge-opens-before-october',
    );
    const {exitCode, stdout} = await runProgram([
      market!.slug,
      '--once',
      '--json',
      ...endpointsOf(exchange),
    ]);
    const books = parseLines(stdout);

    expect(exitCode).toBe(0);
    expect(books.map(({outcome}) => outcome)).toEqual(['Yes', 'No']);
    for (const {asset_id, bids, asks, hash, hash_ok, slug, source} of books) {
      const truth = exchange.book(asset_id as string)!;
      const levels = (side: readonly {price: string; size: string}[]) =>
        side.map(({price, size}) => [price, size]);
      expect({bids, asks, hash}).toEqual({
        bids: levels(truth.bids),
        asks: levels(truth.asks),
        hash: truth.hash,
      });
      expect({hash_ok, slug, source}).toEqual({hash_ok: true, slug: market!.slug, source: 'live'});
    }
  });

  test('a market of an event is streamed alone, the event by its slug with all its markets', async () => {
    await using exchange = await ExchangeServer.start({seed: 3, rate: 50});
    const count = async (reference: string): Promise<number> => {
      const {stdout} = await runProgram([reference, '--once', '--json', ...endpointsOf(exchange)]);
      return parseLines(stdout).length;
    };
    expect(await count('aurora-cup-winner')).toBe(10);
    expect(await count('will-harbor-foxes-win-the-aurora-cup')).toBe(2);
  });

  test('an unknown market, and words that match several, are exit 1 and what to do', async () => {
    await using exchange = await ExchangeServer.start({seed: 3, rate: 50});
    const unknown = await runProgram(['no-such-thing', '--once', ...endpointsOf(exchange)]);
    expect(unknown).toMatchObject({exitCode: 1, stdout: ''});
    expect(unknown.stderr).toContain('"no-such-thing"');

    const several = await runProgram(['aurora cup', '--json', ...endpointsOf(exchange)]);
    expect(several.exitCode).toBe(1);
    expect(several.stderr).toMatch(/matches \d+ markets.*\n.*Name one of them: .+/);
  });

  test('an exchange that cannot be reached is exit 1 and says which host', async () => {
    const exchange = await ExchangeServer.start({seed: 3, rate: 50});
    const endpoints = endpointsOf(exchange);
    await exchange.close();
    const {exitCode, stderr} = await runProgram(['meridian', '--once', ...endpoints]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('127.0.0.1');
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('--json ends with a summary at %s, exit %i', async (signal, code) => {
    await using exchange = await ExchangeServer.start({seed: 3, rate: 200});
    let isKilled = false;
    const {exitCode, stdout} = await runProgram(
      ['lumen-updown-15m-1790000100', '--json', ...endpointsOf(exchange)],
      {
        onStdout: (text, kill) => {
          if (isKilled || !text.includes('"type":"stats"')) return;
          isKilled = true;
          kill(signal);
        },
      },
    );
    const lines = parseLines(stdout);

    expect(exitCode).toBe(code);
    expect(lines.at(-1)).toMatchObject({type: 'summary', hash_failed: 0, issues: 0, dropped: 0});
    expect(lines.some(({type, state}) => type === 'status' && state === 'live')).toBe(true);
    expect(lines.find(({type}) => type === 'stats')).toMatchObject({
      reconnects: 0,
      ping_ms: expect.any(Number) as number,
    });
  });

  test('the log file tells of connection and trust, one JSON object a line', async () => {
    await using exchange = await ExchangeServer.start({seed: 3, rate: 50});
    const folder = await mkdtemp(join(tmpdir(), 'polybook-'));
    const path = join(folder, 'log.jsonl');
    try {
      await runProgram([
        ...['lumen-updown-15m-1790000100', '--once', '--log-file', path, '--log-level', 'debug'],
        ...endpointsOf(exchange),
      ]);
      const entries = parseLines(await readFile(path, 'utf8'));
      expect(entries.map(({message}) => message)).toEqual(
        expect.arrayContaining(['Connection changed', 'Trust changed']),
      );
    } finally {
      await rm(folder, {recursive: true});
    }
  });
});
