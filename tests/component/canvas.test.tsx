import {Box, render, Text, type Instance} from 'ink';
import {Profiler, type ReactNode} from 'react';
import {expect, test, vi} from 'vitest';
import {Canvas} from '../../components/canvas.js';
import {PaletteContext, ScreenContext, ViewStoreContext} from '../../components/screen-context.js';
import {InkStdout} from '../../src/paint/ink-stdout.js';
import {Screen} from '../../src/paint/screen.js';
import type {PanelRows} from '../../src/paint/surface.js';
import {ViewStore} from '../../src/paint/view-store.js';
import type {PaintRow, Region, StyleName} from '../../src/view/paint-row.js';
import {createPalette, type ColorDepth} from '../../src/view/palette.js';
import {
  createTerminal,
  screenCells,
  screenLines,
  writeToTerminal,
  type TerminalCell,
} from '../support/terminal.js';

const COLUMNS = 44;
const ROWS = 24;
const LEFT: Region = {x: 0, y: 1, width: 20, height: 20};
const RIGHT: Region = {x: 22, y: 1, width: 17, height: 20};

const STYLES: readonly StyleName[] = [
  'plain',
  'dim',
  'strong',
  'bid',
  'ask',
  'bid_bar',
  'ask_bar',
  'price',
  'mark',
  'good',
  'warn',
  'bad',
  'title',
  'key',
  'selected',
];

/** Rows with everything that a panel can hold, moved on by `shift` cells. */
function sampleRows(shift: number): PaintRow[] {
  const pad = ' '.repeat(shift);
  return [
    ...STYLES.map((style): PaintRow => [{text: `${pad}${style} 47.6¢ ▌▁█`, style}]),
    [{text: `${pad}a row that is far too long for its panel`, style: 'bid'}],
    [{text: `${pad}日本語の本日本語の本日本`, style: 'ask'}],
    [
      {text: `${pad}x日本語の本`, style: 'bid'},
      {text: '日本語の本日本', style: 'selected'},
    ],
    [],
    [
      {text: `${pad}e\u0301🙂\u001b[31m\u0007`, style: 'mark'},
      {text: '', style: 'bad'},
      {text: 'end  ', style: 'selected'},
    ],
    [{text: 'below the panel', style: 'bad'}],
  ];
}

function App({palette, store, screen, children}: AppProps): ReactNode {
  return (
    <PaletteContext value={palette}>
      <ViewStoreContext value={store}>
        <ScreenContext value={screen}>{children}</ScreenContext>
      </ViewStoreContext>
    </PaletteContext>
  );
}

type AppProps = {
  readonly palette: ReturnType<typeof createPalette>;
  readonly store: ViewStore<PanelRows>;
  readonly screen: Screen | undefined;
  readonly children: ReactNode;
};

const panels = (
  <Box flexDirection="column" width={COLUMNS} height={ROWS}>
    <Text>title │ of the screen</Text>
    <Box columnGap={2}>
      <Canvas region={LEFT} panel="left" />
      <Canvas region={RIGHT} panel="right" />
    </Box>
    <Text>footer</Text>
  </Box>
);

function startPainted(depth: ColorDepth, store: ViewStore<PanelRows>, children = panels) {
  const palette = createPalette(depth);
  const writes: string[] = [];
  const onChange = vi.fn();
  const screen = new Screen({
    columns: COLUMNS,
    rows: ROWS,
    palette,
    sink: {isBusy: false, write: (text) => writes.push(text) > 0},
    onChange,
  });
  const ink = start(
    <App palette={palette} store={store} screen={screen}>
      {children}
    </App>,
    screen.stdout,
  );
  const terminal = createTerminal(COLUMNS, ROWS);
  const show = async (): Promise<TerminalCell[][]> => {
    screen.paint();
    await writeToTerminal(terminal, writes.splice(0).join(''));
    return screenCells(terminal);
  };
  return {ink, show, screen, onChange, terminal};
}

