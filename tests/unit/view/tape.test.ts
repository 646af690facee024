import {describe, expect, test} from 'vitest';
import type {PastTrade} from '../../../src/domain/past-trade.js';
import type {Price} from '../../../src/domain/price.js';
import type {SizeMicros} from '../../../src/domain/size.js';
import type {TradeImage} from '../../../src/domain/snapshot.js';
import {buildViewModel} from '../../../src/view/build-view-model.js';
import type {ViewInput} from '../../../src/view/build-view-model.js';
import {handleKey} from '../../../src/view/handle-key.js';
import {TAPE_MINIMA} from '../../../src/view/tape-choice.js';
import {createUiState} from '../../../src/view/ui-state.js';
import {
  rowText,
  sampleInput,
  sampleMarket,
  sampleSession,
  sampleSnapshot,
  SAMPLE_WALL_MS,
} from '../../support/view-sample.js';

const SECOND_MS = 1_000;
const now = SAMPLE_WALL_MS - 12.4; // By the clock of the exchange.

/** A trade of so many dollars at half a dollar. */
function trade(agoMs: number, dollars: number, change: Partial<TradeImage> = {}): TradeImage {
  return {
    sequence: 1,
    assetIndex: 0,
    timestampMs: now - agoMs,
    price: 5000 as Price,
    size: Math.round(dollars * 2_000_000) as SizeMicros,
    side: 'buy',
    ...change,
  };
}

function pastTrade(agoMs: number, dollars: number, change: Partial<PastTrade> = {}): PastTrade {
  const {price, size, side} = trade(agoMs, dollars);
  const timestampMs = Math.floor((now - agoMs) / SECOND_MS) * SECOND_MS;
  return {assetId: '1000', timestampMs, price, size, side, ...change};
}

type Shown = {
  readonly trades?: readonly TradeImage[];
  readonly largeTrades?: readonly TradeImage[];
  readonly past?: readonly PastTrade[];
  readonly minimum?: (typeof TAPE_MINIMA)[number];
};

function tape(
  {trades = [], largeTrades = [], past = [], minimum = 0}: Shown,
  change: Partial<ViewInput> = {},
): string[] {
  const session = sampleSession({pastTrades: new Map([[sampleMarket(0).conditionId, past]])});
  const input = sampleInput({
    snapshot: sampleSnapshot({trades, largeTrades}),
    session,
    ui: {...createUiState({atUs: 0}), tapeMinimum: minimum},
    ...change,
  });
  return buildViewModel(input)
    .panels.tape.map((row) => rowText(row).replace(/^│ ?/, '').trimEnd())
    .filter((text) => !/^├|^$/.test(text));
}

const WIDE = {columns: 160, rows: 48};

describe('a trade', () => {
  const one = {trades: [trade(3_400, 560)]};

  test('has its age where there is little room, beside it what was paid, and its time where there is much', () => {
    expect(tape(one)[1]).toBe('    3 s B  50.0¢    1.1k');
    expect(tape(one, {columns: 120, rows: 40})[1]).toBe('    3 s B  50.0¢    1.1k    $560');
    expect(tape(one, WIDE)[1]).toBe('13:02:07 B  50.0¢    1.1k    $560');
  });

  test('of a recording has its time alone: its age would be that of the file', () => {
    const session = sampleSession({source: 'replay'});
    expect(tape(one, {session})[1]).toBe('13:02:07 B  50.0¢    1.1k');
  });

  test('is no younger than now, whatever the clocks say', () => {
    expect(tape({trades: [trade(-5_000, 1)]})[1]).toMatch(/^ +0 s B/);
  });
});

