// The heatmap before it is drawn: for each cell of time and each step of price how much there was.

import type {DepthLevels} from '../domain/history.js';
import {rowOfStep, selectFullSize, stepOf, type PriceScale} from './depth-scale.js';
import type {DepthCell} from './time-cells.js';

/** Shares that were traded at one step in one cell of time, in units of `SizeMicros`. */
export type TradedSizes = {
  readonly bought: number;
  readonly sold: number;
};

/** Steps are counted from the top. */
export type DepthMap = {
  readonly scale: PriceScale;
  readonly cells: readonly DepthCell[];
  /** Sizes of the step `y` in the cell `x`, at `x * steps + y`. */
  readonly sizes: Float64Array;
  /** What the strongest shade stands for. */
  readonly fullSize: number;
  /** The step of the mid in each cell; undefined where there is none, or it lies outside. */
  readonly mids: readonly (number | undefined)[];
  /** By the place of their step in `sizes`. */
  readonly trades: ReadonlyMap<number, TradedSizes>;
  /** Of the newest cell. */
  readonly bestBid: number | undefined;
  readonly bestAsk: number | undefined;
};

export function buildDepthMap(
  cells: readonly DepthCell[],
  scale: PriceScale,
  previousFullSize: number | undefined,
): DepthMap {
  const {steps} = scale;
  const sizes = new Float64Array(cells.length * steps);
  const trades = new Map<number, TradedSizes>();
  const mids: (number | undefined)[] = [];
  cells.forEach((cell, x) => {
    mids.push(undefined);
    if (cell.kind !== 'column') return;
    const {bids, asks, bestBid, bestAsk} = cell.column;
    addLevels(sizes, x * steps, scale, bids, 'bid');
    addLevels(sizes, x * steps, scale, asks, 'ask');
    mids[x] = insideRow(scale, Math.round((bestBid + bestAsk) / 2 / scale.stepUnits));
    for (const {price, size, side} of cell.trades) {
      const y = insideRow(scale, Math.round(price / scale.stepUnits));
      if (y === undefined) continue;
      const {bought, sold} = trades.get(x * steps + y) ?? {bought: 0, sold: 0};
      const isBuy = side === 'buy';
      trades.set(x * steps + y, {
        bought: bought + (isBuy ? size : 0),
        sold: sold + (isBuy ? 0 : size),
      });
    }
  });

  const newest = cells.at(-1);
  const column = newest?.kind === 'column' ? newest.column : undefined;
  return {
    ...{scale, cells, sizes, mids, trades},
    fullSize: selectFullSize(mostOf(sizes), previousFullSize),
    bestBid: column && insideRow(scale, stepOf(scale, column.bestBid, 'bid')),
    bestAsk: column && insideRow(scale, stepOf(scale, column.bestAsk, 'ask')),
  };
}

function addLevels(
  sizes: Float64Array,
  at: number,
  scale: PriceScale,
  levels: DepthLevels,
  side: 'bid' | 'ask',
): void {
  for (let i = 0; i < levels.length; i++) {
    const y = insideRow(scale, stepOf(scale, levels.prices[i]!, side));
    if (y !== undefined) sizes[at + y]! += levels.sizes[i]!;
  }
}

/** NaN lies outside, too. */
function insideRow(scale: PriceScale, step: number): number | undefined {
  const y = rowOfStep(scale, step);
  return y >= 0 && y < scale.steps ? y : undefined;
}

function mostOf(sizes: Float64Array): number {
  let most = 0;
  for (const size of sizes) if (size > most) most = size;
  return most;
}
