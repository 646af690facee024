import {execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {parquetMetadata, parquetReadObjects} from 'hyparquet';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {RecordingFile} from '../../src/recording/recording-file.js';
import {COLUMNS, type ColumnKind, type TableName} from '../../src/tables/columns.js';
import {parseCsv} from '../support/parse-csv.js';
import {recordDemo, RECORDED_FROM_MS} from '../support/recorded-demo.js';
import {parseLines, programPath, runProgram} from '../support/run-program.js';
import {recordSimulation} from '../support/simulated-recording.js';
import {createTemporaryFolder} from '../support/temporary-folder.js';

type Line = Record<string, unknown>;
type Value = string | number | bigint | boolean | Date | null | undefined;

const fixturePath = fileURLToPath(new URL('../fixtures/simulated-frames.jsonl', import.meta.url));
const folder = createTemporaryFolder();
const recording = join(folder.path, 'demo.rec');
const raw = join(folder.path, 'frames.jsonl');
const TABLES = Object.keys(COLUMNS) as TableName[];
const START_US = RECORDED_FROM_MS * 1000;

beforeAll(async () => {
  writeFileSync(
    raw,
    recordSimulation({seed: 5, rate: 60, startMs: RECORDED_FROM_MS, durationMs: 8000}),
  );
  await recordDemo({path: recording, seed: 5, rate: 40, durationMs: 13_000});
});

afterAll(() => {
  folder[Symbol.dispose]();
});

/** What is exported to stdout, where that goes well. */
async function exported(...args: readonly string[]): Promise<string> {
  const {exitCode, stdout, stderr} = await runProgram(['export', ...args]);
  expect({exitCode, stderr}).toEqual({exitCode: 0, stderr: ''});
  return stdout;
}

async function exportedLines(path: string, table: TableName, ...args: string[]): Promise<Line[]> {
  return parseLines(await exported(path, '--to', 'ndjson', '--what', table, ...args));
}

/** Without what counts from wherever reading begins. */
function withoutRevision(line: Line): Line {
  return {...line, revision: null};
}

describe('a recording of this program', () => {
  test.each(TABLES)('%s have the same values in CSV, NDJSON and Parquet', async (table) => {
    const out = join(folder.path, `${table}.parquet`);
    const what = ['--what', table, ...(table === 'books' ? ['--depth', '3'] : [])];
    const csv = parseCsv(await exported(recording, '--to', 'csv', ...what));
    const lines = parseLines(await exported(recording, '--to', 'ndjson', ...what));
    await exported(recording, '--to', 'parquet', ...what, '--out', out);
    const file = toArrayBuffer(readFileSync(out));
    const parquet = await parquetReadObjects({file});

    expect(csv.length).toBeGreaterThan(10);
    const kinds = COLUMNS[table].map(({name, kind}) => [name, kind] as const);
    const read = (row: Line) => kinds.map(([name, kind]) => toComparable(row[name] as Value, kind));
    const expected = csv.map((row) => read(row));
    expect(parquet.map((row) => read(row))).toEqual(expected);
    expect(lines.flatMap((line) => rowsOf(table, line)).map((row) => read(row))).toEqual(expected);

    const schema = parquetMetadata(file).schema.slice(1);
    expect(schema.map(({name}) => name)).toEqual(kinds.map(([name]) => name));
    for (const {name, converted_type} of schema) {
      const kind = kinds.find(([column]) => column === name)?.[1];
      if (kind === 'price' || kind === 'size') expect(converted_type).toBe('DECIMAL');
      if (kind === 'us') expect(converted_type).toBe('TIMESTAMP_MICROS');
      if (kind === 'ms') expect(converted_type).toBe('TIMESTAMP_MILLIS');
    }
  });

  test('best prices are those of the books, each time they differ', async () => {
    const books = await exportedLines(recording, 'books');
    const told = new Map<unknown, string>();
    const expected = books.flatMap((book) => {
      const [[best_bid, bid_size] = [null, null]] = book['bids'] as [string, string][];
      const [[best_ask, ask_size] = [null, null]] = book['asks'] as [string, string][];
      const best = {best_bid, bid_size, best_ask, ask_size};
      const isNew = told.get(book['asset_id']) !== JSON.stringify(best);
      told.set(book['asset_id'], JSON.stringify(best));
      const {asset_id, timestamp, recv_us} = book;
      return isNew ? [{asset_id, timestamp, recv_us, ...best}] : [];
    });
    const lines = await exportedLines(recording, 'bbo');
    expect(lines).toEqual(expected.map((row) => expect.objectContaining(row) as Line));
    expect(lines.length).toBeLessThan(books.length);
  });

  test('names its markets and outcomes, and says when each row was received', async () => {
    const lines = await exportedLines(recording, 'trades');
    for (const {slug, outcome, recv_us} of lines) {
      expect(slug).toMatch(/^[a-z\d-]+$/);
      expect(outcome).toMatch(/./);
      expect(recv_us).toBeGreaterThanOrEqual(START_US);
      expect(recv_us).toBeLessThanOrEqual(START_US + 13e6);
    }
  });

  test('--asset takes a token id, a slug, an outcome, or both of a market', async () => {
    const all = await exportedLines(recording, 'bbo');
    const {asset_id, slug, outcome} = all.at(-1)!;
    const check = async (wishes: readonly unknown[], isMeant: (line: Line) => boolean) => {
      const args = wishes.flatMap((wish) => ['--asset', String(wish)]);
      expect(await exportedLines(recording, 'bbo', ...args)).toEqual(all.filter(isMeant));
    };

    await check([asset_id], (line) => line['asset_id'] === asset_id);
    await check([slug], (line) => line['slug'] === slug);
    await check([outcome], (line) => line['outcome'] === outcome);
    await check(
      [`${String(slug)}/${String(outcome)}`, 'up'],
      (line) => line['asset_id'] === asset_id || line['outcome'] === 'Up',
    );
  });

  test('--asset that names nothing is told what there is, and nothing is written', async () => {
    const out = join(folder.path, 'none.csv');
    const args = ['export', recording, '--to', 'csv', '--what', 'bbo', '--out', out];
    const {exitCode, stderr} = await runProgram([...args, '--asset', 'Maybe']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('"Maybe"');
    expect(stderr).toContain('lumen-updown-15m-1790000100/Up');
    expect(existsSync(out)).toBe(false);
  });
});

describe('--from and --until', () => {
  test('a checkpoint lies within the recording', () => {
    const file = RecordingFile.open(recording);
    expect(file.blocks.filter(({hasCheckpoint}) => hasCheckpoint).length).toBeGreaterThan(1);
    file.close();
  });

  // From before, and from behind the checkpoint of ten seconds on.
  test.each([
    ['+3s', '+7s', 3e6, 7e6],
    ['+9.995s', '+10.005s', 9.995e6, 10.005e6],
    ['+12.345s', '+1h', 12.345e6, Infinity],
    [
      String(RECORDED_FROM_MS + 11_000),
      new Date(RECORDED_FROM_MS + 12_500).toISOString(),
      11e6,
      12.5e6,
    ],
  ])(
    'books from %s until %s: first as they were, then all that came',
    async (from, until, ...us) => {
      const [fromUs, untilUs] = us.map((offset) => START_US + offset) as [number, number];
      const all = (await exportedLines(recording, 'books')).map(withoutRevision);
      const lines = await exportedLines(recording, 'books', '--from', from, '--until', until);
      const before = all.filter(({recv_us}) => (recv_us as number) < fromUs);
      const known = new Map(before.map((line) => [line['asset_id'], {...line, recv_us: fromUs}]));
      const within = all.filter(
        ({recv_us}) => (recv_us as number) >= fromUs && (recv_us as number) < untilUs,
      );

      const cut = lines.map(withoutRevision);
      expect(sorted(cut.slice(0, known.size))).toEqual(sorted([...known.values()]));
      expect(cut.slice(known.size)).toEqual(within);
    },
  );

  test('trades and best prices are those of the time between', async () => {
    const isWithin = ({recv_us}: Line) =>
      (recv_us as number) >= START_US + 4e6 && (recv_us as number) < START_US + 12e6;
    const span = ['--from', '+4s', '--until', '+12s'];
    const trades = await exportedLines(recording, 'trades');
    const some = trades.filter(isWithin);
    expect(some.length).toBeGreaterThan(5);
    expect(await exportedLines(recording, 'trades', ...span)).toEqual(some);

    const cut = await exportedLines(recording, 'bbo', ...span);
    const all = await exportedLines(recording, 'bbo');
    expect(cut.filter(({recv_us}) => recv_us !== START_US + 4e6)).toEqual(
      all.filter((line) => isWithin(line) && line['recv_us'] !== START_US + 4e6),
    );
  });

  test('a time of day is that of the time zone here', async () => {
    const args = ['export', recording, '--to', 'ndjson', '--what', 'trades'];
    const cut = (time: string, TZ: string) => runProgram([...args, '--from', time], {env: {TZ}});
    const offset = await exported(...args.slice(1), '--from', '+5s');
    expect(parseLines(offset).length).toBeGreaterThan(0);
    expect((await cut('12:00:05', 'UTC')).stdout).toBe(offset);
    expect((await cut('21:00:05', 'Asia/Tokyo')).stdout).toBe(offset);
  });

  test.each([
    [['--from', '13:00'], /--from "13:00" is not in the recording/],
    [['--from', '+1h'], /--from "\+1h" lies behind the recording's end/],
    [['--until', '2020-01-01'], /--until "2020-01-01" lies before the recording's start/],
    [['--from', '+2s', '--until', '+1s'], /--until "\+1s" is not after --from "\+2s"/],
  ])('%j is refused with what there is', async (args, reason) => {
    const {exitCode, stdout, stderr} = await runProgram(
      ['export', recording, '--to', 'csv', '--what', 'bbo', ...args],
      {env: {TZ: 'UTC'}},
    );
    expect({exitCode, stdout}).toEqual({exitCode: 1, stdout: ''});
    expect(stderr).toMatch(reason);
    expect(stderr).toContain('from 2026-03-04 12:00:00 to 2026-03-04 12:00:1');
  });
});

describe('frames of others', () => {
  test('books and trades are the lines of --replay --json', async () => {
    const {stdout} = await runProgram(['--replay', raw, '--json']);
    const replayed = parseLines(stdout);
    for (const table of ['books', 'trades'] as const) {
      const lines = await exportedLines(raw, table);
      const expected = replayed.filter(({type}) => `${String(type)}s` === table);
      expect(expected.length).toBeGreaterThan(10);
      expect(lines).toEqual(
        expected.map((line) => ({...line, ...(table === 'trades' && {slug: null}), recv_us: null})),
      );
    }
  });

  test("without receive times a cut goes by the newest of the exchange's so far", async () => {
    const [fromMs, untilMs] = [RECORDED_FROM_MS + 2500, RECORDED_FROM_MS + 6500];
    let newestMs = 0;
    const expected = readFileSync(raw, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((frame) => JSON.parse(frame) as Line)
      .filter(({event_type, timestamp}) => {
        const isTimed = event_type === 'price_change' || event_type === 'last_trade_price';
        if (isTimed) newestMs = Math.max(newestMs, Number(timestamp));
        return event_type === 'last_trade_price' && newestMs >= fromMs && newestMs < untilMs;
      })
      .map(({transaction_hash}) => transaction_hash);
    expect(expected.length).toBeGreaterThan(5);
    const span = ['--from', String(fromMs), '--until', String(untilMs)];
    const trades = await exportedLines(raw, 'trades', ...span);
    expect(trades.map(({transaction_hash}) => transaction_hash)).toEqual(expected);
  });

  test('a moment behind the end is refused, though nobody knew the end', async () => {
    const args = ['export', raw, '--to', 'csv', '--what', 'trades', '--from', '+9h'];
    const {exitCode, stdout, stderr} = await runProgram(args);
    expect({exitCode, stdout}).toEqual({exitCode: 1, stdout: ''});
    expect(stderr).toMatch(/--from "\+9h" lies behind the recording's end/);
  });

  test('with receive times a cut goes by them', async () => {
    const path = join(folder.path, 'wrapped.jsonl');
    const frames = readFileSync(raw, 'utf8').trim().split('\n');
    const wrapped = frames.map((frame, i) => JSON.stringify({recv_us: 1.79e15 + i, raw: frame}));
    writeFileSync(path, wrapped.join('\n'));
    const all = await exportedLines(path, 'trades');
    const untilUs = all[8]!['recv_us'] as number;
    const lines = await exportedLines(path, 'trades', '--until', String(untilUs));
    expect(lines).toEqual(all.filter(({recv_us}) => (recv_us as number) < untilUs));
    expect(lines.length).toBeGreaterThan(5);
  });

  test('- is the standard input', async () => {
    const args = ['export', '-', '--to', 'csv', '--what', 'bbo'];
    const child = spawn(process.execPath, [programPath, ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
    });
    child.stdin.end(readFileSync(fixturePath));
    const [exitCode] = (await once(child, 'close')) as [number];
    expect(exitCode).toBe(0);
    expect(text).toBe(await exported(fixturePath, ...args.slice(2)));
  });
});

describe('a damaged recording', () => {
  test('everything else is exported, what is wrong is said, and the exit code is 1', async () => {
    const file = RecordingFile.open(recording);
    const index = Math.floor(file.blocks.length / 2);
    const {dataOffset, storedBytes, firstUs, lastUs} = file.blocks[index]!;
    file.close();
    const bytes = readFileSync(recording);
    bytes.fill(0xff, dataOffset + 10, dataOffset + storedBytes - 20);
    const path = join(folder.path, 'damaged.rec');
    writeFileSync(path, bytes);

    const trades = await exportedLines(recording, 'trades');
    const {exitCode, stdout, stderr} = await runProgram([
      ...['export', path, '--to', 'ndjson', '--what', 'trades'],
    ]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^polybook-tui: ".*" is damaged: block \d+ of \d+, .*\.\n$/);
    const rest = trades.filter(
      ({recv_us}) => (recv_us as number) < firstUs || (recv_us as number) > lastUs,
    );
    expect(rest.length).toBeGreaterThan(5);
    expect(parseLines(stdout)).toEqual(rest);
  });

  test('of a compressed file that is cut off what came before is exported, to a file too', async () => {
    const whole = await exported(fixturePath, '--to', 'csv', '--what', 'trades');
    const {gzipSync} = await import('node:zlib');
    const bytes = gzipSync(readFileSync(fixturePath));
    const path = join(folder.path, 'cut.gz');
    writeFileSync(path, bytes.subarray(0, Math.floor(bytes.length * 0.8)));
    const out = join(folder.path, 'cut.csv');
    const {exitCode, stderr} = await runProgram([
      ...['export', path, '--to', 'csv', '--what', 'trades', '--out', out],
    ]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/the compressed data end too early/);
    const text = readFileSync(out, 'utf8');
    expect(text.split('\n').length).toBeGreaterThan(3);
    expect(whole.startsWith(text)).toBe(true);
  });
});

describe('--out', () => {
  test('a file that is there is refused and left alone, and replaced with --overwrite', async () => {
    const out = join(folder.path, 'kept.csv');
    writeFileSync(out, 'mine');
    const args = ['export', recording, '--to', 'csv', '--what', 'trades', '--out', out];
    const refused = await runProgram(args);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toMatch(/it is there already\.\nAdd --overwrite/);
    expect(readFileSync(out, 'utf8')).toBe('mine');

    const unreadable = await runProgram([
      ...['export', programPath, ...args.slice(2), '--overwrite'],
    ]);
    expect(unreadable.exitCode).toBe(1);
    expect(readFileSync(out, 'utf8')).toBe('mine');

    expect((await runProgram([...args, '--overwrite'])).exitCode).toBe(0);
    expect(readFileSync(out, 'utf8')).toBe(
      await exported(recording, '--to', 'csv', '--what', 'trades'),
    );
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')(
    'Ctrl-C ends it with 130, and no part of a file stays',
    async () => {
      using own = createTemporaryFolder();
      const out = join(own.path, 'x.csv');
      // It waits for more of its input.
      const args = ['export', '-', '--to', 'csv', '--what', 'books', '--out', out];
      const child = spawn(process.execPath, [programPath, ...args], {
        stdio: ['pipe', 'inherit', 'inherit'],
      });
      child.stdin.write(readFileSync(fixturePath));
      await expect.poll(() => readdirSync(own.path), {timeout: 20_000}).toHaveLength(1);
      child.kill('SIGINT');
      const [exitCode] = (await once(child, 'exit')) as [number];
      child.stdin.destroy();
      expect(exitCode).toBe(130);
      expect(readdirSync(own.path)).toEqual([]);
    },
  );
});

test.skipIf(process.platform === 'win32').each(['csv', 'ndjson', 'parquet'])(
  'a reader of %s that has enough (`| head -c 100`) ends it quietly with 0',
  async (format) => {
    const command = `"${process.execPath}" "${programPath}" export "${recording}" --to ${format} --what books`;
    const script = `${command} | head -c 100 > /dev/null; echo "\${PIPESTATUS[0]}"`;
    const {stdout, stderr} = await promisify(execFile)('bash', ['-c', script]);
    expect({stdout, stderr}).toEqual({stdout: '0\n', stderr: ''});
  },
);

describe('what cannot be', () => {
  test.each([
    [[], 'export needs a recording'],
    [['x'], 'export needs --to'],
    [['x', '--to', 'csv'], 'export needs --what'],
    [['x', '--to', 'xml', '--what', 'bbo'], '--to takes csv, ndjson, parquet, not "xml"'],
    [['x', 'y', '--to', 'csv', '--what', 'bbo'], 'export takes one recording'],
    [['x', '--to', 'csv', '--what', 'bbo', '--json'], 'export takes no --json'],
    [['x', '--to', 'csv', '--what', 'bbo', '--from', 'noon'], '--from takes a time of day'],
  ])('%j is refused with 2 and how it is used', async (args, message) => {
    const {exitCode, stdout, stderr} = await runProgram(['export', ...args]);
    expect({exitCode, stdout}).toEqual({exitCode: 2, stdout: ''});
    expect(stderr).toContain(message);
  });

  test.each([
    ['a file that is not there', '/nonexistent/x.rec', /there is no such file/],
    [
      'a file of something else',
      fileURLToPath(new URL('../../LICENSE', import.meta.url)),
      /begins with "MIT/,
    ],
  ])('%s is refused by name with 1', async (_, path, reason) => {
    const args = ['export', path, '--to', 'csv', '--what', 'bbo'];
    const {exitCode, stdout, stderr} = await runProgram(args);
    expect({exitCode, stdout}).toEqual({exitCode: 1, stdout: ''});
    expect(stderr).toMatch(reason);
  });
});

function sorted(lines: readonly Line[]): Line[] {
  return [...lines].sort((a, b) => (String(a['asset_id']) < String(b['asset_id']) ? -1 : 1));
}

function toArrayBuffer({buffer, byteOffset, length}: Buffer): ArrayBuffer {
  return buffer.slice(byteOffset, byteOffset + length) as ArrayBuffer;
}

/** A line of NDJSON as rows of the table. */
function rowsOf(table: TableName, {timestamp, bids, asks, ...line}: Line): Line[] {
  const row = {...line, timestamp_ms: timestamp};
  if (table !== 'books') return [row];
  return Object.entries({bid: bids, ask: asks}).flatMap(([side, levels]) =>
    (levels as [string, string][]).map(([price, size], level) => ({
      ...row,
      side,
      level,
      price,
      size,
    })),
  );
}

/** What the formats have in common: text of CSV, values of JSON and of Parquet. */
function toComparable(value: Value, kind: ColumnKind): string | null {
  if (value === '' || value === null || value === undefined) return null;
  if (value instanceof Date) return String(value.getTime() * (kind === 'us' ? 1000 : 1));
  return kind === 'price' || kind === 'size' ? Number(value).toFixed(6) : String(value);
}
