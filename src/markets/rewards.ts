import {parseScaled} from '../domain/decimal.js';
import type {Rewards} from '../domain/market.js';
import {type Price, PRICE_ONE, PRICE_SCALE} from '../domain/price.js';
import {parseSize} from '../domain/size.js';

/** Spreads of rewards are told in cents, with a decimal: `3.5`. */
const CENTS_SCALE = PRICE_SCALE - 2;

/**
 * Undefined where nothing is paid: a market without rewards has 0 for both values, and one whose
 * rewards are over keeps its values and has no rate above 0. Without any word of `dailyRates` the
 * values decide: lists leave the rates out.
 */
export function toRewards(
  minSize: string | undefined,
  maxSpreadCents: string | undefined,
  dailyRates: readonly (number | undefined)[] | undefined,
): Rewards | undefined {
  const size = minSize === undefined ? undefined : parseSize(minSize);
  const spread =
    maxSpreadCents === undefined ? undefined : parseScaled(maxSpreadCents, CENTS_SCALE);
  if (size === undefined || size === 0) return undefined;
  if (spread === undefined || spread === 0 || spread > PRICE_ONE) return undefined;
  if (dailyRates?.every((rate) => !(rate !== undefined && rate > 0)) === true) return undefined;
  return {maxSpread: spread as Price, minSize: size};
}
