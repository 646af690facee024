import {spawn, type ChildProcessByStdio} from 'node:child_process';
import {once} from 'node:events';
import type {Readable} from 'node:stream';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {eventually} from '../support/eventually.js';
import {FeedClient} from '../support/feed-client.js';
import {marketOf} from '../support/listed-market.js';
import {parseLines, programPath} from '../support/run-program.js';

const RATE = 2000;

/** How long the reader takes nothing: far longer than pipes and batches on their way can hide. */
const PAUSE_MS = 2_000;

/** More than flushing and shutting down take together. */
const LONG_PAUSE_MS = 7_000;

type Line = Readonly<Record<string, unknown>>;

/** The built program with `--json`, and a reader that can stop reading. */
class JsonStream {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #exited: Promise<unknown[]>;
  stderr = '';
  text = '';

  constructor(args: readonly string[]) {
    this.#child = spawn(process.execPath, [programPath, ...args, '--json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#exited = once(this.#child, 'exit');
    this.#child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      this.text += piece;
    });
    this.#child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      this.stderr += piece;
    });
  }

  /** Whole lines that have come so far. */
  get lines(): readonly Line[] {
    return parseLines(this.text.slice(0, this.text.lastIndexOf('\n') + 1));
  }

  count(type: string): number {
    return this.text.split(`{"type":"${type}"`).length - 1;
  }

  async pauseReading(ms: number): Promise<void> {
    this.#child.stdout.pause();
    await new Promise((resolve) => setTimeout(resolve, ms));
    this.#child.stdout.resume();
  }

  /** Closes the pipe as `head` does. */
  closePipe(): void {
    this.#child.stdout.destroy();
  }

  async exitCode(): Promise<number | null> {
    const [code] = (await this.#exited) as [number | null];
    return code;
  }

  /** Interrupts it as Ctrl-C does; the rest of its output is there afterwards. */
  async interrupt(): Promise<number | null> {
    const drained = once(this.#child.stdout, 'close');
    this.#child.kill('SIGINT');
    await drained;
    return this.exitCode();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exited;
  }
}

/** The text of a trade that both the exchange and the program write. */
function tradeKey(fields: Line): string {
  const {asset_id, timestamp, price, size, side, transaction_hash} = fields;
  return JSON.stringify([asset_id, timestamp, price, size, side, transaction_hash]);
}

describe('--json under a reader that stops for two seconds', () => {
  test(
    'loses no trade and ends with each book as the exchange has it',
    {timeout: 60_000},
    async () => {
      await using exchange = await ExchangeServer.start({seed: 6, rate: RATE});
      const market = marketOf(exchange);
      const assetIds = market.outcomes.map(({assetId}) => assetId);
      await using witness = await FeedClient.open(exchange.wsUrl);
      const heartbeat = setInterval(() => {
        witness.send('PING');
      }, 2000);
      try {
        exchange.pauseFeed();
        witness.send({assets_ids: assetIds, type: 'market', initial_dump: true});
        await using program = new JsonStream([
          market.slug!,
          ...['--ws-url', exchange.wsUrl, '--gamma-url', exchange.restUrl],
          ...['--clob-url', exchange.restUrl, '--data-url', exchange.restUrl],
        ]);
        await eventually(() => program.count('book') >= 2, 'the first books');
        exchange.resumeFeed();
        await eventually(() => program.count('trade') > 5, 'trades');
        await program.pauseReading(PAUSE_MS);
        await eventually(() => program.count('trade') > 20, 'more trades');
        exchange.pauseFeed();

        const isAtEnd = () =>
          assetIds.every((assetId) => {
            const {bids, asks} = exchange.book(assetId)!;
            const last = program.lines.findLast(
              (line) => line['type'] === 'book' && line['asset_id'] === assetId,
            );
            const levels = (side: typeof bids) => side.map(({price, size}) => [price, size]);
            return (
              JSON.stringify([last?.['bids'], last?.['asks']]) ===
              JSON.stringify([levels(bids), levels(asks)])
            );
          });
        await eventually(isAtEnd, 'the last book of each asset');
        const sent = witness.frames
          .filter((frame) => frame.includes('"last_trade_price"') && frame.startsWith('{'))
          .map((frame) => JSON.parse(frame) as Line)
          .filter((message) => message['event_type'] === 'last_trade_price')
          .map(tradeKey);
        expect(sent.length).toBeGreaterThan(20);
        expect(program.lines.filter(({type}) => type === 'trade').map(tradeKey)).toEqual(sent);

        expect(await program.interrupt()).toBe(130);
        const summary = program.lines.at(-1)!;
        expect(summary).toMatchObject({type: 'summary', dropped: 0, hash_failed: 0, issues: 0});
        // Every batch would be a line of each of its books, had the reader kept up.
        expect(program.count('book')).toBeLessThan((summary['verified'] as number) - 50);
        for (const assetId of assetIds) {
          const revisions = program.lines.flatMap((line) =>
            line['type'] === 'book' && line['asset_id'] === assetId ? [line['revision']] : [],
          ) as number[];
          expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
        }
      } finally {
        clearInterval(heartbeat);
      }
    },
  );

  test('of the demo, the summary says that nothing was dropped', {timeout: 60_000}, async () => {
    await using program = new JsonStream(['--demo', '--rate', String(RATE)]);
    await eventually(() => program.count('stats') >= 1, 'a second of it');
    await program.pauseReading(PAUSE_MS);
    const stats = program.count('stats');
    await eventually(() => program.count('stats') >= stats + 1, 'another second');
    expect(await program.interrupt()).toBe(130);
    expect(program.lines.at(-1)).toMatchObject({
      type: 'summary',
      dropped: 0,
      hash_failed: 0,
      bbo_failed: 0,
      crossed: 0,
      issues: 0,
      reconnects: 0,
    });
    expect(program.stderr).toBe('');
  });
});

test('a recording waits for a pager that stands still, longer than any end would', async () => {
  const recording = fileURLToPath(new URL('../fixtures/simulated-frames.jsonl', import.meta.url));
  await using prompt = new JsonStream(['--replay', recording]);
  await using standing = new JsonStream(['--replay', recording]);
  await standing.pauseReading(LONG_PAUSE_MS);
  expect(await standing.exitCode()).toBe(0);
  expect(await prompt.exitCode()).toBe(0);
  await eventually(() => standing.text.length === prompt.text.length, 'all of the output');
  expect(standing.text).toBe(prompt.text);
  expect(standing.lines.at(-1)).toMatchObject({type: 'summary', dropped: 0});
});

test('a reader that has enough (`| head -1`) ends it quietly with 0', async () => {
  await using program = new JsonStream(['--demo', '--rate', String(RATE)]);
  await eventually(() => program.lines.length > 0, 'the first line');
  program.closePipe();
  expect(await program.exitCode()).toBe(0);
  expect(program.stderr).toBe('');
});

test.skipIf(process.platform === 'win32')(
  'in a shell, `| head -1` gives one line and 0',
  async () => {
    const script = `"${process.execPath}" "${programPath}" --demo --json | head -1; echo "\${PIPESTATUS[0]}"`;
    const shell = spawn('bash', ['-c', script], {stdio: ['ignore', 'pipe', 'inherit']});
    let output = '';
    shell.stdout.setEncoding('utf8').on('data', (piece: string) => {
      output += piece;
    });
    await once(shell, 'close');
    const [line, status] = output.trimEnd().split('\n');
    expect(JSON.parse(line!)).toHaveProperty('type');
    expect(status).toBe('0');
  },
);