describe('the filter', () => {
  test('goes with t through all sizes and back to all trades', () => {
    const press = {session: sampleSession(), snapshot: undefined, view: undefined, nowUs: 0};
    const {latency, events, frames} = sampleInput();
    let ui = createUiState({atUs: 0});
    const seen = TAPE_MINIMA.map(() => {
      ({ui} = handleKey(ui, 't', {...press, latency, events, frames}));
      return ui.tapeMinimum;
    });
    expect(seen).toEqual([10, 100, 1_000, 10_000, 0]);
  });

  test('leaves out what is smaller, and the heading says from which size on and how many', () => {
    const trades = [trade(0, 99.99), trade(1, 100), trade(2, 9), trade(3, 12_000)];
    const rows = tape({trades, minimum: 100}, WIDE);
    expect(rows[0]).toBe('TAPE ≥$100  2 smaller');
    expect(rows.slice(1).map((row) => row.split(' ').at(-1))).toEqual(['$100', '$12.0k']);
    expect(tape({trades, minimum: 10_000})[0]).toBe('TAPE ≥$10k  3 smaller');
  });

  test('measures what the taker paid, so that the other outcome leaves out the same trades', () => {
    const cheap = trade(0, 0, {price: 100 as Price, size: 5_000_000_000 as SizeMicros});
    const trades = [cheap, {...cheap, assetIndex: 1}];
    for (const outcomeIndex of [0, 1] as const) {
      const ui = {...createUiState({atUs: 0, outcomeIndex}), tapeMinimum: 100 as const};
      expect(tape({trades}, {ui}).slice(1)).toEqual(['none of $100 or more']);
    }
  });

  test('shows large trades that the newest ones have pushed out, and no others of that time', () => {
    const trades = Array.from({length: 128}, (_, i) => trade(i * 10, i === 50 ? 300 : 20));
    const largeTrades = [trade(5_000, 700)];
    expect(tape({trades, largeTrades, minimum: 100}).slice(1)).toHaveLength(2);
    expect(tape({trades, largeTrades, minimum: 10}, WIDE).join()).not.toContain('$700');
  });
});

describe('trades of before, from REST', () => {
  test('stand below the received ones, under a line that says so', () => {
    const rows = tape({trades: [trade(2_000, 1)], past: [pastTrade(9_000, 50)]});
    expect(rows[1]).toMatch(/^ +2 s B/);
    expect(rows[2]?.trim()).toBe('·· before, from REST ··');
    expect(rows[3]).toMatch(/^ +9 s B/);
    expect(rows).toHaveLength(4);
  });

  test('are there before anything was received', () => {
    expect(tape({past: [pastTrade(9_000, 50)]})[2]).toMatch(/^ +9 s B/);
  });

  test('show no trade twice: REST may tell of a received one seconds later, at another price', () => {
    const trades = [trade(1_000, 40), trade(4_000, 50)];
    const past = [
      pastTrade(-1_000, 40),
      pastTrade(2_000, 50, {price: 4987 as Price}),
      pastTrade(4_000, 50),
      pastTrade(5_100, 60),
    ];
    expect(tape({trades, past}).slice(4)).toEqual(['    5 s B  50.0¢     120']);
  });

  test('of the other outcome are seen from the shown one, and those of no outcome are not there', () => {
    const past = [pastTrade(9_000, 50, {assetId: '1001', price: 4700 as Price})];
    const rows = tape({past: [...past, pastTrade(9_000, 1, {assetId: '77'})]});
    expect(rows.slice(2)).toEqual(["    9 s S  53.0¢'    100"]);
  });

  test('are filtered and counted like the others', () => {
    const rows = tape({past: [pastTrade(9_000, 50), pastTrade(9_000, 150)], minimum: 100});
    expect(rows[0]).toBe('TAPE ≥$100  1 smaller');
    expect(rows).toHaveLength(3);
  });

  test('are not put below a gap: once received trades were forgotten they are gone', () => {
    const trades = Array.from({length: 128}, (_, i) => trade(i * 10, 20));
    const past = [pastTrade(9_000, 500)];
    expect(tape({trades, past, minimum: 10}, {columns: 80, rows: 160}).at(-1)).toMatch(/ 1 s B/);
    // Of the large ones none was.
    expect(tape({trades, past, minimum: 100}).at(-1)).toMatch(/ 9 s B/);
  });
});
