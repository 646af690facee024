/** The right half of a wide glyph, which its left neighbour holds. Never in the first column. */
export const WIDE_TAIL = 0;

export const BLANK = 0x20;

/** A cell of which nobody knows what the terminal shows there. */
export const UNKNOWN = 0xffffffff;

/** A rectangle of cells, row by row: a glyph id and a style id each. */
export class Cells {
  readonly columns: number;
  readonly rows: number;
  readonly glyphs: Uint32Array;
  readonly styles: Uint16Array;

  constructor(columns: number, rows: number, glyph: number) {
    this.columns = columns;
    this.rows = rows;
    this.glyphs = new Uint32Array(columns * rows).fill(glyph);
    this.styles = new Uint16Array(columns * rows);
  }

  fill(glyph: number, start = 0, end = this.glyphs.length): void {
    this.glyphs.fill(glyph, start, end);
    this.styles.fill(0, start, end);
  }
}
