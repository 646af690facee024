// What REST's books say of ours. They are believed only if their own hashes prove them; changes that
// the socket brought meanwhile are replayed onto them.

import type {BookSnapshotEvent} from '../domain/feed-event.js';
import type {AssetId} from '../domain/market.js';
import {PRICE_ONE} from '../domain/price.js';
import {OrderBookStore} from '../orderbook/order-book-store.js';
import type {Look, MarketWatch} from './market-watch.js';
import type {RestBook} from './rest-source.js';

/** Inactive markets have been seen with books of this one level a side (py-clob-client#180). */
const GHOST_BID = PRICE_ONE / 100;

export type Examination =
  | {
      /** Whether ours have the same levels as REST's, with what came since. */
      readonly kind: 'agrees' | 'differs';
      /** REST's books with what came since, proven: they may take the place of ours. */
      readonly books: OrderBookStore;
    }
  /** REST is behind what we had when we asked. */
  | {readonly kind: 'older'}
  | {readonly kind: 'none'}
  | {readonly kind: 'refused' | 'unavailable'; readonly reason: string};

export function examineBooks(
  ours: OrderBookStore,
  {conditionId, assetIds}: Pick<MarketWatch, 'conditionId' | 'assetIds'>,
  look: Look,
  replies: ReadonlyMap<AssetId, RestBook>,
  nowUs: number,
): Examination {
  const events: BookSnapshotEvent[] = [];
  for (const assetId of assetIds) {
    const reply = replies.get(assetId);
    if (reply === undefined) return {kind: 'unavailable', reason: 'one of its books is missing'};
    if (reply.kind === 'unavailable') return reply;
    if (reply.kind === 'book') events.push(reply.event);
  }

  if (events.length === 0) return {kind: 'none'};
  if (events.length < assetIds.length) {
    return {kind: 'unavailable', reason: 'one of its books is missing'};
  }

  if (events.some(isGhost)) return {kind: 'refused', reason: 'REST has a ghost book'};
  const books = new OrderBookStore({adoptUnknownAssets: false});
  books.shadow(ours, conditionId, nowUs);
  for (const event of events) books.applyFromRest(event, nowUs);
  if (!isProven(books, assetIds))
    return {kind: 'refused', reason: "REST's book fails its own hash"};
  if (events.some(({assetId, timestampMs}) => timestampMs < (look.baseMs.get(assetId) ?? 0))) {
    return {kind: 'older'};
  }

  for (const event of look.events) books.apply(event, nowUs);
  if (!isProven(books, assetIds)) return {kind: 'refused', reason: 'REST and the socket disagree'};
  const agrees = assetIds.every((assetId) => {
    const book = ours.book(assetId)?.book;
    return book?.hasSnapshot === true && book.hasLevelsOf(books.book(assetId)!.book);
  });
  return {kind: agrees ? 'agrees' : 'differs', books};
}

function isProven(books: OrderBookStore, assetIds: readonly AssetId[]): boolean {
  return assetIds.every((assetId) => books.book(assetId)?.trust.state === 'LIVE');
}

function isGhost({bids, asks}: BookSnapshotEvent): boolean {
  return (
    bids.length === 1 &&
    asks.length === 1 &&
    bids[0]!.price === GHOST_BID &&
    asks[0]!.price === PRICE_ONE - GHOST_BID
  );
}
