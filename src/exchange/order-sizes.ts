import type {Random} from './random.js';

/** No order is smaller than five shares, in 0.01 shares. */
const MIN_ORDER_CENTS = 500;

/**
 * Size of a resting order in 0.01 shares. Like real ones half of them are round numbers and half
 * have cents, a few are many times the typical one.
 */
export function drawOrderCents(random: Random, typicalShares: number): number {
  const shares = typicalShares * Math.exp(random.normal() * 1.1);
  const cents = random.chance(0.5)
    ? Math.round(shares / roundUnit(shares)) * roundUnit(shares) * 100
    : Math.round(shares * 100);
  return Math.max(MIN_ORDER_CENTS, cents);
}

/** What people round to: 5 shares among tens, 50 among hundreds, 500 among thousands. */
function roundUnit(shares: number): number {
  return shares < 10 ? 1 : 5 * 10 ** (Math.floor(Math.log10(shares)) - 1);
}

/**
 * What a taker asks for, in 0.000001 shares. Takers spend dollars, so that the shares they get
 * have all six decimals.
 */
export function drawTakerMicros(random: Random, typicalShares: number, price: number): number {
  const wishedDollars = typicalShares * 0.25 * price * Math.exp(random.normal() * 1.2);
  const dollars = Math.max(1, Math.round(wishedDollars));
  return Math.floor((dollars / price) * 1_000_000);
}
