import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {PastTrade} from '../../src/domain/history.js';
import {buildGap} from '../../src/history/build-column.js';
import {MarketHistory} from '../../src/history/market-history.js';
import {cellWidth, splitGlyphs} from '../../src/view/cell-width.js';
import type {PaintRow} from '../../src/view/paint-row.js';
import {buildDepthMap} from '../../src/view/depth-map.js';
import {selectFullSize, shadeOf} from '../../src/view/depth-scale.js';
import {createTimeFormat} from '../../src/view/format-time.js';
import {ASCII_GLYPHS, UNICODE_GLYPHS} from '../../src/view/glyphs.js';
import {SPAN_NAMES} from '../../src/view/history-choice.js';
import {
  buildDepthView,
  buildHistoryRows,
  buildLinePanel,
  depthRowsAbove,
} from '../../src/view/history-panels.js';
import {mirrorColumn} from '../../src/view/seen-history.js';
import {selectBook} from '../../src/view/selection.js';
import {selectDepthCells, selectTimeFrame, startOfCell} from '../../src/view/time-cells.js';
import type {PanelContext} from '../../src/view/view-input.js';
import {
  columnAt,
  NO_PASTS,
  pastTrade,
  SAMPLE_SECOND,
  sampleSeed,
} from '../support/history-sample.js';
import {rowText, sampleInput} from '../support/view-sample.js';

const run = {seed: 20_261_124, numRuns: 120};

const sides = fc.constantFrom('buy' as const, 'sell' as const);
const trades: fc.Arbitrary<PastTrade> = fc
  .tuple(fc.integer({min: 1, max: 9999}), fc.integer({min: 1, max: 1e6}), sides)
  .map(([price, shares, side]) => pastTrade(price, shares, side));

/** What each second brings: a book, a gap, or nothing at all. */
const seconds = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        bid: fc.integer({min: 1, max: 9998}),
        spread: fc.integer({min: 1, max: 400}),
        depth: fc.integer({min: 0, max: 80}),
        trades: fc.array(trades, {maxLength: 3}),
      }),
    },
    {weight: 1, arbitrary: fc.constant('gap' as const)},
    {weight: 1, arbitrary: fc.constant('missing' as const)},
  ),
  {maxLength: 90},
);

type Second = typeof seconds extends fc.Arbitrary<(infer One)[]> ? One : never;

function historyOf(list: readonly Second[]): MarketHistory {
  const history = new MarketHistory({hasDepth: true});
  list.forEach((one, i) => {
    const second = SAMPLE_SECOND - list.length + 1 + i;
    if (one === 'gap') history.append(buildGap(second));
    else if (one !== 'missing') {
      const {bid, spread, depth} = one;
      const ask = Math.min(9999, bid + spread);
      history.append(columnAt(second, {bid, ask, depth, trades: one.trades}));
    }
  });
  return history;
}

function contextOf(history: MarketHistory, change: Partial<PanelContext> = {}): PanelContext {
  const input = sampleInput();
  const wallMs = (SAMPLE_SECOND + 3) * 1000 + 500;
  const pasts = {historyOf: () => history, seedOf: sampleSeed};
  return {
    ...input,
    ...{pasts, wallMs, shown: input.snapshot, tickSize: undefined, glyphs: UNICODE_GLYPHS},
    selection: selectBook(input.ui, input.session.catalog),
    formatTime: createTimeFormat('UTC'),
    ...change,
  };
}

const choices = fc.record({
  width: fc.integer({min: 20, max: 160}),
  height: fc.integer({min: 4, max: 60}),
  span: fc.constantFrom(...SPAN_NAMES),
  zoom: fc.integer({min: -9, max: 9}),
  outcomeIndex: fc.constantFrom(0 as const, 1 as const),
  isAscii: fc.boolean(),
  hasTints: fc.boolean(),
  tickSize: fc.constantFrom(100, 10, 25, 1, undefined),
});

test('whatever the past, the choice and the size, every row fits its region, in ASCII if asked', () => {
  fc.assert(
    fc.property(seconds, choices, (list, choice) => {
      const {width, height, span, zoom, outcomeIndex, isAscii, hasTints, tickSize} = choice;
      const {ui, session} = sampleInput();
      const context = contextOf(historyOf(list), {
        ui: {...ui, outcomeIndex, history: {...ui.history, span, zoom}},
        selection: selectBook({marketIndex: 0, outcomeIndex}, session.catalog),
        tickSize: tickSize as PanelContext['tickSize'],
        hasTints,
        glyphs: isAscii ? ASCII_GLYPHS : UNICODE_GLYPHS,
      });
      const size = {width, height};
      const depth = buildDepthView(context, size, undefined);
      const above = buildDepthView(context, {width, height: depthRowsAbove(height)}, depth);
      const pictures = [
        depth.rows,
        buildLinePanel(context, size),
        buildHistoryRows(context, above, size),
      ];
      for (const rows of pictures) {
        expect(rows.length).toBeLessThanOrEqual(height);
        for (const row of rows) {
          const text = rowText(row);
          expect(cellWidth(text)).toBeLessThanOrEqual(width);
          if (isAscii) expect(text).toMatch(/^[\x20-\x7e]*$/);
        }
      }
    }),
    run,
  );
});

