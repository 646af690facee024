// What became of the levels that share a row of the ladder.

import type {BookSide} from '../domain/feed-event.js';
import type {LevelFlowImage} from '../domain/snapshot.js';
import {rowPrice} from './group-levels.js';

/** Sums over the levels of a row, in units of 0.000001 shares. */
export type RowFlow = {
  readonly added: number;
  readonly pulled: number;
  readonly traded: number;
};

/** The flow of a side at the price of a row; undefined where nothing became of it. */
export type FlowOfRow = (side: BookSide, price: number) => RowFlow | undefined;

/** Without a step each level is a row of its own. */
export function aggregateFlows(
  levels: readonly LevelFlowImage[],
  step: number | undefined,
): FlowOfRow {
  const rows: Readonly<Record<BookSide, Map<number, RowFlow>>> = {bid: new Map(), ask: new Map()};
  for (const level of levels) {
    const {side} = level;
    const price = step === undefined ? level.price : rowPrice(level.price, side, step);
    const known = rows[side].get(price);
    rows[side].set(price, known === undefined ? level : add(known, level));
  }

  return (side, price) => rows[side].get(price);
}

function add(a: RowFlow, b: RowFlow): RowFlow {
  return {
    added: a.added + b.added,
    pulled: a.pulled + b.pulled,
    traded: a.traded + b.traded,
  };
}
