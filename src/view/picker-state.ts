// The picker's state: a text field, what is found for it as one types, and which of that is marked.

import type {Market} from '../domain/market.js';
import {MARKET_ORDERS, type MarketOrder} from '../domain/market-order.js';
import {clamp} from './clamp.js';
import {dropLastGlyph} from './fit-text.js';

/** Longest text of a search; more is a paste gone astray. */
export const MAX_QUERY_LENGTH = 120;

/** How far the search for the text is that stands in the field. */
export type PickerSearch = {
  /** `on_enter`: an address or an id, which is looked up when it is all there. */
  readonly phase: 'idle' | 'on_enter' | 'too_short' | 'waiting' | 'asking' | 'found' | 'failed';
  /** The text may be the name of one market: enter looks it up, unless something else was marked. */
  readonly mayBeName: boolean;
  /** Why nothing is found, as a sentence; undefined where nothing is amiss. */
  readonly message: string | undefined;
  /** Monotonic time at which it goes on by itself. */
  readonly retryAtUs: number | undefined;
};

/** What a list of choices answers to. */
export type PickerQuestion = {
  readonly query: string;
  /** Of the top markets, which are listed where nothing is typed. */
  readonly order: MarketOrder;
};

export type Picker = PickerQuestion & {
  readonly phase: 'typing' | 'looking_up' | 'opening';
  readonly search: PickerSearch;
  readonly choices: readonly Market[];
  /** Undefined until there was an answer; the choices of the one before stay until the next. */
  readonly answered: PickerQuestion | undefined;
  readonly choiceIndex: number;
  /** Whether the user has marked it, rather than the list. */
  readonly hasMarked: boolean;
  /** Monotonic time at which the phase began. */
  readonly sinceUs: number;
  /** Why the last lookup came to nothing, as a sentence; undefined where it did or there was none. */
  readonly message: string | undefined;
};

export type PickerAction =
  | {readonly type: 'text_typed'; readonly text: string}
  | {readonly type: 'text_erased'}
  | {readonly type: 'order_changed'}
  | {readonly type: 'typing_resumed'; readonly atUs: number}
  /** What comes of the search; of one for another text it is ignored. */
  | {
      readonly type: 'search_told';
      readonly question: PickerQuestion;
      readonly search: PickerSearch;
      /** Undefined where there is no answer yet. */
      readonly choices?: readonly Market[] | undefined;
      /** The one to mark in a new list; default: the first. */
      readonly choiceIndex?: number;
    }
  | {readonly type: 'lookup_started'; readonly atUs: number}
  /** `query` says to which lookup this answers: a late answer to an earlier one is ignored. */
  | {
      readonly type: 'lookup_found';
      readonly query: string;
      readonly choices: readonly Market[];
      readonly atUs: number;
    }
  | {
      readonly type: 'lookup_failed';
      readonly query: string;
      readonly message: string;
      readonly atUs: number;
    }
  | {readonly type: 'choice_moved'; readonly rows: number}
  | {readonly type: 'open_started'; readonly atUs: number}
  | {readonly type: 'open_failed'; readonly message: string; readonly atUs: number};

const IDLE: PickerSearch = {
  phase: 'idle',
  mayBeName: false,
  message: undefined,
  retryAtUs: undefined,
};

export function reducePicker(picker: Picker, action: PickerAction): Picker {
  switch (action.type) {
    case 'text_typed':
      return retype(picker, cutQuery(picker.query + action.text));
    case 'text_erased':
      return retype(picker, dropLastGlyph(picker.query));
    case 'order_changed': {
      if (picker.phase !== 'typing' || picker.query.trim() !== '') return picker;
      const next = MARKET_ORDERS.indexOf(picker.order) + 1;
      return {...picker, order: MARKET_ORDERS[next % MARKET_ORDERS.length]!, hasMarked: false};
    }
    case 'typing_resumed':
      return {...picker, phase: 'typing', sinceUs: action.atUs, message: undefined};
    case 'search_told':
      return hear(picker, action);
    case 'lookup_started':
      return {...picker, phase: 'looking_up', sinceUs: action.atUs, message: undefined};
    case 'lookup_found': {
      if (!isAwaited(picker, action.query)) return picker;
      const {choices, atUs} = action;
      const {query, order} = picker;
      return {
        ...picker,
        phase: 'typing',
        sinceUs: atUs,
        search: {...IDLE, phase: 'found'},
        choices,
        answered: {query, order},
        choiceIndex: 0,
        hasMarked: false,
      };
    }
    case 'lookup_failed':
      if (!isAwaited(picker, action.query)) return picker;
      return {...picker, phase: 'typing', sinceUs: action.atUs, message: action.message};
    case 'choice_moved': {
      if (picker.phase !== 'typing' || !isAnswered(picker)) return picker;
      if (picker.choices.length === 0) return picker;
      const last = Math.max(0, picker.choices.length - 1);
      const choiceIndex = clamp(picker.choiceIndex + action.rows, 0, last);
      return {...picker, choiceIndex, hasMarked: true};
    }
    case 'open_started':
      return {...picker, phase: 'opening', sinceUs: action.atUs, message: undefined};
    case 'open_failed':
      if (picker.phase !== 'opening') return picker;
      return {...picker, phase: 'typing', sinceUs: action.atUs, message: action.message};
  }
}

/** Whether the choices are those of the text in the field: what is marked may be opened. */
export function isAnswered(picker: Picker): boolean {
  return picker.answered !== undefined && isSameQuestion(picker.answered, picker);
}

/** The order matters only where nothing is typed. */
export function isSameQuestion(a: PickerQuestion, b: PickerQuestion): boolean {
  const query = a.query.trim();
  return query === b.query.trim() && (query !== '' || a.order === b.order);
}

function retype(picker: Picker, query: string): Picker {
  if (picker.phase !== 'typing' || query === picker.query) return picker;
  return {...picker, query, hasMarked: false, message: undefined};
}

function hear(
  picker: Picker,
  {question, search, choices, choiceIndex = 0}: Extract<PickerAction, {type: 'search_told'}>,
): Picker {
  if (!isSameQuestion(question, picker)) return picker;
  if (choices === undefined) return {...picker, search};
  const last = Math.max(0, choices.length - 1);
  const index = picker.hasMarked ? picker.choiceIndex : choiceIndex;
  return {
    ...picker,
    search,
    choices,
    answered: question,
    choiceIndex: clamp(index, 0, last),
  };
}

/** Half a character that a cut leaves behind can't be asked for. */
function cutQuery(text: string): string {
  return text.slice(0, MAX_QUERY_LENGTH).replace(/[\ud800-\udbff]$/, '');
}

function isAwaited(picker: Picker, query: string): boolean {
  return picker.phase === 'looking_up' && picker.query === query;
}

/** With choices it opens on them; they answer to the query. */
export function openPicker(action: {
  readonly atUs: number;
  readonly query?: string;
  readonly choices?: readonly Market[];
  readonly choiceIndex?: number;
}): Picker {
  const {atUs, query = '', choices, choiceIndex = 0} = action;
  const question = {query, order: 'volume'} as const;
  return {
    ...question,
    phase: 'typing',
    search: choices === undefined ? IDLE : {...IDLE, phase: 'found'},
    choices: choices ?? [],
    answered: choices && question,
    choiceIndex,
    hasMarked: false,
    sinceUs: atUs,
    message: undefined,
  };
}
