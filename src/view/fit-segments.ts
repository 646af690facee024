// Lines made of statements of unequal worth: where they do not all fit, the least worth goes first.

import type {PaintRow} from './paint-row.js';
import {rowWidth, run} from './row-builder.js';

export type Segment = {
  readonly row: PaintRow;
  /** The segment with the highest number is shortened, or else leaves, first. */
  readonly rank: number;
  /** The same in fewer words. */
  readonly short?: PaintRow;
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
    const {short, ...rest} = fitted[worst]!;
    if (short === undefined) fitted.splice(worst, 1);
    else fitted[worst] = {...rest, row: short};
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
  segments.forEach(({rank, short, isKept}, i) => {
    if (isKept === true && short === undefined) return;
    if (worst === undefined || rank >= segments[worst]!.rank) worst = i;
  });
  return worst;
}
