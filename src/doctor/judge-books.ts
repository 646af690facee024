// What the first books, or none of them, say of the feed.

import {failed, type Finding, passed, warned} from './check.js';
import type {FeedProbe} from './feed-probe.js';
import {formatMs} from './format-outcome.js';

const AGAIN_HINT = 'The exchange may be busy or restarting: try again in a minute';
const LATE_HINT = 'The viewer says WAITING meanwhile: the exchange holds first books back';
const HASH_HINT =
  "The viewer says UNPROVEN or SUSPECT: the rule of the hash is the exchange's own and may change";

/** A book follows its subscription within this time, unless it is held back. */
const PROMPT_MS = 1_000;

export type ProbedBooks = Pick<FeedProbe, 'firstBooks' | 'isProven' | 'changesBeforeBook'>;

export function judgeBooks(probe: ProbedBooks, firstBookMs: number): Finding {
  const {isProven, changesBeforeBook} = probe;
  const books = [...probe.firstBooks.values()];
  const levels = books.reduce((sum, book) => sum + book.levels, 0);
  const isRefuted = !isProven && books.some(({hashOk}) => hashOk === false);
  const figures = {
    first_book_ms: firstBookMs,
    levels,
    hash_ok: isProven ? true : isRefuted ? false : null,
  };
  const words = `${books.length} books of ${levels} levels`;
  if (!isProven) {
    const hash = isRefuted ? 'not as they were hashed' : 'no hash proves them';
    return warned(`${words}, ${hash}`, HASH_HINT, figures);
  }

  const proven = `${words}, proven by their hashes`;
  if (changesBeforeBook === 0 || firstBookMs < PROMPT_MS) return passed(proven, figures);
  const late = `${formatMs(firstBookMs)} late and after ${changesBeforeBook} changes`;
  return warned(`${proven}, ${late}`, LATE_HINT, figures);
}

export function judgeNoBook(
  {closedReason, changes}: Pick<FeedProbe, 'closedReason' | 'changes'>,
  waitedMs: number,
): Finding {
  if (closedReason !== undefined) {
    return failed(`the socket ended first: ${closedReason}`, AGAIN_HINT);
  }

  const what = `no book came within ${waitedMs / 1000} s`;
  return changes > 0
    ? failed(`${what}, though ${changes} changes did`, AGAIN_HINT)
    : failed(`${what}, nor any change`, `${AGAIN_HINT}, or name another market`);
}
