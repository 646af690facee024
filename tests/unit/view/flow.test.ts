import {describe, expect, test} from 'vitest';
import type {FlowImage} from '../../../src/domain/snapshot.js';
import {formatTrend} from '../../../src/view/bars.js';
import {buildCursorRows} from '../../../src/view/cursor-rows.js';
import {buildFlowRows} from '../../../src/view/flow-rows.js';
import {formatCompactShares, formatSignedShares} from '../../../src/view/format-number.js';
import {ASCII_GLYPHS, UNICODE_GLYPHS} from '../../../src/view/glyphs.js';
import type {Group} from '../../../src/view/ladder-choice.js';
import {buildLadderLines, rowStep} from '../../../src/view/ladder-lines.js';
import {buildLadderHeading, buildLadderRows} from '../../../src/view/ladder-rows.js';
import {aggregateFlows} from '../../../src/view/level-flows.js';
import {sampleFlow, sampleLevelFlow} from '../../support/flow-sample.js';
import {
  rowText,
  sampleBook,
  sampleInput,
  sampleLevels,
  sampleSnapshot,
  screenText,
  SAMPLE_NOW_US,
} from '../../support/view-sample.js';
import {buildViewModel} from '../../../src/view/build-view-model.js';

const book = sampleBook({
  asks: sampleLevels('ask', [
    [46.7, 4_000],
    [47.0, 310],
  ]),
  bids: sampleLevels('bid', [
    [46.5, 2_000],
    [46.4, 31_000],
  ]),
});

const levels = sampleLevelFlow(
  ['ask', 47, 1_200, 300, 1_100],
  ['ask', 46.8, 0, 0, 75],
  ['ask', 46.7, 20, 420.5, 0],
  ['bid', 46.7, 0, 0.02, 0],
  ['bid', 46.5, 1_500, 0, 0],
  ['bid', 46.4, 3_000, 3_000, 0],
);

function ladder(width: number, group: Group = 1, glyphs = UNICODE_GLYPHS): string[] {
  const lines = buildLadderLines(book, group);
  const rows = buildLadderRows({
    ...{book, lines, group, width, glyphs},
    cursorIndex: undefined,
    top: 0,
    height: lines.length,
    lastTrade: undefined,
    flows: levels,
    isDimmed: false,
  });
  return [buildLadderHeading(book, group, 10, {width, glyphs}), ...rows].map(rowText);
}

describe('the ladder', () => {
  test('says in a wide place what was added, pulled and traded of each level, also of one that is gone', () => {
    expect(ladder(82).map((row) => row.trimEnd())).toEqual([
      '  +add -pull  ×trd      Σ    bid      price         ask      Σ  +add -pull  ×trd',
      '                                    │ 47.0¢ │▏      310   4.3k +1.2k  -300 ×1.1k',
      '                                    │ 46.9¢ │',
      '                                    │ 46.8¢ │                                ×75',
      '       -<0.1                        │ 46.7¢ │▍     4.0k   4.0k   +20  -421',
      '─────────────── mid 46.60¢  µ 46.57¢  spr 2t  imb -33%  web 46.6¢ ────────────────',
      '                                    │ 46.6¢ │',
      ' +1.5k               2.0k   2.0k   ▕│ 46.5¢ │',
      ' +3.0k -3.0k        33.0k  31.0k ███│ 46.4¢ │',
    ]);
  });

  test.each([
    [82, '+add -pull  ×trd', '+1.2k  -300 ×1.1k'],
    [70, 'Δ10s  ×trd', '-200 ×1.1k'],
    [60, 'Δ10s', '×1.1k'],
  ])('in %i cells has the columns "%s" on both sides', (width, heading, figures) => {
    const [head, highest] = ladder(width);
    expect(head!.split(heading)).toHaveLength(3);
    expect(highest!.trimEnd().endsWith(figures)).toBe(true);
    // Figures stand below their headings.
    expect(highest!.trimEnd().length).toBe(head!.trimEnd().length);
  });

  test('tells the net change in a narrow place, and what was traded where there were trades', () => {
    const rows = ladder(60);
    const at = (price: string): string => rows.find((row) => row.includes(price))!;
    expect(at('47.0¢').trimEnd()).toMatch(/ ×1\.1k$/);
    expect(at('46.8¢').trimEnd()).toMatch(/ ×75$/);
    expect(at('46.7¢')).toMatch(/^ *-<0\.1 .* -401 *$/);
    expect(at('46.5¢')).toMatch(/^ *\+1\.5k /);
    expect(at('46.4¢')).not.toMatch(/[+×-]\d/);
  });

  test('has no flow where its sums and bars need the room', () => {
    expect(ladder(52).join('')).not.toMatch(/[+×-]<?\d/);
    expect(ladder(52)[0]).not.toContain('Δ');
  });

  test('writes it in ASCII, too', () => {
    const text = ladder(82, 1, ASCII_GLYPHS).join('\n');
    expect(text).toMatch(/^[ -~\n]*$/);
    expect(text).toContain('+1.2k  -300 x1.1k');
  });

  test('sums the flow of the levels that share a row', () => {
    const rows = ladder(82, 5);
    const at = (price: string): string => rows.find((row) => row.includes(price))!;
    expect(at('47.0¢').trimEnd()).toMatch(/\+1\.2k {2}-721 ×1\.2k$/);
    expect(at('46.5¢')).toMatch(/^ *\+1\.5k -<0\.1 /);
  });
});

