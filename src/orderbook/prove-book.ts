import {formatPrice} from '../domain/price.js';
import {continueBookHash, finishBookHash, startBookHash} from './book-hash.js';
import type {MarketFacts} from './market-facts.js';
import type {OrderBook} from './order-book.js';

/** A claim of the exchange about one of its books. */
export type HashClaim = {
  readonly market: string;
  readonly assetId: string;
  readonly timestampMs: number;
  readonly hash: string | undefined;
  /** A whole book is as good a place as any to find out the market's order terms. */
  readonly mayGuessTerms: boolean;
};

/**
 * Compares a book with the exchange's hash of it: true if they match, false if they can't, undefined
 * if something that the hash contains is not known. What a match proves is kept in `facts`.
 */
export function proveBook(
  book: OrderBook,
  claim: HashClaim,
  facts: MarketFacts,
): boolean | undefined {
  const {market, assetId, timestampMs, hash} = claim;
  const termsToTry = facts.termsToTry(claim.mayGuessTerms);
  if (hash === undefined || facts.tickSize === undefined || termsToTry.length === 0) {
    return undefined;
  }

  const bids = book.bids.worstFirst();
  const asks = book.asks.worstFirst();
  const started = startBookHash({market, assetId, timestampMs, bids, asks});
  for (const tickSize of facts.ticksToTry((tick) => book.isOnTick(tick))) {
    for (const terms of termsToTry) {
      const continued = continueBookHash(started, {...terms, tickSize: formatPrice(tickSize)});
      for (const lastTradePrice of facts.lastTradesToTry()) {
        if (finishBookHash(continued, lastTradePrice) !== hash) continue;
        facts.adopt(terms, tickSize, lastTradePrice);
        return true;
      }
    }
  }

  return facts.isLastTradeKnown ? false : undefined;
}
