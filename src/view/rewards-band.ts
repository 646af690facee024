// Where resting orders earn a share of the exchange's liquidity rewards, and what rests there.
// https://docs.polymarket.com/developers/rewards/overview

import type {Rewards} from '../domain/market.js';
import {notionalOf} from '../domain/notional.js';
import {PRICE_ONE, type Price} from '../domain/price.js';
import type {SizeMicros} from '../domain/size.js';
import type {BookImage, LevelColumns} from '../domain/snapshot.js';

export type RewardsSide = {
  /** Of the levels in the band that have the minimum, in units of 0.000001 shares. */
  readonly size: number;
  /** Of the same, in dollars. */
  readonly notional: number;
};

export type RewardsBand = {
  /** In units of 0.0001, not necessarily whole; both belong to the band. */
  readonly lowest: number;
  readonly highest: number;
  readonly bid: RewardsSide;
  readonly ask: RewardsSide;
};

/**
 * The band around the midpoint of the best levels that have the minimum size; undefined where a side has
 * none. Levels stand for their orders, which nobody tells: one of the minimum size may be of two that are
 * smaller and earn nothing.
 */
export function selectRewardsBand(
  {bids, asks}: Pick<BookImage, 'bids' | 'asks'>,
  {maxSpread, minSize}: Rewards,
): RewardsBand | undefined {
  const bestBid = bestOfSize(bids, minSize);
  const bestAsk = bestOfSize(asks, minSize);
  if (bestBid === undefined || bestAsk === undefined) return undefined;
  const midpoint = (bestBid + bestAsk) / 2;
  const lowest = Math.max(0, midpoint - maxSpread);
  const highest = Math.min(PRICE_ONE, midpoint + maxSpread);
  const sumSide = ({length, prices, sizes}: LevelColumns): RewardsSide => {
    let size = 0;
    let notional = 0;
    for (let i = 0; i < length; i++) {
      const level = {price: prices[i]! as Price, size: sizes[i]! as SizeMicros};
      if (level.size < minSize || level.price < lowest || level.price > highest) continue;
      size += level.size;
      notional += notionalOf(level);
    }

    return {size, notional};
  };
  return {lowest, highest, bid: sumSide(bids), ask: sumSide(asks)};
}

function bestOfSize(
  {length, prices, sizes}: LevelColumns,
  minSize: SizeMicros,
): number | undefined {
  for (let i = 0; i < length; i++) {
    if (sizes[i]! >= minSize) return prices[i]!;
  }

  return undefined;
}
