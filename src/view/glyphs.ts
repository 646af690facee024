// The characters beyond letters, in two sets, so that no other file asks what the terminal can show.

import type {Playback} from '../domain/playback.js';
import type {TrustState} from '../domain/trust.js';

export type Glyphs = {
  readonly isAscii: boolean;
  readonly ellipsis: string;
  readonly atLeast: string;
  /** More to the left, and to the right. */
  readonly earlier: string;
  readonly later: string;
  readonly cent: string;
  readonly micro: string;
  readonly sum: string;
  readonly plusMinus: string;
  /** Before what was traded. */
  readonly times: string;
  /** Before a change. */
  readonly delta: string;
  /** For a value that is not known. */
  readonly none: string;
  /** Between two statements on one line, blanks included. */
  readonly separator: string;
  readonly dot: string;
  /** Beside a size that can earn rewards. */
  readonly earns: string;
  readonly rule: string;
  readonly wall: string;
  /** Where a rule begins at a wall, and where it ends at one. */
  readonly tee: string;
  readonly teeLeft: string;
  readonly pointer: string;
  /** Beside a market of the watchlist. */
  readonly watched: string;
  /** From one value to another. */
  readonly arrow: string;
  /** Around the price of the last trade, in place of the walls. */
  readonly lastTradeLeft: string;
  readonly lastTradeRight: string;
  readonly proven: string;
  readonly failed: string;
  readonly scrolled: string;
  /** Bars growing to the right: index = eighths of the last cell, 0 is empty, 8 is full. */
  readonly rightBars: readonly string[];
  /** Bars growing to the left. Unicode's block has only the half and the eighth of this direction. */
  readonly leftBars: readonly string[];
  /** Columns of a sparkline, lowest first. */
  readonly sparks: readonly string[];
  /** Cells of growing weight, nothing first. */
  readonly shades: readonly string[];
  /** A time of which nothing is known. */
  readonly gap: string;
  /** The mid in the heatmap. */
  readonly midMark: string;
  /** Trades in the heatmap by what the taker did: small, large. */
  readonly bought: readonly [string, string];
  readonly sold: readonly [string, string];
  /** Points of the price line: mid, microprice, last trade, and what the exchange tells of before. */
  readonly line: {
    /** Undefined where the mid is drawn in dots of braille. */
    readonly mid: string | undefined;
    readonly microprice: string;
    readonly last: string;
    readonly seed: string;
  };
  /** Before what a replay does. */
  readonly play: Readonly<Record<Playback['state'], string>>;
  /** The bar of a replay: before its cursor, behind it, and the cursor. */
  readonly timeline: {readonly played: string; readonly ahead: string; readonly cursor: string};
  /** Before what is recorded. */
  readonly recording: string;
  readonly upperHalf: string;
  readonly lowerHalf: string;
  readonly trust: Readonly<Record<TrustState, string>>;
};

export const UNICODE_GLYPHS: Glyphs = {
  isAscii: false,
  ellipsis: '…',
  atLeast: '≥',
  earlier: '◂',
  later: '▸',
  cent: '¢',
  micro: 'µ',
  sum: 'Σ',
  plusMinus: '±',
  times: '×',
  delta: 'Δ',
  none: '–',
  separator: ' · ',
  dot: '·',
  earns: '•',
  rule: '─',
  wall: '│',
  tee: '├',
  teeLeft: '┤',
  pointer: '▸',
  watched: '★',
  arrow: '→',
  lastTradeLeft: '▸',
  lastTradeRight: '◂',
  proven: '✓',
  failed: '✗ ',
  scrolled: '↕',
  rightBars: ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'],
  leftBars: ['', '▕', '▕', '▐', '▐', '▐', '█', '█', '█'],
  sparks: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  shades: [' ', '░', '▒', '▓', '█'],
  gap: '┊',
  midMark: '─',
  bought: ['•', '●'],
  sold: ['◦', '○'],
  line: {mid: undefined, microprice: '˙', last: '•', seed: '╌'},
  play: {playing: '▶', paused: '❚❚', seeking: '»', ended: '■'},
  timeline: {played: '━', ahead: '─', cursor: '●'},
  recording: '●',
  upperHalf: '▀',
  lowerHalf: '▄',
  trust: {
    WAITING: '…',
    LIVE: '●',
    QUIET: '○',
    STALE: '◌',
    RESYNC: '↻',
    SUSPECT: '✗',
    UNPROVEN: '?',
    RESOLVED: '■',
  },
};

export const ASCII_GLYPHS: Glyphs = {
  isAscii: true,
  ellipsis: '~',
  atLeast: '>=',
  earlier: '<',
  later: '>',
  cent: 'c',
  micro: 'u',
  sum: 'sum',
  plusMinus: '+-',
  times: 'x',
  delta: '',
  none: '-',
  separator: ' - ',
  dot: '.',
  earns: '*',
  rule: '-',
  wall: '|',
  tee: '+',
  teeLeft: '+',
  pointer: '>',
  watched: '*',
  arrow: '->',
  lastTradeLeft: '>',
  lastTradeRight: '<',
  proven: 'ok ',
  failed: 'bad ',
  scrolled: '^v',
  rightBars: ['', '-', '-', '-', '=', '=', '=', '#', '#'],
  leftBars: ['', '-', '-', '-', '=', '=', '=', '#', '#'],
  sparks: ['_', '.', '-', '=', '+', '*', '%', '#'],
  shades: [' ', '.', ':', '%', '#'],
  gap: '!',
  midMark: '-',
  bought: ['o', 'O'],
  sold: ['x', 'X'],
  line: {mid: '*', microprice: '+', last: '.', seed: '~'},
  play: {playing: '>', paused: '||', seeking: '>>', ended: '#'},
  timeline: {played: '=', ahead: '-', cursor: 'O'},
  recording: '*',
  upperHalf: '"',
  lowerHalf: '_',
  trust: {
    WAITING: '.',
    LIVE: '*',
    QUIET: 'o',
    STALE: '~',
    RESYNC: '@',
    SUSPECT: 'x',
    UNPROVEN: '?',
    RESOLVED: '#',
  },
};

export function selectGlyphs(unicode: boolean): Glyphs {
  return unicode ? UNICODE_GLYPHS : ASCII_GLYPHS;
}
