// How many terminal cells text takes: the one measure for rows that are painted, for rows that go
// through Ink, and for the layout.

import stringWidth from 'string-width';

export type Glyph = {
  /** One grapheme cluster. */
  readonly text: string;
  readonly width: 1 | 2;
};

/** Stands for clusters that no terminal draws predictably: wider than two cells, or endless. */
const REPLACEMENT: Glyph = {text: '\ufffd', width: 1};

/** The longest emoji sequences have about 30 UTF-16 units; more is a pile of marks. */
const MAX_CLUSTER_UNITS = 32;

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

// Printable ASCII, Latin, Greek, punctuation, arrows, box drawing, blocks, shapes, marks and braille:
// each UTF-16 unit is one cell, none of them joins another.
const ONE_CELL_EACH =
  /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff\u0391-\u03a1\u03a3-\u03c9\u2010-\u2027\u2030-\u205e\u2190-\u2319\u2500-\u25fc\u2713\u2717\u275a\u2800-\u28ff]*$/;

/** True where the text has as many cells as UTF-16 units: the usual case, and the fast path. */
export function isOneCellEach(text: string): boolean {
  return ONE_CELL_EACH.test(text);
}

/** The visible clusters of the text; control characters and others without width are left out. */
export function splitGlyphs(text: string): Glyph[] {
  const glyphs: Glyph[] = [];
  for (const {segment} of segmenter.segment(text)) {
    const width = stringWidth(segment);
    if (width <= 0) continue;
    if (width > 2 || segment.length > MAX_CLUSTER_UNITS) glyphs.push(REPLACEMENT);
    else glyphs.push({text: segment, width: width === 2 ? 2 : 1});
  }

  return glyphs;
}

export function cellWidth(text: string): number {
  if (isOneCellEach(text)) return text.length;
  let cells = 0;
  for (const glyph of splitGlyphs(text)) cells += glyph.width;
  return cells;
}
