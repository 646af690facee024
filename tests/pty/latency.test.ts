// The latency panel as built: figures that move, keys that do what they say, and a bell.

import type {PtyProgram} from '../support/pty.js';
import {expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {DEADLINE_MS, shows, SIZES, startViewer} from '../support/viewer.js';

const LUMEN = 'lumen-updown-15m-1790000100';
const UP = '\u001b[A';
const DOWN = '\u001b[B';
const RIGHT = '\u001b[C';

/** A row of the panel: unit, percentiles, greatest value, count. */
const row = (label: string): RegExp =>
  new RegExp(`${label} +[mµ]s +-?[\\d.]+ +-?[\\d.]+ +-?[\\d.]+ +-?[\\d.k]+ +[\\d,]+ `);

const MEASURED = ['feed', 'feed, raw', 'ping', 'pipeline', 'decode', 'apply', 'verify'].concat(
  ...['ingest loop', 'publish-paint', 'paint', 'key-paint', 'drain', 'main loop'],
);

test.each(SIZES)(
  'at $columns x $rows every stage has figures soon, and the panel closes again',
  async (size) => {
    await using exchange = await ExchangeServer.start({seed: 11, rate: 200});
    await using it = startViewer(exchange, [LUMEN], size);
    await it.until(shows('● LIVE'), 'the proof of the first book', DEADLINE_MS);
    it.send('l');
    await it.until(shows(' LATENCY  [10 s]'), 'the panel', DEADLINE_MS);
    for (const label of MEASURED) {
      await it.until(
        ({lines}) => lines.some((line) => row(label).test(line)),
        `a reading of ${label}`,
        DEADLINE_MS,
      );
    }

    await it.until(
      ({text}) => /clock [+-][\d.]+ ms ±[\d.]+ ms/.test(text),
      'the clock',
      DEADLINE_MS,
    );
    expect(it.text).toContain('frames/s');
    it.send('\u001b');
    await it.until(shows('mid '), 'the ladder', DEADLINE_MS);
    expect(it.text).not.toContain('LATENCY');
  },
);

test('keys choose stage, window, kind and limit, and keys of the book do nothing meanwhile', async () => {
  await using exchange = await ExchangeServer.start({seed: 11, rate: 200});
  await using it = startViewer(exchange, [LUMEN], {columns: 120, rows: 40});
  await it.until(shows('● LIVE'), 'the proof of the first book', DEADLINE_MS);
  it.send('l');
  await it.until(shows('▸feed '), 'the first stage', DEADLINE_MS);
  it.send(DOWN + DOWN);
  await it.until(shows('▸ping '), 'two stages below', DEADLINE_MS);
  it.send(UP + UP + '\t' + RIGHT);
  await it.until(shows(' 10 s [1 min] session  all [book] change trade'), 'a choice', DEADLINE_MS);
  await it.until(shows('no limit · + sets one'), 'no limit', DEADLINE_MS);
  it.send('+');
  await it.until(
    ({text}) => /limit p99 \d+(\.\d)? ms · bell off/.test(text),
    'a limit',
    DEADLINE_MS,
  );
  it.send('b');
  await it.until(({text}) => /ms · bell on/.test(text), 'the bell', DEADLINE_MS);
  it.send('c1x[ r');
  it.send('l');
  await it.until(shows('mid '), 'the ladder', DEADLINE_MS);
  expect(it.text).not.toContain('FROZEN');
});

test('a limit that is crossed is said in the status line, and the bell rings once', async () => {
  await using exchange = await ExchangeServer.start({seed: 11, rate: 200});
  const args = [LUMEN, '--alert', 'publish-to-paint=1us', '--bell'];
  await using it = startViewer(exchange, args, {columns: 100, rows: 30});
  await it.until(
    ({text}) => /publish-paint p99 [\d.]+ > 0\.001 ms/.test(text),
    'the alert',
    DEADLINE_MS,
  );
  await it.until(() => bells(it) > 0, 'the bell', DEADLINE_MS);
  const frames = (): string => /age [\d.]+ s/.exec(it.text)?.[0] ?? '';
  const before = frames();
  await it.until(() => frames() !== before, 'another paint', DEADLINE_MS);
  expect(bells(it)).toBe(1);
});

/** Without those that end an operating system command. */
function bells({raw}: PtyProgram): number {
  return raw.replaceAll(/\u001b\][^\u0007\u001b]*\u0007/g, '').split('\u0007').length - 1;
}
