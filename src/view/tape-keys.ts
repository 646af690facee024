// Keys of the tape.

import type {KeyAction} from './key-table.js';
import {applied, type KeyHandler} from './key-outcome.js';
import {nextMinimum} from './tape-choice.js';

export const TAPE_HANDLERS = {
  filter_tape: (ui) => applied(ui, {type: 'tape_filtered', minimum: nextMinimum(ui.tapeMinimum)}),
} as const satisfies Partial<Record<KeyAction, KeyHandler>>;
