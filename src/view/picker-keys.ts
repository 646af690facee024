// Keys of the picker: typing, searching, choosing.

import {MAX_QUERY_LENGTH} from './picker-state.js';
import {toPlainText} from '../domain/plain-text.js';
import {splitGlyphs} from './cell-width.js';
import type {KeyAction} from './key-table.js';
import {applied, unchanged, type KeyHandler, type KeyOutcome} from './key-outcome.js';
import {reduceUi, type UiState} from './ui-state.js';

export const PICKER_HANDLERS = {
  open_picker: (ui, {mode, nowUs}) =>
    mode === 'choosing'
      ? applied(ui, {type: 'typing_resumed', atUs: nowUs})
      : applied(ui, {type: 'picker_opened', atUs: nowUs}),
  submit: (ui, {nowUs}) => {
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
  },
  erase: (ui) => applied(ui, {type: 'text_erased'}),
} as const satisfies Partial<Record<KeyAction, KeyHandler>>;

/** A key that is a letter is typed; longer ones are names of keys that nobody has (`home`, `ctrl+x`). */
export function typeKey(ui: UiState, key: string): KeyOutcome {
  const letter = key === 'space' ? ' ' : key;
  const isLetter = splitGlyphs(letter).length === 1 && (letter === ' ' || isPlain(letter));
  return isLetter ? applied(ui, {type: 'text_typed', text: letter}) : unchanged(ui);
}

export function typePaste(ui: UiState, text: string): KeyOutcome {
  return applied(ui, {type: 'text_typed', text: toPlainText(text, MAX_QUERY_LENGTH)});
}

/** An override of writing direction can be typed, too. */
function isPlain(letter: string): boolean {
  return toPlainText(letter, MAX_QUERY_LENGTH) === letter;
}
