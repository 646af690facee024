// The distribution of one stage as columns: from left to right longer, higher where more samples are.

import type {Gauge} from '../domain/latency.js';
import {formatGauge} from './format-number.js';
import type {Glyphs} from './glyphs.js';
import {cellWidth} from './cell-width.js';
import type {PaintRow} from './paint-row.js';
import {run} from './row-builder.js';

/** How far below the median a column of its own is given, where values have a natural zero. */
const BELOW_MEDIAN = 10;

/** Nothing is measured more finely than a thousandth of its unit. */
const LEAST_VALUE = 0.001;

/**
 * The upper ends of `cells` columns that hold the gauge's values: in equal ratios, since latencies have
 * long tails, or in equal steps where values are negative. Empty while there is nothing to show.
 */
export function selectBounds({count, p50, max}: Gauge, cells: number): number[] {
  if (count === 0 || cells < 2) return [];
  const last = cells - 1;
  if (p50 >= LEAST_VALUE) {
    const first = p50 / BELOW_MEDIAN;
    const ratio = Math.max(max, 2 * p50) / first;
    return Array.from({length: cells}, (_, i) => first * ratio ** (i / last));
  }

  const reach = Math.max(max - p50, 1);
  return Array.from({length: cells}, (_, i) => p50 - reach + (2 * reach * i) / last);
}

/** `rows` rows of columns, and below them a row that names some of their values. */
export function buildHistogram(
  gauge: Gauge,
  bounds: readonly number[],
  counts: readonly number[],
  rows: number,
  glyphs: Glyphs,
): PaintRow[] {
  const highest = Math.max(1, ...counts);
  const steps = glyphs.sparks.length;
  const heights = counts.map((count) =>
    count === 0 ? 0 : Math.max(1, Math.round((count / highest) * rows * steps)),
  );
  const built: PaintRow[] = [];
  for (let row = rows - 1; row >= 0; row--) {
    const text = heights.map((height) => {
      const rest = Math.min(steps, height - row * steps);
      return rest <= 0 ? ' ' : glyphs.sparks[rest - 1]!;
    });
    built.push([run(text.join(''), 'mark')]);
  }

  return [...built, buildAxis(gauge, bounds, glyphs)];
}

/** `4.1      p50 41         p99 180  402`, each below its column; what has no room is left out. */
function buildAxis({p50, p99, max}: Gauge, bounds: readonly number[], glyphs: Glyphs): PaintRow {
  const at = (value: number): number => {
    const column = bounds.findIndex((bound) => value <= bound);
    return column === -1 ? bounds.length - 1 : column;
  };
  const format = (value: number): string => formatGauge(value, glyphs.none);
  const marks = [
    {column: at(p50), text: `p50 ${format(p50)}`},
    {column: at(p99), text: `p99 ${format(p99)}`},
    {column: bounds.length - 1, text: `max ${format(max)}`},
    {column: 0, text: format(bounds[0]!)},
  ];
  const cells = Array.from({length: bounds.length}, () => ' ');
  for (const {column, text} of marks) {
    const width = cellWidth(text);
    const start = Math.min(column, bounds.length - width);
    const room = cells.slice(Math.max(0, start - 1), start + width + 1);
    if (start < 0 || room.some((cell) => cell !== ' ')) continue;
    cells.splice(start, width, ...Array.from(text));
  }

  return [run(cells.join(''), 'dim')];
}
