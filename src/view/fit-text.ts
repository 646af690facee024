// Cutting and filling text to a number of terminal cells.

import {cellWidth, splitGlyphs} from './cell-width.js';

/** The text cut to `width` cells, with `ellipsis` (one cell) where something was cut. */
export function clipText(text: string, width: number, ellipsis: string): string {
  if (cellWidth(text) <= width) return text;
  if (width <= 0) return '';

  let kept = '';
  let left = width - 1;
  for (const glyph of splitGlyphs(text)) {
    if (glyph.width > left) break;
    kept += glyph.text;
    left -= glyph.width;
  }

  return kept + ellipsis;
}

/** The end of the text in `width` cells, with `ellipsis` where its beginning was cut. */
export function clipTextStart(text: string, width: number, ellipsis: string): string {
  if (cellWidth(text) <= width) return text;
  if (width <= 0) return '';

  let kept = '';
  let left = width - 1;
  for (const glyph of splitGlyphs(text).reverse()) {
    if (glyph.width > left) break;
    kept = glyph.text + kept;
    left -= glyph.width;
  }

  return ellipsis + kept;
}

/** The text followed by blanks up to `width` cells. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - cellWidth(text)));
}

/** The text preceded by blanks up to `width` cells. */
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - cellWidth(text))) + text;
}

/** The text without its last character as a reader counts them, as backspace leaves it. */
export function dropLastGlyph(text: string): string {
  return splitGlyphs(text)
    .slice(0, -1)
    .map((glyph) => glyph.text)
    .join('');
}
