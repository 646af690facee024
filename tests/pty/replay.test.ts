import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {expect, test} from 'vitest';
import {levelReply} from '../../src/exchange/clob-replies.js';
import {SimulatedExchange} from '../../src/exchange/simulated-exchange.js';
import {untilBook, type BookSource} from '../support/seen-ladder.js';
import {recordSimulation} from '../support/simulated-recording.js';
import {createTemporaryFolder} from '../support/temporary-folder.js';
import {DEADLINE_MS, KEY, shows, SIZES, startProgram} from '../support/viewer.js';

const LUMEN = 'lumen-updown-15m-1790000100';

type Recording = BookSource & {
  readonly text: string;
  readonly assetIds: readonly [string, string];
};

/** The frames of one market, and its books after the last of them. */
function record(durationMs: number): Recording {
  const options = {seed: 20, rate: 120, startMs: 1_790_000_000_000};
  const exchange = new SimulatedExchange(options);
  exchange.advance(options.startMs + durationMs);
  return {
    text: recordSimulation({...options, durationMs, slugs: [LUMEN]}),
    assetIds: exchange.catalogue.markets.find(({slug}) => slug === LUMEN)!.assetIds,
    book: (assetId) => {
      const {timestampMs, hash, bids, asks} = exchange.bookState(assetId)!;
      const reply = {bids: bids.map(levelReply).reverse(), asks: asks.map(levelReply).reverse()};
      return {timestampMs, hash, ...reply};
    },
  };
}

test.each([
  ['frames.jsonl', SIZES[0]],
  ['frames.jsonl.gz', SIZES[1]],
])('%s is played at its own pace, and its books stay as they ended', async (name, size) => {
  using folder = createTemporaryFolder();
  const path = join(folder.path, name);
  const recording = record(1500);
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(recording.text) : recording.text);
  await using it = startProgram(['--replay', path], size);
  await it.until(shows(/● LIVE .*│ playing/), 'a proven book', DEADLINE_MS);
  expect(it.text).not.toContain('END OF RECORDING');

  await it.until(shows('END OF RECORDING the books stay as they ended'), 'the end', DEADLINE_MS);
  await untilBook(it, recording, recording.assetIds[0]);
  expect(it.lines[0]).toMatch(/REPLAY$/);
  it.send(KEY.tab);
  await untilBook(it, recording, recording.assetIds[1]);

  it.send('q');
  expect(await it.exited).toEqual({exitCode: 0, signal: undefined});
});

test('at full speed a minute is over at once, and the books are the same', async () => {
  using folder = createTemporaryFolder();
  const path = join(folder.path, 'frames.jsonl');
  const recording = record(60_000);
  writeFileSync(path, recording.text);
  await using it = startProgram(['--replay', path, '--speed', 'max']);
  await it.until(shows('END OF RECORDING'), 'the end', DEADLINE_MS);
  await untilBook(it, recording, recording.assetIds[0]);
});

test('a recording that is asked for a book says once that it cannot be, until it is dismissed', async () => {
  using folder = createTemporaryFolder();
  const path = join(folder.path, 'frames.jsonl');
  writeFileSync(path, record(1500).text);
  await using it = startProgram(['--replay', path, '--speed', 'max']);
  await it.until(shows('END OF RECORDING'), 'the end', DEADLINE_MS);

  const notice = 'NOTE a recording cannot be asked for a book (esc)';
  it.send('r');
  await it.until(shows(notice), 'the notice');
  it.send('r');
  it.send(KEY.escape);
  await it.until(shows('END OF RECORDING'), 'the notice dismissed');
  it.send('r');
  await it.until(shows(notice), 'the notice again');
});

test.each([
  ['is not there', undefined, 'missing.jsonl'],
  ['holds no frames', 'hello world\n', 'begins with "hello world"'],
])('a recording that %s is named: one sentence, exit 1', async (_, text, words) => {
  using folder = createTemporaryFolder();
  const path = join(folder.path, text === undefined ? 'missing.jsonl' : 'text.jsonl');
  if (text !== undefined) writeFileSync(path, text);
  await using it = startProgram(['--replay', path], SIZES[2]);
  expect(await it.exited).toEqual({exitCode: 1, signal: undefined});
  expect([it.isAlternate, it.isCursorHidden]).toEqual([false, false]);
  expect(it.lines[0]).toMatch(/^polybook-tui: .*\.$/);
  expect(it.lines[0]).toContain(words);
});
