// The watched markets: number key, name, best prices of the first outcome, how far to trust them.

import type {Market} from '../domain/market.js';
import type {Price} from '../domain/price.js';
import type {Catalog} from '../domain/session.js';
import type {TopOfBook} from '../domain/snapshot.js';
import type {TrustReason} from '../domain/trust.js';
import {topOfAsset} from './asset-tops.js';
import {cellWidth} from './cell-width.js';
import {centDecimals, formatCents} from './format-price.js';
import type {Glyphs} from './glyphs.js';
import type {PaintRow, StyleName} from './paint-row.js';
import {clipRow, rowWidth, run, targetRow} from './row-builder.js';
import {clipText, padEnd, padStart} from './fit-text.js';
import {TRUST_WORDS} from './trust-words.js';

/** Only the first nine markets have a key. */
const KEYED_MARKETS = 9;

const NAME_CELLS_IN_STRIP = 18;

/** Of a row of the list: pointer, key, trust mark and the blanks between. */
const FIXED_CELLS = 6;

/** What stands for the prices of a market that has none any more. */
const ENDINGS: Partial<Readonly<Record<TrustReason, string>>> = {
  market_resolved: 'resolved',
  market_closed: 'closed',
  market_vanished: 'unlisted',
  market_paused: 'paused',
  no_book: 'no book',
};

export type MarketsInput = {
  readonly catalog: Catalog;
  readonly tops: readonly TopOfBook[];
  readonly selectedIndex: number;
  /** Tick of the selected market as it is now; that of the others is known from their lookup only. */
  readonly selectedTick: Price | undefined;
  readonly width: number;
  readonly height: number;
  readonly glyphs: Glyphs;
};

/** A list with headings, or, where there is one row only, as many markets as fit beside each other. */
export function buildMarketRows(input: MarketsInput): PaintRow[] {
  return input.height === 1 ? [buildStrip(input)] : buildList(input);
}

function buildList(input: MarketsInput): PaintRow[] {
  const {catalog, selectedIndex, width, height, glyphs} = input;
  const first = firstVisible(catalog.markets.length, selectedIndex, height - 1);
  const visible = catalog.markets.slice(first, first + height - 1);
  const quotes = visible.map((market, i) =>
    formatQuote(selectTop(input, market), selectTick(input, first + i), glyphs),
  );
  const quoteCells = Math.max(0, ...quotes.map(cellWidth));

  const rows: PaintRow[] = [[run(' MARKETS', 'dim')]];
  visible.forEach((_, i) => {
    rows.push(buildEntry(input, first + i, padStart(quotes[i]!, quoteCells), width));
  });
  return rows;
}

/** `▸1 Fed cuts 25 bps   46.4/46.7¢ ●` */
function buildEntry(input: MarketsInput, index: number, quote: string, width: number): PaintRow {
  const {catalog, selectedIndex, glyphs} = input;
  const market = catalog.markets[index]!;
  const isSelected = index === selectedIndex;
  const top = selectTop(input, market);
  const mark = trustMark(top, glyphs);
  const style = selectStyle(top, isSelected);
  const key = index < KEYED_MARKETS ? String(index + 1) : ' ';
  const nameCells = Math.max(1, width - FIXED_CELLS - cellWidth(quote));
  const name = padEnd(clipText(market.label, nameCells, glyphs.ellipsis), nameCells);
  const row: PaintRow = [
    run(isSelected ? glyphs.pointer : ' ', 'mark'),
    run(`${key} `, 'key'),
    run(name, style),
    run(` ${quote}`, style),
    run(` ${mark.text}`, mark.style),
  ];
  return targetRow(clipRow(row, width, glyphs.ellipsis), {kind: 'market', index});
}

