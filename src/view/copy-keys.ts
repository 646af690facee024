// Keys that copy the book: CSV lines, which the program hands to the terminal.

import {buildBookCsv, buildRowsCsv} from './book-csv.js';
import {formatCount} from './format-number.js';
import type {KeyAction} from './key-table.js';
import {commanded, unchanged, type KeyHandler, type KeyOutcome, type Press} from './key-outcome.js';
import {stepOf} from './ladder-lines.js';
import {selectFocus} from './select-content.js';
import {selectBook} from './selection.js';
import type {UiState} from './ui-state.js';
import type {BookImage} from '../domain/snapshot.js';

export const COPY_HANDLERS = {
  copy_rows: (ui, press) => {
    const book = selectShown(ui, press);
    const ladder = press.view?.ladder;
    if (book === undefined || ladder?.assetIndex !== book.assetIndex) return unchanged(ui);
    const {lines, window, height, group} = ladder;
    const visible = lines
      .slice(Math.max(0, window.top), Math.max(0, window.top + height))
      .filter((line) => line.kind === 'level');
    const what = group === 1 ? 'levels' : 'rows';
    return copied(ui, buildRowsCsv(book, group === 1 ? undefined : stepOf(book, group), visible), {
      what,
      hidden: 0,
    });
  },
  copy_book: (ui, press) => {
    const book = selectShown(ui, press);
    if (book === undefined) return unchanged(ui);
    const {bids, asks} = book;
    const hidden = bids.total - bids.length + asks.total - asks.length;
    return copied(ui, buildBookCsv(book), {what: 'levels', hidden});
  },
} as const satisfies Partial<Record<KeyAction, KeyHandler>>;

/** The book on the ladder; undefined where there is none, or none of it to copy. */
function selectShown(ui: UiState, {session, snapshot}: Press): BookImage | undefined {
  const selection = selectBook(ui, session.catalog);
  return selection && selectFocus(ui.frozen?.snapshot ?? snapshot, selection);
}

function copied(
  ui: UiState,
  lines: readonly string[],
  more: {readonly what: 'levels' | 'rows'; readonly hidden: number},
): KeyOutcome {
  return commanded(ui, {type: 'copy', lines, ...more});
}

/** Nothing comes back from the terminal, so that is said, too. */
export function describeCopy(copy: {
  readonly copied: number;
  readonly all: number;
  readonly what: 'levels' | 'rows';
}): string {
  const {copied: count, all, what} = copy;
  const one = what.slice(0, -1);
  const counted =
    count < all
      ? `${formatCount(count)} of ${formatCount(all)} ${what}`
      : `${formatCount(count)} ${count === 1 ? one : what}`;
  return `copied ${counted}; if the clipboard is empty, the terminal forbids OSC 52`;
}
