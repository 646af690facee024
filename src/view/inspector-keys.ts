// Keys of the frame inspector.

import type {LoggedFrame} from '../domain/inspected-frame.js';
import {
  FIRST_INSPECTOR,
  markedFrame,
  moveFrame,
  nextFrameKind,
  scrollUnfolded,
  selectFrames,
  togglePause,
  unfoldFrame,
  type InspectorChoice,
} from './inspector-choice.js';
import {lastUnfoldedTop} from './inspector-rows.js';
import type {KeyAction} from './key-table.js';
import {
  applied,
  bodyRows,
  unchanged,
  type KeyHandler,
  type KeyOutcome,
  type Press,
} from './key-outcome.js';
import {selectBook} from './selection.js';
import {reduceUi, type UiState} from './ui-state.js';

export const INSPECTOR_HANDLERS = {
  toggle_inspector: (ui, {mode}) =>
    mode === 'inspector'
      ? closeInspector(ui)
      : applied(ui, {type: 'full_opened', panel: 'inspector'}),
  next_frame_kind: (ui) => choose(ui, nextFrameKind(ui.inspector)),
  toggle_frame_scope: (ui) => {
    const scope = ui.inspector.scope === 'all' ? 'market' : 'all';
    return choose(ui, {...ui.inspector, scope, cursor: undefined});
  },
  toggle_pause: (ui, {frames}) => choose(ui, togglePause(ui.inspector, frames)),
  unfold_frame: (ui, press) => {
    const {inspector} = ui;
    if (inspector.unfolded !== undefined) return choose(ui, {...inspector, unfolded: undefined});
    const shown = framesOf(ui, press);
    const frame = shown[markedFrame(shown, inspector)];
    return frame === undefined ? unchanged(ui) : choose(ui, unfoldFrame(inspector, frame));
  },
} as const satisfies Partial<Record<KeyAction, KeyHandler>>;

/** Folds a frame first; then the inspector is closed, and lets go of what it held. */
export function leaveInspector(ui: UiState): KeyOutcome {
  const {inspector} = ui;
  if (inspector.unfolded === undefined) return closeInspector(ui);
  return choose(ui, {...inspector, unfolded: undefined});
}

export function moveInspector(ui: UiState, rows: number, press: Press): KeyOutcome {
  const {inspector} = ui;
  if (inspector.unfolded === undefined) {
    return choose(ui, moveFrame(inspector, framesOf(ui, press), rows));
  }

  const lastTop = lastUnfoldedTop(inspector.unfolded.frame, bodyRows(press));
  return choose(ui, scrollUnfolded(inspector, rows, lastTop));
}

function closeInspector(ui: UiState): KeyOutcome {
  const {kind, scope} = ui.inspector;
  const closed = reduceUi(ui, {type: 'full_closed'});
  return choose(closed, {...FIRST_INSPECTOR, kind, scope});
}

function choose(ui: UiState, choice: InspectorChoice): KeyOutcome {
  return applied(ui, {type: 'inspector_chosen', choice});
}

function framesOf(ui: UiState, {frames, session}: Press): readonly LoggedFrame[] {
  const market = selectBook(ui, session.catalog)?.market.conditionId;
  return selectFrames(frames, ui.inspector, market);
}
