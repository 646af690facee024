// The line between bids and asks: what the inside market says, and what the web page says of it.

import {fitSegments, type Segment} from './fit-segments.js';
import {formatSignedPercent, formatTicks} from './format-number.js';
import {formatCents, MAX_CENT_DECIMALS} from './format-price.js';
import type {Glyphs} from './glyphs.js';
import {selectWebPrices, type InsideMarket, type LastTrade} from './inside-market.js';
import type {PaintRow, StyleName} from './paint-row.js';
import {clipRow, rowWidth, run} from './row-builder.js';

export type MiddleInput = {
  readonly inside: InsideMarket;
  readonly lastTrade: LastTrade;
  /** Decimals of the prices of levels, in cents. */
  readonly decimals: number;
  /** What gives way first. */
  readonly aside?: string | undefined;
};

/** `── mid 46.55¢  µ 46.61¢  3t  imb +38%  web 46.6¢ ──` */
export function buildMiddleRow(input: MiddleInput, width: number, glyphs: Glyphs): PaintRow {
  const text = fitSegments(selectStatements(input, glyphs), width - 4, '  ');
  const free = width - rowWidth(text) - 2;
  if (free < 2) return clipRow(text, width, glyphs.ellipsis);

  const left = Math.floor(free / 2);
  return [
    run(`${glyphs.rule.repeat(left)} `, 'dim'),
    ...text,
    run(` ${glyphs.rule.repeat(free - left)}`, 'dim'),
  ];
}

function selectStatements(
  {inside, lastTrade, decimals, aside}: MiddleInput,
  glyphs: Glyphs,
): Segment[] {
  // The mid of two ticks falls between them, so it and the microprice take a decimal more.
  const finer = decimals + 1;
  // The web page writes a decimal for tenths of a cent, and none finer than the levels have.
  const webDecimals = Math.min(MAX_CENT_DECIMALS, Math.max(1, decimals));
  const web = selectWebPrices(inside, lastTrade)
    .map((price) => formatCents(price, webDecimals, glyphs.cent))
    .join(' or ');
  const cents = (units: number | undefined, places: number): string =>
    units === undefined ? glyphs.none : formatCents(units, places, glyphs.cent);

  return [
    {...statement('mid ', cents(inside.mid, finer), 0, 'strong'), isKept: true},
    ...known(inside.microprice, (price) => statement(`${glyphs.micro} `, cents(price, finer), 3)),
    describeSpread(inside, glyphs),
    ...known(inside.imbalance, (ratio) => statement('imb ', formatSignedPercent(ratio), 4)),
    statement('web ', web, 2),
    ...(aside === undefined ? [] : [statement('', aside, 5)]),
  ];
}

function describeSpread(inside: InsideMarket, glyphs: Glyphs): Segment {
  if (inside.isCrossed) return statement('', 'CROSSED', 1, 'bad');
  if (inside.bestBid === undefined && inside.bestAsk === undefined) {
    return statement('', 'no orders', 1, 'warn');
  }

  if (inside.bestBid === undefined) return statement('', 'no bids', 1, 'warn');
  if (inside.bestAsk === undefined) return statement('', 'no asks', 1, 'warn');
  const {spreadTicks} = inside;
  return statement('spr ', spreadTicks === undefined ? glyphs.none : formatTicks(spreadTicks), 1);
}

/** What is not known is left out, so that the rest has more room. */
function known(value: number | undefined, build: (value: number) => Segment): Segment[] {
  return value === undefined ? [] : [build(value)];
}

function statement(name: string, value: string, rank: number, style: StyleName = 'plain'): Segment {
  return {row: [run(name, 'dim'), run(value, style)], rank};
}
