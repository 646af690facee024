// The keys of recording, and those of a replay, for the key table.

import type {KeyEntry, KeyMode} from './key-table.js';

export const RECORDING_KEYS: readonly KeyEntry[] = [
  {
    keys: ['R'],
    label: 'R',
    action: 'toggle_recording',
    help: 'record what comes from now on into a file; again ends it',
    footer: {words: {book: 'record'}, rank: 12},
    modes: ['book'],
  },
];

/** Beside the inspector and the other panels, too: there it is seen what a step brings. */
const WHERE_PLAYED: readonly KeyMode[] = ['book', 'latency', 'history', 'events', 'inspector'];

/** The same word in the footers of all of them. */
function everywhere(word: string): Partial<Record<KeyMode, string>> {
  return Object.fromEntries(WHERE_PLAYED.map((mode) => [mode, word]));
}

export const PLAYING_KEYS: readonly KeyEntry[] = [
  {
    keys: ['p'],
    label: 'p',
    action: 'toggle_play',
    help: 'in a replay: pause; again to go on',
    // Outlives freezing, which is much the same then.
    footer: {words: everywhere('pause'), rank: 1.5},
    modes: WHERE_PLAYED,
    isForReplay: true,
  },
  {
    keys: [','],
    label: ',',
    action: 'batch_back',
    help: 'in a replay: a batch of the market back, and paused there',
    modes: WHERE_PLAYED,
    isForReplay: true,
  },
  {
    keys: ['.'],
    label: '.',
    action: 'batch_on',
    help: 'in a replay: to its next batch',
    footer: {words: everywhere('batch'), rank: 3},
    modes: WHERE_PLAYED,
    isForReplay: true,
  },
  {
    keys: [':'],
    label: ':',
    action: 'frame_back',
    help: 'in a replay: a frame of any market back, and paused there',
    modes: WHERE_PLAYED,
    isForReplay: true,
  },
  {
    keys: [';'],
    label: ';',
    action: 'frame_on',
    help: 'in a replay: to the next frame of any market',
    footer: {words: everywhere('frame'), rank: 10},
    modes: WHERE_PLAYED,
    isForReplay: true,
  },
  {
    keys: ['<'],
    label: '<',
    action: 'skip_back',
    help: 'in a replay: ten seconds back',
    modes: WHERE_PLAYED,
    isForReplay: true,
  },
  {
    keys: ['>'],
    label: '>',
    action: 'skip_on',
    help: 'in a replay: ten seconds on',
    footer: {words: everywhere('10 s'), rank: 4},
    modes: WHERE_PLAYED,
    isForReplay: true,
  },
  {
    keys: ['{'],
    label: '{',
    action: 'jump_back',
    help: 'in a replay: the trade, or change of trust or connection, before',
    modes: WHERE_PLAYED,
    isForReplay: true,
  },
  {
    keys: ['}'],
    label: '}',
    action: 'jump_on',
    help: 'in a replay: the next one, and paused there',
    footer: {words: everywhere('trade'), rank: 5},
    modes: WHERE_PLAYED,
    isForReplay: true,
  },
  {
    keys: ['('],
    label: '(',
    action: 'slower',
    help: 'in a replay: slower, down to 0.1x',
    modes: WHERE_PLAYED,
    isForReplay: true,
  },
  {
    keys: [')'],
    label: ')',
    action: 'faster',
    help: 'in a replay: faster, up to 50x, then as fast as it can be read',
    footer: {words: everywhere('faster'), rank: 6},
    modes: WHERE_PLAYED,
    isForReplay: true,
  },
  {
    keys: ['g'],
    label: 'g',
    action: 'await_tenth',
    help: 'in a replay: go to a tenth of it, which the next key says',
    footer: {words: everywhere('go to'), rank: 3},
    modes: WHERE_PLAYED,
    isForReplay: true,
  },
  {
    keys: Array.from({length: 10}, (_, digit) => String(digit)),
    label: '0-9',
    action: 'go_to_tenth',
    help: 'after g: to that tenth of the recording',
    footer: {words: {tenth: 'tenth'}, rank: 0},
    modes: ['tenth'],
    isForReplay: true,
  },
  {
    keys: ['G'],
    label: 'G',
    action: 'open_moment',
    help: 'in a replay: go to a time, which is typed: 12:03:15, +90s, -5m, 45%',
    footer: {words: {tenth: 'a time'}, rank: 2},
    modes: [...WHERE_PLAYED, 'tenth'],
    isForReplay: true,
  },
  {
    keys: ['enter'],
    label: 'enter',
    action: 'go_to_moment',
    help: 'after G: go to the time that is typed',
    modes: ['moment'],
    isForReplay: true,
  },
  {
    keys: ['backspace'],
    label: 'backspace',
    action: 'erase_moment',
    help: 'after G: take back the last letter',
    modes: ['moment'],
    isForReplay: true,
  },
];
