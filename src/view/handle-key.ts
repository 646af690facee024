// Keys to a new UI state, and to what the program must do. Keys that nobody has change nothing.

import {toPlainText} from '../domain/plain-text.js';
import type {LatencySource} from '../domain/latency.js';
import type {Session} from '../domain/session.js';
import type {Snapshot} from '../domain/snapshot.js';
import {splitGlyphs} from './cell-width.js';
import {lastHelpTop} from './help-rows.js';
import {selectKeyAction, type KeyAction, type KeyMode} from './key-table.js';
import {
  FIRST_CHOICE,
  moveKind,
  moveLimit,
  moveStage,
  nextWindow,
  type LatencyChoice,
} from './latency-choice.js';
import type {LadderView} from './ladder-panel.js';
import type {Layout} from './layout.js';
import {scrollAnchor, selectWindow} from './ladder-window.js';
import {selectSibling} from './selection.js';
import {MAX_QUERY_LENGTH, reduceUi, type UiAction, type UiState} from './ui-state.js';

/** What the state alone cannot do. */
export type Command =
  | {readonly type: 'quit'}
  /** Ctrl-C: ends like SIGINT. */
  | {readonly type: 'interrupt'}
  | {readonly type: 'suspend'}
  /** Ask for the selected book anew. */
  | {readonly type: 'resync'}
  | {readonly type: 'search'; readonly query: string}
  /** Watch and show this choice of the picker. */
  | {readonly type: 'open'; readonly choiceIndex: number};

export type KeyContext = {
  readonly session: Session;
  readonly snapshot: Snapshot | undefined;
  /** The view model of the last paint: what the user sees and scrolls. */
  readonly view: {readonly layout: Layout; readonly ladder: LadderView | undefined} | undefined;
  readonly latency: LatencySource;
  readonly nowUs: number;
};

export type KeyOutcome = {
  readonly ui: UiState;
  readonly commands: readonly Command[];
};

export function selectKeyMode(ui: UiState): KeyMode {
  if (ui.helpTop !== undefined) return 'help';
  switch (ui.picker?.phase) {
    case undefined:
      return ui.latency === undefined ? 'book' : 'latency';
    case 'typing':
      return 'typing';
    case 'choosing':
      return 'choosing';
    case 'searching':
    case 'opening':
      return 'waiting';
  }
}

export function handleKey(ui: UiState, key: string, context: KeyContext): KeyOutcome {
  const mode = selectKeyMode(ui);
  const action = selectKeyAction(key, mode);
  if (action !== undefined) return handleAction(ui, action, key, mode, context);
  if (mode !== 'typing') return unchanged(ui);

  const letter = key === 'space' ? ' ' : key;
  // Longer ones are names of keys that nobody has (`home`, `ctrl+x`).
  const isLetter = splitGlyphs(letter).length === 1 && (letter === ' ' || isPlain(letter));
  return isLetter ? applied(ui, {type: 'text_typed', text: letter}) : unchanged(ui);
}

/** An override of writing direction can be typed, too. */
function isPlain(letter: string): boolean {
  return toPlainText(letter, MAX_QUERY_LENGTH) === letter;
}

/** Pasted text goes to the text field if there is one; it is never taken for keys. */
export function handlePaste(ui: UiState, text: string): KeyOutcome {
  if (selectKeyMode(ui) !== 'typing') return unchanged(ui);
  return applied(ui, {type: 'text_typed', text: toPlainText(text, MAX_QUERY_LENGTH)});
}

function handleAction(
  ui: UiState,
  action: KeyAction,
  key: string,
  mode: KeyMode,
  context: KeyContext,
): KeyOutcome {
  const {session, snapshot, nowUs} = context;
  const {markets} = session.catalog;
  switch (action) {
    case 'select_market':
      return selectMarket(ui, Number(key) - 1, context);
    case 'previous_sibling':
      return selectMarket(ui, selectSibling(session.catalog, ui.marketIndex, -1), context);
    case 'next_sibling':
      return selectMarket(ui, selectSibling(session.catalog, ui.marketIndex, 1), context);
    case 'next_outcome': {
      const outcomeIndex = ui.outcomeIndex === 0 ? 1 : 0;
      return applied(ui, {type: 'outcome_selected', outcomeIndex, atUs: nowUs});
    }
    case 'open_picker':
      return mode === 'choosing'
        ? applied(ui, {type: 'typing_resumed', atUs: nowUs})
        : applied(ui, {type: 'picker_opened', atUs: nowUs});
    case 'submit':
      return submit(ui, context);
    case 'erase':
      return applied(ui, {type: 'text_erased'});
    case 'row_up':
      return moveRows(ui, -1, mode, context);
    case 'row_down':
      return moveRows(ui, 1, mode, context);
    case 'page_up':
      return moveRows(ui, -pageRows(context), mode, context);
    case 'page_down':
      return moveRows(ui, pageRows(context), mode, context);
    case 'centre':
      return applied(ui, {type: 'ladder_centred'});
    case 'toggle_freeze':
      if (ui.frozen !== undefined) return applied(ui, {type: 'thawed'});
      return snapshot === undefined
        ? unchanged(ui)
        : applied(ui, {type: 'frozen', snapshot, atUs: nowUs});
    case 'toggle_latency':
      return mode === 'latency'
        ? applied(ui, {type: 'latency_closed'})
        : applied(ui, {type: 'latency_chosen', choice: FIRST_CHOICE});
    case 'next_window':
      return choose(ui, nextWindow);
    case 'previous_kind':
      return choose(ui, (choice) => moveKind(choice, -1));
    case 'next_kind':
      return choose(ui, (choice) => moveKind(choice, 1));
    case 'raise_limit':
      return setLimit(ui, 1, context);
    case 'lower_limit':
      return setLimit(ui, -1, context);
    case 'toggle_bell':
      return applied(ui, {type: 'bell_toggled'});
    case 'toggle_help':
      return applied(ui, {type: mode === 'help' ? 'help_closed' : 'help_opened'});
    case 'back':
      return goBack(ui, mode, markets.length > 0, context);
    case 'quit':
    case 'interrupt':
    case 'suspend':
    case 'resync':
      return {ui, commands: [{type: action}]};
  }
}

