// Keys of the picker: typing, marking, opening.

import {isAnswered, MAX_QUERY_LENGTH} from './picker-state.js';
import {toPlainText} from '../domain/plain-text.js';
import type {KeyAction} from './key-table.js';
import {applied, unchanged, type KeyHandler, type KeyOutcome} from './key-outcome.js';
import {toTypedLetter} from './typed-letter.js';
import {reduceUi, type UiState} from './ui-state.js';

export const PICKER_HANDLERS = {
  open_picker: (ui, {nowUs}) => applied(ui, {type: 'picker_opened', atUs: nowUs}),
  submit: (ui, {nowUs}) => {
    const {picker} = ui;
    if (picker?.phase !== 'typing') return unchanged(ui);
    const {choices, choiceIndex, search, hasMarked, query} = picker;
    const isChosen = isAnswered(picker) && (hasMarked || !search.mayBeName);
    if (isChosen && choices[choiceIndex] !== undefined) {
      const opening = reduceUi(ui, {type: 'open_started', atUs: nowUs});
      return {ui: opening, commands: [{type: 'open', choiceIndex}]};
    }

    if (query.trim() === '') return unchanged(ui);
    const lookingUp = reduceUi(ui, {type: 'lookup_started', atUs: nowUs});
    return {ui: lookingUp, commands: [{type: 'look_up', query}]};
  },
  erase: (ui) => applied(ui, {type: 'text_erased'}),
  mark_choice: (ui, {key}) => applied(ui, {type: 'choice_moved', rows: key === 'up' ? -1 : 1}),
  next_order: (ui) => applied(ui, {type: 'order_changed'}),
} as const satisfies Partial<Record<KeyAction, KeyHandler>>;

export function typeKey(ui: UiState, key: string): KeyOutcome {
  const letter = toTypedLetter(key);
  return letter === undefined ? unchanged(ui) : applied(ui, {type: 'text_typed', text: letter});
}

export function typePaste(ui: UiState, text: string): KeyOutcome {
  return applied(ui, {type: 'text_typed', text: toPlainText(text, MAX_QUERY_LENGTH)});
}
