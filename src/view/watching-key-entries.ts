// The keys of the event log and of the frame inspector, for the key table.

import type {KeyEntry} from './key-table.js';

export const EVENT_KEYS: readonly KeyEntry[] = [
  {
    keys: ['e'],
    label: 'e',
    action: 'toggle_events',
    help: 'events: jumps, walls, large trades, reconnects, ends of markets',
    footer: {words: {book: 'events', events: 'close'}, rank: 4},
    modes: ['book', 'events'],
  },
  {
    keys: ['tab'],
    label: 'tab',
    action: 'next_scope',
    help: 'in events: of all markets, or of this one',
    footer: {words: {events: 'market'}, rank: 3},
    modes: ['events'],
  },
  {
    keys: ['enter'],
    label: 'enter',
    action: 'go_to_event',
    help: 'in events: show the market of the marked one',
    footer: {words: {events: 'show'}, rank: 2},
    modes: ['events'],
  },
];

export const INSPECTOR_KEYS: readonly KeyEntry[] = [
  {
    keys: ['i'],
    label: 'i',
    action: 'toggle_inspector',
    help: 'inspector: frames as they came, and what was made of them',
    footer: {words: {book: 'frames', inspector: 'close'}, rank: 9},
    modes: ['book', 'inspector'],
  },
  {
    keys: ['tab'],
    label: 'tab',
    action: 'next_frame_kind',
    help: 'in the inspector: all, books, changes, trades, others',
    footer: {words: {inspector: 'kind'}, rank: 3},
    modes: ['inspector'],
  },
  {
    keys: ['a'],
    label: 'a',
    action: 'toggle_frame_scope',
    help: 'in the inspector: of all markets, or of this one',
    footer: {words: {inspector: 'market'}, rank: 4},
    modes: ['inspector'],
  },
  {
    keys: ['space'],
    label: 'space',
    action: 'toggle_pause',
    help: 'in the inspector: hold the list and count what comes',
    footer: {words: {inspector: 'pause'}, rank: 2},
    modes: ['inspector'],
  },
  {
    keys: ['enter'],
    label: 'enter',
    action: 'unfold_frame',
    help: 'in the inspector: the marked frame line by line; again folds it',
    footer: {words: {inspector: 'unfold'}, rank: 1},
    modes: ['inspector'],
  },
];
