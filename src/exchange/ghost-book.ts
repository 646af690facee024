import type {Level} from '../domain/feed-event.js';
import type {AssetId} from '../domain/market.js';
import {formatPrice, type Price} from '../domain/price.js';
import type {SizeMicros} from '../domain/size.js';
import {bookHash} from '../orderbook/book-hash.js';
import type {ListedMarket} from './listing.js';
import type {BookState} from './market-book.js';

const GHOST_BID = 100 as Price;
const GHOST_ASK = 9900 as Price;
/** 1,000 shares. */
const GHOST_SIZE = 1_000_000_000 as SizeMicros;

/**
 * The book of 0.01 and 0.99 that `/book` has been seen to answer instead of the real one
 * (Polymarket/py-clob-client#180), new and with a hash that is right for it.
 * @param book The real one; undefined where there is none, which keeps no ghost away.
 */
export function buildGhostBook(
  listing: ListedMarket,
  assetId: AssetId,
  book: BookState | undefined,
  nowMs: number,
): BookState {
  const levelAt = (price: Price): Level => ({price, size: GHOST_SIZE});
  const {conditionId: market, minOrderSize, negRisk} = listing;
  const tickSize = book?.tickSize ?? listing.tickSize;
  const ghost = {
    market,
    assetId,
    timestampMs: Math.floor(nowMs),
    bids: [levelAt(GHOST_BID)],
    asks: [levelAt(GHOST_ASK)],
    tickSize,
    minOrderSize,
    negRisk,
    lastTradePrice: book?.lastTradePrice ?? '',
  };
  return {
    ...ghost,
    hash: bookHash({...ghost, tickSize: formatPrice(tickSize)}),
    bestBid: GHOST_BID,
    bestAsk: GHOST_ASK,
  };
}
