import {render} from 'ink';
import {expect, test} from 'vitest';
import {PaletteContext, ViewStoreContext} from '../../components/screen-context.js';
import {ScreenFrame} from '../../components/screen-frame.js';
import {InkStdout} from '../../src/paint/ink-stdout.js';
import {ViewStore} from '../../src/paint/view-store.js';
import {buildViewModel, type ViewInput, type ViewModel} from '../../src/view/build-view-model.js';
import {createPalette, type ColorDepth} from '../../src/view/palette.js';
import {NO_MOMENT} from '../../src/view/play-choice.js';
import {createUiState, reduceUi} from '../../src/view/ui-state.js';
import {sampleReplay} from '../support/play-sample.js';
import {
  sampleInput,
  sampleMarkets,
  sampleSession,
  SAMPLE_NOW_US as NOW,
  screenText,
} from '../support/view-sample.js';

/** The frame that Ink makes of a view model, on a terminal of the view model's size. */
function frameOf(view: ViewModel, depth: ColorDepth): string {
  const viewStore = new ViewStore<ViewModel>();
  viewStore.set(view);
  let frame = '';
  const {columns, rows} = view.layout;
  const stdout = new InkStdout({
    columns: () => columns,
    rows: () => rows,
    onFrame: (newest) => {
      frame = newest;
    },
  });
  const {unmount} = render(
    <PaletteContext value={createPalette(depth)}>
      <ViewStoreContext value={viewStore}>
        <ScreenFrame chrome={view.chrome} />
      </ViewStoreContext>
    </PaletteContext>,
    {
      stdout: stdout as unknown as NodeJS.WriteStream,
      debug: true,
      patchConsole: false,
      exitOnCtrlC: false,
    },
  );
  const shown = frame;
  unmount();
  return shown;
}

function plainLines(frame: string): string[] {
  return frame
    .replaceAll(/\u001b\[[\d;]*m/g, '')
    .split('\n')
    .map((line) => line.trimEnd());
}

const ui = createUiState({atUs: NOW - 1_300_000});
const contents: readonly (readonly [string, Partial<ViewInput>])[] = [
  ['a live book', {}],
  ['a single market', {session: sampleSession({marketCount: 1})}],
  ['the help', {ui: {...ui, helpTop: 0}}],
  ['the picker', {ui: reduceUi(ui, {type: 'picker_opened', atUs: NOW, choices: sampleMarkets(5)})}],
  ['a wait for the feed', {snapshot: undefined}],
  [
    'a lookup',
    {
      snapshot: undefined,
      session: sampleSession({
        marketCount: 0,
        stage: {kind: 'looking_up', what: 'fed', sinceUs: NOW},
      }),
    },
  ],
  ['a banner', {session: sampleSession({notices: ['that market is closed']})}],
  ['plain ASCII', {unicode: false}],
  ['a replay', {session: sampleReplay()}],
  ['a time that is typed', {session: sampleReplay(), ui: {...ui, goTo: NO_MOMENT}}],
];

const sizes = [
  [40, 8],
  [60, 20],
  [80, 24],
  [120, 40],
  [160, 48],
] as const;

for (const [columns, rows] of sizes) {
  test.each(contents)(`at ${columns}x${rows} %s stands where the layout has it`, (_, change) => {
    const view = buildViewModel(sampleInput({columns, rows, ...change}));
    expect(plainLines(frameOf(view, 'none'))).toEqual(screenText(view));
    expect(plainLines(frameOf(view, 'truecolor'))).toEqual(screenText(view));
  });
}

test('a terminal too small shows what is needed', () => {
  const view = buildViewModel(sampleInput({columns: 30, rows: 6}));
  expect(plainLines(frameOf(view, 'none'))).toEqual(screenText(view));
});

test('without colours no colour is sent, whatever Ink thinks of the terminal', () => {
  const view = buildViewModel(sampleInput({columns: 120, rows: 40}));
  const sent = new Set(frameOf(view, 'none').match(/\u001b\[[\d;]*m/g));
  for (const sequence of sent) expect(sequence).toMatch(/^\u001b\[(?:0|1|2|7|22|27)?m$/);
  expect(frameOf(view, 'truecolor')).toMatch(/\u001b\[38;2;/);
});
