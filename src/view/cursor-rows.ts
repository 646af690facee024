// What the cursor of the ladder stands on, exactly, and what it costs to take everything up to it.

import type {BookSide} from '../domain/feed-event.js';
import type {BookImage} from '../domain/snapshot.js';
import {fillToPrice} from './fill-cost.js';
import {fitSegments, type Segment} from './fit-segments.js';
import {formatCount, formatDollars, formatExactShares, formatTicks} from './format-number.js';
import {centDecimals, formatCents} from './format-price.js';
import type {Glyphs} from './glyphs.js';
import type {LadderLine} from './ladder-lines.js';
import type {FlowOfRow, RowFlow} from './level-flows.js';
import type {PaintRow, StyleName} from './paint-row.js';
import {run} from './row-builder.js';

/** Rows that the cursor's facts take below the ladder. */
export const CURSOR_ROWS = 2;

export function buildCursorRows(
  line: LadderLine | undefined,
  book: BookImage,
  flowOf: FlowOfRow,
  {width, glyphs}: {readonly width: number; readonly glyphs: Glyphs},
): PaintRow[] {
  const build = (facts: readonly Segment[]): PaintRow => [
    run(`${glyphs.pointer} `, 'mark'),
    ...fitSegments(facts, width - 2, '  '),
  ];
  const tickDecimals = book.tickSize === undefined ? 0 : centDecimals(book.tickSize);
  const price = (units: number): string =>
    formatCents(units, Math.max(centDecimals(units), tickDecimals), glyphs.cent);

  switch (line?.kind) {
    case 'level':
      break;
    case 'empty':
      return [
        build([
          fact('', price(line.price), 0, 'strong'),
          fact('', 'no orders', 1, 'dim'),
          ...describeFlow(flowOf('bid', line.price), 'bid ', 2, glyphs),
          ...describeFlow(flowOf('ask', line.price), 'ask ', 3, glyphs),
        ]),
      ];
    case 'fold': {
      const range = `${price(line.lowest)} to ${price(line.price)}`;
      const ticks = `${formatCount(line.ticks)} empty rows`;
      return [build([fact('', range, 0, 'strong'), fact('', ticks, 1, 'dim')])];
    }
    default:
      return [];
  }

  const {side, size, cumulative, worst} = line;
  const cost = fillToPrice(side === 'ask' ? book.asks : book.bids, worst, book.tickSize);
  if (cost === undefined) return [];
  const average = formatCents(cost.average, tickDecimals + 1, glyphs.cent);
  const range = worst === line.price ? price(worst) : `${price(line.price)} with ${price(worst)}`;
  return [
    build([
      fact('', range, 0, 'strong'),
      fact(`${side} `, formatExactShares(size), 1, side),
      fact(`${glyphs.sum} `, formatExactShares(cumulative), 2),
      fact('', formatDollars(cost.dollars), 3),
    ]),
    build([
      fact(`${TAKING[side]} `, `avg ${average}`, 0),
      fact('worst ', price(worst), 2),
      ...(cost.slippageTicks === undefined
        ? []
        : [fact('slip ', formatTicks(cost.slippageTicks), 1)]),
      ...describeFlow(flowOf(side, line.price), '', 3, glyphs),
    ]),
  ];
}

const TAKING: Readonly<Record<BookSide, string>> = {ask: 'buy to here', bid: 'sell to here'};

/** `+1,220 -310.5 ×1,100.25`, of the last ten seconds. */
function describeFlow(
  flow: RowFlow | undefined,
  name: string,
  rank: number,
  {times}: Glyphs,
): Segment[] {
  if (flow === undefined) return [];
  const {added, pulled, traded} = flow;
  const figures = [
    ...(added > 0 ? [`+${formatExactShares(added)}`] : []),
    ...(pulled > 0 ? [`-${formatExactShares(pulled)}`] : []),
    ...(traded > 0 ? [`${times}${formatExactShares(traded)}`] : []),
  ];
  return [fact(name, figures.join(' '), rank)];
}

function fact(name: string, value: string, rank: number, style: StyleName = 'plain'): Segment {
  return {row: [run(name, 'dim'), run(value, style)], rank};
}
