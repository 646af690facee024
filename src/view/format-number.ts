// Numbers as the screen says them: short, of bounded width, never pretending to know what is unknown.

import {formatSize, SIZE_SCALE, type SizeMicros} from '../domain/size.js';

const SUFFIXES = ['', 'k', 'M', 'B', 'T'] as const;

/** Cells that a size from `formatShares` takes at most. */
export const SHARES_CELLS = 6;

/** Cells that a size from `formatCompactShares` takes at most. */
export const COMPACT_CELLS = 4;

/** Formats a size in shares within six cells: `0.5`, `7.6`, `310`, `1.2k`, `31.0M`. */
export function formatShares(sizeMicros: number): string {
  return formatAmount(sizeMicros / 10 ** SIZE_SCALE);
}

/** Formats a size exactly, with its thousands apart: `11,020.55`. */
export function formatExactShares(sizeMicros: number): string {
  const [whole = '', fraction] = formatSize(sizeMicros as SizeMicros).split('.');
  return groupThousands(whole) + (fraction === undefined ? '' : `.${fraction}`);
}

/** Formats dollars to the cent, `$5,146.34`; from ten million on `$12.0M`. */
export function formatDollars(dollars: number): string {
  if (dollars >= 10_000_000) return `$${formatAmount(dollars)}`;
  const [whole = '', cents = ''] = dollars.toFixed(2).split('.');
  return `$${groupThousands(whole)}.${cents}`;
}

/** Formats a distance in ticks: `3t`, and one between the ticks as `0.3t`, but never as `0.0t`. */
export function formatTicks(ticks: number): string {
  if (Number.isInteger(ticks)) return `${ticks}t`;
  return ticks < 99.95 ? `${Math.max(0.1, ticks).toFixed(1)}t` : `${ticks.toFixed(0)}t`;
}

/**
 * Formats an amount that is not negative within six cells. One too small to round to anything is
 * `<0.1`, so that a level is never shown as empty.
 */
export function formatAmount(amount: number): string {
  if (amount === 0) return '0';
  if (amount < 0.05) return '<0.1';
  if (amount < 9.95 && !Number.isInteger(amount)) return amount.toFixed(1);
  if (amount < 999.5) return amount.toFixed(0);

  let scaled = amount / 1000;
  let step = 1;
  // 999,960 rounds to 1000.0k, which is 1.0M.
  while (scaled >= 999.95 && step < SUFFIXES.length - 1) {
    scaled /= 1000;
    step++;
  }

  return scaled.toFixed(1) + SUFFIXES[step]!;
}

/** Formats a size in shares within four cells, for narrow columns: `0.5`, `310`, `1.2k`, `31M`. */
export function formatCompactShares(sizeMicros: number): string {
  let scaled = sizeMicros / 10 ** SIZE_SCALE;
  if (scaled > 0 && scaled < 0.05) return '<0.1';
  let step = 0;
  while (scaled >= 999.5 && step < SUFFIXES.length - 1) {
    scaled /= 1000;
    step++;
  }

  const hasTenths = scaled < 9.95 && (step > 0 || !Number.isInteger(scaled));
  return scaled.toFixed(hasTenths ? 1 : 0) + SUFFIXES[step]!;
}

/** Formats a change of a size in shares with its sign: `+1.2k`, `-310`, `0`. */
export function formatSignedShares(sizeMicros: number): string {
  if (sizeMicros === 0) return '0';
  return (sizeMicros < 0 ? '-' : '+') + formatShares(Math.abs(sizeMicros));
}

/** Formats a count: `1,204`, from ten million on `12.0M`. */
export function formatCount(count: number): string {
  if (count >= 10_000_000) return `${(count / 1_000_000).toFixed(1)}M`;
  return groupThousands(String(Math.round(count)));
}

function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Formats a measured value of any sign: `-3.2`, `41`, `12k`; `none` where there is no measurement. */
export function formatGauge(value: number, none: string): string {
  if (!Number.isFinite(value)) return none;
  const magnitude = Math.abs(value);
  if (magnitude < 9.95) return withoutNegativeZero(value.toFixed(1));
  if (magnitude < 99_999.5) return withoutNegativeZero(value.toFixed(0));
  if (magnitude < 999_999.5) return `${(value / 1000).toFixed(0)}k`;
  return magnitude < 1e12 ? `${(value / 1_000_000).toFixed(0)}M` : value.toExponential(0);
}

/** Formats an amount of memory or traffic: `640 B`, `78 kB`, `31 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 999.5) return `${bytes.toFixed(0)} B`;
  if (bytes < 999_500) return `${(bytes / 1e3).toFixed(0)} kB`;
  return bytes < 9.95e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e6).toFixed(0)} MB`;
}

/** Formats a share of -1 to 1 with its sign: `+38%`. */
export function formatSignedPercent(ratio: number): string {
  const percent = Math.round(ratio * 100);
  return `${percent < 0 ? '-' : '+'}${Math.abs(percent)}%`;
}

function withoutNegativeZero(text: string): string {
  return text === '-0.0' ? '0.0' : text;
}
