// Walls and rules around the rows of a panel.

import type {Glyphs} from './glyphs.js';
import type {PaintRow} from './paint-row.js';
import {innerSize, type Placed} from './panels.js';
import {clipRow, run, spreadRow} from './row-builder.js';

/** The rows cut to what the place leaves them, as many as it has, with its wall and its rule. */
export function frameRows(rows: readonly PaintRow[], placed: Placed, glyphs: Glyphs): PaintRow[] {
  const {region, wall, hasRule} = placed;
  if (wall === undefined && hasRule !== true) return rows.slice(0, region.height);

  const {width, height} = innerSize(placed);
  const framed = Array.from({length: height}, (_, i): PaintRow => {
    const row = clipRow(rows[i] ?? [], width, glyphs.ellipsis);
    if (wall === 'left') return [run(`${glyphs.wall} `, 'dim'), ...row];
    return wall === 'right' ? spreadRow(row, [run(glyphs.wall, 'dim')], region.width) : row;
  });
  if (hasRule !== true) return framed;
  const rule = glyphs.rule.repeat(region.width - (wall === undefined ? 0 : 1));
  const [start, end] = [wall === 'left' ? glyphs.tee : '', wall === 'right' ? glyphs.teeLeft : ''];
  return [...framed, [run(start + rule + end, 'dim')]];
}
