import {isOneCellEach, splitGlyphs} from './cell-width.js';
import type {PaintRow, PaintRun} from './paint-row.js';

/** The row cut or padded with blanks to exactly `width` cells; half a wide glyph becomes a blank. */
export function fitRow(row: PaintRow, width: number): PaintRow {
  const fitted: PaintRun[] = [];
  let left = width;

  for (const part of row) {
    if (left === 0) break;
    const {text} = part;
    if (isOneCellEach(text)) {
      const shown = text.slice(0, left);
      fitted.push({...part, text: shown});
      left -= shown.length;
      continue;
    }

    let shown = '';
    for (const glyph of splitGlyphs(text)) {
      if (left === 0) break;
      shown += glyph.width > left ? ' ' : glyph.text;
      left -= Math.min(glyph.width, left);
    }

    fitted.push({...part, text: shown});
  }

  if (left > 0) fitted.push({text: ' '.repeat(left), style: 'plain'});
  return fitted;
}
