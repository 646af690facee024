import {isOneCellEach, splitGlyphs} from './cell-width.js';
import type {PaintRow, PaintRun} from './paint-row.js';

/** The row cut or padded with blanks to exactly `width` cells; half a wide glyph becomes a blank. */
export function fitRow(row: PaintRow, width: number): PaintRow {
  const fitted: PaintRun[] = [];
  let left = width;

  for (const {text, style} of row) {
    if (left === 0) break;
    if (isOneCellEach(text)) {
      const shown = text.slice(0, left);
      fitted.push({text: shown, style});
      left -= shown.length;
      continue;
    }

    let shown = '';
    for (const glyph of splitGlyphs(text)) {
      if (left === 0) break;
      shown += glyph.width > left ? ' ' : glyph.text;
      left -= Math.min(glyph.width, left);
    }

    fitted.push({text: shown, style});
  }

  if (left > 0) fitted.push({text: ' '.repeat(left), style: 'plain'});
  return fitted;
}
