// The tape: fills of the market, newest first, all as the shown outcome sees them.
//
//    TAPE ≥$100  41 smaller  ' = other outcome
//    14:02:11 B  46.7¢    1.2k    $560
//    14:02:09 S  46.4¢'    310    $166
//    ·· before, from REST ··
//    14:01:55 B  46.7¢     800    $374

import {notionalOf} from '../domain/notional.js';
import {padStart} from './fit-text.js';
import {fitSegments, type Segment} from './fit-segments.js';
import {formatAmount, formatCount, formatShares, SHARES_CELLS} from './format-number.js';
import {centDecimals, formatCents} from './format-price.js';
import {formatWholeSpan, type FormatTime} from './format-time.js';
import type {Glyphs} from './glyphs.js';
import type {PaintRow} from './paint-row.js';
import {centreRow, clipRow, restyleRow, run} from './row-builder.js';
import type {SeenTrade} from './selection.js';
import type {Tape} from './select-tape.js';
import {formatMinimum, type TapeMinimum} from './tape-choice.js';
import type {PanelSize} from './view-input.js';

/** Follows the price of a fill that was of the market's other outcome. */
export const DERIVED_MARK = "'";

/** Cells of the widest price: `99.99¢`. */
const PRICE_CELLS = 6;

/** `119 min` */
const AGE_CELLS = 7;
const TIME_CELLS = 8;

/** `$999.9k` */
const NOTIONAL_CELLS = SHARES_CELLS + 1;

/** Of a row without its time and its notional: side, price, mark, size, and the blanks between. */
const TRADE_CELLS = 1 + 1 + 1 + PRICE_CELLS + 1 + 1 + SHARES_CELLS;

export type TapeInput = PanelSize & {
  readonly tape: Tape;
  readonly minimum: TapeMinimum;
  /** Decimals that the tick needs, in cents. */
  readonly decimals: number;
  /** Now by the exchange's clock; undefined where the trades are too old to have an age. */
  readonly nowMs: number | undefined;
  readonly formatTime: FormatTime;
  readonly glyphs: Glyphs;
};

export function buildTapeRows(input: TapeInput): PaintRow[] {
  const {tape, minimum, width, height, glyphs} = input;
  const received = tape.received.slice(0, height).map((trade) => buildTrade(trade, input));
  const past = tape.past.slice(0, height).map((trade) => buildTrade(trade, input));
  const nothing = minimum === 0 ? 'no trades yet' : `none of ${formatMinimum(minimum)} or more`;
  const edge = glyphs.dot.repeat(2);
  const rows = [
    buildHeading(input),
    ...received,
    ...(past.length === 0 ? [] : [centreRow([run(`${edge} before, from REST ${edge}`)], width)]),
    ...past.map((row) => restyleRow(row, 'dim')),
    ...(received.length + past.length > 0 ? [] : [[run(nothing, 'dim')]]),
  ];
  return rows.slice(0, height).map((row) => clipRow(row, width, glyphs.ellipsis));
}

function buildHeading({tape, minimum, width, glyphs}: TapeInput): PaintRow {
  const name = minimum === 0 ? 'TAPE' : `TAPE ${glyphs.atLeast}${formatMinimum(minimum)}`;
  const segments: Segment[] = [{row: [run(name, 'dim')], rank: 0, isKept: true}];
  if (tape.smaller > 0) {
    segments.push({row: [run(`${formatCount(tape.smaller)} smaller`, 'dim')], rank: 1});
  }

  if ([...tape.received, ...tape.past].some(({isDerived}) => isDerived)) {
    segments.push({
      row: [run(`${DERIVED_MARK} = other outcome`, 'dim')],
      shorter: [{row: [run(`${DERIVED_MARK} other`, 'dim')], rank: 1}],
      rank: 2,
    });
  }

  return fitSegments(segments, width, '  ');
}

/** `14:02:11 B  46.7¢    1.2k    $560`; where there is less room with its age, and without its notional. */
function buildTrade(seen: SeenTrade, input: TapeInput): PaintRow {
  const {decimals, width, glyphs} = input;
  const {trade, side, isDerived} = seen;
  const style = side === 'buy' ? 'bid' : 'ask';
  const places = Math.max(decimals, centDecimals(seen.price));
  const price = formatCents(seen.price, places, glyphs.cent);
  const when = formatWhen(trade.timestampMs, input);
  const hasNotional = width > when.length + TRADE_CELLS + NOTIONAL_CELLS;
  return [
    run(`${when} `, 'dim'),
    run(side === 'buy' ? 'B' : 'S', style),
    run(` ${padStart(price, PRICE_CELLS)}`, style),
    run(isDerived ? DERIVED_MARK : ' ', 'dim'),
    run(` ${padStart(formatShares(trade.size), SHARES_CELLS)}`),
    ...(hasNotional
      ? [run(` ${padStart(formatNotional(notionalOf(trade)), NOTIONAL_CELLS)}`, 'dim')]
      : []),
  ];
}

/** Times of day where there is room for them beside the notional, and where an age would mean nothing. */
function formatWhen(timestampMs: number, {nowMs, width, formatTime}: TapeInput): string {
  const hasRoom = width > TIME_CELLS + TRADE_CELLS + NOTIONAL_CELLS;
  if (nowMs === undefined || hasRoom) return formatTime(timestampMs);
  return padStart(formatWholeSpan((nowMs - timestampMs) * 1_000), AGE_CELLS);
}

function formatNotional(dollars: number): string {
  const amount = formatAmount(dollars);
  return amount.startsWith('<') ? `<$${amount.slice(1)}` : `$${amount}`;
}
