// What it costs to take from one side of a book. Derived doubles, for display only.

import {UNIT_DOLLARS} from '../domain/notional.js';
import type {LevelColumns} from '../domain/snapshot.js';

export type FillCost = {
  /** In units of 0.000001 shares. */
  readonly sizeMicros: number;
  readonly dollars: number;
  /** Prices in units of 0.0001: the average of the shares, and of the last share. */
  readonly average: number;
  readonly worst: number;
  /** From the best price of the side to the average, in ticks; undefined where the tick is not known. */
  readonly slippageTicks: number | undefined;
  /** Whether the side has all that was asked for. */
  readonly isComplete: boolean;
};

/** Takes every level from the best one to `price`; undefined where that is none. */
export function fillToPrice(
  levels: LevelColumns,
  price: number,
  tick: number | undefined,
): FillCost | undefined {
  const isBeyond = (of: number): boolean => (levels.side === 'ask' ? of > price : of < price);
  return fill(levels, tick, (levelPrice) => (isBeyond(levelPrice) ? 0 : Infinity));
}

/** Takes for so many dollars; undefined where the side is empty. */
export function fillDollars(
  levels: LevelColumns,
  dollars: number,
  tick: number | undefined,
): FillCost | undefined {
  return fill(levels, tick, (price, spent) => (dollars - spent) / (price * UNIT_DOLLARS), dollars);
}

/** `most` says what may still be taken at a price, in units of size. */
function fill(
  {length, prices, sizes}: LevelColumns,
  tick: number | undefined,
  most: (price: number, spent: number) => number,
  wanted = 0,
): FillCost | undefined {
  let sizeMicros = 0;
  let spent = 0;
  let worst = 0;
  let isCut = false;
  for (let i = 0; i < length && !isCut; i++) {
    const price = prices[i]!;
    const room = most(price, spent);
    if (room <= 0) break;
    isCut = room <= sizes[i]!;
    const taken = isCut ? room : sizes[i]!;
    sizeMicros += taken;
    spent = isCut ? wanted : spent + taken * price * UNIT_DOLLARS;
    worst = price;
  }

  if (sizeMicros === 0) return undefined;
  const average = spent / (sizeMicros * UNIT_DOLLARS);
  const best = prices[0]!;
  return {
    sizeMicros,
    dollars: spent,
    average,
    worst,
    slippageTicks: tick === undefined ? undefined : roundOff(Math.abs(average - best) / tick),
    isComplete: wanted === 0 || isCut,
  };
}

/** Without the last digits, in which doubles that ought to be equal differ. */
function roundOff(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
