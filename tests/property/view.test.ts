import {MARKET_ORDERS} from '../../src/domain/market-order.js';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Price} from '../../src/domain/price.js';
import type {SizeMicros} from '../../src/domain/size.js';
import {formatBar} from '../../src/view/bars.js';
import {buildViewModel} from '../../src/view/build-view-model.js';
import {cellWidth} from '../../src/view/cell-width.js';
import {describeCopy} from '../../src/view/copy-keys.js';
import {clipText, clipTextStart} from '../../src/view/fit-text.js';
import {
  COMPACT_CELLS,
  formatCompactShares,
  formatShares,
  SHARES_CELLS,
} from '../../src/view/format-number.js';
import {ASCII_GLYPHS, UNICODE_GLYPHS} from '../../src/view/glyphs.js';
import {FIRST_INSPECTOR} from '../../src/view/inspector-choice.js';
import {buildLadderLines} from '../../src/view/ladder-lines.js';
import {GROUPS} from '../../src/view/ladder-choice.js';
import {selectWindow} from '../../src/view/ladder-window.js';
import {computeLayout, MIN_COLUMNS, MIN_ROWS, placedPanels} from '../../src/view/layout.js';
import type {Region} from '../../src/view/paint-row.js';
import {FULL_PANELS} from '../../src/view/panels.js';
import {openPicker} from '../../src/view/picker-state.js';
import {TAPE_MINIMA} from '../../src/view/tape-choice.js';
import {THEME_NAMES} from '../../src/view/themes/themes.js';
import {createUiState, type UiState} from '../../src/view/ui-state.js';
import {books} from '../support/book-arbitrary.js';
import {SAMPLE_FACTS, sampleEvents, sampleFrame} from '../support/event-sample.js';
import {flows} from '../support/flow-arbitrary.js';
import {
  rowText,
  sampleInput,
  sampleMarket,
  sampleMarkets,
  sampleSession,
  sampleSnapshot,
  screenText,
  SAMPLE_NOW_US,
} from '../support/view-sample.js';

const run = {seed: 20_260_302, numRuns: 150};

const sizes = fc.record({
  columns: fc.integer({min: MIN_COLUMNS, max: 250}),
  rows: fc.integer({min: MIN_ROWS, max: 80}),
});

test('every level of a book is on the ladder once, its sums are the book’s, prices fall', () => {
  fc.assert(
    fc.property(books, (book) => {
      const lines = buildLadderLines(book);
      for (const columns of [book.asks, book.bids]) {
        const shown = lines.flatMap((line) =>
          line.kind === 'level' && line.side === columns.side ? [line] : [],
        );
        if (columns.side === 'ask') shown.reverse();
        expect(shown.map(({price}) => price)).toEqual([...columns.prices]);
        let sum = 0;
        for (const [i, line] of shown.entries()) {
          sum += columns.sizes[i]!;
          expect(line.size).toBe(columns.sizes[i]);
          expect(line.cumulative).toBe(sum);
        }
      }

      const isCrossed =
        book.bids.length > 0 &&
        book.asks.length > 0 &&
        book.bids.prices[0]! >= book.asks.prices[0]!;
      const middle = lines.findIndex(({kind}) => kind === 'middle');
      expect(lines.filter(({kind}) => kind === 'middle')).toHaveLength(1);
      const parts = isCrossed ? [lines.slice(0, middle), lines.slice(middle)] : [lines];
      for (const part of parts) {
        let last = Infinity;
        for (const line of part) {
          if (!('price' in line)) continue;
          expect(line.price).toBeLessThan(last);
          last = line.kind === 'fold' ? line.lowest : line.price;
        }
      }
    }),
    run,
  );
});

