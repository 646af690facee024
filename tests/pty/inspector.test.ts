// The frame inspector as built, and what hostile frames can do to it: nothing.

import {expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {DEADLINE_MS, KEY, shows, SIZES, startViewer} from '../support/viewer.js';

const LUMEN = 'lumen-updown-15m-1790000100';

/** A line of the list: time, size, age, kind, what was made of it. */
const row = (kind: string): RegExp =>
  new RegExp(
    `^[▸ ]\\d\\d:\\d\\d:\\d\\d\\.\\d{3} +\\d+ k?B +\\S.* ${kind} +\\d+ (event|issue)`,
    'm',
  );

test.each([SIZES[0], SIZES[2]])(
  'at $columns x $rows frames come in, kind by kind, stand still when paused, and unfold',
  {timeout: 90_000},
  async (size) => {
    await using exchange = await ExchangeServer.start({seed: 11, rate: 100});
    await using it = startViewer(exchange, [LUMEN], size);
    await it.until(shows('● LIVE'), 'the proof of the first book', DEADLINE_MS);
    it.send('i');
    await it.until(shows(row('change')), 'a change', DEADLINE_MS);
    it.send(KEY.tab + KEY.tab + KEY.tab);
    await it.until(shows('all book change [trade] other'), 'the kind', DEADLINE_MS);
    await it.until(shows(row('trade')), 'a trade', DEADLINE_MS);
    expect(it.text).not.toMatch(row('change'));
    it.send(KEY.tab + KEY.tab);
    await it.until(shows('[all] book'), 'all kinds', DEADLINE_MS);
    it.send(KEY.space);
    await it.until(shows(/PAUSED, \d+ came since/), 'the pause', DEADLINE_MS);
    const held = it.lines.slice(4, -1);
    await it.until(shows(/PAUSED, \d{2,} came since/), 'more frames', DEADLINE_MS);
    expect(it.lines.slice(4, -1)).toEqual(held);
    it.send(KEY.enter);
    await it.until(shows('   "market": "0x'), 'a line of its own', DEADLINE_MS);
    it.send(KEY.escape);
    await it.until(shows(' FRAMES  [all]'), 'the list', DEADLINE_MS);
    it.send('i');
    await it.until(shows('mid '), 'the ladder', DEADLINE_MS);
  },
);

test(
  'frames full of control characters are shown as text, and the terminal stays as it was',
  {timeout: 90_000},
  async () => {
    await using exchange = await ExchangeServer.start({seed: 11});
    await using it = startViewer(exchange, [LUMEN], SIZES[0]);
    await it.until(shows('● LIVE'), 'the proof of the first book', DEADLINE_MS);
    it.send('i');
    await it.until(shows(' FRAMES '), 'the inspector', DEADLINE_MS);
    exchange.pauseFeed();
    const hostile = [
      '\u001b[?1049lnot a frame',
      '{"event_type":"\u001b]0;owned\u0007odd","market":"\u001b[2J\u001b[31m\u202egnp.exe"}',
      '\u009b2J\u0090q\u009cafter\r\n\t\u0000\u0008',
      `["${'\u001b[6n'.repeat(2_000)}end"]`,
    ];
    for (const frame of hostile) exchange.broadcast(frame);
    it.send(`${KEY.tab}${KEY.tab}${KEY.tab}${KEY.tab}`);
    for (const text of ['not a frame', '{"event_type":"odd"', 'after']) {
      await it.until(shows(text), `the text "${text}"`, DEADLINE_MS);
    }

    const raw = it.raw;
    expect(raw).not.toContain('owned');
    expect(raw).not.toContain('\u001b[6n');
    expect(raw).not.toContain('\u202e');
    expect(raw.split('\u001b[?1049l')).toHaveLength(1);
    expect(it.isAlternate).toBe(true);
    expect(it.lines[2]).toContain(' FRAMES ');
    it.send(KEY.enter);
    await it.until(shows(/^ FRAME {2}/m), 'one of them unfolded', DEADLINE_MS);
    await it.until(shows(/0 events, \d+ issues?: /), 'what was made of it', DEADLINE_MS);
    expect(it.raw).not.toContain('\u001b[6n');
  },
);
