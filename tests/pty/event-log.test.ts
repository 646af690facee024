// The event log as built: what happened while nobody looked, and the way to where it happened.

import {expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {DEADLINE_MS, KEY, shows, SIZES, startViewer} from '../support/viewer.js';

const LUMEN = 'lumen-updown-15m-1790000100';
const FOXES = 'acl-hfx-grc-2026-11-29';

test.each([SIZES[0], SIZES[2]])(
  'at $columns x $rows a connection that was lost, a tick that changed and an end are in the log, newest first',
  {timeout: 90_000},
  async (size) => {
    await using exchange = await ExchangeServer.start({seed: 11});
    await using it = startViewer(exchange, [LUMEN], size);
    await it.until(shows('● LIVE'), 'the proof of the first book', DEADLINE_MS);
    exchange.disconnectAll(1001);
    await it.until(shows(/ e \d+ new/), 'the count of what is new', DEADLINE_MS);
    await it.until(shows(/● LIVE .*│ connected/), 'another connection', DEADLINE_MS);
    exchange.beginFault('tick-change', 60_000);
    await it.until(({lines}) => lines[0]!.includes(' tick 0.1¢ '), 'the tick', DEADLINE_MS);
    exchange.beginFault('resolved', 60_000);
    await it.until(shows('■ RESOLVED'), 'the end of the market', DEADLINE_MS);

    it.send('e');
    await it.until(shows(' EVENTS  [all] this market '), 'the log', DEADLINE_MS);
    const story = ['resolved, ', 'tick 1¢ → 0.1¢', 'back after ', 'lost: closed by the exchange'];
    await it.until(
      ({text}) => story.every((part) => text.includes(part)),
      'all of it',
      DEADLINE_MS,
    );
    const rows = story.map((part) => it.lines.findIndex((line) => line.includes(part)));
    expect(rows).toEqual([...rows].sort((a, b) => a - b));
    expect(it.lines[rows[2]!]).toMatch(/ connection +back after [\d.]+ s: closed by the exchange/);
    expect(it.text).not.toMatch(/ e \d+ new/);
    it.send(KEY.escape);
    await it.until(shows('mid '), 'the ladder', DEADLINE_MS);
    expect(it.text).not.toMatch(/ e \d+ new/);
  },
);

test(
  'enter leads to the market of the marked event, tab to the events of one market',
  {timeout: 90_000},
  async () => {
    await using exchange = await ExchangeServer.start({seed: 11, rate: 300});
    await using it = startViewer(exchange, [LUMEN, FOXES], SIZES[0]);
    await it.until(shows('● LIVE'), 'the proof of the first book', DEADLINE_MS);
    await it.until(shows(/ e \d+ new/), 'something new', DEADLINE_MS);
    it.send('e');
    const isOfOther = (line: string): boolean => /^[▸ ][\d:]+ {2}Harbor Foxes/.test(line);
    await it.until(({lines}) => lines.some(isOfOther), 'an event of another market', DEADLINE_MS);
    exchange.pauseFeed();
    await it.until(({lines}) => {
      it.send(lines.some((line) => line.startsWith('▸') && isOfOther(line)) ? '' : KEY.down);
      return lines.some((line) => line.startsWith('▸') && isOfOther(line));
    }, 'the mark on it');
    it.send(KEY.enter);
    await it.until(({lines}) => lines[0]!.startsWith(' Harbor Foxes'), 'that market', DEADLINE_MS);
    it.send('e');
    it.send(KEY.tab);
    await it.until(shows(' EVENTS  all [this market] '), 'its events', DEADLINE_MS);
    expect(it.text).not.toContain('Lumen Up or Down - 15 minutes  ');
  },
);

test('at 160 x 48 the newest events are beside the book, with the key of their market', async () => {
  await using exchange = await ExchangeServer.start({seed: 11, rate: 300});
  await using it = startViewer(exchange, [LUMEN, FOXES], SIZES[2]);
  await it.until(shows(/^ EVENTS +e \d+ new/m), 'a count in the panel', DEADLINE_MS);
  await it.until(shows(/^ \d\d:\d\d \d \S/m), 'an event', DEADLINE_MS);
  expect(it.lines[1]).not.toContain('new');
});