test('the flow of a row is the sum over its levels, and each level is in one row', () => {
  for (const group of [1, 2, 5, 10] as const) {
    const step = rowStep(book, group);
    const flowOf = aggregateFlows(levels, step);
    for (const side of ['bid', 'ask'] as const) {
      let added = 0;
      let pulled = 0;
      let traded = 0;
      for (let price = 0; price <= 10_000; price++) {
        const flow = flowOf(side, price);
        added += flow?.added ?? 0;
        pulled += flow?.pulled ?? 0;
        traded += flow?.traded ?? 0;
      }

      const own = levels.filter((level) => level.side === side);
      expect(added).toBe(own.reduce((sum, level) => sum + level.added, 0));
      expect(pulled).toBe(own.reduce((sum, level) => sum + level.pulled, 0));
      expect(traded).toBe(own.reduce((sum, level) => sum + level.traded, 0));
    }
  }
});

test('the cursor tells the flow of its row exactly', () => {
  const flowOf = aggregateFlows(levels, undefined);
  const facts = (price: number): string => {
    const line = buildLadderLines(book).find((row) => 'price' in row && row.price === price);
    const rows = buildCursorRows(line, book, flowOf, {width: 100, glyphs: UNICODE_GLYPHS});
    return rows.map(rowText).join('\n');
  };
  expect(facts(4700)).toContain('+1,200 -300 ×1,100');
  expect(facts(4670)).toContain('+20 -420.5');
  expect(facts(4680)).toContain('no orders  ask ×75');
});

