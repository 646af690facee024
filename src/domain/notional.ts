import {PRICE_SCALE, type Price} from './price.js';
import {SIZE_SCALE, type SizeMicros} from './size.js';

/** Trades from so many dollars on are remembered for longer. */
export const LARGE_TRADE_DOLLARS = 100;

/** Dollars in a unit of size at a unit of price. */
export const UNIT_DOLLARS = 1 / 10 ** (PRICE_SCALE + SIZE_SCALE);

/** What is paid for shares, in dollars: a double, for display and filters only. */
export function notionalOf({
  price,
  size,
}: {
  readonly price: Price;
  readonly size: SizeMicros;
}): number {
  return (price / 10 ** PRICE_SCALE) * (size / 10 ** SIZE_SCALE);
}
