// Which events tell how late the feed is. The time of a first book is that of its market's last change,
// which may be hours ago, and what comes again or out of its order was late for another reason.

import type {FeedEvent} from '../domain/feed-event.js';
import type {EventKind} from '../domain/latency.js';
import type {ConditionId} from '../domain/market.js';

/** A book that follows a trade has the time of the change before it, a moment ago. */
const SAME_BATCH_US = 1_000_000;

type Newest = {
  changeMs: number;
  changeRecvUs: number;
  tradeMs: number;
};

export function kindOf({kind}: FeedEvent): EventKind {
  switch (kind) {
    case 'book_snapshot':
      return 'book';
    case 'price_change':
    case 'trade':
      return kind;
    default:
      return 'other';
  }
}

export class DatedEvents {
  readonly #newest = new Map<ConditionId, Newest>();

  /** To be asked of every event of a watched market. `isFirstBook`: the book before it was not to be trusted. */
  tellsLatency(event: FeedEvent, tsRecvUs: number, isFirstBook: boolean): boolean {
    switch (event.kind) {
      case 'price_change': {
        const newest = this.#of(event.market);
        if (event.timestampMs < newest.changeMs) return false;
        newest.changeMs = event.timestampMs;
        newest.changeRecvUs = tsRecvUs;
        return true;
      }
      case 'trade': {
        const newest = this.#of(event.market);
        if (event.timestampMs < newest.tradeMs) return false;
        newest.tradeMs = event.timestampMs;
        return true;
      }
      case 'book_snapshot': {
        const {changeMs, changeRecvUs} = this.#of(event.market);
        if (isFirstBook || event.timestampMs < changeMs) return false;
        return event.timestampMs > changeMs || tsRecvUs - changeRecvUs <= SAME_BATCH_US;
      }
      default:
        return false;
    }
  }

  forget(market: ConditionId): void {
    this.#newest.delete(market);
  }

  #of(market: ConditionId): Newest {
    let newest = this.#newest.get(market);
    if (newest === undefined) {
      newest = {
        changeMs: Number.NEGATIVE_INFINITY,
        changeRecvUs: Number.NEGATIVE_INFINITY,
        tradeMs: Number.NEGATIVE_INFINITY,
      };
      this.#newest.set(market, newest);
    }

    return newest;
  }
}