test('a cell is a gap exactly where one of its seconds is missing or was not trusted', () => {
  fc.assert(
    fc.property(
      seconds,
      fc.integer({min: 1, max: 80}),
      fc.integer({min: 1, max: 300}),
      (list, cells, span) => {
        const history = historyOf(list);
        const frame = selectTimeFrame(SAMPLE_SECOND, span, cells);
        selectDepthCells(history, frame).forEach((cell, x) => {
          const start = Math.max(startOfCell(frame, x), history.firstSecond ?? Infinity);
          const end = Math.min(SAMPLE_SECOND, startOfCell(frame, x) + frame.cellSeconds - 1);
          if (start > end) {
            expect(cell.kind).toBe('blank');
            return;
          }

          const known = Array.from({length: end - start + 1}, (_, i) =>
            history.columnAt(start + i),
          );
          const isGap = known.some((column) => column === undefined || column.isGap);
          expect(cell.kind).toBe(isGap ? 'gap' : 'column');
          if (cell.kind === 'column') expect(cell.column.second).toBe(end);
        });
      },
    ),
    run,
  );
});

function cellsOf(row: PaintRow): string[] {
  return splitGlyphs(rowText(row)).map(({text}) => text);
}

test('nothing but the mark of a gap is drawn where there is one, in heatmap and line', () => {
  fc.assert(
    fc.property(seconds, (list) => {
      const history = historyOf(list);
      const context = contextOf(history);
      // A cell a second: 67 cells are left of 78, 60 of them are the span's.
      const {ui} = context;
      const shown = {...context, ui: {...ui, history: {...ui.history, span: '1 min' as const}}};
      const rows = buildDepthView(shown, {width: 78, height: 20}, undefined).rows.slice(1, -1);
      for (let age = 0; age < 60; age++) {
        const second = SAMPLE_SECOND - age;
        if (history.firstSecond === undefined || second < history.firstSecond) continue;
        const column = history.columnAt(second);
        const isGap = column === undefined || column.isGap;
        for (const row of rows) {
          const glyph = cellsOf(row)[78 - 4 - 1 - age] ?? ' ';
          expect(glyph === UNICODE_GLYPHS.gap).toBe(isGap);
        }
      }

      // Two seconds a cell in the line, the newest with one of them ahead: one that is lost is enough.
      const line = buildLinePanel(shown, {width: 37, height: 12}).slice(1, -1);
      for (let cell = 0; cell < 30; cell++) {
        const even = SAMPLE_SECOND - 2 * cell;
        const pair = cell === 0 ? [even] : [even, even + 1];
        if (even < (history.firstSecond ?? Infinity)) continue;
        const isGap = pair.some((second) => history.columnAt(second)?.isGap !== false);
        const glyphs = line.map((row) => cellsOf(row)[37 - 1 - cell] ?? ' ');
        if (isGap) expect(new Set(glyphs)).toEqual(new Set([UNICODE_GLYPHS.gap]));
        else expect(glyphs).not.toContain(UNICODE_GLYPHS.gap);
      }
    }),
    run,
  );
});

test('a larger size never has a weaker shade, and only nothing has none', () => {
  const sizes = fc.double({min: 1, max: 1e16, noNaN: true});
  fc.assert(
    fc.property(sizes, sizes, sizes, (one, other, most) => {
      const full = selectFullSize(Math.max(one, other, most), undefined);
      expect(full).toBeGreaterThanOrEqual(Math.max(one, other, most));
      const [small, large] = [Math.min(one, other), Math.max(one, other)];
      expect(shadeOf(large, full)).toBeGreaterThanOrEqual(shadeOf(small, full)!);
      expect(shadeOf(small, full)).toBeGreaterThanOrEqual(0);
      expect(shadeOf(large, full)).toBeLessThan(8);
      expect(shadeOf(0, full)).toBeUndefined();
    }),
    run,
  );
});

test('the second outcome is the first one upside down', () => {
  fc.assert(
    fc.property(
      seconds,
      fc.constantFrom(10, 25, 100, 500),
      fc.integer({min: 4, max: 60}),
      (list, stepUnits, steps) => {
        const frame = selectTimeFrame(SAMPLE_SECOND, 60, 60);
        const cells = selectDepthCells(historyOf(list), frame);
        const mirrored = cells.map((cell) =>
          cell.kind === 'column' ? {...cell, column: mirrorColumn(cell.column)} : cell,
        );
        const topStep = 5000 / stepUnits;
        const scale = {stepUnits, steps, topStep, fitting: 0};
        const flipped = {...scale, topStep: 10_000 / stepUnits - (topStep - steps + 1)};
        const map = buildDepthMap(cells, scale, undefined);
        const other = buildDepthMap(mirrored, flipped, undefined);
        for (let x = 0; x < cells.length; x++) {
          const column = [...map.sizes.subarray(x * steps, (x + 1) * steps)];
          const turned = [...other.sizes.subarray(x * steps, (x + 1) * steps)].reverse();
          expect(turned).toEqual(column);
        }

        expect(other.fullSize).toBe(map.fullSize);
      },
    ),
    run,
  );
});

test('without a past there is a sentence instead of a picture', () => {
  const context = {...contextOf(historyOf([])), pasts: NO_PASTS};
  expect(rowText(buildDepthView(context, {width: 60, height: 10}, undefined).rows[1]!)).toMatch(
    /first book/,
  );
});
