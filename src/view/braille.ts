// Dots in the eight places of a braille cell: two columns, four rows.

const BLANK = 0x2800;

/** Bits of the left and of the right column, from top to bottom. */
const BITS = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
] as const;

export const DOT_COLUMNS = 2;
export const DOT_ROWS = 4;

/** The bit of a dot, to be combined with others of its cell. */
export function brailleBit(column: number, row: number): number {
  return BITS[column % DOT_COLUMNS]![row % DOT_ROWS]!;
}

export function brailleGlyph(bits: number): string {
  return String.fromCodePoint(BLANK + bits);
}
