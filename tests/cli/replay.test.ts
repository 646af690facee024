import {readFileSync} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {gzipSync} from 'node:zlib';
import {expect, test} from 'vitest';
import {readFrames, recordingPath, testWithRecordings} from '../support/recordings.js';
import {buildReferenceBooks} from '../support/reference-book.js';
import {parseLines, runProgram} from '../support/run-program.js';

const RECORDING = 'ws-market-2026-09-07.jsonl';
const fixturePath = fileURLToPath(new URL('../fixtures/simulated-frames.jsonl', import.meta.url));
const fixtureFrames = readFileSync(fixturePath, 'utf8').trim().split('\n');

function expectFinalBooks(lines: readonly Record<string, unknown>[], frames: readonly string[]) {
  const reference = buildReferenceBooks(frames);
  expect(lines.map(({asset_id}) => asset_id).sort()).toEqual([...reference.keys()].sort());
  for (const {asset_id, bids, asks} of lines) {
    const book = reference.get(asset_id as string)!;
    expect(bids).toEqual(book.bids());
    expect(asks).toEqual(book.asks());
  }
}

testWithRecordings('the real recording replays with every batch and book proven', async () => {
  const {exitCode, stdout, stderr} = await runProgram([
    '--replay',
    recordingPath(RECORDING),
    '--speed',
    'max',
    '--json',
  ]);
  const lines = parseLines(stdout);

  expect({exitCode, stderr}).toEqual({exitCode: 0, stderr: ''});
  expect(lines.at(-1)).toEqual({
    type: 'summary',
    frames: 64,
    events: 65,
    books: 6,
    batches: 56,
    verified: 118,
    hash_failed: 0,
    bbo_failed: 0,
    crossed: 0,
    ignored: 0,
    issues: 0,
    dropped: 0,
    reconnects: 0,
  });
  expect(lines.filter(({type}) => type === 'trade')).toHaveLength(2);
});

testWithRecordings('--once of the real recording prints its two final books', async () => {
  const {stdout} = await runProgram(['--replay', recordingPath(RECORDING), '--once', '--json']);
  const lines = parseLines(stdout);
  expect(lines).toHaveLength(2);
  expectFinalBooks(lines, readFrames(RECORDING));
});

test('the last book line of each asset equals a naive reference, and every line was proven', async () => {
  const {exitCode, stdout} = await runProgram(['--replay', fixturePath, '--json']);
  const lines = parseLines(stdout);
  const books = lines.filter(({type}) => type === 'book');

  expect(exitCode).toBe(0);
  expect(books.every(({hash_ok, trust}) => hash_ok === true && trust === 'LIVE')).toBe(true);
  const last = new Map(books.map((book) => [book.asset_id, book]));
  expectFinalBooks([...last.values()], fixtureFrames);
  expect(lines.at(-1)).toMatchObject({
    type: 'summary',
    frames: fixtureFrames.length,
    hash_failed: 0,
    bbo_failed: 0,
    issues: 0,
    dropped: 0,
  });
});

test('a recording gives the same lines plain, compressed, and wrapped with receive times', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'polybook-'));
  try {
    const wrapped = fixtureFrames.map((raw, i) => JSON.stringify({recv: 1_790_000_000 + i, raw}));
    await writeFile(join(folder, 'frames.gz'), gzipSync(fixtureFrames.join('\n')));
    await writeFile(join(folder, 'wrapped.jsonl'), wrapped.join('\n'));
    const [plain, compressed, unwrapped] = await Promise.all(
      [fixturePath, join(folder, 'frames.gz'), join(folder, 'wrapped.jsonl')].map((path) =>
        runProgram(['--replay', path, '--json', '--depth', '3']),
      ),
    );
    expect(plain!.stdout).toContain('"type":"summary"');
    expect(compressed!.stdout).toBe(plain!.stdout);
    expect(unwrapped!.stdout).toBe(plain!.stdout);
  } finally {
    await rm(folder, {recursive: true});
  }
});

test('--once without --json is a table of both sides, best first, as deep as asked', async () => {
  const {stdout} = await runProgram(['--replay', fixturePath, '--once', '--depth', '2']);
  const tables = stdout.trim().split('\n\n');

  expect(tables).toHaveLength(4);
  for (const table of tables) {
    const [, status, head, ...rows] = table.split('\n');
    expect(status).toMatch(/^LIVE · .* · 2 of \d+ bids, 2 of \d+ asks$/);
    expect(head?.trim().split(/ {2,}/)).toEqual(['bid size', 'bid', 'ask', 'ask size']);
    expect(rows).toHaveLength(2);
  }
});

test('a replay keeps the recorded pace at --speed, many times faster where asked', async () => {
  // Eight recorded seconds at 16 times the pace are half a second: well within the deadline, and
  // the books at the end are those of full speed.
  const paced = await runProgram(['--replay', fixturePath, '--once', '--json', '--speed', '16']);
  const fast = await runProgram(['--replay', fixturePath, '--once', '--json']);
  expect(paced.stdout).toBe(fast.stdout);
});

test.each([
  ['a file that is not there', '/nonexistent/frames.jsonl', /there is no such file/],
  ['a folder', fileURLToPath(new URL('.', import.meta.url)), /it is a folder/],
  ['a file of something else', programPathOf('LICENSE'), /begins with "MIT License/],
])('%s is refused by name with exit 1', async (_, path, reason) => {
  const {exitCode, stderr} = await runProgram(['--replay', path, '--once']);
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(reason);
});

function programPathOf(name: string): string {
  return fileURLToPath(new URL(`../../${name}`, import.meta.url));
}
