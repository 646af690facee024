// The bytes that turn what the terminal shows into what it should show.

import {BLANK, UNKNOWN, WIDE_TAIL, type Cells} from './cells.js';
import type {GlyphTable} from './glyph-table.js';
import {PLAIN_STYLE, type StyleTable} from './style-table.js';

const NOWHERE = -1;

/** Up to so many unchanged cells are written again, since moving over them takes more bytes. */
const MAX_REWRITE = 3;

/** From so many changed blanks on, erasing to the end of the row takes fewer bytes. */
const MIN_ERASE = 4;

/** Glyphs after which every terminal has moved on by exactly one cell. */
function advancesOneCell(glyph: number): boolean {
  return (
    glyph <= 0x7e ||
    (glyph >= 0xa1 && glyph <= 0xff && glyph !== 0xad) ||
    (glyph >= 0x2500 && glyph <= 0x259f) ||
    (glyph >= 0x2800 && glyph <= 0x28ff)
  );
}

/** Writes one diff; afterwards `shown` equals `next`. */
export class CellDiff {
  readonly #next: Cells;
  readonly #shown: Cells;
  readonly #glyphs: GlyphTable;
  readonly #styles: StyleTable;
  #out = '';
  #style = NOWHERE;
  #cursorRow = NOWHERE;
  #cursorColumn = NOWHERE;

  constructor(next: Cells, shown: Cells, glyphs: GlyphTable, styles: StyleTable) {
    this.#next = next;
    this.#shown = shown;
    this.#glyphs = glyphs;
    this.#styles = styles;
  }

  encode(): string {
    for (let row = 0; row < this.#next.rows; row++) this.#encodeRow(row);
    return this.#out === '' ? '' : `${this.#out}\u001b[0m`;
  }

  #encodeRow(row: number): void {
    const {glyphs, columns} = this.#next;
    const start = row * columns;
    let blanksFrom = NOWHERE;

    for (let column = 0; column < columns; column++) {
      const at = start + column;
      if (!this.#differs(at)) continue;
      if (glyphs[at] === WIDE_TAIL) {
        // Its left half, being unchanged, is on the screen and covers this cell.
        this.#markShown(at);
        continue;
      }

      if (blanksFrom === NOWHERE) blanksFrom = this.#trailingBlanks(start);
      if (at >= blanksFrom && this.#changesUntil(at, start + columns) >= MIN_ERASE) {
        this.#moveTo(row, column);
        this.#useStyle(PLAIN_STYLE);
        this.#out += '\u001b[K';
        this.#shown.fill(BLANK, at, start + columns);
        return;
      }

      this.#moveTo(row, column);
      this.#write(at, start + columns);
    }
  }

  #differs(at: number): boolean {
    const {glyphs, styles} = this.#next;
    return glyphs[at] !== this.#shown.glyphs[at] || styles[at] !== this.#shown.styles[at];
  }

  #markShown(at: number): void {
    this.#shown.glyphs[at] = this.#next.glyphs[at]!;
    this.#shown.styles[at] = this.#next.styles[at]!;
  }

  /** Index of the first cell from which the row is blank to its end. */
  #trailingBlanks(start: number): number {
    const {glyphs, styles, columns} = this.#next;
    let from = start + columns;
    while (from > start && glyphs[from - 1] === BLANK && styles[from - 1] === PLAIN_STYLE) from--;
    return from;
  }

  #changesUntil(at: number, end: number): number {
    let changes = 0;
    for (let i = at; i < end && changes < MIN_ERASE; i++) if (this.#differs(i)) changes++;
    return changes;
  }

  #moveTo(row: number, column: number): void {
    const gap = row === this.#cursorRow ? column - this.#cursorColumn : NOWHERE;
    if (gap === 0) return;
    const at = row * this.#next.columns + column;
    if (gap > 0 && gap <= MAX_REWRITE && this.#canRewrite(at - gap, at)) {
      for (let i = at - gap; i < at; i++) this.#out += String.fromCharCode(this.#next.glyphs[i]!);
    } else if (gap > 0) {
      this.#out += gap === 1 ? '\u001b[C' : `\u001b[${gap}C`;
    } else {
      this.#out += column === 0 ? `\u001b[${row + 1}H` : `\u001b[${row + 1};${column + 1}H`;
    }

    this.#cursorRow = row;
    this.#cursorColumn = column;
  }

  #canRewrite(from: number, to: number): boolean {
    const {glyphs, styles} = this.#next;
    for (let i = from; i < to; i++) {
      if (styles[i] !== this.#style || glyphs[i]! < BLANK || glyphs[i]! > 0x7e) return false;
    }

    return true;
  }

  #useStyle(style: number): void {
    if (style === this.#style) return;
    this.#style = style;
    this.#out += this.#styles.sequenceOf(style);
  }

  #write(at: number, rowEnd: number): void {
    const glyph = this.#next.glyphs[at]!;
    const isWide = at + 1 < rowEnd && this.#next.glyphs[at + 1] === WIDE_TAIL;
    this.#useStyle(this.#next.styles[at]!);
    if (this.#glyphs.isCluster(glyph)) {
      // Terminals disagree on how many cells a cluster takes: its own are erased first (ECH), and
      // what it may have run over is written anew.
      if (isWide) this.#out += '\u001b[2X';
      this.#shown.fill(UNKNOWN, at + 1, rowEnd);
    }

    this.#out += this.#glyphs.textOf(glyph);
    this.#markShown(at);
    if (isWide) this.#markShown(at + 1);
    if (!isWide && advancesOneCell(glyph)) this.#cursorColumn++;
    else this.#cursorRow = NOWHERE; // The next cell is addressed, not guessed.
  }
}
