import type {Trust} from '../domain/trust.js';

/** A socket that has not brought its first books by then is not worth waiting for. */
const FIRST_BOOKS_US = 10_000_000;

/**
 * Whether the socket that is open does not bring what it should. `openForUs`: since it, or the one
 * before it, opened; undefined where nothing feeds the book.
 */
export function wantsAnotherSocket({state, reason}: Trust, openForUs: number | undefined): boolean {
  if (state !== 'STALE' || openForUs === undefined) return false;
  switch (reason) {
    case 'contradicted':
    case 'woke_up':
      return true;
    case 'polled':
    case 'reconnecting':
      return openForUs >= FIRST_BOOKS_US;
    default:
      return false;
  }
}
