// Fills that are large, for any market or for this one.

import type {TradeEvent} from '../domain/feed-event.js';
import {notionalOf} from '../domain/notional.js';
import {medianOf} from './median.js';
import {
  TRADE_DOLLARS,
  TRADE_MIN_DOLLARS,
  TRADE_MIN_SAMPLES,
  TRADE_SAMPLES,
  TRADE_TIMES_MEDIAN,
} from './thresholds.js';

export class TradeWatch {
  readonly #dollars: number[] = [];

  /** Whether this one is large, against those before it. */
  note(trade: Pick<TradeEvent, 'price' | 'size'>): boolean {
    const dollars = notionalOf(trade);
    const usual = this.#dollars.length < TRADE_MIN_SAMPLES ? Number.NaN : medianOf(this.#dollars);
    this.#dollars.push(dollars);
    if (this.#dollars.length > TRADE_SAMPLES) this.#dollars.shift();
    if (dollars >= TRADE_DOLLARS) return true;
    return dollars >= TRADE_MIN_DOLLARS && dollars >= TRADE_TIMES_MEDIAN * usual;
  }
}
