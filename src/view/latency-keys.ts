// Keys of the latency panel.

import type {KeyAction} from './key-table.js';
import {applied, type KeyHandler, type KeyOutcome, type Press} from './key-outcome.js';
import {moveKind, moveLimit, nextWindow, type LatencyChoice} from './latency-choice.js';
import type {UiState} from './ui-state.js';

export const LATENCY_HANDLERS = {
  next_window: (ui) => chooseLatency(ui, nextWindow(ui.latency)),
  previous_kind: (ui) => chooseLatency(ui, moveKind(ui.latency, -1)),
  next_kind: (ui) => chooseLatency(ui, moveKind(ui.latency, 1)),
  raise_limit: (ui, press) => setLimit(ui, 1, press),
  lower_limit: (ui, press) => setLimit(ui, -1, press),
  toggle_bell: (ui) => applied(ui, {type: 'bell_toggled'}),
} as const satisfies Partial<Record<KeyAction, KeyHandler>>;

export function chooseLatency(ui: UiState, choice: LatencyChoice): KeyOutcome {
  return applied(ui, {type: 'latency_chosen', choice});
}

function setLimit(ui: UiState, by: 1 | -1, {latency}: Press): KeyOutcome {
  const {stage} = ui.latency;
  const {p99} = latency.gauge(stage, '10s');
  return applied(ui, {type: 'limits_set', limits: moveLimit(ui.limits, stage, by, p99)});
}