test('a gap is shown in full: its empty ticks, one by one or folded, are all there are', () => {
  fc.assert(
    fc.property(books, (book) => {
      const tick = book.tickSize!;
      const lines = buildLadderLines(book);
      for (const columns of [book.asks, book.bids]) {
        for (let i = 1; i < columns.length; i++) {
          const low = Math.min(columns.prices[i - 1]!, columns.prices[i]!);
          const high = Math.max(columns.prices[i - 1]!, columns.prices[i]!);
          let expected = 0;
          for (let price = 0; price < high; price += tick) if (price > low) expected++;
          const isBetween = (price: number): boolean => price > low && price < high;
          const middle = lines.findIndex(({kind}) => kind === 'middle');
          const part = columns.side === 'ask' ? lines.slice(0, middle) : lines.slice(middle);
          let shown = 0;
          for (const line of part) {
            if (line.kind === 'empty' && isBetween(line.price)) shown++;
            if (line.kind === 'fold' && isBetween(line.price)) shown += line.ticks;
          }

          expect(shown).toBe(expected);
        }
      }
    }),
    {...run, numRuns: 40},
  );
});

test('the window shows consecutive lines, and all of a ladder that fits', () => {
  fc.assert(
    fc.property(
      books,
      fc.integer({min: 1, max: 78}),
      fc.option(fc.record({price: fc.integer({min: 1, max: 9999}), row: fc.nat(80)}), {
        nil: undefined,
      }),
      fc.boolean(),
      (book, height, anchor, isHeld) => {
        const lines = buildLadderLines(book);
        const {top} = selectWindow({
          lines,
          height,
          held: isHeld ? anchor : undefined,
          previous: isHeld ? undefined : anchor,
        });
        expect(Number.isInteger(top)).toBe(true);
        const visible = Array.from({length: height}, (_, row) => lines[top + row]);
        expect(visible.some((line) => line !== undefined)).toBe(true);
        if (lines.length <= height && (isHeld || anchor === undefined)) {
          expect(visible.filter((line) => line !== undefined)).toEqual(lines);
        }
      },
    ),
    run,
  );
});

