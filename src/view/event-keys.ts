// Keys of the event log.

import type {ConditionId} from '../domain/market.js';
import {markedIndex, moveEvent, selectEvents, type EventsChoice} from './events-choice.js';
import type {KeyAction} from './key-table.js';
import {applied, unchanged, type KeyHandler, type KeyOutcome, type Press} from './key-outcome.js';
import {selectBook} from './selection.js';
import {reduceUi, type UiState} from './ui-state.js';

export const EVENT_HANDLERS = {
  toggle_events: (ui, press) =>
    press.mode === 'events' ? closeEvents(ui, press) : openEvents(ui, press),
  next_scope: (ui) => {
    const scope = ui.events.scope === 'all' ? 'market' : 'all';
    return chooseEvents(ui, {...ui.events, scope, cursor: undefined});
  },
  go_to_event: (ui, press) => {
    const shown = selectEvents(press.events, ui.events, marketOf(ui, press));
    const market = shown[markedIndex(shown, ui.events)]?.market;
    const {markets} = press.session.catalog;
    const marketIndex = markets.findIndex(({conditionId}) => conditionId === market);
    if (marketIndex === -1) return unchanged(ui);
    const {ui: closed} = closeEvents(ui, press);
    return applied(closed, {type: 'market_selected', marketIndex, atUs: press.nowUs});
  },
} as const satisfies Partial<Record<KeyAction, KeyHandler>>;

export function moveEventCursor(ui: UiState, rows: number, press: Press): KeyOutcome {
  const shown = selectEvents(press.events, ui.events, marketOf(ui, press));
  return chooseEvents(ui, moveEvent(ui.events, shown, rows));
}

/** What came while it was open has been seen, too. */
export function closeEvents(ui: UiState, {events}: Press): KeyOutcome {
  const choice = {...ui.events, cursor: undefined, seen: events.total};
  return applied(chooseEvents(ui, choice).ui, {type: 'full_closed'});
}

function openEvents(ui: UiState, {events}: Press): KeyOutcome {
  const opened = reduceUi(ui, {type: 'full_opened', panel: 'events'});
  return chooseEvents(opened, {...ui.events, seen: events.total});
}

function chooseEvents(ui: UiState, choice: EventsChoice): KeyOutcome {
  return applied(ui, {type: 'events_chosen', choice});
}

function marketOf(ui: UiState, {session}: Press): ConditionId | undefined {
  return selectBook(ui, session.catalog)?.market.conditionId;
}
