// What a paint costs the main thread: the whole path from a snapshot to bytes, with Ink and React in
// it as in the program, but into a sink that takes everything at once.

import {setImmediate as turn} from 'node:timers/promises';
import {render, type Instance} from 'ink';
import {App} from '../../components/app.js';
import {ScreenContext} from '../../components/screen-context.js';
import {NO_FRAMES} from '../../src/domain/inspected-frame.js';
import {NO_EVENTS} from '../../src/domain/market-event.js';
import {Screen} from '../../src/paint/screen.js';
import {ViewStore} from '../../src/paint/view-store.js';
import {TerminalInput, type KeyboardStream} from '../../src/terminal/input.js';
import {buildViewModel, type ViewInput, type ViewModel} from '../../src/view/build-view-model.js';
import {createDateFormat, createTimeFormat} from '../../src/view/format-time.js';
import {createPalette, type Palette} from '../../src/view/palette.js';
import {createUiState} from '../../src/view/ui-state.js';
import {NO_PASTS} from '../support/history-sample.js';
import {sampleLatency} from '../support/latency-sample.js';
import {samplePaint} from '../support/view-sample.js';
import {COLUMNS, ROWS} from './bench-pty.js';
import {cpuUs, measure, type Section} from './measure.js';
import type {SimulatedFeed} from './simulated-feed.js';
import {simulatePaints, type SimulatedPaints} from './simulated-snapshots.js';

const FPS = 20;
const WARM_UP_ROUNDS = 2;

/** Nobody types here. */
const NO_KEYS: KeyboardStream = {
  isTTY: true,
  setRawMode: () => undefined,
  setEncoding: () => undefined,
  on: () => undefined,
  off: () => undefined,
  resume: () => undefined,
  pause: () => undefined,
};

export async function benchPainting(feed: SimulatedFeed, rounds: number): Promise<Section> {
  const inputs = toInputs(simulatePaints(feed, FPS));
  const viewUs: number[] = [];
  const paintUs: number[] = [];
  const wholeUs: number[] = [];
  let sizes: readonly number[] = [];
  let wholeSizes: readonly number[] = [];
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    const view = buildAll(inputs);
    const painted = await paintAll(inputs, false);
    const whole = await paintAll(inputs, true);
    sizes = painted.sizes;
    wholeSizes = whole.sizes;
    if (round < 0) continue;
    viewUs.push(view / inputs.length);
    paintUs.push(painted.costUs / inputs.length);
    wholeUs.push(whole.costUs / inputs.length);
  }

  return {
    title: `A paint in the main thread, ${COLUMNS}x${ROWS}, CPU`,
    measures: [
      measure('view model', 'µs', viewUs),
      measure('paint: view model, React, cell diff, bytes', 'µs', paintUs),
      measure('the same where every cell is written again', 'µs', wholeUs),
      measure('bytes of a paint', 'bytes', sizes),
      measure('bytes of a paint of every cell', 'bytes', wholeSizes),
    ],
    remarks: [`${inputs.length} paints of ${inputs.length / FPS} s of the feed, ${rounds} rounds.`],
  };
}

function toInputs({catalog, startUs, paints}: SimulatedPaints): ViewInput[] {
  const ui = createUiState({atUs: startUs});
  const formatTime = createTimeFormat('UTC');
  const formatDate = createDateFormat('UTC');
  return paints.map(({snapshot, nowUs, wallMs}) => ({
    snapshot,
    session: {
      source: 'demo',
      stage: {kind: 'running'},
      catalog,
      watchedIds: new Set(),
      connectionReason: undefined,
      pastTrades: new Map(),
      recording: undefined,
      playback: undefined,
      notices: [],
    },
    ui,
    latency: sampleLatency(),
    alerts: [],
    events: NO_EVENTS,
    frames: NO_FRAMES,
    pasts: NO_PASTS,
    columns: COLUMNS,
    rows: ROWS,
    nowUs,
    wallMs,
    unicode: true,
    hasTints: true,
    paint: samplePaint({fps: FPS}),
    formatTime,
    formatDate,
  }));
}

function buildAll(inputs: readonly ViewInput[]): number {
  let view: ViewModel | undefined;
  const before = process.cpuUsage();
  for (const input of inputs) view = buildViewModel(input, view);
  return cpuUs(before);
}

/** As the viewer does it, with a turn of the event loop in which React may take in the chrome. */
async function paintAll(
  inputs: readonly ViewInput[],
  isWhole: boolean,
): Promise<{costUs: number; sizes: readonly number[]}> {
  const sizes: number[] = [];
  const palette = createPalette('truecolor');
  const viewStore = new ViewStore<ViewModel>();
  const screen = new Screen({
    columns: COLUMNS,
    rows: ROWS,
    palette,
    sink: {isBusy: false, write: (text) => sizes.push(Buffer.from(text).length) > 0},
    onChange: () => undefined,
  });
  const ink = renderInto(screen, viewStore, palette);
  const paint = async (input: ViewInput): Promise<void> => {
    viewStore.set(buildViewModel(input, viewStore.get()));
    if (isWhole) screen.redraw();
    await turn();
    screen.paint();
  };

  try {
    await paint(inputs[0]!);
    sizes.length = 0;
    const before = process.cpuUsage();
    for (const input of inputs) await paint(input);
    return {costUs: cpuUs(before), sizes};
  } finally {
    ink.unmount();
  }
}

/** The program's components on a screen, as the viewer renders them. */
export function renderInto(
  screen: Screen,
  viewStore: ViewStore<ViewModel>,
  palette: Palette,
): Instance {
  return render(
    <ScreenContext value={screen}>
      <App viewStore={viewStore} palettes={new ViewStore(palette)} onKey={() => undefined} />
    </ScreenContext>,
    {
      stdout: screen.stdout,
      stdin: new TerminalInput({source: NO_KEYS}).stdin,
      debug: true,
      patchConsole: false,
      exitOnCtrlC: false,
    },
  );
}
