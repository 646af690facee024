import {formatScaled, parseScaled} from './decimal.js';

declare const brand: unique symbol;

/** Number of shares in units of 0.000001, the finest the exchange writes (trades; levels use 0.01). */
export type SizeMicros = number & {readonly [brand]: 'SizeMicros'};

/** Decimal places of the unit. */
export const SIZE_SCALE = 6;

/** Parses `310`, `45.99` or `7.555554`, else undefined. At most about 9.007e9 shares fit. */
export function parseSize(text: string): SizeMicros | undefined {
  return parseScaled(text, SIZE_SCALE) as SizeMicros | undefined;
}

/** Formats a size as the exchange writes it: `26.68`, `2000`. */
export function formatSize(size: SizeMicros): string {
  return formatScaled(size, SIZE_SCALE);
}

/** Shares as a double: for display and derived notional only, never for a book. */
export function toShares(size: SizeMicros): number {
  return size / 10 ** SIZE_SCALE;
}
