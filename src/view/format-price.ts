// Prices as cents of a dollar, which is also the probability in per cent.

/** Units of `Price` (0.0001) in one cent. */
const UNITS_PER_CENT = 100;

/** Most decimals that a price in cents can have; the unit of `Price` allows no more. */
export const MAX_CENT_DECIMALS = 2;

/** Decimals that this price or tick needs in cents: 0.01 needs none, 0.001 one, 0.0025 two. */
export function centDecimals(units: number): number {
  if (units % UNITS_PER_CENT === 0) return 0;
  return units % (UNITS_PER_CENT / 10) === 0 ? 1 : 2;
}

/** Cells of the widest price of a level with so many decimals and a cent sign: `99.9¢` is five. */
export function centCells(decimals: number): number {
  return 2 + (decimals === 0 ? 0 : decimals + 1) + 1;
}

/**
 * Formats units of 0.0001, whole or not (mid, microprice), as cents rounded half up to exactly
 * `decimals` places: 4670 with one decimal is `46.7¢`.
 */
export function formatCents(units: number, decimals: number, centSign: string): string {
  const scale = 10 ** decimals;
  const scaled = Math.round((units * scale) / UNITS_PER_CENT);
  return (scaled / scale).toFixed(decimals) + centSign;
}
