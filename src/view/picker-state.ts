// The picker's state: a text field, a search, its choices.

import type {Market} from '../domain/market.js';
import {clamp} from './clamp.js';
import {dropLastGlyph} from './fit-text.js';

/** Longest text of a search; more is a paste gone astray. */
export const MAX_QUERY_LENGTH = 120;

export type Picker = {
  readonly phase: 'typing' | 'searching' | 'choosing' | 'opening';
  readonly query: string;
  readonly choices: readonly Market[];
  readonly choiceIndex: number;
  /** Monotonic time at which the phase began. */
  readonly sinceUs: number;
  /** Why the last search found nothing, as a sentence; undefined where it did or there was none. */
  readonly message: string | undefined;
};

export type PickerAction =
  | {readonly type: 'text_typed'; readonly text: string}
  | {readonly type: 'text_erased'}
  | {readonly type: 'typing_resumed'; readonly atUs: number}
  | {readonly type: 'search_started'; readonly atUs: number}
  /** `query` says to which search this answers: a late answer to an earlier one is ignored. */
  | {
      readonly type: 'search_found';
      readonly query: string;
      readonly choices: readonly Market[];
      readonly atUs: number;
    }
  | {
      readonly type: 'search_failed';
      readonly query: string;
      readonly message: string;
      readonly atUs: number;
    }
  | {readonly type: 'choice_moved'; readonly rows: number}
  | {readonly type: 'open_started'; readonly atUs: number}
  | {readonly type: 'open_failed'; readonly message: string; readonly atUs: number};

export function reducePicker(picker: Picker, action: PickerAction): Picker {
  switch (action.type) {
    case 'text_typed':
      if (picker.phase !== 'typing') return picker;
      return {...picker, query: cutQuery(picker.query + action.text)};
    case 'text_erased':
      return picker.phase === 'typing' ? {...picker, query: dropLastGlyph(picker.query)} : picker;
    case 'typing_resumed':
      return {...picker, phase: 'typing', sinceUs: action.atUs, message: undefined};
    case 'search_started':
      return {...picker, phase: 'searching', sinceUs: action.atUs, message: undefined};
    case 'search_found': {
      if (!isAwaited(picker, action.query)) return picker;
      const {choices, atUs} = action;
      if (choices.length === 0) {
        const message = `no open market matches "${picker.query}"`;
        return {...picker, phase: 'typing', choices, sinceUs: atUs, message};
      }

      return {...picker, phase: 'choosing', choices, choiceIndex: 0, sinceUs: atUs};
    }
    case 'search_failed':
      if (!isAwaited(picker, action.query)) return picker;
      return {...picker, phase: 'typing', sinceUs: action.atUs, message: action.message};
    case 'choice_moved': {
      const last = Math.max(0, picker.choices.length - 1);
      return {...picker, choiceIndex: clamp(picker.choiceIndex + action.rows, 0, last)};
    }
    case 'open_started':
      return {...picker, phase: 'opening', sinceUs: action.atUs, message: undefined};
    case 'open_failed':
      if (picker.phase !== 'opening') return picker;
      return {...picker, phase: 'choosing', sinceUs: action.atUs, message: action.message};
  }
}

/** Half a character that a cut leaves behind can't be asked for. */
function cutQuery(text: string): string {
  return text.slice(0, MAX_QUERY_LENGTH).replace(/[\ud800-\udbff]$/, '');
}

function isAwaited(picker: Picker, query: string): boolean {
  return picker.phase === 'searching' && picker.query === query;
}

/** With choices it opens on them, else on the text field. */
export function openPicker(action: {
  readonly atUs: number;
  readonly query?: string;
  readonly choices?: readonly Market[];
}): Picker {
  const choices = action.choices ?? [];
  return {
    phase: choices.length > 0 ? 'choosing' : 'typing',
    query: action.query ?? '',
    choices,
    choiceIndex: 0,
    sinceUs: action.atUs,
    message: undefined,
  };
}
