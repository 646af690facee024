// A market's books as a recording has them, and back.

import type {ConditionId} from '../domain/market.js';
import {formatPrice} from '../domain/price.js';
import {formatSize} from '../domain/size.js';
import type {Level} from '../domain/feed-event.js';
import {OrderBookStore} from '../orderbook/order-book-store.js';
import type {BookView} from '../orderbook/watched-book.js';
import {decodeBook} from '../protocol/decode-book.js';
import type {RecordedBook} from '../recording/entry.js';
import type {IngestLoop} from './ingest-loop.js';

/** Those that have had a snapshot. */
export function toRecordedBooks(
  store: Pick<OrderBookStore, 'assetsOf' | 'book'>,
  market: ConditionId,
): readonly RecordedBook[] {
  return store.assetsOf(market).flatMap((assetId) => {
    const view = store.book(assetId);
    return view?.book.hasSnapshot === true ? [toRecordedBook(view)] : [];
  });
}

/** Puts the books in the place of those that are kept. What is no book is left out. */
export function restoreBooks(
  {store}: Pick<IngestLoop, 'store'>,
  market: ConditionId,
  books: readonly RecordedBook[],
  nowUs: number,
): void {
  const shadow = new OrderBookStore({adoptUnknownAssets: false});
  shadow.shadow(store, market, nowUs);
  const restored = books.flatMap((book) => {
    const event = decodeBook(book.message);
    if (event?.market !== market || store.book(event.assetId) === undefined) return [];
    shadow.apply(event, nowUs);
    return [{book, assetId: event.assetId}];
  });
  store.takeOver(shadow, market, nowUs);
  for (const {assetId, book} of restored) {
    const {state, reason, verified, failed, isDeaf, floorMs, revision} = book;
    const trust = {state, reason, sinceUs: nowUs};
    const needsSnapshot = isDeaf;
    store.restoreState(assetId, {trust, verified, failed, needsSnapshot, floorMs, revision});
  }
}

function toRecordedBook({
  assetId,
  conditionId,
  book,
  trust,
  tickSize,
  lastTradePrice,
  hash,
  heldUntilUs,
  verified,
  failed,
  needsSnapshot,
  floorMs,
}: BookView): RecordedBook {
  return {
    message: {
      event_type: 'book',
      market: conditionId,
      asset_id: assetId,
      timestamp: String(book.timestampMs),
      // Of half a batch the hash is not known.
      hash: heldUntilUs === undefined ? hash : undefined,
      bids: toLevels(book.bids),
      asks: toLevels(book.asks),
      tick_size: tickSize === undefined ? undefined : formatPrice(tickSize),
      last_trade_price: lastTradePrice,
    },
    ...{state: trust.state, reason: trust.reason, verified, failed},
    isDeaf: needsSnapshot,
    revision: book.revision,
    floorMs,
  };
}

/** In the exchange's order, the best price last. */
function toLevels(levels: Iterable<Level>): {price: string; size: string}[] {
  return Array.from(levels, ({price, size}) => ({
    price: formatPrice(price),
    size: formatSize(size),
  })).reverse();
}
