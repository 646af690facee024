import {render} from 'ink-testing-library';
import {describe, expect, test, vi} from 'vitest';
import {Profiler} from 'react';
import {App} from '../../components/app.js';
import {ScreenContext} from '../../components/screen-context.js';
import type {SurfaceHost} from '../../src/paint/surface.js';
import {ViewStore} from '../../src/paint/view-store.js';
import {buildViewModel, type ViewModel} from '../../src/view/build-view-model.js';
import {placedPanels, type Screen} from '../../src/view/layout.js';
import type {Region} from '../../src/view/paint-row.js';
import {createPalette} from '../../src/view/palette.js';
import {createUiState} from '../../src/view/ui-state.js';
import {
  sampleBook,
  sampleInput,
  sampleLevels,
  sampleSnapshot,
  screenText,
  SAMPLE_NOW_US as NOW,
} from '../support/view-sample.js';

const palettes = new ViewStore(createPalette('none'));
const noKey = (): void => undefined;

function show(view: ViewModel | undefined) {
  const viewStore = new ViewStore<ViewModel>();
  if (view !== undefined) viewStore.set(view);
  const app = render(<App viewStore={viewStore} palettes={palettes} onKey={noKey} />);
  const lines = (): string[] =>
    (app.lastFrame() ?? '')
      .replaceAll(/\u001b\[[\d;]*m/g, '')
      .split('\n')
      .map((line) => line.trimEnd());
  return {...app, viewStore, lines};
}

test('nothing is drawn before the first view model, and all of it after', async () => {
  const {viewStore, lines, unmount} = show(undefined);
  expect(lines()).toEqual(['']);
  const view = buildViewModel(sampleInput());
  viewStore.set(view);
  await vi.waitFor(() => {
    expect(lines()).toEqual(screenText(view));
  });
  unmount();
});

test('a new book and another size each reach the screen', async () => {
  const first = buildViewModel(sampleInput());
  const {viewStore, lines, unmount} = show(first);
  const focus = sampleBook({bids: sampleLevels('bid', [[44, 7]])});
  const second = buildViewModel(sampleInput({snapshot: sampleSnapshot({focus})}), first);
  viewStore.set(second);
  await vi.waitFor(() => {
    expect(lines()).toEqual(screenText(second));
  });

  const third = buildViewModel(sampleInput({columns: 60, rows: 20}), second);
  viewStore.set(third);
  await vi.waitFor(() => {
    expect(lines()).toEqual(screenText(third));
  });

  const ui = {...createUiState({atUs: NOW}), helpTop: 0};
  const helped = buildViewModel(sampleInput({ui}), third);
  viewStore.set(helped);
  await vi.waitFor(() => {
    expect(lines()).toEqual(screenText(helped));
  });
  unmount();
});

test('where cells are painted, React renders for the chrome and never for the feed', async () => {
  const onRender = vi.fn();
  const regions: Region[] = [];
  const host: SurfaceHost = {
    addSurface: ({region}) => {
      regions.push(region);
      return () => undefined;
    },
  };
  const viewStore = new ViewStore<ViewModel>();
  let view = buildViewModel(sampleInput());
  viewStore.set(view);
  const app = render(
    <Profiler id="app" onRender={onRender}>
      <ScreenContext value={host}>
        <App viewStore={viewStore} palettes={palettes} onKey={noKey} />
      </ScreenContext>
    </Profiler>,
  );
  const screen = view.layout as Screen;
  const places = placedPanels(screen).map(({region}) => region);
  await vi.waitFor(() => {
    expect(regions).toHaveLength(1 + places.length);
  });
  expect(regions).toEqual(expect.arrayContaining([screen.status, ...places]));

  const rendered = onRender.mock.calls.length;
  for (let i = 1; i <= 100; i++) {
    const focus = sampleBook({revision: i, bids: sampleLevels('bid', [[44, i]])});
    view = buildViewModel(sampleInput({snapshot: sampleSnapshot({focus})}), view);
    viewStore.set(view);
  }

  viewStore.set(buildViewModel(sampleInput({columns: 90}), view));
  await vi.waitFor(() => {
    expect(onRender.mock.calls.length).toBeGreaterThan(rendered);
  });
  expect(onRender.mock.calls.length).toBe(rendered + 1);
  app.unmount();
});

describe('keys', () => {
  test.each([
    ['q', ['q']],
    ['?', ['?']],
    ['A', ['A']],
    [' ', ['space']],
    ['\t', ['tab']],
    ['\r', ['enter']],
    ['\u007f', ['backspace']],
    ['\u0008', ['backspace']],
    ['\u0003', ['ctrl+c']],
    ['\u001a', ['ctrl+z']],
    ['\u001b', ['escape']],
    ['\u001b[A', ['up']],
    ['\u001b[B', ['down']],
    ['\u001b[C', ['right']],
    ['\u001b[D', ['left']],
    ['\u001b[5~', ['pageup']],
    ['\u001b[6~', ['pagedown']],
    ['\u001b[H', []],
    ['[', ['[']],
    [']', [']']],
    ['jjj', ['j', 'j', 'j']],
    ['é', ['é']],
  ])('the bytes %j are the keys %j', async (bytes, names) => {
    const pressed: string[] = [];
    const onKey = (name: string): void => {
      pressed.push(name);
    };
    const viewStore = new ViewStore<ViewModel>();
    const app = render(<App viewStore={viewStore} palettes={palettes} onKey={onKey} />);
    // Ink listens from its first effect on.
    await vi.waitFor(() => {
      app.stdin.write('!');
      expect(pressed).toContain('!');
    });
    app.stdin.write(bytes);
    // What follows an escape at once would be taken for the rest of a sequence.
    await vi.waitFor(() => {
      expect(pressed.filter((name) => name !== '!').length).toBeGreaterThanOrEqual(names.length);
    });
    await vi.waitFor(() => {
      app.stdin.write('$');
      expect(pressed).toContain('$');
    });
    expect(pressed.filter((name) => name !== '!' && name !== '$')).toEqual(names);
    app.unmount();
  });
});
