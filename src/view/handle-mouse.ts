// The mouse to a new UI state, beside handle-key.ts. A click on what stands for nothing does nothing.

import type {MouseAction} from '../domain/mouse-action.js';
import {moveRows, selectKeyMode, selectMarket} from './handle-key.js';
import {isLadderAt, ladderRowAt, targetAt, type SeenScreen} from './hit-test.js';
import {applied, unchanged, type KeyContext, type KeyOutcome, type Press} from './key-outcome.js';
import type {KeyMode} from './key-table.js';
import {clickLadderRow} from './ladder-keys.js';
import {PICKER_HANDLERS} from './picker-keys.js';
import {play} from './play-keys.js';
import type {UiState} from './ui-state.js';

/** With the whole view model of the last paint: what the user sees and points at. */
export type MouseContext = Omit<KeyContext, 'view'> & {
  readonly view: (NonNullable<KeyContext['view']> & SeenScreen) | undefined;
};

type Pointed = {
  readonly view: NonNullable<MouseContext['view']>;
  readonly press: Press;
};

/** Rows that a step of the wheel moves a list of things to choose, and text or the ladder. */
const CHOICE_ROWS = 1;
const TEXT_ROWS = 3;

export function handleMouse(ui: UiState, action: MouseAction, context: MouseContext): KeyOutcome {
  const {view} = context;
  // What was on its way when the mouse was switched off.
  if (!ui.hasMouse || view === undefined) return unchanged(ui);
  // With a key held it means something else to somebody else: a link, a selection.
  if (action.modifiers.length > 0) return unchanged(ui);

  const mode = selectKeyMode(ui);
  const pointed = {view, press: {...context, key: action.kind, mode}};
  return action.kind === 'wheel' ? turnWheel(ui, action, pointed) : click(ui, action, pointed);
}

function turnWheel(
  ui: UiState,
  action: Extract<MouseAction, {kind: 'wheel'}>,
  {view, press}: Pointed,
): KeyOutcome {
  const rows = selectWheelRows(press.mode);
  if (rows === 0) return unchanged(ui);
  if (press.mode === 'book' && !isLadderAt(view.chrome, action)) return unchanged(ui);
  return moveRows(ui, action.direction === 'up' ? -rows : rows, press);
}

function selectWheelRows(mode: KeyMode): number {
  switch (mode) {
    case 'waiting':
    case 'tenth':
    case 'moment':
      return 0;
    case 'typing':
    case 'latency':
    case 'events':
      return CHOICE_ROWS;
    default:
      return TEXT_ROWS;
  }
}

function click(ui: UiState, action: MouseAction, {view, press}: Pointed): KeyOutcome {
  if (press.mode === 'book') {
    const hit = ladderRowAt(view, action);
    if (hit !== undefined) return clickLadderRow(ui, hit.ladder, hit.row);
  }

  const target = targetAt(view, action);
  switch (target?.kind) {
    case 'market':
      return press.mode === 'book' ? selectMarket(ui, target.index, press) : unchanged(ui);
    case 'choice':
      return press.mode === 'typing' ? clickChoice(ui, target.index, press) : unchanged(ui);
    case 'share':
      return press.session.playback === undefined
        ? unchanged(ui)
        : play(ui, {kind: 'go_to_share', fraction: target.fraction});
    case undefined:
      return unchanged(ui);
  }
}

/** The first click marks a choice, one on the marked choice opens it. */
function clickChoice(ui: UiState, index: number, press: Press): KeyOutcome {
  const rows = index - (ui.picker?.choiceIndex ?? index);
  return rows === 0 && ui.picker?.hasMarked === true
    ? PICKER_HANDLERS.submit(ui, press)
    : applied(ui, {type: 'choice_moved', rows});
}
