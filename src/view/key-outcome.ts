// What a key is pressed on, and what comes of it.

import type {FrameLogView} from '../domain/inspected-frame.js';
import type {LatencySource} from '../domain/latency.js';
import type {EventLogView} from '../domain/market-event.js';
import type {PlayCommand} from '../domain/playback.js';
import type {Session} from '../domain/session.js';
import type {Snapshot} from '../domain/snapshot.js';
import type {KeyMode} from './key-table.js';
import type {LadderView} from './ladder-panel.js';
import type {Layout} from './layout.js';
import type {LocalTime} from './local-time.js';
import {reduceUi, type UiAction, type UiState} from './ui-state.js';

/** What the state alone cannot do. */
export type Command =
  | {readonly type: 'quit'}
  /** Ctrl-C: ends like SIGINT. */
  | {readonly type: 'interrupt'}
  | {readonly type: 'suspend'}
  /** Ask for the selected book anew. */
  | {readonly type: 'resync'}
  /** Put the lines, of which the first is a header, into the clipboard. */
  | {
      readonly type: 'copy';
      readonly lines: readonly string[];
      readonly what: 'levels' | 'rows';
      /** Levels that the book has beside those in the lines. */
      readonly hidden: number;
    }
  /** Watch the market on the screen, or take it off the watchlist. */
  | {readonly type: 'toggle_watch'}
  /** Record what comes from now on, or end that. */
  | {readonly type: 'toggle_recording'}
  /** Something for whoever plays the recording. */
  | {readonly type: 'play'; readonly command: PlayCommand}
  /** Find the one market that the text names, or those that it matches. */
  | {readonly type: 'look_up'; readonly query: string}
  /** Watch and show this choice of the picker. */
  | {readonly type: 'open'; readonly choiceIndex: number};

export type KeyContext = {
  readonly session: Session;
  readonly snapshot: Snapshot | undefined;
  /** The view model of the last paint: what the user sees and scrolls. */
  readonly view:
    | {
        readonly layout: Layout;
        readonly ladder: LadderView | undefined;
        readonly localTime: LocalTime;
      }
    | undefined;
  readonly latency: LatencySource;
  readonly events: EventLogView;
  readonly frames: FrameLogView;
  readonly nowUs: number;
};

export type KeyOutcome = {
  readonly ui: UiState;
  readonly commands: readonly Command[];
};

/** A key with what it is pressed on. */
export type Press = KeyContext & {
  readonly key: string;
  readonly mode: KeyMode;
};

export type KeyHandler = (ui: UiState, press: Press) => KeyOutcome;

export function applied(ui: UiState, action: UiAction): KeyOutcome {
  return {ui: reduceUi(ui, action), commands: []};
}

export function unchanged(ui: UiState): KeyOutcome {
  return {ui, commands: []};
}

export function commanded(ui: UiState, command: Command): KeyOutcome {
  return {ui, commands: [command]};
}

/** Rows of the body, which overlays and full panels take. */
export function bodyRows({view}: Pick<KeyContext, 'view'>): number {
  return view?.layout.kind === 'screen' ? view.layout.body.height : 1;
}