function contains(outer: Region, inner: Region): boolean {
  return (
    inner.width > 0 &&
    inner.height > 0 &&
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function overlaps(a: Region, b: Region): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

const layoutNeeds = fc.record({
  marketCount: fc.nat(20),
  siblingCount: fc.nat(20),
  isNegRisk: fc.boolean(),
  hasRewards: fc.boolean(),
  hasHistory: fc.boolean(),
  hasBanner: fc.boolean(),
});

test('regions lie on the screen, do not overlap, and leave no cell of it to nobody', () => {
  fc.assert(
    fc.property(sizes, layoutNeeds, ({columns, rows}, needs) => {
      const layout = computeLayout(columns, rows, needs);
      if (layout.kind === 'too_small') throw new Error('not too small');
      const {title, status, banner, body, footer} = layout;
      const whole = {x: 0, y: 0, width: columns, height: rows};
      const panels = placedPanels(layout).map(({region}) => region);
      const bars = [title, status, banner, footer].filter((region) => region !== undefined);
      const all = [...bars, ...panels];
      for (const [i, region] of all.entries()) {
        expect(contains(whole, region)).toBe(true);
        for (const other of all.slice(i + 1)) expect(overlaps(region, other)).toBe(false);
      }

      for (const panel of panels) expect(contains(body, panel)).toBe(true);
      const area = all.reduce((sum, {width, height}) => sum + width * height, 0);
      expect(area).toBe(columns * rows);
    }),
    {...run, numRuns: 400},
  );
});

const strange = fc.oneof(
  fc.string({unit: 'grapheme', maxLength: 80}),
  fc.constantFrom('東京で雪が降る日は何日になりますか', '👩‍🚀🇩🇪 é ', '', 'x'.repeat(300)),
);

const REMARKS = [
  'theme colour-blind',
  describeCopy({copied: 1500, all: 2048, what: 'levels'}),
  'mouse off: it selects text again',
];

const uiStates: fc.Arbitrary<UiState> = fc
  .record({
    marketIndex: fc.nat(3),
    outcomeIndex: fc.constantFrom(0 as const, 1 as const),
    overlay: fc.constantFrom('none', 'none', 'help', 'picker'),
    isFrozen: fc.boolean(),
    cursor: fc.option(fc.record({price: fc.integer({min: 1, max: 9999}), row: fc.nat(30)}), {
      nil: undefined,
    }),
    group: fc.constantFrom(...GROUPS),
    hasMirror: fc.boolean(),
    full: fc.constantFrom(undefined, undefined, ...FULL_PANELS),
    tapeMinimum: fc.constantFrom(...TAPE_MINIMA),
    query: strange,
    isUnfolded: fc.boolean(),
    theme: fc.constantFrom(...THEME_NAMES),
    remark: fc.constantFrom(undefined, undefined, ...REMARKS),
    isFollowing: fc.boolean(),
    picked: fc.record({
      phase: fc.constantFrom('typing' as const, 'looking_up' as const, 'opening' as const),
      order: fc.constantFrom(...MARKET_ORDERS),
      message: fc.option(strange, {nil: undefined}),
      search: fc.record({
        phase: fc.constantFrom(
          ...(['idle', 'on_enter', 'too_short', 'waiting', 'asking', 'found', 'failed'] as const),
        ),
        mayBeName: fc.boolean(),
        message: fc.option(strange, {nil: undefined}),
        retryAtUs: fc.option(fc.nat(90_000_000), {nil: undefined}),
      }),
    }),
  })
  .map(({overlay, isFrozen, cursor, group, hasMirror, full, tapeMinimum, query, ...rest}) => {
    const {remark, isUnfolded, picked, ...chosen} = rest;
    return {
      ...createUiState({...chosen, atUs: 0}),
      remark: remark === undefined ? undefined : {text: remark, sinceUs: SAMPLE_NOW_US},
      ladder: {group, cursor, centreCount: 0, hasMirror},
      full,
      tapeMinimum,
      inspector: {
        ...FIRST_INSPECTOR,
        unfolded: isUnfolded ? {frame: sampleFrame(1), top: 2} : undefined,
      },
      frozen: isFrozen ? {snapshot: sampleSnapshot(), sinceUs: 0} : undefined,
      helpTop: overlay === 'help' ? 3 : undefined,
      picker:
        overlay === 'picker'
          ? {
              ...openPicker({atUs: 0, query, choices: sampleMarkets(12), choiceIndex: 7}),
              ...picked,
            }
          : undefined,
    };
  });

test('no row is wider than its region, no panel higher, whatever is shown at whatever size', () => {
  fc.assert(
    fc.property(
      sizes,
      books,
      flows,
      uiStates,
      strange,
      fc.boolean(),
      fc.boolean(),
      ({columns, rows}, book, flow, ui, name, unicode, isNegRisk) => {
        const markets = [
          sampleMarket(0, {
            question: name,
            label: name,
            negRisk: isNegRisk,
            rewards: {maxSpread: 350 as Price, minSize: 200_000_000 as SizeMicros},
            outcomes: [
              {name, assetId: '1000'},
              {name: `not ${name}`, assetId: '1001'},
            ],
          }),
          ...sampleMarkets(4)
            .slice(1)
            .map((market) => ({...market, negRisk: isNegRisk})),
        ];
        const assetIds = markets.flatMap(({outcomes}) => outcomes.map(({assetId}) => assetId));
        const session = sampleSession({catalog: {markets, assetIds}, notices: [name]});
        const snapshot = sampleSnapshot({focus: book, flow});
        const events = sampleEvents([
          {kind: 'market_state', state: 'closed', winner: name},
          {kind: 'connection_lost', line: 2, how: 'lost', reason: name},
          ...SAMPLE_FACTS,
        ]);
        const frame = sampleFrame(1, {text: name, firstIssue: {code: 'NOT_JSON', detail: name}});
        const frames = {frames: [frame, sampleFrame(0)], total: 2, leftOut: 0};
        const shown = {snapshot, session, events, frames};
        const view = buildViewModel(sampleInput({columns, rows, ui, unicode, ...shown}));
        // Throws where something is too wide or too high.
        const lines = screenText(view);
        expect(lines).toHaveLength(rows);
        for (const line of lines) expect(cellWidth(line)).toBeLessThanOrEqual(columns);
      },
    ),
    run,
  );
});

test('in ASCII nothing of ours is beyond ASCII', () => {
  fc.assert(
    fc.property(sizes, books, flows, uiStates, ({columns, rows}, book, flow, ui) => {
      const picker =
        ui.picker === undefined
          ? undefined
          : {
              ...ui.picker,
              query: 'snow',
              message: undefined,
              search: {...ui.picker.search, message: 'offline'},
            };
      const input = sampleInput({
        columns,
        rows,
        ui: {...ui, picker},
        snapshot: sampleSnapshot({focus: book, flow}),
        events: sampleEvents(),
        frames: {frames: [sampleFrame(1)], total: 1, leftOut: 0},
        unicode: false,
      });
      for (const line of screenText(buildViewModel(input))) expect(line).toMatch(/^[ -~]*$/);
    }),
    run,
  );
});

test('a bar is exactly as wide as its column and grows with its share', () => {
  const steps = fc.constantFrom(
    [UNICODE_GLYPHS.rightBars, 'right'] as const,
    [UNICODE_GLYPHS.leftBars, 'left'] as const,
    [ASCII_GLYPHS.rightBars, 'right'] as const,
  );
  const filled = (bar: string): number => bar.trim().length;
  fc.assert(
    fc.property(
      fc.double({min: 0, max: 2}),
      fc.double({min: 0, max: 2}),
      fc.integer({min: 0, max: 120}),
      steps,
      (a, b, cells, [glyphs, direction]) => {
        const small = formatBar(Math.min(a, b), cells, glyphs, direction);
        const large = formatBar(Math.max(a, b), cells, glyphs, direction);
        expect(cellWidth(small)).toBe(cells);
        expect(cellWidth(large)).toBe(cells);
        expect(filled(small)).toBeLessThanOrEqual(filled(large));
        if (a > 0 && b > 0 && cells > 0) expect(filled(small)).toBeGreaterThan(0);
      },
    ),
    run,
  );
});

test('any size fits its cells', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (micros) => {
      expect(formatShares(micros).length).toBeLessThanOrEqual(SHARES_CELLS);
      expect(formatCompactShares(micros).length).toBeLessThanOrEqual(COMPACT_CELLS);
    }),
    {...run, numRuns: 1000},
  );
});

