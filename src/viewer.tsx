// The full-screen viewer: the terminal, Ink and the paint clock, put together around a session.

import {render} from 'ink';
import {App} from '../components/app.js';
import {ErrorBoundary} from '../components/error-boundary.js';
import {ScreenContext} from '../components/screen-context.js';
import {FdSink, writeAtOnce, writeThroughPool} from './paint/fd-sink.js';
import {AlertWatch} from './metrics/alert-watch.js';
import {PaintStages} from './paint-stages.js';
import {PaintClock} from './paint/paint-clock.js';
import {Screen} from './paint/screen.js';
import {ViewStore} from './paint/view-store.js';
import type {ProgramContext} from './program-context.js';
import {canAskBackground, guessBackground} from './terminal/background.js';
import {detectCapabilities} from './terminal/capabilities.js';
import {TerminalInput} from './terminal/input.js';
import {openKeyboard} from './terminal/keyboard.js';
import {TerminalSession} from './terminal/session.js';
import {readSize, watchSize} from './terminal/size.js';
import {openTerminalOutput} from './terminal/terminal-output.js';
import {buildViewModel} from './view/build-view-model.js';
import type {ViewModel} from './view/build-view-model.js';
import {createDateFormat, createTimeFormat} from './view/format-time.js';
import {createPalette, type Palette} from './view/palette.js';
import {ViewSwitches} from './view-switches.js';
import type {ViewerSession} from './viewer-session.js';

const BELL = '\u0007';

/** A lost terminal counts as SIGHUP. */
const TERMINAL_LOST = 129;

/** Draws the session until the program ends; how it ends is `shutdown`'s. */
export function runViewer(
  {options, shutdown, clock}: ProgramContext,
  viewer: ViewerSession,
  onSuspendable: (suspend: () => void) => void,
): void {
  const {colorDepth, unicode} = detectCapabilities(process.env, process.platform);
  const palette = createPalette(colorDepth, {
    theme: viewer.ui.theme,
    ground: guessBackground(process.env),
  });
  const palettes = new ViewStore<Palette>(palette);
  const formatTime = createTimeFormat();
  const formatDate = createDateFormat();
  const viewStore = new ViewStore<ViewModel>();
  const usesCells = options.renderer === 'cells';
  const output = openTerminalOutput();
  const keyboard = openKeyboard();
  let size = readSize(process.stdout);
  const stages = new PaintStages(viewer.board, clock);
  const alertWatch = new AlertWatch();

  const loseTerminal = (): void => {
    void shutdown.end({exitCode: TERMINAL_LOST});
  };
  const sink = new FdSink({
    write: output.isNonBlocking ? writeAtOnce(output.fd) : writeThroughPool(output.fd),
    onDrained: () => {
      stages.onDrained(sink.drainUs);
      paintClock.drained();
    },
    onClosed: loseTerminal,
    clock,
  });
  const screen = new Screen({
    ...size,
    palette,
    sink,
    onChange: () => {
      paintClock.requestDraw();
    },
  });
  const send = (name: string, sequence: string): void => {
    if (usesCells) screen.send(name, sequence);
    else process.stdout.write(sequence);
  };
  const switches = new ViewSwitches({
    palettes,
    ui: viewer.ui,
    asksBackground: colorDepth !== 'none' && canAskBackground(process.env),
    onPalette: (newer) => {
      screen.usePalette(newer);
    },
    send,
  });
  const terminal = new TerminalSession({
    fd: output.fd,
    setRawMode: (isRaw) => keyboard.setRawMode(isRaw),
    moreModes: () => switches.onEntry,
    onResume: () => {
      screen.redraw();
      paintClock.paintNow();
    },
  });
  const input = new TerminalInput({
    source: keyboard,
    onPaste: (text) => {
      viewer.onPaste(text);
    },
    onMouse: (action) => {
      stages.onKey();
      viewer.onMouse(action, viewStore.get());
    },
    onBackground: (ground) => {
      switches.setGround(ground);
    },
    onClosed: loseTerminal,
  });
  const paintClock = new PaintClock({
    fps: options.fps,
    clock,
    isFresh: () => viewer.isFresh,
    isBusy: () =>
      !terminal.isActive || (usesCells ? sink.isBusy : process.stdout.writableNeedDrain),
    update: (nowUs) => {
      const snapshot = viewer.pullSnapshot();
      stages.onSnapshot(snapshot);
      const {latency, ui} = viewer;
      const {alerts, hasBegun} = alertWatch.check(ui.limits, (stage) =>
        latency.gauge(stage, '10s'),
      );
      if (hasBegun && ui.isBellOn) ring();
      viewStore.set(
        buildViewModel(
          {
            snapshot,
            session: viewer.toSession(),
            ui,
            latency,
            pasts: viewer.pasts,
            alerts,
            events: viewer.events.view,
            frames: viewer.frames.view,
            columns: size.columns,
            // Stock Ink clears the whole terminal for every frame that is as high as it.
            rows: usesCells ? size.rows : size.rows - 1,
            nowUs,
            wallMs: clock.wallMs(),
            unicode: unicode && !options.isAscii,
            hasTints: palettes.get()!.hasTints,
            paint: {
              fps: options.fps,
              made: stages.made,
              skipped: paintClock.skipped,
              late: paintClock.late,
              heapBytes: stages.memory.heapUsed,
              residentBytes: stages.memory.rss,
            },
            formatTime,
            formatDate,
          },
          viewStore.get(),
        ),
      );
    },
    // Ink writes by itself, soon after the view model has changed.
    draw: () => !usesCells || screen.paint() === 'painted',
    onPainted: (painted) => {
      stages.onPainted(painted);
    },
  });
  const ring = (): void => {
    if (usesCells) screen.ring();
    else process.stdout.write(BELL);
  };

  viewer.onSend = send;
  viewer.onChange = () => {
    switches.follow(viewer.ui);
    paintClock.paintNow();
  };
  onSuspendable(() => {
    terminal.suspend();
  });
  watchSize(process.stdout, (newSize) => {
    size = newSize;
    screen.resize(size.columns, size.rows);
    paintClock.paintNow();
  });

  terminal.enter();
  shutdown.addRestore(() => {
    paintClock.stop();
    stages.close();
    if (!usesCells) ink.unmount();
    sink.close();
    terminal.leave();
  });

  const ink = render(
    <ErrorBoundary
      onError={(error) => {
        shutdown.fault(error);
      }}
    >
      <ScreenContext value={usesCells ? screen : undefined}>
        <App
          viewStore={viewStore}
          palettes={palettes}
          onKey={(key) => {
            stages.onKey();
            viewer.onKey(key, viewStore.get());
          }}
        />
      </ScreenContext>
    </ErrorBoundary>,
    {
      stdout: usesCells ? screen.stdout : process.stdout,
      stdin: input.stdin,
      // "Debug" is one whole frame a commit, without escapes of Ink's own: what `Screen` reads.
      debug: usesCells,
      maxFps: options.fps,
      patchConsole: false,
      exitOnCtrlC: false,
    },
  );
  paintClock.start();
}
