import {describe, expect, test} from 'vitest';
import type {PriceSeed} from '../../../src/domain/history.js';
import {buildLinePanel, buildDepthView} from '../../../src/view/history-panels.js';
import {selectBook} from '../../../src/view/selection.js';
import {ASCII_GLYPHS, UNICODE_GLYPHS} from '../../../src/view/glyphs.js';
import {selectPriceScale} from '../../../src/view/depth-scale.js';
import type {PanelContext} from '../../../src/view/view-input.js';
import {sampleHistory, samplePasts, sampleSeed} from '../../support/history-sample.js';
import {rowText, sampleInput} from '../../support/view-sample.js';

function contextOf(change: Partial<PanelContext> = {}): PanelContext {
  const input = sampleInput();
  return {
    ...input,
    ...{shown: input.snapshot, tickSize: undefined, glyphs: UNICODE_GLYPHS},
    selection: selectBook(input.ui, input.session.catalog),
    ...change,
  };
}

const size = {width: 90, height: 12};
const lineOf = (seed: PriceSeed): string[] =>
  buildLinePanel(contextOf({pasts: samplePasts(seed)}), size).map(rowText);

describe('the hour before', () => {
  test('has a look of its own, and only left of what was received', () => {
    const rows = lineOf(sampleSeed());
    const seeds = rows
      .slice(1, -1)
      .flatMap((row) => [...row.matchAll(/╌/g)].map(({index}) => index));
    const received = Math.min(
      ...rows
        .slice(1, -1)
        .map((row) => row.search(/[\u2801-\u28ff•┊]/))
        .filter((x) => x >= 0),
    );
    expect(seeds.length).toBeGreaterThan(0);
    expect(Math.max(...seeds)).toBeLessThan(received);
    expect(rows.at(-1)).toContain('╌ before: REST, each minute');
  });

  test.each<[string, PriceSeed, string]>([
    ['is waited for', {kind: 'asked'}, 'asking for the hour before…'],
    ['fails', {kind: 'failed', reason: 'no answer within 8 s'}, 'before: no answer within 8 s'],
  ])('where it %s the panel says so, and shows what was received', (_, seed, words) => {
    const rows = lineOf(seed);
    expect(rows.at(-1)).toContain(words);
    expect(rows.join('')).not.toContain('╌');
    expect(rows.slice(1, -1).join('')).toMatch(/[\u2801-\u28ff]/);
  });

  test('the second outcome sees it from its own side', () => {
    const {session, ui} = sampleInput();
    const selection = selectBook({marketIndex: 0, outcomeIndex: 1}, session.catalog);
    const rows = buildLinePanel(contextOf({selection, ui: {...ui, outcomeIndex: 1}}), size).map(
      rowText,
    );
    expect(rows[0]).toContain('mid 53.5');
    expect(rows[0]).toContain('last 53.3');
  });
});

test('in ASCII the marks of trades are apart from their words', () => {
  const context = contextOf({glyphs: ASCII_GLYPHS, unicode: false});
  const {rows} = buildDepthView(context, {width: 80, height: 12}, undefined);
  expect(rowText(rows.at(-1)!)).toContain(' O bought X sold ');
});

describe('the heatmap holds still', () => {
  const scaleOf = (mid: number, previous?: ReturnType<typeof selectPriceScale>) =>
    selectPriceScale({mids: [mid], tickUnits: 10, steps: 40, zoom: 0, previous});

  test('while the mid stays in the inner half nothing moves; beyond it is centred anew', () => {
    const first = scaleOf(5000);
    for (const mid of [5080, 4920, 5000]) expect(scaleOf(mid, first)).toEqual(first);
    const moved = scaleOf(5130, first);
    expect(moved.topStep).toBe(first.topStep + 13);
    expect(scaleOf(5130, moved)).toEqual(moved);
  });

  test('it never shows prices beyond 0 and 1 while others have no room', () => {
    expect(scaleOf(20).topStep).toBe(39);
    expect(scaleOf(9990).topStep).toBe(1000);
    expect(scaleOf(20, scaleOf(20))).toEqual(scaleOf(20));
  });

  test('the same past is the same picture, and is not drawn again', () => {
    const history = sampleHistory(120);
    const pasts = {historyOf: () => history, seedOf: sampleSeed};
    const first = buildDepthView(contextOf({pasts}), size, undefined);
    expect(buildDepthView(contextOf({pasts}), size, first)).toBe(first);
    expect(buildDepthView(contextOf({pasts}), {...size, height: 20}, first)).not.toBe(first);
  });
});

test('a frozen screen holds the past where it was frozen', () => {
  const {ui, snapshot, nowUs, wallMs} = sampleInput();
  const frozen = {snapshot: snapshot!, sinceUs: nowUs};
  const at = (seconds: number): string[] =>
    buildDepthView(
      contextOf({
        ui: {...ui, frozen},
        nowUs: nowUs + seconds * 1e6,
        wallMs: wallMs + seconds * 1e3,
      }),
      size,
      undefined,
    ).rows.map(rowText);
  expect(at(30)).toEqual(at(0));
});