function selectMarket(ui: UiState, marketIndex: number, {session, nowUs}: KeyContext): KeyOutcome {
  if (session.catalog.markets[marketIndex] === undefined) return unchanged(ui);
  return applied(ui, {type: 'market_selected', marketIndex, atUs: nowUs});
}

function choose(ui: UiState, change: (choice: LatencyChoice) => LatencyChoice): KeyOutcome {
  if (ui.latency === undefined) return unchanged(ui);
  return applied(ui, {type: 'latency_chosen', choice: change(ui.latency)});
}

function setLimit(ui: UiState, by: 1 | -1, {latency}: KeyContext): KeyOutcome {
  if (ui.latency === undefined) return unchanged(ui);
  const {stage} = ui.latency;
  const {p99} = latency.gauge(stage, '10s');
  return applied(ui, {type: 'limits_set', limits: moveLimit(ui.limits, stage, by, p99)});
}

function submit(ui: UiState, {nowUs}: KeyContext): KeyOutcome {
  const {picker} = ui;
  if (picker?.phase === 'choosing') {
    if (picker.choices[picker.choiceIndex] === undefined) return unchanged(ui);
    const opening = reduceUi(ui, {type: 'open_started', atUs: nowUs});
    return {ui: opening, commands: [{type: 'open', choiceIndex: picker.choiceIndex}]};
  }

  const query = picker?.query.trim() ?? '';
  if (picker?.phase !== 'typing' || query === '') return unchanged(ui);
  const searching = reduceUi(ui, {type: 'search_started', atUs: nowUs});
  return {ui: searching, commands: [{type: 'search', query: picker.query}]};
}

function goBack(
  ui: UiState,
  mode: KeyMode,
  hasBook: boolean,
  {session, nowUs}: KeyContext,
): KeyOutcome {
  switch (mode) {
    case 'help':
      return applied(ui, {type: 'help_closed'});
    case 'latency':
      return applied(ui, {type: 'latency_closed'});
    case 'book':
      return applied(ui, {type: 'notices_dismissed', count: session.notices.length});
    case 'typing':
      // Without a book there is nothing behind the picker.
      return hasBook ? applied(ui, {type: 'picker_closed'}) : unchanged(ui);
    case 'choosing':
      return hasBook
        ? applied(ui, {type: 'picker_closed'})
        : applied(ui, {type: 'typing_resumed', atUs: nowUs});
    case 'waiting':
      return applied(ui, {type: 'typing_resumed', atUs: nowUs});
  }
}

function moveRows(ui: UiState, rows: number, mode: KeyMode, {view}: KeyContext): KeyOutcome {
  if (mode === 'choosing') return applied(ui, {type: 'choice_moved', rows});
  if (mode === 'latency') return choose(ui, (choice) => moveStage(choice, rows));
  if (mode === 'help') {
    return applied(ui, {type: 'help_scrolled', rows, lastTop: lastHelpTop(bodyRows(view))});
  }

  if (view?.ladder === undefined) return unchanged(ui);

  // Several keys may come between two paints: each starts where the one before it led.
  const {lines, height, window} = view.ladder;
  const top =
    ui.heldAnchor === undefined
      ? window.top
      : selectWindow({lines, height, held: ui.heldAnchor, previous: undefined}).top;
  const anchor = scrollAnchor(lines, height, top, rows);
  return anchor === undefined ? unchanged(ui) : applied(ui, {type: 'ladder_held', anchor});
}

function pageRows({view}: KeyContext): number {
  return Math.max(1, (view?.ladder?.height ?? bodyRows(view)) - 1);
}

function bodyRows(view: KeyContext['view']): number {
  return view?.layout.kind === 'screen' ? view.layout.body.height : 1;
}

function applied(ui: UiState, action: UiAction): KeyOutcome {
  return {ui: reduceUi(ui, action), commands: []};
}

function unchanged(ui: UiState): KeyOutcome {
  return {ui, commands: []};
}
