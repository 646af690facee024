// The tape: fills of the market, newest first, all as the shown outcome sees them.

import {formatShares, SHARES_CELLS} from './format-number.js';
import {centDecimals, formatCents} from './format-price.js';
import type {FormatTime} from './format-time.js';
import type {Glyphs} from './glyphs.js';
import type {PaintRow} from './paint-row.js';
import {clipRow, run} from './row-builder.js';
import type {SeenTrade} from './selection.js';
import {padStart} from './fit-text.js';

/** Follows the price of a fill that was of the market's other outcome. */
export const DERIVED_MARK = "'";

/** Cells of the widest price: `99.99¢`. */
const PRICE_CELLS = 6;

export type TapeInput = {
  readonly trades: readonly SeenTrade[];
  /** Decimals that the tick needs, in cents. */
  readonly decimals: number;
  readonly width: number;
  readonly height: number;
  readonly formatTime: FormatTime;
  readonly glyphs: Glyphs;
};

export function buildTapeRows(input: TapeInput): PaintRow[] {
  const {trades, width, height, glyphs} = input;
  const heading = trades.some(({isDerived}) => isDerived)
    ? `TAPE  ${DERIVED_MARK} = other outcome`
    : 'TAPE';
  const rows: PaintRow[] = [[run(heading, 'dim')]];
  if (trades.length === 0) rows.push([run('no trades yet', 'dim')]);
  for (const trade of trades.slice(0, height - 1)) rows.push(buildTrade(trade, input));
  return rows.slice(0, height).map((row) => clipRow(row, width, glyphs.ellipsis));
}

/** `14:02:11 B  46.7¢   1.2k` */
function buildTrade(seen: SeenTrade, {decimals, formatTime, glyphs}: TapeInput): PaintRow {
  const style = seen.side === 'buy' ? 'bid' : 'ask';
  const places = Math.max(decimals, centDecimals(seen.price));
  const price = formatCents(seen.price, places, glyphs.cent);
  return [
    run(`${formatTime(seen.trade.timestampMs)} `, 'dim'),
    run(seen.side === 'buy' ? 'B' : 'S', style),
    run(` ${padStart(price, PRICE_CELLS)}`, style),
    run(seen.isDerived ? DERIVED_MARK : ' ', 'dim'),
    run(` ${padStart(formatShares(seen.trade.size), SHARES_CELLS)}`),
  ];
}
