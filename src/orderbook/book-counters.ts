import type {Counters} from '../domain/snapshot.js';

/** The counters that belong to books; each has its meaning from `Counters`. */
export type BookCounters = {
  -readonly [
    K in
      | 'ignored'
      | 'books'
      | 'trades'
      | 'batches'
      | 'verified'
      | 'hashFailed'
      | 'bboFailed'
      | 'crossed'
  ]: Counters[K];
};

export function createBookCounters(): BookCounters {
  return {
    ignored: 0,
    books: 0,
    trades: 0,
    batches: 0,
    verified: 0,
    hashFailed: 0,
    bboFailed: 0,
    crossed: 0,
  };
}
