// The tick of a market changes while it is watched: finer near 0 and 1, coarser on the way back.

import {describe, expect, test} from 'vitest';
import type {Price} from '../../../src/domain/price.js';
import type {BookImage} from '../../../src/domain/snapshot.js';
import {
  buildViewModel,
  type ViewInput,
  type ViewModel,
} from '../../../src/view/build-view-model.js';
import {createUiState} from '../../../src/view/ui-state.js';
import {
  rowText,
  sampleBook,
  sampleInput,
  sampleLevels,
  sampleMarket,
  sampleSession,
  sampleSnapshot,
  SAMPLE_NOW_US as NOW,
  screenText,
  type SampleLevels,
} from '../../support/view-sample.js';

const CENT = 100 as Price;
const TENTH = 10 as Price;

const ASKS: SampleLevels = [
  [97, 120],
  [98, 340],
  [99, 5_000],
];
/** 94 cents are left out, so that there is an empty tick too. */
const BIDS: SampleLevels = [96, 95, ...Array.from({length: 33}, (_, i) => 93 - i)].map(
  (cents) => [cents, 10 * cents] as const,
);
const FINE_ASKS: SampleLevels = [[96.4, 15], ...ASKS];
const FINE_BIDS: SampleLevels = [[96.1, 33], ...BIDS, [59.7, 9]];

/** The lookup's tick is the coarse one, whatever came since. */
const markets = [0, 1].map((index) => sampleMarket(index, {tickSize: CENT}));
const session = sampleSession({
  catalog: {
    markets,
    assetIds: markets.flatMap(({outcomes}) => outcomes.map(({assetId}) => assetId)),
  },
});

function book(tickSize: Price, asks: SampleLevels, bids: SampleLevels): BookImage {
  return sampleBook({
    tickSize,
    asks: sampleLevels('ask', asks),
    bids: sampleLevels('bid', bids),
    lastTradePrice: 9600 as Price,
  });
}

/** The tick changes there and back; orders between the ticks outlive it. */
const LIFE: readonly (readonly [string, BookImage])[] = [
  ['before', book(CENT, ASKS, BIDS)],
  ['as soon as it is finer', book(TENTH, ASKS, BIDS)],
  ['with orders at the finer tick', book(TENTH, FINE_ASKS, FINE_BIDS)],
  ['coarse again, with orders left between the ticks', book(CENT, FINE_ASKS, FINE_BIDS)],
  ['coarse again', book(CENT, ASKS, BIDS)],
];

function build(focus: BookImage, change: Partial<ViewInput> = {}, previous?: ViewModel): ViewModel {
  const bestBid = focus.bids.prices[0] as Price;
  const bestAsk = focus.asks.prices[0] as Price;
  const sample = sampleSnapshot();
  const tops = sample.tops.map((top) => (top.assetIndex === 0 ? {...top, bestBid, bestAsk} : top));
  const snapshot = {...sample, focus, tops, trades: []};
  return buildViewModel(
    sampleInput({session, snapshot, columns: 120, rows: 150, ...change}),
    previous,
  );
}

/** Prices of the rows that have a size, in units of 0.0001, from the top. */
function shownLevels(view: ViewModel): number[] {
  return view.panels.ladder.map(rowText).flatMap((row) => {
    const price = /[│▸] *([\d.]+)¢ [│◂]/.exec(row);
    const hasSize = row.replace(/[│▸] *[\d.]+¢ [│◂]/, '').trim() !== '';
    return price !== null && hasSize ? [Math.round(Number(price[1]) * 100)] : [];
  });
}

function levelsOf({asks, bids}: BookImage): number[] {
  return [...[...asks.prices].reverse(), ...bids.prices];
}

const title = (view: ViewModel): string => screenText(view)[0]!;

describe('a tick that changes', () => {
  test.each(LIFE)('%s every level stands on a row of its own', (_, focus) => {
    expect(shownLevels(build(focus))).toEqual(levelsOf(focus));
  });

  test('there and back in one session every level stays, and the ladder is what it was', () => {
    let view: ViewModel | undefined;
    for (const [, focus] of LIFE) {
      view = build(focus, {}, view);
      expect(shownLevels(view)).toEqual(levelsOf(focus));
    }

    expect(view!.panels.ladder).toEqual(build(LIFE[0]![1]).panels.ladder);
  });

  test('the title, the list of markets, the ladder and its middle follow', () => {
    const views = LIFE.map(([, focus]) => build(focus));
    expect(views.map((view) => /tick [\d.]+¢/.exec(title(view))?.[0])).toEqual([
      'tick 1¢',
      'tick 0.1¢',
      'tick 0.1¢',
      'tick 1¢',
      'tick 1¢',
    ]);
    const quotes = views.map((view) => / ([\d./]+)¢/.exec(rowText(view.panels.markets[1]!))?.[1]);
    expect(quotes).toEqual(['96/97', '96.0/97.0', '96.1/96.4', '96.1/96.4', '96/97']);
    const spreads = views.map((view) => / spr ([\d.]+t)/.exec(screenText(view).join(' '))?.[1]);
    expect(spreads).toEqual(['1t', '10t', '3t', '0.3t', '1t']);
  });

  test('a price that both ticks have keeps its row', () => {
    const rowOf = (view: ViewModel): number =>
      view.panels.ladder.findIndex((row) => / 90(\.0)?¢ /.test(rowText(row)));
    const fresh = createUiState({atUs: NOW});
    const ui = {...fresh, ladder: {...fresh.ladder, cursor: {price: 9000, row: 10}}};
    let view: ViewModel | undefined;
    for (const [, focus] of LIFE) {
      view = build(focus, {rows: 24, ui}, view);
      expect(rowOf(view)).toBe(11);
    }
  });

  test('a ladder that follows the market is not moved more than its new rows need', () => {
    let view: ViewModel | undefined;
    for (const [, focus] of LIFE) {
      view = build(focus, {rows: 24}, view);
      const {lines, height, window} = view.ladder!;
      const middle = lines.findIndex(({kind}) => kind === 'middle') - window.top;
      expect(middle).toBeGreaterThan(2);
      expect(middle).toBeLessThan(height - 3);
    }
  });

  test('a ladder held at a tick that is gone comes back to it with the finer tick', () => {
    const ui = {...createUiState({atUs: NOW}), heldAnchor: {price: 9620, row: 8}};
    const fine = build(LIFE[2]![1], {rows: 24, ui});
    const coarse = build(LIFE[0]![1], {rows: 24, ui}, fine);
    expect(coarse.panels.ladder.map(rowText).join('')).toContain('96¢');
    expect(build(LIFE[2]![1], {rows: 24, ui}, coarse).panels.ladder).toEqual(fine.panels.ladder);
  });

  test('the other outcome of the market has the same tick before its own book comes', () => {
    const ui = {...createUiState({atUs: NOW}), outcomeIndex: 1 as const};
    expect(title(build(LIFE[1]![1], {ui}))).toContain('tick 0.1¢');
  });

  test('the tick of another market is its own', () => {
    const ui = createUiState({marketIndex: 1, atUs: NOW});
    expect(title(build(LIFE[1]![1], {ui}))).toContain('tick 1¢');
  });

  test('a frozen screen keeps the tick of its ladder', () => {
    const ui = createUiState({atUs: NOW});
    const held = sampleSnapshot({focus: LIFE[0]![1]});
    const frozen = {...ui, frozen: {snapshot: held, sinceUs: NOW}};
    expect(title(build(LIFE[1]![1], {ui: frozen}))).toContain('tick 1¢');
  });
});
