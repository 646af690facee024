import type {PaintRow, PaintRun} from './paint-row.js';

/** Cells next to each other as a row: those that look the same are one run. */
export function joinCells(cells: readonly PaintRun[]): PaintRow {
  const joined: PaintRun[] = [];
  for (const cell of cells) {
    const last = joined.at(-1);
    if (last?.style === cell.style && last.under === cell.under)
      joined[joined.length - 1] = {...last, text: last.text + cell.text};
    else joined.push(cell);
  }

  return joined;
}
