import type {TradeEvent} from '../domain/feed-event.js';

/** Minutes of the busiest market; two sockets are never further apart than seconds. */
const MAX_TRADES = 4_096;

/**
 * Knows a trade that came before: from another socket while one takes over from the other, or in a frame
 * that the exchange sent twice. Two fills of one transaction that are alike in every field can't be
 * told from that, and count once; where no transaction is named nothing is taken for a repetition.
 */
export class RecentTrades {
  readonly #keys = new Set<string>();

  clear(): void {
    this.#keys.clear();
  }

  /** Whether it is new, which it then no longer is. */
  add({assetId, timestampMs, price, size, side, transactionHash}: TradeEvent): boolean {
    if (transactionHash === undefined) return true;
    const key = `${transactionHash} ${assetId} ${timestampMs} ${price} ${size} ${side}`;
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    if (this.#keys.size > MAX_TRADES) {
      for (const oldest of this.#keys) {
        this.#keys.delete(oldest);
        break;
      }
    }

    return true;
  }
}
