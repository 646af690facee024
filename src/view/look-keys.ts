// Keys for how the screen looks and how it is steered.

import {applied, type KeyHandler} from './key-outcome.js';
import type {KeyAction} from './key-table.js';

export const LOOK_HANDLERS = {
  next_theme: (ui, {nowUs}) => applied(ui, {type: 'theme_changed', atUs: nowUs}),
  toggle_mouse: (ui, {nowUs}) => applied(ui, {type: 'mouse_toggled', atUs: nowUs}),
} as const satisfies Partial<Record<KeyAction, KeyHandler>>;
