// The fill panel: what it costs to buy or sell for a round sum, always in view.

import type {BookImage, LevelColumns} from '../domain/snapshot.js';
import {fillDollars} from './fill-cost.js';
import {padEnd, padStart} from './fit-text.js';
import {formatAmount, formatTicks} from './format-number.js';
import {centDecimals, formatCents} from './format-price.js';
import type {Glyphs} from './glyphs.js';
import type {PaintRow, StyleName} from './paint-row.js';
import {run} from './row-builder.js';
import type {PanelSize} from './view-input.js';

const SUMS = [100, 1_000, 10_000] as const;

const NAME_CELLS = 5;

/** An average in cents with its sign: `46.712¢`. */
const PRICE_CELLS = 7;
const SLIPPAGE_CELLS = 6;

/** Undefined while there is no book. */
export function buildFillRows(
  book: BookImage | undefined,
  {width, glyphs}: PanelSize & {readonly glyphs: Glyphs},
): PaintRow[] {
  const room = Math.floor((width - NAME_CELLS) / 2);
  const hasSlippage = room > PRICE_CELLS + SLIPPAGE_CELLS;
  const heading = `${padEnd('FILL', NAME_CELLS)}${padStart('buy', room)}${padStart('sell', room)}`;
  if (book === undefined) return [[run(heading, 'dim')]];

  const quote = (levels: LevelColumns, dollars: number, style: StyleName): PaintRow => {
    const cost = fillDollars(levels, dollars, book.tickSize);
    if (cost === undefined) return [run(padStart(glyphs.none, room), 'dim')];
    if (!cost.isComplete) {
      return [run(padStart(`all $${formatAmount(Math.floor(cost.dollars))}`, room), 'warn')];
    }

    const price = formatCents(cost.average, decimalsOf(book) + 1, glyphs.cent);
    if (!hasSlippage || cost.slippageTicks === undefined)
      return [run(padStart(price, room), style)];
    const slippage = padStart(formatTicks(cost.slippageTicks), SLIPPAGE_CELLS);
    return [run(padStart(price, room - SLIPPAGE_CELLS), style), run(slippage, 'dim')];
  };

  return [
    [run(heading, 'dim')],
    ...SUMS.map((dollars): PaintRow => [
      run(padEnd(`$${dollars < 1_000 ? dollars : `${dollars / 1_000}k`}`, NAME_CELLS), 'dim'),
      ...quote(book.asks, dollars, 'ask'),
      ...quote(book.bids, dollars, 'bid'),
    ]),
  ];
}

/** An average is seldom a tick; a decimal more than the tick tells it from its neighbours. */
function decimalsOf({tickSize}: BookImage): number {
  return tickSize === undefined ? 1 : centDecimals(tickSize);
}
