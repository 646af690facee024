// Lines made of statements of unequal worth: where they do not all fit, the least worth goes first.

import type {PaintRow} from './paint-row.js';
import {rowWidth, run} from './row-builder.js';

export type Segment = {
  readonly row: PaintRow;
  /** The segment with the highest number gives way first. */
  readonly rank: number;
  /** The same in fewer and fewer words, each with the rank at which it takes the place of the last. */
  readonly shorter?: readonly {readonly row: PaintRow; readonly rank: number}[];
  /** Stays, if need be cut at the end of the line. */
  readonly isKept?: boolean;
};

/**
 * The segments in their order with `separator` between them, as many as fit into `width` cells.
 * Wider than that only where those that must stay are.
 */
export function fitSegments(
  segments: readonly Segment[],
  width: number,
  separator: string,
): PaintRow {
  const fitted = [...segments];
  while (totalCells(fitted, separator) > width) {
    const worst = selectWorst(fitted);
    if (worst === undefined) break;
    const segment = fitted[worst]!;
    const [next, ...shorter] = segment.shorter ?? [];
    if (next === undefined) fitted.splice(worst, 1);
    else fitted[worst] = {...segment, row: next.row, shorter};
  }

  return fitted.flatMap(({row}, i) => (i === 0 ? row : [run(separator, 'dim'), ...row]));
}

function totalCells(segments: readonly Segment[], separator: string): number {
  const cells = segments.reduce((sum, {row}) => sum + rowWidth(row), 0);
  return cells + Math.max(0, segments.length - 1) * separator.length;
}

/** The last one of the highest rank that can still give way. */
function selectWorst(segments: readonly Segment[]): number | undefined {
  let worst: number | undefined;
  let worstRank = Number.NEGATIVE_INFINITY;
  segments.forEach(({rank, shorter = [], isKept}, i) => {
    if (isKept === true && shorter.length === 0) return;
    const nextRank = shorter[0]?.rank ?? rank;
    if (nextRank < worstRank) return;
    worst = i;
    worstRank = nextRank;
  });
  return worst;
}
