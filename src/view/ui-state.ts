// What the user chose to see. Plain values and a pure reducer; keys become actions in handle-key.ts.

import type {Limits} from '../domain/latency.js';
import type {Market} from '../domain/market.js';
import type {Snapshot} from '../domain/snapshot.js';
import {clamp} from './clamp.js';
import {FIRST_EVENTS, type EventsChoice} from './events-choice.js';
import {FIRST_INSPECTOR, type InspectorChoice} from './inspector-choice.js';
import {FIRST_HISTORY, type HistoryChoice} from './history-choice.js';
import {FIRST_LADDER, type Group, type LadderChoice} from './ladder-choice.js';
import {FIRST_CHOICE, type LatencyChoice} from './latency-choice.js';
import type {FullPanelName} from './panels.js';
import {openPicker, reducePicker, type Picker, type PickerAction} from './picker-state.js';
import type {GoTo} from './play-choice.js';
import type {Remark} from './remark.js';
import type {OutcomeIndex} from './selection.js';
import type {TapeMinimum} from './tape-choice.js';
import {nextTheme, type ThemeName} from './themes/themes.js';

export type Frozen = {
  readonly snapshot: Snapshot;
  readonly sinceUs: number;
};

export type UiState = {
  /** Index into `Catalog.markets`. */
  readonly marketIndex: number;
  readonly outcomeIndex: OutcomeIndex;
  /** Monotonic time at which this book was chosen. */
  readonly selectedAtUs: number;
  readonly ladder: LadderChoice;
  /** What ladder and tape go on showing while the feed runs on. */
  readonly frozen: Frozen | undefined;
  /** First line of the help that is shown; undefined while the help is closed. */
  readonly helpTop: number | undefined;
  readonly picker: Picker | undefined;
  /** The panel that has the place of all others; undefined while the book is shown. */
  readonly full: FullPanelName | undefined;
  /** Smallest trade of the tape, in dollars. */
  readonly tapeMinimum: TapeMinimum;
  readonly latency: LatencyChoice;
  readonly events: EventsChoice;
  readonly inspector: InspectorChoice;
  readonly history: HistoryChoice;
  /** Where in a recording the user is about to go; undefined while it is not said. */
  readonly goTo: GoTo | undefined;
  /** Limits of stages, and whether crossing one rings the bell. */
  readonly limits: Limits;
  readonly isBellOn: boolean;
  /** Whether the next window of a series takes the place of one that ends. */
  readonly isFollowing: boolean;
  readonly theme: ThemeName;
  /** Whether the terminal reports the mouse to us, instead of selecting text with it. */
  readonly hasMouse: boolean;
  readonly remark: Remark | undefined;
  /** Notices of the session that the user has dismissed. */
  readonly noticesSeen: number;
};

export type UiAction =
  | {readonly type: 'market_selected'; readonly marketIndex: number; readonly atUs: number}
  | {readonly type: 'outcome_selected'; readonly outcomeIndex: OutcomeIndex; readonly atUs: number}
  | {readonly type: 'ladder_chosen'; readonly ladder: LadderChoice}
  | {readonly type: 'tape_filtered'; readonly minimum: TapeMinimum}
  | {readonly type: 'frozen'; readonly snapshot: Snapshot; readonly atUs: number}
  | {readonly type: 'thawed'}
  | {readonly type: 'help_opened'}
  | {readonly type: 'help_scrolled'; readonly rows: number; readonly lastTop: number}
  | {readonly type: 'help_closed'}
  | {readonly type: 'notices_dismissed'; readonly count: number}
  | {
      readonly type: 'picker_opened';
      readonly atUs: number;
      readonly query?: string;
      /** They answer to the query. */
      readonly choices?: readonly Market[];
      /** The one that is marked at first; default: the first. */
      readonly choiceIndex?: number;
    }
  | {readonly type: 'picker_closed'}
  | {readonly type: 'full_opened'; readonly panel: FullPanelName}
  | {readonly type: 'full_closed'}
  | {readonly type: 'latency_chosen'; readonly choice: LatencyChoice}
  | {readonly type: 'events_chosen'; readonly choice: EventsChoice}
  | {readonly type: 'inspector_chosen'; readonly choice: InspectorChoice}
  | {readonly type: 'history_chosen'; readonly choice: HistoryChoice}
  | {readonly type: 'go_to_chosen'; readonly goTo: GoTo | undefined}
  | {readonly type: 'limits_set'; readonly limits: Limits}
  | {readonly type: 'bell_toggled'}
  | {readonly type: 'follow_toggled'}
  /** The same market has another place in the catalogue now. */
  | {readonly type: 'markets_moved'; readonly marketIndex: number}
  | {readonly type: 'theme_changed'; readonly atUs: number}
  | {readonly type: 'mouse_toggled'; readonly atUs: number}
  | {readonly type: 'remarked'; readonly text: string; readonly atUs: number}
  | PickerAction
  /** The market that was looked up is watched now: show it. */
  | {
      readonly type: 'market_opened';
      readonly marketIndex: number;
      readonly outcomeIndex: OutcomeIndex;
      readonly atUs: number;
    };