describe('the flow panel', () => {
  const rowsOf = (flow: FlowImage | undefined, height = 12, width = 34): string[] =>
    buildFlowRows({
      ...{flow, width, height},
      atUs: SAMPLE_NOW_US,
      decimals: 1,
      glyphs: UNICODE_GLYPHS,
    }).map((row) => rowText(row).trimEnd());

  test('has the session’s sums, a minute of imbalance and delta, and the volume at the nearest prices', () => {
    const rows = rowsOf(sampleFlow());
    expect(rows.slice(0, 4)).toEqual([
      'FLOW',
      'delta   +23.9k  41 trades',
      'vwap    46.80¢  45.5¢ to 48.2¢',
      'volume  52.3k   $24,471.95',
    ]);
    expect(rows[4]).toMatch(/^ofi 60s [▁▂▃▄▅▆▇█]{18} {2}\+[\d.]+k$/);
    expect(rows[5]).toMatch(/^cvd 60s [▁▂▃▄▅▆▇█]{18} {2}\+11\.\dk$/);
    expect(rows[6]).toMatch(/^sold +price +bought$/);
    // The five that are nearest to the inside market, the highest first.
    const prices = rows.slice(7).map((row) => /[\d.]+(?=¢)/.exec(row)![0]);
    expect(prices).toEqual(['46.9', '46.8', '46.7', '46.4', '46.2']);
    expect(rows[9]).toMatch(/^310 +▕│ 46\.7¢ │█+ +12k$/);
  });

  test('says that changes are missed, or how short the flow of levels is', () => {
    expect(rowsOf(sampleFlow({sinceUs: undefined}))[0]).toBe('FLOW · interrupted');
    const sinceUs = SAMPLE_NOW_US - 4_200_000;
    expect(rowsOf(sampleFlow({sinceUs}))[0]).toBe('FLOW · levels since 4 s');
  });

  test('claims nothing before the first trade and before the first book', () => {
    const totals = {
      trades: 0,
      volume: 0,
      notional: 0,
      vwap: Number.NaN,
      high: undefined,
      low: undefined,
      cumulativeDelta: 0,
    } as FlowImage['totals'];
    const series = new Float64Array();
    const rows = rowsOf(
      sampleFlow({totals, volumes: [], imbalances: series, cumulativeDeltas: series}),
    );
    expect(rows.slice(1, 4)).toEqual([
      'delta   0       0 trades',
      'vwap    –',
      'volume  0       $0.00',
    ]);
    expect(rows.at(-1)).toBe('no trades yet');
    expect(rowsOf(undefined)).toEqual(['FLOW']);
  });

  test('is never higher than its place', () => {
    for (let height = 0; height < 14; height++) {
      expect(rowsOf(sampleFlow(), height).length).toBeLessThanOrEqual(height);
    }
  });

  test('is on wide screens only, and there in full', () => {
    const screen = (columns: number, rows: number): string =>
      screenText(buildViewModel(sampleInput({columns, rows}))).join('\n');
    expect(screen(80, 24)).not.toContain('FLOW');
    expect(screen(120, 40)).toContain('cvd 60s');
    expect(screen(160, 48)).toMatch(/sold +price +bought/);
  });

  test('is that of the selected book alone', () => {
    const input = sampleInput({columns: 160, rows: 48});
    const snapshot = sampleSnapshot({focus: sampleBook({assetIndex: 2})});
    const text = screenText(buildViewModel({...input, snapshot})).join('\n');
    expect(text).toContain('FLOW');
    expect(text).not.toContain('vwap');
  });
});

test.each([
  [0, '0'],
  [20_000, '<0.1'],
  [50_000, '0.1'],
  [9_900_000, '9.9'],
  [9_950_000, '10'],
  [999_499_999, '999'],
  [999_500_000, '1.0k'],
  [9_949_999_999, '9.9k'],
  [9_950_000_000, '10k'],
  [999_499_999_999, '999k'],
  [999_500_000_000, '1.0M'],
  [31_000_000_000_000, '31M'],
])('%i millionths of a share are %s in a narrow column', (micros, text) => {
  expect(formatCompactShares(micros)).toBe(text);
});

test('a change has its sign, and none has no sign', () => {
  expect([1_200e6, -310e6, 0].map(formatSignedShares)).toEqual(['+1.2k', '-310', '0']);
});

test('a trend goes from its lowest to its highest value, and stands in the middle where it is level', () => {
  const {sparks} = UNICODE_GLYPHS;
  expect(formatTrend([-10, 0, 10], 4, sparks, [-10, 10])).toBe(' ▁▅█');
  expect(formatTrend([1, 2, 3, 4], 2, sparks, [1, 4])).toBe('▆█');
  expect(formatTrend([5, 5], 2, sparks, [5, 5])).toBe('▅▅');
  expect(formatTrend([], 3, sparks, [0, 0])).toBe('   ');
});