test('cut text is never wider than asked, and is itself where it fits', () => {
  fc.assert(
    fc.property(strange, fc.nat(100), (text, width) => {
      for (const clip of [clipText, clipTextStart]) {
        expect(cellWidth(clip(text, width, '…'))).toBeLessThanOrEqual(width);
        if (cellWidth(text) <= width) expect(clip(text, width, '…')).toBe(text);
      }
    }),
    run,
  );
});

/** A figure of the flow has a sign, which no size has. */
const FLOW = / [+×-]<?\d[\d.]*[kMBT]?(?= |$)/g;

test('a row of the ladder never says a size where the line has none', () => {
  fc.assert(
    fc.property(books, (book) => {
      const input = sampleInput({columns: 60, rows: 40, snapshot: sampleSnapshot({focus: book})});
      const view = buildViewModel(input);
      const rows = view.panels.ladder.slice(1).map(rowText);
      const {lines, window} = view.ladder!;
      for (const [row, text] of rows.entries()) {
        const line = lines[window.top + row];
        if (line === undefined) expect(text.trim()).toBe('');
        if (line?.kind === 'empty') {
          expect(text.replace(FLOW, '').trim()).toMatch(/^[│▸] *[\d.]+¢ [│◂]$/);
        }

        if (line?.kind === 'level') {
          expect(text).toContain(` ${formatShares(line.size)}`);
          const price = text.indexOf('¢');
          const amount = text.indexOf(formatShares(line.cumulative));
          if (line.side === 'bid') expect(amount).toBeLessThan(price);
        }
      }
    }),
    run,
  );
});
