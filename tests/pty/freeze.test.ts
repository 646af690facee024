import {expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import type {PtyProgram} from '../support/pty.js';
import {readLadder, untilBook} from '../support/seen-ladder.js';
import {assetsOf, DEADLINE_MS, KEY, shows, SIZES, startViewer} from '../support/viewer.js';

const LUMEN = 'lumen-updown-15m-1790000100';

/** `FROZEN 1.2 s, 431 updates behind`, where there is less room without the word. */
function countBehind({text}: PtyProgram): number {
  return Number(/FROZEN [\d.]+ s, ([\d,]+) (?:updates )?behind/.exec(text)?.[1]?.replace(',', ''));
}

/** All but the status, which goes on, and the feed panel, which does too. */
function heldRows({lines}: PtyProgram): readonly string[] {
  return lines.slice(3).map((line) => line.slice(0, 79));
}

test.each(SIZES.slice(0, 2))(
  'at $columns x $rows a frozen ladder holds while the header counts what it misses',
  async (size) => {
    await using exchange = await ExchangeServer.start({seed: 13, rate: 300});
    await using it = startViewer(exchange, [LUMEN], size);
    const [up, down] = assetsOf(exchange, LUMEN);
    await it.until(shows('● LIVE'), 'the first book', DEADLINE_MS);
    await it.until((program) => readLadder(program.lines).length > 10, 'the ladder');

    it.send(KEY.space);
    await it.until((program) => countBehind(program) >= 0, 'the count');
    const held = heldRows(it);
    await it.until((program) => countBehind(program) > 100, 'updates that are missed', DEADLINE_MS);
    expect(heldRows(it)).toEqual(held);

    exchange.pauseFeed();
    it.send(KEY.space);
    await untilBook(it, exchange, up);
    expect(it.text).not.toContain('FROZEN');
    expect(heldRows(it)).not.toEqual(held);

    // Another book starts unfrozen.
    it.send(KEY.space);
    await it.until(shows('FROZEN'), 'the freeze');
    it.send(KEY.tab);
    await untilBook(it, exchange, down);
    expect(it.text).not.toContain('FROZEN');
  },
);
