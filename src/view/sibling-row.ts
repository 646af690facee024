// The markets of the selected one's event with their best prices, on one line.
//
//    ◂ 25 bps 46.4/46.7¢ · [no change 51.0/51.2¢] · 50 bps 1.1/1.4¢ ▸

import type {Market} from '../domain/market.js';
import type {Price} from '../domain/price.js';
import type {Catalog} from '../domain/session.js';
import type {TopOfBook} from '../domain/snapshot.js';
import {isTradeable, topOfAsset} from './asset-tops.js';
import {clipText} from './fit-text.js';
import type {Glyphs} from './glyphs.js';
import {formatQuote} from './market-rows.js';
import type {PaintRow} from './paint-row.js';
import {clipRow, rowWidth, run, targetRow} from './row-builder.js';
import {selectSiblings} from './siblings.js';
import {TRUST_WORDS} from './trust-words.js';

const LABEL_CELLS = 24;

export type SiblingsInput = {
  readonly catalog: Catalog;
  readonly tops: readonly TopOfBook[];
  readonly market: Market;
  /** Tick of the selected market as it is now; that of the others is known from their lookup only. */
  readonly tick: Price | undefined;
  readonly width: number;
  readonly glyphs: Glyphs;
};

/** The selected market is always on it, with as many neighbours as fit; arrows where there are more. */
export function buildSiblingRow(input: SiblingsInput): PaintRow {
  const {catalog, market, width, glyphs} = input;
  const siblings = selectSiblings(catalog, market);
  const selected = siblings.findIndex((index) => catalog.markets[index] === market);
  const entries = siblings.map((index) => buildEntry(index, input));
  const separator = run(glyphs.separator, 'dim');
  const room = width - 2 * (rowWidth([run(glyphs.earlier)]) + 1);
  let [first, end] = [selected, selected + 1];
  const join = (from: number, to: number): PaintRow =>
    entries.slice(from, to).flatMap((entry, i) => (i === 0 ? entry : [separator, ...entry]));
  const fits = (from: number, to: number): boolean => rowWidth(join(from, to)) <= room;
  for (;;) {
    if (end < entries.length && fits(first, end + 1)) end++;
    else if (first > 0 && fits(first - 1, end)) first--;
    else break;
  }

  const arrow = (glyph: string, hasMore: boolean) => run(hasMore ? glyph : ' ', 'key');
  const row = [
    arrow(glyphs.earlier, first > 0),
    run(' '),
    ...clipRow(join(first, end), room, glyphs.ellipsis),
    run(' '),
    arrow(glyphs.later, end < entries.length),
  ];
  return clipRow(row, width, glyphs.ellipsis);
}

function buildEntry(index: number, input: SiblingsInput): PaintRow {
  const {catalog, tops, market, tick, glyphs} = input;
  const sibling = catalog.markets[index]!;
  const isSelected = sibling === market;
  const top = topOfAsset(catalog, tops, sibling.outcomes[0].assetId);
  const label = clipText(sibling.label, LABEL_CELLS, glyphs.ellipsis);
  const quote = formatQuote(top, isSelected ? tick : sibling.tickSize, glyphs);
  const style = isSelected ? 'strong' : 'plain';
  // Only what can't be traded at has a mark: the line is short.
  const mark =
    top === undefined || isTradeable(top.trust)
      ? []
      : [run(` ${glyphs.trust[top.trust.state]}`, TRUST_WORDS[top.trust.state].style)];
  const entry = [
    run(isSelected ? '[' : '', 'mark'),
    run(`${label} `, isSelected ? 'strong' : 'dim'),
    run(quote, style),
    ...mark,
    run(isSelected ? ']' : '', 'mark'),
  ];
  return targetRow(entry, {kind: 'market', index});
}
