import {formatScaled, parseScaled} from './decimal.js';

declare const brand: unique symbol;

/** Price in units of 0.0001, so 0.51 is 5100 at every tick size the exchange has. */
export type Price = number & {readonly [brand]: 'Price'};

/** Decimal places of the unit. */
export const PRICE_SCALE = 4;

/** The price of a certain outcome: 1.0000. Prices of levels lie strictly between 0 and this. */
export const PRICE_ONE = 10_000 as Price;

/** Parses `0.48`, `.48` or `0.480` into a price between 0 and 1 inclusive, else undefined. */
export function parsePrice(text: string): Price | undefined {
  const scaled = parseScaled(text, PRICE_SCALE);
  return scaled === undefined || scaled > PRICE_ONE ? undefined : (scaled as Price);
}

/** Formats a price as the exchange writes it: `0.5`, `0.001`. */
export function formatPrice(price: Price): string {
  return formatScaled(price, PRICE_SCALE);
}

/** The price of the same order seen from the other outcome of the market: 1 - p. */
export function complement(price: Price): Price {
  return (PRICE_ONE - price) as Price;
}
