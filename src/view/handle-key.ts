// Keys to a new UI state, and to what the program must do. Keys that nobody has change nothing.

import {closeEvents, EVENT_HANDLERS, moveEventCursor} from './event-keys.js';
import {lastHelpTop} from './help-rows.js';
import {INSPECTOR_HANDLERS, leaveInspector, moveInspector} from './inspector-keys.js';
import {
  applied,
  bodyRows,
  commanded,
  unchanged,
  type KeyContext,
  type KeyHandler,
  type KeyOutcome,
  type Press,
} from './key-outcome.js';
import {HISTORY_HANDLERS} from './history-keys.js';
import {selectKeyAction, type KeyAction, type KeyMode} from './key-table.js';
import {COPY_HANDLERS} from './copy-keys.js';
import {LADDER_HANDLERS, ladderPage, moveLadderCursor} from './ladder-keys.js';
import {moveStage} from './latency-choice.js';
import {chooseLatency, LATENCY_HANDLERS} from './latency-keys.js';
import {LOOK_HANDLERS} from './look-keys.js';
import type {FullPanelName} from './panels.js';
import {PICKER_HANDLERS, typeKey, typePaste} from './picker-keys.js';
import {chooseGoTo, pasteMoment, PLAY_HANDLERS, typeMomentKey} from './play-keys.js';
import {selectSibling} from './selection.js';
import {TAPE_HANDLERS} from './tape-keys.js';
import type {UiState} from './ui-state.js';

export type {Command, KeyContext, KeyOutcome} from './key-outcome.js';

export function selectKeyMode(ui: UiState): KeyMode {
  if (ui.helpTop !== undefined) return 'help';
  switch (ui.picker?.phase) {
    case undefined:
      return ui.goTo?.kind ?? ui.full ?? 'book';
    case 'typing':
      return 'typing';
    case 'looking_up':
    case 'opening':
      return 'waiting';
  }
}

export function handleKey(ui: UiState, key: string, context: KeyContext): KeyOutcome {
  const mode = selectKeyMode(ui);
  const action = selectKeyAction(key, mode, context.session.playback !== undefined);
  if (action !== undefined) return HANDLERS[action](ui, {...context, key, mode});
  switch (mode) {
    case 'typing':
      return typeKey(ui, key);
    case 'moment':
      return typeMomentKey(ui, key);
    case 'tenth':
      // Not waited for any longer, so that the keyboard is never left without its keys.
      return chooseGoTo(ui, undefined);
    default:
      return unchanged(ui);
  }
}

/** Pasted text goes to the text field if there is one; it is never taken for keys. */
export function handlePaste(ui: UiState, text: string): KeyOutcome {
  switch (selectKeyMode(ui)) {
    case 'typing':
      return typePaste(ui, text);
    case 'moment':
      return pasteMoment(ui, text);
    default:
      return unchanged(ui);
  }
}

const HANDLERS: Readonly<Record<KeyAction, KeyHandler>> = {
  select_market: (ui, press) => selectMarket(ui, Number(press.key) - 1, press),
  previous_sibling: (ui, press) =>
    selectMarket(ui, selectSibling(press.session.catalog, ui.marketIndex, -1), press),
  next_sibling: (ui, press) =>
    selectMarket(ui, selectSibling(press.session.catalog, ui.marketIndex, 1), press),
  next_outcome: (ui, {nowUs}) => {
    const outcomeIndex = ui.outcomeIndex === 0 ? 1 : 0;
    return applied(ui, {type: 'outcome_selected', outcomeIndex, atUs: nowUs});
  },
  row_up: (ui, press) => moveRows(ui, -1, press),
  row_down: (ui, press) => moveRows(ui, 1, press),
  page_up: (ui, press) => moveRows(ui, -pageRows(press), press),
  page_down: (ui, press) => moveRows(ui, pageRows(press), press),
  toggle_latency: (ui, press) => toggleFull(ui, 'latency', press),
  toggle_help: (ui, {mode}) => applied(ui, {type: mode === 'help' ? 'help_closed' : 'help_opened'}),
  back: goBack,
  quit: (ui) => commanded(ui, {type: 'quit'}),
  interrupt: (ui) => commanded(ui, {type: 'interrupt'}),
  suspend: (ui) => commanded(ui, {type: 'suspend'}),
  resync: (ui) => commanded(ui, {type: 'resync'}),
  toggle_watch: (ui) => commanded(ui, {type: 'toggle_watch'}),
  toggle_follow: (ui) => applied(ui, {type: 'follow_toggled'}),
  ...COPY_HANDLERS,
  ...LADDER_HANDLERS,
  ...LATENCY_HANDLERS,
  ...EVENT_HANDLERS,
  ...INSPECTOR_HANDLERS,
  ...HISTORY_HANDLERS,
  ...PLAY_HANDLERS,
  ...LOOK_HANDLERS,
  ...PICKER_HANDLERS,
  ...TAPE_HANDLERS,
};

export function selectMarket(
  ui: UiState,
  marketIndex: number,
  {session, nowUs}: Press,
): KeyOutcome {
  if (session.catalog.markets[marketIndex] === undefined) return unchanged(ui);
  return applied(ui, {type: 'market_selected', marketIndex, atUs: nowUs});
}

function toggleFull(ui: UiState, panel: FullPanelName, {mode}: Press): KeyOutcome {
  return applied(ui, mode === panel ? {type: 'full_closed'} : {type: 'full_opened', panel});
}

function goBack(ui: UiState, press: Press): KeyOutcome {
  const {mode, session, nowUs} = press;
  const {markets} = session.catalog;
  switch (mode) {
    case 'help':
      return applied(ui, {type: 'help_closed'});
    case 'book': {
      const count = session.notices.length;
      if (count > ui.noticesSeen) return applied(ui, {type: 'notices_dismissed', count});
      return ui.ladder.cursor === undefined
        ? unchanged(ui)
        : applied(ui, {type: 'ladder_chosen', ladder: {...ui.ladder, cursor: undefined}});
    }
    case 'typing':
      // Without a book there is nothing behind the picker.
      return markets.length > 0 ? applied(ui, {type: 'picker_closed'}) : unchanged(ui);
    case 'waiting':
      return applied(ui, {type: 'typing_resumed', atUs: nowUs});
    case 'events':
      return closeEvents(ui, press);
    case 'inspector':
      return leaveInspector(ui);
    case 'latency':
    case 'history':
      return applied(ui, {type: 'full_closed'});
    case 'tenth':
    case 'moment':
      return chooseGoTo(ui, undefined);
  }
}

/** Moves what the mode has rows of: the choice, the stage, the help, the ladder's cursor. */
export function moveRows(ui: UiState, rows: number, press: Press): KeyOutcome {
  switch (press.mode) {
    case 'typing':
      return applied(ui, {type: 'choice_moved', rows});
    case 'latency':
      return chooseLatency(ui, moveStage(ui.latency, rows));
    case 'events':
      return moveEventCursor(ui, rows, press);
    case 'inspector':
      return moveInspector(ui, rows, press);
    case 'help':
      return applied(ui, {type: 'help_scrolled', rows, lastTop: lastHelpTop(bodyRows(press))});
    default:
      return moveLadderCursor(ui, rows, press);
  }
}

function pageRows(press: Press): number {
  const page = press.mode === 'book' ? ladderPage(press) : undefined;
  return page ?? Math.max(1, bodyRows(press) - 1);
}
