import {PRICE_SCALE} from './price.js';
import {SIZE_SCALE} from './size.js';

const UNITS_PER_DOLLAR = 10 ** (PRICE_SCALE + SIZE_SCALE);

/** What a level or a fill is worth in dollars, as a double: for display and thresholds only. */
export function toDollars({price, size}: {readonly price: number; readonly size: number}): number {
  return (price * size) / UNITS_PER_DOLLAR;
}
