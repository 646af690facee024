// Keys of the ladder: its cursor, its rows, freezing it.

import {CURSOR_ROWS} from './cursor-rows.js';
import type {KeyAction} from './key-table.js';
import {applied, unchanged, type KeyHandler, type KeyOutcome, type Press} from './key-outcome.js';
import {centre, moveGroup, toggleMirror, type LadderChoice} from './ladder-choice.js';
import type {LadderView} from './ladder-panel.js';
import {hasPrice, moveCursor, selectWindow} from './ladder-window.js';
import type {UiState} from './ui-state.js';

export const LADDER_HANDLERS = {
  centre: (ui) => chosen(ui, centre(ui.ladder)),
  coarser_rows: (ui) => chosen(ui, moveGroup(ui.ladder, 1)),
  finer_rows: (ui) => chosen(ui, moveGroup(ui.ladder, -1)),
  toggle_mirror: (ui) => chosen(ui, toggleMirror(ui.ladder)),
  toggle_freeze: (ui, {snapshot, nowUs}) => {
    if (ui.frozen !== undefined) return applied(ui, {type: 'thawed'});
    return snapshot === undefined
      ? unchanged(ui)
      : applied(ui, {type: 'frozen', snapshot, atUs: nowUs});
  },
} as const satisfies Partial<Record<KeyAction, KeyHandler>>;

/** Moves the cursor by rows that have a price, and the window with it where it has to. */
export function moveLadderCursor(ui: UiState, rows: number, {view}: Press): KeyOutcome {
  if (view?.ladder === undefined) return unchanged(ui);

  // Several keys may come between two paints: each starts where the one before it led.
  const {lines, height, window} = view.ladder;
  const {cursor} = ui.ladder;
  const top =
    cursor === undefined
      ? window.top
      : selectWindow({lines, height, held: cursor, previous: undefined}).top;
  const moved = moveCursor(lines, height, {top, cursor}, rows);
  return moved === undefined ? unchanged(ui) : chosen(ui, {...ui.ladder, cursor: moved});
}

/** Puts the cursor on the line of this row, if it has a price. */
export function clickLadderRow(ui: UiState, ladder: LadderView, row: number): KeyOutcome {
  const {lines, window, height} = ladder;
  const line = lines[window.top + row];
  if (line === undefined || !hasPrice(line)) return unchanged(ui);
  // The first cursor takes the lowest rows for its facts; its own row must not be among them.
  const facts = ui.ladder.cursor === undefined ? CURSOR_ROWS : 0;
  const cursor = {price: line.price, row: Math.max(0, Math.min(row, height - 1 - facts))};
  return chosen(ui, {...ui.ladder, cursor});
}

export function ladderPage({view}: Press): number | undefined {
  return view?.ladder === undefined ? undefined : Math.max(1, view.ladder.height - 1);
}

function chosen(ui: UiState, ladder: LadderChoice): KeyOutcome {
  return ladder === ui.ladder ? unchanged(ui) : applied(ui, {type: 'ladder_chosen', ladder});
}
