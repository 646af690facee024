import {expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import type {PtyProgram} from '../support/pty.js';
import {readLadder, untilBook} from '../support/seen-ladder.js';
import {assetsOf, DEADLINE_MS, ERASE_SCREEN, KEY, shows, startViewer} from '../support/viewer.js';

const CUP = 'aurora-cup-winner';
const FOXES = 'will-harbor-foxes-win-the-aurora-cup';

const erasures = ({raw}: PtyProgram): number => raw.split(ERASE_SCREEN).length - 1;

/** The title is on the first row, and the keys are on the last: nothing has scrolled or is left over. */
function isWhole({lines}: PtyProgram): boolean {
  return /^ Will Harbor Fox.*LIVE feed$/.test(lines[0]!) && / q quit$/.test(lines.at(-1)!);
}

test('each new size reflows at once, larger or smaller, and too small a terminal says what is needed', async () => {
  await using exchange = await ExchangeServer.start({seed: 14});
  exchange.pauseFeed();
  await using it = startViewer(exchange, [CUP]);
  const [yes] = assetsOf(exchange, FOXES);
  await untilBook(it, exchange, yes);
  const first = it.lines;

  for (const [columns, rows, isThere] of [
    [160, 48, shows(/^ MARKETS +│.*│ FEED /m)],
    [120, 40, shows(/^ MARKETS +│.*│ FEED /m)],
    [100, 20, shows(/│ TAPE/)],
    [60, 12, (program: PtyProgram) => !program.text.includes('TAPE')],
    [40, 10, (program: PtyProgram) => !program.text.includes('Σ')],
    [200, 60, shows(/^ MARKETS +│.*│ FEED /m)],
    [80, 24, shows('▸1 Harbor Foxes')],
  ] as const) {
    it.resize(columns, rows);
    await it.until(
      (program) => isThere(program) && isWhole(program),
      `the layout of ${columns} x ${rows}`,
    );
    await untilBook(it, exchange, yes);
    expect(it.lines).toHaveLength(rows);
  }

  expect(withoutStatus(it.lines)).toEqual(withoutStatus(first));

  it.resize(30, 6);
  await it.until(({text}) => text.trim() === 'needs 40x8\nhas 30x6', 'the sentence about the size');
  it.resize(9, 2);
  await it.until(shows('has 9x2'), 'the shorter sentence');
  it.resize(80, 24);
  await untilBook(it, exchange, yes);
  expect(withoutStatus(it.lines)).toEqual(withoutStatus(first));
});

test('between paints the screen is never erased and the cursor never shown; a resize erases it once', async () => {
  await using exchange = await ExchangeServer.start({seed: 14, rate: 300});
  await using it = startViewer(exchange, [CUP]);
  await it.until(shows('● LIVE'), 'the first book', DEADLINE_MS);
  const erasuresAtStart = erasures(it);

  await untilLaddersChanged(it, 10);
  for (const key of ['?', '?', ']', KEY.tab, KEY.space, KEY.space, '/', KEY.escape]) {
    const before = it.text;
    it.send(key);
    await it.until(({text}) => text !== before, `the paint after ${JSON.stringify(key)}`);
  }

  expect(erasures(it)).toBe(erasuresAtStart);

  it.resize(120, 40);
  await it.until(shows('MARKETS'), 'the new layout');
  await untilLaddersChanged(it, 5);
  expect(erasures(it)).toBe(erasuresAtStart + 1);
  expect(it.isCursorHidden).toBe(true);
  expect(it.raw).not.toContain('\u001b[?25h');
});

test('every paint is one synchronised update', async () => {
  await using exchange = await ExchangeServer.start({seed: 14, rate: 300});
  await using it = startViewer(exchange, [CUP]);
  await it.until(shows('● LIVE'), 'the first book', DEADLINE_MS);
  await untilLaddersChanged(it, 5);

  const paints = it.raw.slice(it.raw.indexOf('\u001b[?2026h'));
  const outside = paints.replace(/\u001b\[\?2026h[^]*?\u001b\[\?2026l/g, '');
  expect(outside).toBe('');
});

async function untilLaddersChanged(it: PtyProgram, times: number): Promise<void> {
  let ladder = '';
  let changes = -1;
  await it.until(
    ({lines}) => {
      const next = JSON.stringify(readLadder(lines));
      if (next !== ladder) changes++;
      ladder = next;
      return changes >= times;
    },
    `${times} changes of the ladder`,
    DEADLINE_MS,
  );
}

function withoutStatus(lines: readonly string[]): readonly string[] {
  return [lines[0]!, ...lines.slice(2)];
}
