// Every panel of the real screen, drawn twice: painted into cells over Ink's frame, and by stock
// Ink alone. A terminal emulator has to show the same in every cell, colours included.

import {render} from 'ink';
import {expect, test} from 'vitest';
import {PaletteContext, ScreenContext, ViewStoreContext} from '../../components/screen-context.js';
import {ScreenFrame} from '../../components/screen-frame.js';
import {InkStdout} from '../../src/paint/ink-stdout.js';
import {Screen} from '../../src/paint/screen.js';
import {ViewStore} from '../../src/paint/view-store.js';
import {buildViewModel} from '../../src/view/build-view-model.js';
import type {ViewInput, ViewModel} from '../../src/view/build-view-model.js';
import type {ColorDepth} from '../../src/domain/color-depth.js';
import {createPalette} from '../../src/view/palette.js';
import {sampleReplay} from '../support/play-sample.js';
import {
  createTerminal,
  screenCells,
  screenLines,
  writeToTerminal,
  type Terminal,
} from '../support/terminal.js';
import {
  SAMPLE_NOW_US as NOW,
  sampleBook,
  sampleInput,
  sampleSession,
  sampleSnapshot,
} from '../support/view-sample.js';

type Output = {readonly stdout: NodeJS.WriteStream; readonly screen: Screen | undefined};

/** Renders the view model once and shows what was written in an emulator of its size. */
async function draw(
  view: ViewModel,
  depth: ColorDepth,
  {stdout, screen}: Output,
  written: () => string,
): Promise<Terminal> {
  const {columns, rows} = view.layout;
  const viewStore = new ViewStore<ViewModel>();
  viewStore.set(view);
  const ink = render(
    <PaletteContext value={createPalette(depth)}>
      <ViewStoreContext value={viewStore}>
        <ScreenContext value={screen}>
          <ScreenFrame chrome={view.chrome} />
        </ScreenContext>
      </ViewStoreContext>
    </PaletteContext>,
    {stdout, debug: true, patchConsole: false, exitOnCtrlC: false},
  );
  try {
    screen?.paint();
    const terminal = createTerminal(columns, rows);
    await writeToTerminal(terminal, written());
    return terminal;
  } finally {
    ink.unmount();
  }
}

function drawPainted(view: ViewModel, depth: ColorDepth): Promise<Terminal> {
  const {columns, rows} = view.layout;
  let bytes = '';
  const screen = new Screen({
    columns,
    rows,
    palette: createPalette(depth),
    sink: {
      isBusy: false,
      write: (text) => {
        bytes += text;
        return true;
      },
    },
    onChange: () => undefined,
  });
  return draw(view, depth, {stdout: screen.stdout, screen}, () => bytes);
}

function drawStock(view: ViewModel, depth: ColorDepth): Promise<Terminal> {
  const {columns, rows} = view.layout;
  let newest = '';
  const stdout = new InkStdout({
    columns: () => columns,
    rows: () => rows,
    onFrame: (frame) => {
      if (frame.trim() !== '') newest = frame;
    },
  }) as unknown as NodeJS.WriteStream;
  return draw(view, depth, {stdout, screen: undefined}, () => newest);
}

const SIZES = [
  [40, 8],
  [80, 24],
  [120, 40],
  [160, 48],
] as const;

const suspect = sampleBook({
  trust: {state: 'SUSPECT', reason: 'hash_mismatch', sinceUs: NOW - 3_000_000},
  failed: 2,
});
const stale = sampleBook({
  trust: {state: 'STALE', reason: 'reconnecting', sinceUs: NOW - 3_000_000},
});

const STATES: readonly (readonly [string, Partial<ViewInput>])[] = [
  ['a live book', {}],
  ['a suspect book', {snapshot: sampleSnapshot({focus: suspect})}],
  ['a stale book, dimmed', {snapshot: sampleSnapshot({focus: stale})}],
  [
    'a book with notices',
    {session: sampleSession({notices: ['Showing 日本語 of the same event']})},
  ],
  ['nothing published yet', {snapshot: undefined}],
  ['ASCII alone', {unicode: false}],
  ['a replay', {session: sampleReplay()}],
];

const cases = SIZES.flatMap(([columns, rows]) =>
  STATES.map(([state, change]) => ({columns, rows, state, change})),
);

test.each(cases)(
  '$state at $columns x $rows: each panel painted equals the same through stock Ink',
  async ({columns, rows, change}) => {
    const input = {...sampleInput({columns, rows}), ...change};
    const view = buildViewModel(input);
    for (const depth of ['truecolor', '16', 'none'] as const) {
      const painted = await drawPainted(view, depth);
      const stock = await drawStock(view, depth);
      expect(screenLines(painted)).toEqual(screenLines(stock));
      expect(screenLines(painted).join('').trim()).not.toBe('');
      expect(screenCells(painted)).toEqual(screenCells(stock));
    }
  },
);
