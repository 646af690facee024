// The columns of the ladder in a given width. As it shrinks the flow gets narrower and leaves, then the
// sums, then the bars.
//
//     Δ10s      Σ    bid      bar│ price │bar      ask      Σ  Δ10s
//    +1.5k  41.0k  11.0k     ▐███│ 46.4¢ │█▌      9.1k   9.1k  -310

import {flowCells, FLOW_FIGURES, type FlowFigures} from './flow-cells.js';
import {SHARES_CELLS} from './format-number.js';
import {centCells} from './format-price.js';

/** A size or sum with the blank on the side of the price. */
const NUMBER_CELLS = SHARES_CELLS + 1;

/** Bars shorter than this say nothing. */
const MIN_BAR_CELLS = 2;

/** Sums are shown where they leave bars of this length. */
const MIN_BAR_CELLS_BESIDE_SUMS = 4;

/** Cells of each column of one side; the same for bids and asks. */
export type LadderColumns = {
  /** Left of everything: what is left over of the width. */
  readonly marginCells: number;
  /** Figures of the flow column; undefined where it is not shown. */
  readonly flowFigures: FlowFigures | undefined;
  /** 0 where the column is not shown. */
  readonly sumCells: number;
  readonly sizeCells: number;
  /** 0 where the column is not shown. */
  readonly barCells: number;
  /** Between the walls, a blank on each side included. */
  readonly priceCells: number;
};

/** Between a price and that of the other outcome. */
export const MIRROR_SEPARATOR = ' | ';

/** `hasMirror`: whether there are two prices between the walls. */
export function selectLadderColumns(
  width: number,
  centDecimals: number,
  hasMirror = false,
): LadderColumns {
  const oneCells = centCells(centDecimals);
  const priceCells = (hasMirror ? 2 * oneCells + MIRROR_SEPARATOR.length : oneCells) + 2;
  const besidePrice = Math.floor((width - priceCells - 2) / 2);
  const besideSize = besidePrice - NUMBER_CELLS;
  const besideSum = besideSize - NUMBER_CELLS;

  const hasSums = besideSum >= MIN_BAR_CELLS_BESIDE_SUMS;
  const flowFigures = FLOW_FIGURES.find(
    (figures) => besideSum - flowCells(figures) >= MIN_BAR_CELLS_BESIDE_SUMS,
  );
  const flow = flowFigures === undefined ? 0 : flowCells(flowFigures);
  const free = hasSums ? besideSum - flow : besideSize;
  // The outermost cells stay blank where there is room, as a margin to the neighbours.
  const barCells = free > MIN_BAR_CELLS ? free - 1 : Math.max(0, free === MIN_BAR_CELLS ? free : 0);
  const sumCells = hasSums ? NUMBER_CELLS : 0;
  const used = priceCells + 2 + 2 * (NUMBER_CELLS + barCells + sumCells + flow);
  return {
    marginCells: Math.max(0, Math.floor((width - used) / 2)),
    flowFigures,
    sumCells,
    sizeCells: NUMBER_CELLS,
    barCells,
    priceCells,
  };
}
