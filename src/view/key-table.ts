// Every key there is. Help, footer and README are made from this table, and keys are looked up in it.

import {HISTORY_KEYS, LATENCY_KEYS} from './figure-key-entries.js';
import type {GoTo} from './play-choice.js';
import {PLAYING_KEYS, RECORDING_KEYS} from './playing-key-entries.js';
import {EVENT_KEYS, INSPECTOR_KEYS} from './watching-key-entries.js';

/**
 * What the keys apply to: the book, the help over it, a panel in its place, a phase of the picker, or
 * what is asked for in the footer's place.
 */
export type KeyMode =
  | ('book' | 'help' | 'latency' | 'history' | 'events' | 'inspector' | 'typing' | 'waiting')
  | GoTo['kind'];

export type KeyAction =
  | 'select_market'
  | 'next_outcome'
  | 'previous_sibling'
  | 'next_sibling'
  | 'open_picker'
  | 'submit'
  | 'mark_choice'
  | 'next_order'
  | 'toggle_watch'
  | 'toggle_follow'
  | 'erase'
  | 'row_up'
  | 'row_down'
  | 'page_up'
  | 'page_down'
  | 'centre'
  | 'coarser_rows'
  | 'finer_rows'
  | 'toggle_mirror'
  | 'toggle_freeze'
  | 'filter_tape'
  | 'resync'
  | 'toggle_latency'
  | 'next_window'
  | 'previous_kind'
  | 'next_kind'
  | 'raise_limit'
  | 'lower_limit'
  | 'toggle_bell'
  | 'toggle_events'
  | 'next_scope'
  | 'go_to_event'
  | 'toggle_inspector'
  | 'next_frame_kind'
  | 'toggle_frame_scope'
  | 'toggle_pause'
  | 'unfold_frame'
  | 'toggle_history'
  | 'open_history'
  | 'next_span'
  | 'coarser_prices'
  | 'finer_prices'
  | ('toggle_recording' | 'toggle_play' | 'batch_back' | 'batch_on' | 'frame_back' | 'frame_on')
  | ('skip_back' | 'skip_on' | 'jump_back' | 'jump_on' | 'slower' | 'faster')
  | ('await_tenth' | 'go_to_tenth' | 'open_moment' | 'go_to_moment' | 'erase_moment')
  | 'copy_rows'
  | 'copy_book'
  | 'next_theme'
  | 'toggle_mouse'
  | 'toggle_help'
  | 'back'
  | 'suspend'
  | 'quit'
  | 'interrupt';

export type KeyEntry = {
  /** Names as `use-keys.ts` gives them: a character, or `up`, `enter`, `ctrl+c`, … */
  readonly keys: readonly string[];
  /** How the keys are written on the screen. */
  readonly label: string;
  /** The same in ASCII, where it differs. */
  readonly asciiLabel?: string;
  readonly action: KeyAction;
  /** What they do, for the help and the README. */
  readonly help: string;
  /** A word for the footer, by mode; the entry with the highest rank leaves first. */
  readonly footer?: {
    readonly words: Partial<Record<KeyMode, string>>;
    readonly rank: number;
  };
  readonly modes: readonly KeyMode[];
  /** Elsewhere it does nothing, and no footer names it. */
  readonly isForReplay?: true;
};

const LISTS: readonly KeyMode[] = ['latency', 'events', 'inspector'];
const WHERE_LOOKED_AT: readonly KeyMode[] = ['book', 'help', ...LISTS, 'history'];
const WHERE_ROWS_MOVE: readonly KeyMode[] = ['book', 'help', ...LISTS];
const WHERE_PAGES_MOVE: readonly KeyMode[] = [...WHERE_ROWS_MOVE, 'typing'];
const UNLESS_TYPING: readonly KeyMode[] = [...WHERE_LOOKED_AT, 'waiting', 'tenth'];
const EVERYWHERE: readonly KeyMode[] = [...UNLESS_TYPING, 'typing', 'moment'];

