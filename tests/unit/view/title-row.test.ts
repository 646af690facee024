import {expect, test} from 'vitest';
import type {RecordingState} from '../../../src/domain/recording.js';
import {buildViewModel} from '../../../src/view/build-view-model.js';
import {cellWidth} from '../../../src/view/cell-width.js';
import type {ScreenChrome} from '../../../src/view/chrome.js';
import {createPalette} from '../../../src/view/palette.js';
import {THEME_NAMES} from '../../../src/view/themes/themes.js';
import {rowText, sampleInput, sampleSession} from '../../support/view-sample.js';

const FINE: RecordingState = {
  path: 'session.jsonl.gz',
  storedBytes: 1_234_567,
  rawBytes: 9_876_543,
  lost: 0,
  problem: undefined,
};

function titleRow(
  recording: RecordingState | undefined,
  columns: number,
  {unicode = true, marketCount = 4} = {},
) {
  const session = sampleSession({recording, marketCount});
  const {chrome} = buildViewModel(sampleInput({session, columns, unicode}));
  return (chrome as ScreenChrome).title;
}

const title = (...args: Parameters<typeof titleRow>): string => rowText(titleRow(...args));

test.each([
  [FINE, '● REC 1.2 MB', '* REC 1.2 MB'],
  [{...FINE, storedBytes: 0}, '● REC 0 B', '* REC 0 B'],
  [{...FINE, lost: 1_204}, '● REC 1.2 MB 1,204 lost', '* REC 1.2 MB 1,204 lost'],
  [{...FINE, problem: 'disk full'}, 'REC! disk full', 'REC! disk full'],
  [
    {...FINE, problem: 'no space left on device, write'},
    'REC! no space left on device, wr…',
    'REC! no space left on device, wr~',
  ],
])('a recording is told with what is stored, lost or amiss: %o', (recording, words, ascii) => {
  expect(title(recording, 120)).toContain(`  ${words}  LIVE feed`);
  expect(title(recording, 120, {unicode: false})).toContain(`  ${ascii}  LIVE feed`);
});

test('without one there is no word of it', () => {
  expect(title(undefined, 250)).not.toContain('REC');
});

test('it is told before there is a market, too', () => {
  expect(title(FINE, 80, {marketCount: 0})).toMatch(/^ polybook .* ● REC 1\.2 MB {2}LIVE feed $/);
  expect(title(FINE, 40, {marketCount: 0})).toContain('● REC');
});

test('the word stays on every screen, while number, tick and source leave', () => {
  for (const recording of [FINE, {...FINE, lost: 12}, {...FINE, problem: 'disk full'}]) {
    const word = recording.problem === undefined ? '● REC' : 'REC!';
    for (let columns = 40; columns <= 250; columns++) {
      const text = title(recording, columns);
      expect(cellWidth(text)).toBeLessThanOrEqual(columns);
      expect(text, String(columns)).toContain(`  ${word}`);
    }
  }

  expect(title(FINE, 40)).not.toMatch(/LIVE feed|tick|1\/4|MB/);
});

test('it differs from the text around it in every theme, colours or not', () => {
  for (const theme of THEME_NAMES) {
    for (const depth of ['none', '16', '256', 'truecolor'] as const) {
      const {sgr} = createPalette(depth, {theme});
      for (const recording of [FINE, {...FINE, problem: 'disk full'}]) {
        const part = titleRow(recording, 120).find(({text}) => text.includes('REC'))!;
        expect(sgr(part.style)).not.toBe(sgr('plain'));
        expect(sgr(part.style)).not.toBe(sgr('dim'));
      }
    }
  }
});
