import type {TradeEvent} from '../domain/feed-event.js';

/** Trades that are remembered; an overlap lasts seconds, and the busiest market has some ten a second. */
const MAX_KEYS = 50_000;

type Count = {admitted: number; readonly bySocket: Map<number, number>};

/**
 * Admits what two sockets bring of the same trades, each once. Fills may be alike in every field, so
 * that it counts: a fill is new if its socket has brought more of its like than were admitted.
 */
export class TradeUnion {
  readonly #counts = new Map<string, Count>();

  admit(trade: TradeEvent, epoch: number): boolean {
    const key = keyOf(trade);
    let count = this.#counts.get(key);
    if (count === undefined) {
      if (this.#counts.size >= MAX_KEYS) return true;
      count = {admitted: 0, bySocket: new Map()};
      this.#counts.set(key, count);
    }

    const brought = (count.bySocket.get(epoch) ?? 0) + 1;
    count.bySocket.set(epoch, brought);
    if (brought <= count.admitted) return false;
    count.admitted = brought;
    return true;
  }
}

function keyOf({assetId, timestampMs, price, size, side, transactionHash}: TradeEvent): string {
  return `${assetId} ${timestampMs} ${price} ${size} ${side} ${transactionHash ?? ''}`;
}
