// Keys of depth and prices over time.

import type {KeyAction} from './key-table.js';
import {applied, type KeyHandler, type KeyOutcome} from './key-outcome.js';
import {moveZoom, nextSpan, type HistoryChoice} from './history-choice.js';
import {HISTORY_FROM_COLUMNS} from './layout.js';
import type {UiState} from './ui-state.js';

export const HISTORY_HANDLERS = {
  // Where there is room for a column of its own nothing has to make way for it.
  toggle_history: (ui, {mode, view}) => {
    if (mode === 'history') return applied(ui, {type: 'full_closed'});
    const columns = view?.layout.columns ?? 0;
    if (columns < HISTORY_FROM_COLUMNS) return applied(ui, {type: 'full_opened', panel: 'history'});
    return chosen(ui, {...ui.history, hasColumn: !ui.history.hasColumn});
  },
  open_history: (ui) => applied(ui, {type: 'full_opened', panel: 'history'}),
  next_span: (ui) => chosen(ui, nextSpan(ui.history)),
  coarser_prices: (ui) => chosen(ui, moveZoom(ui.history, 1)),
  finer_prices: (ui) => chosen(ui, moveZoom(ui.history, -1)),
} as const satisfies Partial<Record<KeyAction, KeyHandler>>;

function chosen(ui: UiState, choice: HistoryChoice): KeyOutcome {
  return applied(ui, {type: 'history_chosen', choice});
}
