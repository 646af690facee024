import {isOneCellEach, splitGlyphs} from '../view/cell-width.js';
import type {PaintRow, StyleName} from '../view/paint-row.js';
import type {AnsiLine} from './ansi-line.js';
import {CellDiff} from './cell-diff.js';
import {BLANK, Cells, UNKNOWN, WIDE_TAIL} from './cells.js';
import type {GlyphTable} from './glyph-table.js';
import type {StyleTable} from './style-table.js';

/** The picture to show, and what the terminal shows; painting is clipped to the given region. */
export class Grid {
  readonly columns: number;
  readonly rows: number;
  readonly #next: Cells;
  readonly #shown: Cells;
  readonly #glyphs: GlyphTable;
  readonly #styles: StyleTable;

  constructor(columns: number, rows: number, glyphs: GlyphTable, styles: StyleTable) {
    this.columns = columns;
    this.rows = rows;
    this.#next = new Cells(columns, rows, BLANK);
    this.#shown = new Cells(columns, rows, UNKNOWN);
    this.#glyphs = glyphs;
    this.#styles = styles;
  }

  clear(): void {
    this.#next.fill(BLANK);
  }

  /** Paints runs of text over `width` cells; what the runs leave over becomes blank. */
  paintRow(
    x: number,
    y: number,
    width: number,
    row: PaintRow,
    styleOf: (style: StyleName, under?: StyleName) => number,
  ): void {
    if (!this.#contains(x, y)) return;
    const start = y * this.columns + x;
    const end = start + Math.min(width, this.columns - x);
    this.#splitWideAt(start);
    this.#splitWideAt(end);

    let at = start;
    for (const run of row) at = this.#put(at, end, run.text, styleOf(run.style, run.under));
    this.#next.fill(BLANK, at, end);
  }

  /** Copies a parsed line of Ink's frame into row `y`, from its first column on. */
  paintLine(y: number, line: AnsiLine): void {
    if (!this.#contains(0, y)) return;
    const length = Math.min(line.glyphs.length, this.columns);
    const start = y * this.columns;
    this.#next.glyphs.set(line.glyphs.subarray(0, length), start);
    this.#next.styles.set(line.styles.subarray(0, length), start);
    if (line.glyphs[length] === WIDE_TAIL) this.#next.glyphs[start + length - 1] = BLANK;
    this.#next.fill(BLANK, start + length, start + this.columns);
  }

  /** Tells the grid that the terminal was just erased. */
  assumeBlank(): void {
    this.#shown.fill(BLANK);
  }

  /** The bytes that bring the terminal up to date, which it is from then on. */
  diff(): string {
    return new CellDiff(this.#next, this.#shown, this.#glyphs, this.#styles).encode();
  }

  #contains(x: number, y: number): boolean {
    return x >= 0 && x < this.columns && y >= 0 && y < this.rows;
  }

  /** Half a wide glyph can't be shown: where an edge cuts one, both halves become blank. */
  #splitWideAt(at: number): void {
    const {glyphs} = this.#next;
    if (glyphs[at] !== WIDE_TAIL) return;
    glyphs[at] = BLANK;
    glyphs[at - 1] = BLANK;
  }

  #put(start: number, end: number, text: string, style: number): number {
    const {glyphs, styles} = this.#next;
    let at = start;
    if (isOneCellEach(text)) {
      const length = Math.min(text.length, end - start);
      for (let i = 0; i < length; i++, at++) glyphs[at] = text.charCodeAt(i);
    } else {
      for (const glyph of splitGlyphs(text)) {
        if (at === end) break;
        const isCut = at + glyph.width > end;
        glyphs[at++] = isCut ? BLANK : this.#glyphs.idOf(glyph.text);
        if (glyph.width === 2 && !isCut) glyphs[at++] = WIDE_TAIL;
      }
    }

    styles.fill(style, start, at);
    return at;
  }
}