function startText(depth: ColorDepth, store: ViewStore<PanelRows>) {
  const frames: string[] = [];
  const stdout = new InkStdout({
    columns: () => COLUMNS,
    rows: () => ROWS,
    onFrame: (frame) => frames.push(frame),
  });
  const ink = start(
    <App palette={createPalette(depth)} store={store} screen={undefined}>
      {panels}
    </App>,
    stdout as unknown as NodeJS.WriteStream,
  );
  const show = async (): Promise<TerminalCell[][]> => {
    const terminal = createTerminal(COLUMNS, ROWS);
    await writeToTerminal(terminal, frames.at(-1) ?? '');
    return screenCells(terminal);
  };
  return {ink, frames, show};
}

function start(tree: ReactNode, stdout: NodeJS.WriteStream): Instance {
  return render(tree, {stdout, debug: true, patchConsole: false, exitOnCtrlC: false});
}

test.each(['none', '16', '256', 'truecolor'] as const)(
  'colour depth %s: what the canvas paints equals what Ink renders, cell by cell',
  async (depth) => {
    const store = new ViewStore<PanelRows>();
    store.set({panels: {left: sampleRows(0), right: sampleRows(3)}});
    const painted = startPainted(depth, store);
    const text = startText(depth, store);
    try {
      expect(await painted.show()).toEqual(await text.show());

      // The second picture is a diff in one, a whole frame in the other.
      const framesBefore = text.frames.length;
      store.set({panels: {left: sampleRows(5), right: []}});
      await vi.waitFor(() => {
        expect(text.frames.length).toBeGreaterThan(framesBefore);
      });
      expect(await painted.show()).toEqual(await text.show());
    } finally {
      painted.ink.unmount();
      text.ink.unmount();
    }
  },
);

test('with a screen new rows cost React nothing', async () => {
  const store = new ViewStore<PanelRows>();
  const onRender = vi.fn();
  const painted = startPainted(
    '16',
    store,
    <Profiler id="panels" onRender={onRender}>
      {panels}
    </Profiler>,
  );
  try {
    await painted.show();
    onRender.mockClear();
    painted.onChange.mockClear();
    for (let shift = 0; shift < 10; shift++) {
      store.set({panels: {left: sampleRows(shift), right: sampleRows(shift)}});
      await painted.show();
    }

    expect(screenLines(painted.terminal)[4]).toContain('         bid 47.6¢');
    expect(onRender).not.toHaveBeenCalled();
    expect(painted.onChange).not.toHaveBeenCalled();
  } finally {
    painted.ink.unmount();
  }
});

test('a canvas that goes away takes its rows along, and a moved one shows them elsewhere', async () => {
  const store = new ViewStore<PanelRows>();
  store.set({panels: {left: [[{text: 'rows', style: 'plain'}]]}});
  const painted = startPainted('16', store, <Canvas region={LEFT} panel="left" />);
  const rerender = (children: ReactNode): void => {
    painted.ink.rerender(
      <App palette={createPalette('16')} store={store} screen={painted.screen}>
        {children}
      </App>,
    );
  };
  try {
    await painted.show();
    expect(screenLines(painted.terminal)[1]).toBe('rows');

    rerender(<Canvas region={{...LEFT, x: 3, y: 0}} panel="left" />);
    await painted.show();
    expect(screenLines(painted.terminal).slice(0, 2)).toEqual(['   rows', '']);

    rerender(<Text>help</Text>);
    await painted.show();
    expect(screenLines(painted.terminal)[0]).toBe('help');
  } finally {
    painted.ink.unmount();
  }
});

test('without store or rows a canvas is an empty box of its size', () => {
  const frames: string[] = [];
  const stdout = new InkStdout({
    columns: () => 20,
    rows: () => 5,
    onFrame: (frame) => frames.push(frame),
  });
  const ink = start(
    <Box flexDirection="column">
      <Canvas region={{x: 0, y: 0, width: 5, height: 2}} panel="none" />
      <Text>below</Text>
    </Box>,
    stdout as unknown as NodeJS.WriteStream,
  );
  ink.unmount();
  expect(frames[0]).toBe('\n\nbelow');
});