export function createUiState(start: {
  readonly marketIndex?: number;
  readonly outcomeIndex?: OutcomeIndex;
  readonly atUs: number;
  readonly limits?: Limits;
  readonly isBellOn?: boolean;
  readonly isFollowing?: boolean;
  readonly theme?: ThemeName;
  readonly hasMouse?: boolean;
  readonly group?: Group;
  readonly tapeMinimum?: TapeMinimum;
}): UiState {
  return {
    marketIndex: start.marketIndex ?? 0,
    outcomeIndex: start.outcomeIndex ?? 0,
    selectedAtUs: start.atUs,
    ladder: {...FIRST_LADDER, group: start.group ?? 1},
    frozen: undefined,
    helpTop: undefined,
    picker: undefined,
    full: undefined,
    tapeMinimum: start.tapeMinimum ?? 0,
    latency: FIRST_CHOICE,
    events: FIRST_EVENTS,
    inspector: FIRST_INSPECTOR,
    history: FIRST_HISTORY,
    goTo: undefined,
    limits: start.limits ?? {},
    isBellOn: start.isBellOn ?? false,
    isFollowing: start.isFollowing ?? false,
    theme: start.theme ?? 'default',
    hasMouse: start.hasMouse ?? true,
    remark: undefined,
    noticesSeen: 0,
  };
}

export function reduceUi(ui: UiState, action: UiAction): UiState {
  switch (action.type) {
    case 'market_selected':
      return reselect(ui, action.marketIndex, ui.outcomeIndex, action.atUs);
    case 'outcome_selected':
      return reselect(ui, ui.marketIndex, action.outcomeIndex, action.atUs);
    case 'market_opened': {
      const opened = reselect(ui, action.marketIndex, action.outcomeIndex, action.atUs);
      return {...opened, picker: undefined, helpTop: undefined};
    }
    case 'ladder_chosen':
      return {...ui, ladder: action.ladder};
    case 'tape_filtered':
      return {...ui, tapeMinimum: action.minimum};
    case 'frozen':
      return {...ui, frozen: {snapshot: action.snapshot, sinceUs: action.atUs}};
    case 'thawed':
      return {...ui, frozen: undefined};
    case 'help_opened':
      return {...ui, helpTop: 0};
    case 'help_scrolled':
      return {...ui, helpTop: clamp((ui.helpTop ?? 0) + action.rows, 0, action.lastTop)};
    case 'help_closed':
      return {...ui, helpTop: undefined};
    case 'notices_dismissed':
      return {...ui, noticesSeen: action.count};
    case 'picker_opened':
      return {...ui, helpTop: undefined, picker: openPicker(action)};
    case 'picker_closed':
      return {...ui, picker: undefined};
    case 'full_opened':
      return {...ui, full: action.panel};
    case 'full_closed':
      return {...ui, full: undefined};
    case 'latency_chosen':
      return {...ui, latency: action.choice};
    case 'events_chosen':
      return {...ui, events: action.choice};
    case 'inspector_chosen':
      return {...ui, inspector: action.choice};
    case 'history_chosen':
      return {...ui, history: action.choice};
    case 'go_to_chosen':
      return {...ui, goTo: action.goTo};
    case 'limits_set':
      return {...ui, limits: action.limits};
    case 'follow_toggled':
      return {...ui, isFollowing: !ui.isFollowing};
    case 'markets_moved':
      return {...ui, marketIndex: action.marketIndex};
    case 'bell_toggled':
      return {...ui, isBellOn: !ui.isBellOn};
    case 'theme_changed': {
      const theme = nextTheme(ui.theme);
      return remark({...ui, theme}, `theme ${theme}`, action.atUs);
    }
    case 'mouse_toggled': {
      const hasMouse = !ui.hasMouse;
      const text = hasMouse ? 'mouse on' : 'mouse off: it selects text again';
      return remark({...ui, hasMouse}, text, action.atUs);
    }
    case 'remarked':
      return remark(ui, action.text, action.atUs);
    default: {
      if (ui.picker === undefined) return ui;
      const picker = reducePicker(ui.picker, action);
      return picker === ui.picker ? ui : {...ui, picker};
    }
  }
}

function remark(ui: UiState, text: string, sinceUs: number): UiState {
  return {...ui, remark: {text, sinceUs}};
}

/** Another book starts afresh: unfrozen, centred, its waiting time counted from now. */
function reselect(
  ui: UiState,
  marketIndex: number,
  outcomeIndex: OutcomeIndex,
  atUs: number,
): UiState {
  if (marketIndex === ui.marketIndex && outcomeIndex === ui.outcomeIndex) return ui;
  return {
    ...ui,
    marketIndex,
    outcomeIndex,
    selectedAtUs: atUs,
    ladder: {...ui.ladder, cursor: undefined},
    frozen: undefined,
  };
}
