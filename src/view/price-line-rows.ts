// Mid, microprice and last trade over time, as rows.
//
//  PRICE 1 h  ⣀ mid 46.55¢  ˙ µ 46.61¢  • last 46.7¢
//  47.0¢          ⢀⣀⡠⠤┊ ⢀⠤⠒
//         ╌╌╌╌╌╌╌⠤⠊    ┊⠒⠁
//  46.0¢   ╌           ┊
//         12:07:05 ╌ before: REST 13:07:05

import type {PriceSeed, SeedPoint} from '../domain/history.js';
import {PRICE_ONE} from '../domain/price.js';
import {brailleGlyph} from './braille.js';
import {joinCells} from './cell-row.js';
import {fitSegments, type Segment} from './fit-segments.js';
import {padStart} from './fit-text.js';
import {centCells, centDecimals, formatCents} from './format-price.js';
import type {FormatTime} from './format-time.js';
import type {Glyphs} from './glyphs.js';
import type {PaintRow, PaintRun} from './paint-row.js';
import {plotPrices, selectPriceRange, type PlotCell, type PriceRange} from './price-plot.js';
import {clipRow, run} from './row-builder.js';
import {buildTimeAxis} from './time-axis.js';
import type {PriceCell, TimeFrame} from './time-cells.js';

const WHOLE_RANGE: PriceRange = {lowest: 0, highest: PRICE_ONE};

/** Lower panels have no row for times. */
const TIMES_FROM_ROWS = 4;

/** A line of all its three dots: what the mid looks like, for the legend. */
const BRAILLE_LINE = 0x24;

export type LineSpace = {
  readonly labels: number;
  readonly cells: number;
  readonly rows: number;
  readonly hasTimes: boolean;
};

export function shareLineSpace(width: number, height: number, tickUnits: number): LineSpace {
  const labels = Math.min(centCells(centDecimals(tickUnits)) + 1, Math.max(0, width - 1));
  const hasTimes = height >= TIMES_FROM_ROWS;
  return {
    labels,
    cells: Math.max(1, width - labels),
    rows: Math.max(1, height - 1 - (hasTimes ? 1 : 0)),
    hasTimes,
  };
}

export type PriceLineInput = {
  readonly title: string;
  /** Two for each cell. */
  readonly halves: readonly PriceCell[];
  /** Of the halves. */
  readonly frame: TimeFrame;
  readonly seed: PriceSeed;
  /** What is loaded of it, as the shown outcome sees it. */
  readonly seedPoints: readonly SeedPoint[];
  readonly space: LineSpace;
  readonly tickUnits: number;
  readonly width: number;
  readonly formatTime: FormatTime;
  readonly glyphs: Glyphs;
};

export function buildPriceLineRows(input: PriceLineInput): PaintRow[] {
  const {halves, frame, space, seedPoints, tickUnits, width, formatTime, glyphs} = input;
  const rows = [buildHeading(input)];
  const shown = seedPoints.filter(({second}) => second > frame.endSecond - spanOf(frame));
  const prices = halves.flatMap((half) =>
    half.kind === 'prices' ? [half.mid, half.microprice, half.last] : [],
  );
  const known = selectPriceRange([...prices, ...shown.map(({price}) => price)], tickUnits);
  // Without a price a gap is to be seen all the same.
  const range = known ?? (halves.some(({kind}) => kind === 'gap') ? WHOLE_RANGE : undefined);
  if (range === undefined) {
    rows.push([run('no prices yet', 'dim')]);
    while (rows.length < 1 + space.rows) rows.push([]);
  } else {
    const picture = plotPrices({halves, frame, seed: seedPoints, range, rows: space.rows});
    picture.forEach((cells, row) => {
      const label = buildLabel(range, row, input);
      rows.push([run(label, 'dim'), ...joinCells(cells.map((cell) => drawCell(cell, glyphs)))]);
    });
  }

  if (space.hasTimes) {
    rows.push(buildTimeAxis(frame, space.labels, buildSeedNotes(input), formatTime));
  }

  return rows.map((row) => clipRow(row, width, glyphs.ellipsis));
}

function spanOf({cells, cellSeconds}: TimeFrame): number {
  return cells * cellSeconds;
}

function buildHeading({title, halves, tickUnits, width, glyphs}: PriceLineInput): PaintRow {
  const newest = halves.findLast(({kind}) => kind !== 'blank');
  const decimals = Math.min(2, centDecimals(tickUnits) + 1);
  const fact = (mark: string, name: string, price: number, rank: number): Segment => {
    const text = Number.isNaN(price) ? glyphs.none : formatCents(price, decimals, glyphs.cent);
    return {row: [run(mark, styleOf(name)), run(` ${name} ${text}`, 'dim')], rank};
  };
  const {mid, last, microprice} = glyphs.line;
  const facts =
    newest?.kind === 'prices'
      ? [
          fact(mid ?? brailleGlyph(BRAILLE_LINE), 'mid', newest.mid, 1),
          fact(last, 'last', newest.last, 2),
          fact(microprice, glyphs.micro, newest.microprice, 3),
        ]
      : [];
  return fitSegments([{row: [run(title, 'dim')], rank: 0}, ...facts], width, '  ');
}

function styleOf(name: string): PaintRun['style'] {
  return name === 'mid' ? 'strong' : name === 'last' ? 'mark' : 'plain';
}

/** The highest price at the top, the lowest at the bottom. */
function buildLabel(
  range: PriceRange,
  row: number,
  {space, tickUnits, glyphs}: PriceLineInput,
): string {
  const {highest, lowest} = range;
  const price = row === 0 ? highest : row === space.rows - 1 ? lowest : undefined;
  if (price === undefined) return ' '.repeat(space.labels);
  const text = formatCents(price, centDecimals(tickUnits), glyphs.cent);
  return `${padStart(text, space.labels - 1)} `.slice(0, space.labels);
}

function drawCell(cell: PlotCell, glyphs: Glyphs): PaintRun {
  switch (cell.kind) {
    case 'blank':
      return run(' ');
    case 'gap':
      return run(glyphs.gap, 'dim');
    case 'seed':
      return run(glyphs.line.seed, 'dim');
    case 'last':
      return run(glyphs.line.last, 'mark');
    case 'microprice':
      return run(glyphs.line.microprice);
    case 'mid':
      return run(glyphs.line.mid ?? brailleGlyph(cell.bits), 'strong');
  }
}

/** Where the prices left of the received ones come from, or why there are none: in fewer and fewer words. */
function buildSeedNotes({seed, space, glyphs}: PriceLineInput): readonly PaintRow[] {
  switch (seed.kind) {
    case 'none':
      return [];
    case 'asked':
      return [[run(`asking for the hour before${glyphs.ellipsis}`, 'dim')]];
    case 'loaded':
      return [`${glyphs.line.seed} before: REST, each minute`, `${glyphs.line.seed} REST`].map(
        (text) => [run(text, 'dim')],
      );
    case 'failed': {
      const note = [run(`before: ${seed.reason}`, 'warn')];
      return [note, clipRow(note, Math.max(0, space.cells - 18), glyphs.ellipsis)];
    }
  }
}