function buildStrip(input: MarketsInput): PaintRow {
  const {catalog, selectedIndex, width, glyphs} = input;
  const entries = catalog.markets.map((market, index): PaintRow => {
    const isSelected = index === selectedIndex;
    const top = selectTop(input, market);
    const mark = trustMark(top, glyphs);
    const key = index < KEYED_MARKETS ? `${index + 1} ` : '';
    const entry = [
      run(isSelected ? glyphs.pointer : ' ', 'mark'),
      run(key, 'key'),
      run(
        clipText(market.label, NAME_CELLS_IN_STRIP, glyphs.ellipsis),
        selectStyle(top, isSelected),
      ),
      run(` ${formatMid(top, selectTick(input, index), glyphs)} `),
      run(mark.text, mark.style),
    ];
    return [...targetRow(entry, {kind: 'market', index}), run(' ')];
  });

  // The selected market must be on the line, so that what comes before it may have to leave.
  let first = 0;
  const cellsTo = (end: number): number =>
    entries.slice(first, end + 1).reduce((sum, entry) => sum + rowWidth(entry), 0);
  const room = width - cellWidth(glyphs.ellipsis);
  while (first < selectedIndex && cellsTo(selectedIndex) > room) first++;
  return clipRow(fitEntries(entries.slice(first), width, glyphs), width, glyphs.ellipsis);
}

/** As many as fit, and whether there are more: a market of which only a letter is left says nothing. */
function fitEntries(entries: readonly PaintRow[], width: number, glyphs: Glyphs): PaintRow {
  // The blank after the last one may be cut.
  if (rowWidth(entries.flat()) <= width + 1) return entries.flat();
  const fitted: PaintRow[] = [];
  for (const entry of entries) {
    if (rowWidth([...fitted.flat(), ...entry]) + cellWidth(glyphs.ellipsis) > width) break;
    fitted.push(entry);
  }

  if (fitted.length === 0) return entries.flat();
  return [...fitted.flat(), run(glyphs.ellipsis, 'dim')];
}

function selectTop({catalog, tops}: MarketsInput, market: Market): TopOfBook | undefined {
  return topOfAsset(catalog, tops, market.outcomes[0].assetId);
}

function selectTick(
  {catalog, selectedIndex, selectedTick}: MarketsInput,
  index: number,
): Price | undefined {
  return index === selectedIndex ? selectedTick : catalog.markets[index]!.tickSize;
}

/** `46.4/46.7¢`, or what stands for the prices of a market that has none any more. */
export function formatQuote(
  top: TopOfBook | undefined,
  tick: Price | undefined,
  glyphs: Glyphs,
): string {
  const ending = selectEnding(top);
  if (ending !== undefined) return ending;
  const {bestBid, bestAsk} = top ?? {};
  if (bestBid === undefined && bestAsk === undefined) return glyphs.none;
  const decimals = selectDecimals(tick, bestBid, bestAsk);
  const bid = bestBid === undefined ? glyphs.none : formatCents(bestBid, decimals, '');
  const ask = bestAsk === undefined ? glyphs.none : formatCents(bestAsk, decimals, glyphs.cent);
  return `${bid}/${ask}`;
}

function formatMid(top: TopOfBook | undefined, tick: Price | undefined, glyphs: Glyphs): string {
  const ending = selectEnding(top);
  if (ending !== undefined) return ending;
  const {bestBid, bestAsk} = top ?? {};
  if (bestBid === undefined || bestAsk === undefined) return glyphs.none;
  const decimals = selectDecimals(tick, bestBid, bestAsk) + 1;
  return formatCents((bestBid + bestAsk) / 2, decimals, glyphs.cent);
}

/** The last prices of a market that is over would look like ones to trade at. */
function selectEnding(top: TopOfBook | undefined): string | undefined {
  if (top === undefined) return undefined;
  const {trust, bestBid, bestAsk} = top;
  if (trust.state === 'RESOLVED') return ENDINGS[trust.reason] ?? 'resolved';
  return bestBid === undefined && bestAsk === undefined ? ENDINGS[trust.reason] : undefined;
}

function selectStyle(top: TopOfBook | undefined, isSelected: boolean): StyleName {
  if (isSelected) return 'strong';
  return top?.trust.state === 'RESOLVED' ? 'dim' : 'plain';
}

function selectDecimals(...units: readonly (number | undefined)[]): number {
  return Math.max(...units.map((value) => centDecimals(value ?? 0)));
}

function trustMark(
  top: TopOfBook | undefined,
  glyphs: Glyphs,
): {readonly text: string; readonly style: StyleName} {
  const state = top?.trust.state ?? 'WAITING';
  return {text: glyphs.trust[state], style: TRUST_WORDS[state].style};
}

/** The first market of the list such that the selected one is on it. */
function firstVisible(count: number, selectedIndex: number, rows: number): number {
  if (count <= rows) return 0;
  return Math.min(count - rows, Math.max(0, selectedIndex - Math.floor(rows / 2)));
}
