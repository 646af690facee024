import type {BookSide} from '../domain/feed-event.js';
import type {AssetId, ConditionId} from '../domain/market.js';
import type {Price} from '../domain/price.js';
import type {SizeMicros} from '../domain/size.js';
import type {OrderBook} from './order-book.js';

/** Told of one level that has another size now; absent levels have size 0. */
export type LevelObserver = {
  readonly changeLevel: (
    side: BookSide,
    price: Price,
    before: SizeMicros,
    after: SizeMicros,
  ) => void;
};

/**
 * Follows what becomes of one book, level by level. Between `restart` and `interrupt` it is told of
 * every difference there is: each message is `beginMessage`, its changes and `endMessage`.
 */
export type BookObserver = LevelObserver & {
  /** What follows belongs to the batch of this timestamp and hash. May be said once for each change. */
  readonly beginMessage: (timestampMs: number, hash: string | undefined, nowUs: number) => void;
  readonly endMessage: (book: OrderBook) => void;
  /** The book is another one: what became of the levels of the one before is not known. */
  readonly restart: (book: OrderBook, hash: string | undefined, nowUs: number) => void;
  /** The book takes no more changes until it is replaced. */
  readonly interrupt: () => void;
};

export type ObserveBook = (assetId: AssetId, market: ConditionId, nowUs: number) => BookObserver;