export const KEY_TABLE: readonly KeyEntry[] = [
  {
    keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
    label: '1-9',
    action: 'select_market',
    help: 'watched market of that number',
    footer: {words: {book: 'market'}, rank: 5},
    modes: ['book'],
  },
  {
    keys: ['tab'],
    label: 'tab',
    action: 'next_outcome',
    help: 'other outcome of the market',
    footer: {words: {book: 'outcome'}, rank: 3},
    modes: ['book'],
  },
  {
    keys: ['['],
    label: '[',
    action: 'previous_sibling',
    help: 'previous market of the event',
    modes: ['book'],
  },
  {
    keys: [']'],
    label: ']',
    action: 'next_sibling',
    help: 'next market of the event',
    modes: ['book'],
  },
  {
    keys: ['/'],
    label: '/',
    action: 'open_picker',
    help: 'search for a market: what matches is there as you type',
    footer: {words: {book: 'search'}, rank: 4},
    modes: ['book'],
  },
  {
    keys: ['enter'],
    label: 'enter',
    action: 'submit',
    help: 'in the search: open the marked market, or what a link names',
    footer: {words: {typing: 'open'}, rank: 0},
    modes: ['typing'],
  },
  {
    keys: ['up', 'down'],
    label: '↑ ↓',
    asciiLabel: 'up down',
    action: 'mark_choice',
    help: 'in the search: mark another market',
    footer: {words: {typing: 'mark'}, rank: 4},
    modes: ['typing'],
  },
  {
    keys: ['tab'],
    label: 'tab',
    action: 'next_order',
    help: 'in the search: top markets by volume, liquidity, end',
    footer: {words: {typing: 'order'}, rank: 3},
    modes: ['typing'],
  },
  {
    keys: ['backspace'],
    label: 'backspace',
    action: 'erase',
    help: 'take back the last letter of the search',
    modes: ['typing'],
  },
  {
    keys: ['up', 'k'],
    label: '↑ k',
    asciiLabel: 'up k',
    action: 'row_up',
    help: 'move the cursor of the ladder or a list up',
    modes: WHERE_ROWS_MOVE,
  },
  {
    keys: ['down', 'j'],
    label: '↓ j',
    asciiLabel: 'down j',
    action: 'row_down',
    help: 'the same down',
    footer: {
      words: {
        ...{book: 'cursor', help: 'scroll'},
        ...{latency: 'stage', events: 'event', inspector: 'frame'},
      },
      rank: 7,
    },
    modes: WHERE_ROWS_MOVE,
  },
  {
    keys: ['pageup'],
    label: 'PgUp',
    action: 'page_up',
    help: 'a page up',
    modes: WHERE_PAGES_MOVE,
  },
  {
    keys: ['pagedown'],
    label: 'PgDn',
    action: 'page_down',
    help: 'a page down',
    modes: WHERE_PAGES_MOVE,
  },
  {
    keys: ['c'],
    label: 'c',
    action: 'centre',
    help: 'centre the ladder on the market and follow it',
    footer: {words: {book: 'centre'}, rank: 6},
    modes: ['book'],
  },
  {
    keys: ['+', '='],
    label: '+',
    action: 'coarser_rows',
    help: 'more ticks to a row: 2, 5, 10',
    footer: {words: {book: 'group'}, rank: 8},
    modes: ['book'],
  },
  {
    keys: ['-'],
    label: '-',
    action: 'finer_rows',
    help: 'fewer ticks to a row',
    modes: ['book'],
  },
  {
    keys: ['o'],
    label: 'o',
    action: 'toggle_mirror',
    help: 'the price of the other outcome beside each price',
    footer: {words: {book: 'both prices'}, rank: 11},
    modes: ['book'],
  },
  {
    keys: ['space'],
    label: 'space',
    action: 'toggle_freeze',
    help: 'freeze ladder and tape; again to go on',
    footer: {words: {book: 'freeze'}, rank: 2},
    modes: ['book'],
  },
  {
    keys: ['t'],
    label: 't',
    action: 'filter_tape',
    help: 'tape: all trades, or those of $10, $100, $1k, $10k and more',
    footer: {words: {book: 'tape'}, rank: 9},
    modes: ['book'],
  },
  {
    keys: ['r'],
    label: 'r',
    action: 'resync',
    help: 'ask for the book anew',
    modes: ['book'],
  },
  {
    keys: ['w'],
    label: 'w',
    action: 'toggle_watch',
    help: 'put the market on the watchlist, or take it off',
    footer: {words: {book: 'watch'}, rank: 9},
    modes: ['book'],
  },
  {
    keys: ['f'],
    label: 'f',
    action: 'toggle_follow',
    help: 'follow a series: its next window when this one ends',
    modes: ['book'],
  },
  ...LATENCY_KEYS,
  ...EVENT_KEYS,
  ...INSPECTOR_KEYS,
  ...HISTORY_KEYS,
  ...RECORDING_KEYS,
  ...PLAYING_KEYS,
  {
    keys: ['y'],
    label: 'y',
    action: 'copy_rows',
    help: 'copy the visible rows of the ladder as CSV',
    modes: ['book'],
  },
  {
    keys: ['Y'],
    label: 'Y',
    action: 'copy_book',
    help: 'copy the whole book as CSV',
    modes: ['book'],
  },
  {
    keys: ['T'],
    label: 'T',
    action: 'next_theme',
    help: 'theme: default, colour-blind, mono, bright',
    modes: WHERE_LOOKED_AT,
  },
  {
    keys: ['m'],
    label: 'm',
    action: 'toggle_mouse',
    help: 'mouse off, for the terminal to select text; and on',
    modes: WHERE_LOOKED_AT,
  },
  {
    keys: ['?'],
    label: '?',
    action: 'toggle_help',
    help: 'this help',
    footer: {
      words: {
        ...{book: 'help', help: 'close', latency: 'help', history: 'help'},
        ...{events: 'help', inspector: 'help'},
      },
      rank: 1,
    },
    modes: WHERE_LOOKED_AT,
  },
  {
    keys: ['escape'],
    label: 'esc',
    action: 'back',
    help: 'back: close what is open, dismiss the notice',
    footer: {words: {typing: 'back', waiting: 'back', tenth: 'back'}, rank: 1},
    modes: EVERYWHERE,
  },
  {
    keys: ['ctrl+z'],
    label: 'ctrl-z',
    action: 'suspend',
    help: 'suspend; fg brings it back',
    modes: EVERYWHERE,
  },
  {
    keys: ['q'],
    label: 'q',
    action: 'quit',
    help: 'quit',
    footer: {
      words: {
        ...{book: 'quit', help: 'quit', latency: 'quit', history: 'quit'},
        ...{events: 'quit', inspector: 'quit', waiting: 'quit'},
      },
      rank: 0,
    },
    modes: UNLESS_TYPING,
  },
  {
    keys: ['ctrl+c'],
    label: 'ctrl-c',
    action: 'interrupt',
    help: 'quit from anywhere',
    footer: {words: {typing: 'quit'}, rank: 2},
    modes: EVERYWHERE,
  },
];

export function formatKeyLabel({label, asciiLabel}: KeyEntry, isAscii: boolean): string {
  return isAscii ? (asciiLabel ?? label) : label;
}

/** What a key does in a mode; undefined where it does nothing. */
export function selectKeyAction(
  key: string,
  mode: KeyMode,
  isReplay: boolean,
): KeyAction | undefined {
  const entry = KEY_TABLE.find(({keys, modes}) => modes.includes(mode) && keys.includes(key));
  return entry?.isForReplay === true && !isReplay ? undefined : entry?.action;
}
