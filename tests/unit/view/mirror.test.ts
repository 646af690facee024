import {describe, expect, test} from 'vitest';
import {buildViewModel} from '../../../src/view/build-view-model.js';
import {cellWidth} from '../../../src/view/cell-width.js';
import {FIRST_LADDER, toggleMirror} from '../../../src/view/ladder-choice.js';
import {handleKey} from '../../../src/view/handle-key.js';
import {createUiState} from '../../../src/view/ui-state.js';
import {
  rowText,
  sampleBook,
  sampleInput,
  sampleSession,
  sampleSnapshot,
} from '../../support/view-sample.js';

const start = createUiState({atUs: 0});

function ladder(columns: number, change: Partial<typeof start> = {}): string[] {
  const ui = {...start, ladder: toggleMirror(FIRST_LADDER), ...change};
  const focus = sampleBook({assetIndex: ui.outcomeIndex});
  const input = sampleInput({columns, rows: 24, ui, snapshot: sampleSnapshot({focus})});
  return buildViewModel(input).panels.ladder.map(rowText);
}

describe('both prices on the ladder', () => {
  test('o puts the other outcome’s price beside each, and takes it away', () => {
    const context = {session: sampleSession(), snapshot: undefined, view: undefined, nowUs: 0};
    const {latency, events, frames} = sampleInput();
    const {ui} = handleKey(start, 'o', {...context, latency, events, frames});
    expect(ui.ladder.hasMirror).toBe(true);
    expect(handleKey(ui, 'o', {...context, latency, events, frames}).ui).toEqual(start);
  });

  test.each([40, 52, 80, 100, 160, 250])(
    'at %i columns the two make a dollar in every row',
    (columns) => {
      const rows = ladder(columns);
      const pairs = rows.flatMap((row) => {
        const [, one, other] = /[│▸] +([\d.]+)¢ \| +([\d.]+)¢ [│◂]/.exec(row) ?? [];
        return one === undefined ? [] : [Number(one) + Number(other)];
      });
      expect(pairs.length).toBeGreaterThan(8);
      for (const sum of pairs) expect(sum).toBeCloseTo(100, 9);
      for (const row of rows) expect(cellWidth(row)).toBeLessThanOrEqual(columns);
    },
  );

  test('the heading names the outcomes over their prices, the shown one first', () => {
    expect(ladder(80)[0]).toContain('  Yes |    No ');
    expect(ladder(80, {outcomeIndex: 1})[0]).toContain('   No |   Yes ');
  });

  test('another outcome keeps it', () => {
    const ui = {...start, ladder: toggleMirror(FIRST_LADDER)};
    const {latency, events, frames} = sampleInput();
    const press = {session: sampleSession(), snapshot: undefined, view: undefined, nowUs: 0};
    expect(handleKey(ui, 'tab', {...press, latency, events, frames}).ui.ladder.hasMirror).toBe(
      true,
    );
  });
});

describe('the middle of the ladder', () => {
  const middle = (columns: number, rows = 24): string => {
    const view = buildViewModel(sampleInput({columns, rows}));
    return view.panels.ladder.map(rowText).find((row) => row.includes(' mid '))!;
  };

  test('says what both outcomes cost where no panel does and there is room', () => {
    expect(middle(70)).toContain('  Y+N ask 1.003 ');
    expect(middle(50)).not.toContain('Y+N');
    expect(middle(160, 12)).toContain('  Y+N ask 1.003 ');
  });

  test('does not repeat the panel', () => {
    expect(middle(160, 48)).not.toContain('Y+N');
  });

  test('says nothing of it where there is no sum', () => {
    const sample = sampleSnapshot();
    const tops = sample.tops.map((top) => ({...top, bestAsk: undefined}));
    const view = buildViewModel(sampleInput({columns: 70, snapshot: {...sample, tops}}));
    expect(view.panels.ladder.map(rowText).join()).not.toContain('Y+N');
  });
});
