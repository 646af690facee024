// The keys of the latency panel and of depth and prices over time, for the key table.

import type {KeyEntry} from './key-table.js';

export const LATENCY_KEYS: readonly KeyEntry[] = [
  {
    keys: ['l'],
    label: 'l',
    action: 'toggle_latency',
    help: 'latency: every stage, its percentiles and distribution',
    footer: {words: {book: 'latency', latency: 'close'}, rank: 4},
    modes: ['book', 'latency'],
  },
  {
    keys: ['tab'],
    label: 'tab',
    action: 'next_window',
    help: 'in latency: 10 s, 1 min, the session',
    footer: {words: {latency: 'window'}, rank: 2},
    modes: ['latency'],
  },
  {
    keys: ['left'],
    label: '←',
    asciiLabel: 'left',
    action: 'previous_kind',
    help: 'in latency: the kind of event before',
    modes: ['latency'],
  },
  {
    keys: ['right'],
    label: '→',
    asciiLabel: 'right',
    action: 'next_kind',
    help: 'in latency: the next kind of event',
    footer: {words: {latency: 'events'}, rank: 5},
    modes: ['latency'],
  },
  {
    keys: ['+', '='],
    label: '+',
    action: 'raise_limit',
    help: 'in latency: set or raise the limit of the stage',
    footer: {words: {latency: 'limit'}, rank: 3},
    modes: ['latency'],
  },
  {
    keys: ['-'],
    label: '-',
    action: 'lower_limit',
    help: 'in latency: lower the limit, in the end to none',
    modes: ['latency'],
  },
  {
    keys: ['b'],
    label: 'b',
    action: 'toggle_bell',
    help: 'in latency: ring the bell where a limit is crossed',
    footer: {words: {latency: 'bell'}, rank: 4},
    modes: ['latency'],
  },
];

export const HISTORY_KEYS: readonly KeyEntry[] = [
  {
    keys: ['h'],
    label: 'h',
    action: 'toggle_history',
    help: 'depth and prices over time: open or close',
    footer: {words: {book: 'heatmap', history: 'close'}, rank: 4},
    modes: ['book', 'history'],
  },
  {
    keys: ['H'],
    label: 'H',
    action: 'open_history',
    help: 'the same in place of the book, on any screen',
    modes: ['book'],
  },
  {
    keys: ['tab'],
    label: 'tab',
    action: 'next_span',
    help: 'over time: 1 min, 5 min, 1 h',
    footer: {words: {history: 'span'}, rank: 2},
    modes: ['history'],
  },
  {
    keys: ['+', '='],
    label: '+',
    action: 'coarser_prices',
    help: 'over time: coarser steps of price',
    footer: {words: {history: 'prices'}, rank: 3},
    modes: ['history'],
  },
  {
    keys: ['-'],
    label: '-',
    action: 'finer_prices',
    help: 'over time: finer steps of price',
    modes: ['history'],
  },
];
