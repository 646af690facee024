// What the user chose to see. Plain values and a pure reducer; keys become actions in handle-key.ts.

import type {Limits} from '../domain/latency.js';
import type {Market} from '../domain/market.js';
import type {Snapshot} from '../domain/snapshot.js';
import {dropLastGlyph} from './fit-text.js';
import type {LatencyChoice} from './latency-choice.js';
import type {LadderAnchor} from './ladder-window.js';
import type {OutcomeIndex} from './selection.js';

/** Longest text of a search; more is a paste gone astray. */
export const MAX_QUERY_LENGTH = 120;

export type Picker = {
  readonly phase: 'typing' | 'searching' | 'choosing' | 'opening';
  readonly query: string;
  readonly choices: readonly Market[];
  readonly choiceIndex: number;
  /** Monotonic time at which the phase began. */
  readonly sinceUs: number;
  /** Why the last search found nothing, as a sentence; undefined where it did or there was none. */
  readonly message: string | undefined;
};

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
  /** Where the user scrolled to; undefined while the ladder follows the market. */
  readonly heldAnchor: LadderAnchor | undefined;
  /** Counts the wishes to centre: with a new number the ladder lets go of where it stood. */
  readonly centreCount: number;
  /** What ladder and tape go on showing while the feed runs on. */
  readonly frozen: Frozen | undefined;
  /** First line of the help that is shown; undefined while the help is closed. */
  readonly helpTop: number | undefined;
  readonly picker: Picker | undefined;
  /** What the latency panel shows; undefined while it is closed. */
  readonly latency: LatencyChoice | undefined;
  /** Limits of stages, and whether crossing one rings the bell. */
  readonly limits: Limits;
  readonly isBellOn: boolean;
  /** Notices of the session that the user has dismissed. */
  readonly noticesSeen: number;
};

export type UiAction =
  | {readonly type: 'market_selected'; readonly marketIndex: number; readonly atUs: number}
  | {readonly type: 'outcome_selected'; readonly outcomeIndex: OutcomeIndex; readonly atUs: number}
  | {readonly type: 'ladder_held'; readonly anchor: LadderAnchor}
  | {readonly type: 'ladder_centred'}
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
      /** With choices the picker opens on them, else on the text field. */
      readonly choices?: readonly Market[];
    }
  | {readonly type: 'picker_closed'}
  | {readonly type: 'latency_chosen'; readonly choice: LatencyChoice}
  | {readonly type: 'latency_closed'}
  | {readonly type: 'limits_set'; readonly limits: Limits}
  | {readonly type: 'bell_toggled'}
  | {readonly type: 'text_typed'; readonly text: string}
  | {readonly type: 'text_erased'}
  | {readonly type: 'typing_resumed'; readonly atUs: number}
  | {readonly type: 'search_started'; readonly atUs: number}
  /** `query` says to which search this answers: a late answer to an earlier one is ignored. */
  | {
      readonly type: 'search_found';
      readonly query: string;
      readonly choices: readonly Market[];
      readonly atUs: number;
    }
  | {
      readonly type: 'search_failed';
      readonly query: string;
      readonly message: string;
      readonly atUs: number;
    }
  | {readonly type: 'choice_moved'; readonly rows: number}
  | {readonly type: 'open_started'; readonly atUs: number}
  | {readonly type: 'open_failed'; readonly message: string; readonly atUs: number}
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
}): UiState {
  return {
    marketIndex: start.marketIndex ?? 0,
    outcomeIndex: start.outcomeIndex ?? 0,
    selectedAtUs: start.atUs,
    heldAnchor: undefined,
    centreCount: 0,
    frozen: undefined,
    helpTop: undefined,
    picker: undefined,
    latency: undefined,
    limits: start.limits ?? {},
    isBellOn: start.isBellOn ?? false,
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
    case 'ladder_held':
      return {...ui, heldAnchor: action.anchor};
    case 'ladder_centred':
      return {...ui, heldAnchor: undefined, centreCount: ui.centreCount + 1};
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
    case 'latency_chosen':
      return {...ui, latency: action.choice};
    case 'latency_closed':
      return {...ui, latency: undefined};
    case 'limits_set':
      return {...ui, limits: action.limits};
    case 'bell_toggled':
      return {...ui, isBellOn: !ui.isBellOn};
    default:
      return ui.picker === undefined ? ui : {...ui, picker: reducePicker(ui.picker, action)};
  }
}

type PickerAction = Extract<
  UiAction,
  {
    type:
      | 'text_typed'
      | 'text_erased'
      | 'typing_resumed'
      | 'search_started'
      | 'search_found'
      | 'search_failed'
      | 'choice_moved'
      | 'open_started'
      | 'open_failed';
  }
>;

function reducePicker(picker: Picker, action: PickerAction): Picker {
  switch (action.type) {
    case 'text_typed':
      if (picker.phase !== 'typing') return picker;
      return {...picker, query: cutQuery(picker.query + action.text)};
    case 'text_erased':
      return picker.phase === 'typing' ? {...picker, query: dropLastGlyph(picker.query)} : picker;
    case 'typing_resumed':
      return {...picker, phase: 'typing', sinceUs: action.atUs, message: undefined};
    case 'search_started':
      return {...picker, phase: 'searching', sinceUs: action.atUs, message: undefined};
    case 'search_found': {
      if (!isAwaited(picker, action.query)) return picker;
      const {choices, atUs} = action;
      if (choices.length === 0) {
        const message = `no open market matches "${picker.query}"`;
        return {...picker, phase: 'typing', choices, sinceUs: atUs, message};
      }

      return {...picker, phase: 'choosing', choices, choiceIndex: 0, sinceUs: atUs};
    }
    case 'search_failed':
      if (!isAwaited(picker, action.query)) return picker;
      return {...picker, phase: 'typing', sinceUs: action.atUs, message: action.message};
    case 'choice_moved': {
      const last = Math.max(0, picker.choices.length - 1);
      return {...picker, choiceIndex: clamp(picker.choiceIndex + action.rows, 0, last)};
    }
    case 'open_started':
      return {...picker, phase: 'opening', sinceUs: action.atUs, message: undefined};
    case 'open_failed':
      if (picker.phase !== 'opening') return picker;
      return {...picker, phase: 'choosing', sinceUs: action.atUs, message: action.message};
  }
}

/** Half a character that a cut leaves behind can't be asked for. */
function cutQuery(text: string): string {
  return text.slice(0, MAX_QUERY_LENGTH).replace(/[\ud800-\udbff]$/, '');
}

function isAwaited(picker: Picker, query: string): boolean {
  return picker.phase === 'searching' && picker.query === query;
}

function openPicker(action: Extract<UiAction, {type: 'picker_opened'}>): Picker {
  const choices = action.choices ?? [];
  return {
    phase: choices.length > 0 ? 'choosing' : 'typing',
    query: action.query ?? '',
    choices,
    choiceIndex: 0,
    sinceUs: action.atUs,
    message: undefined,
  };
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
    heldAnchor: undefined,
    frozen: undefined,
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
