// The times below a picture of the past.

import {padStart} from './fit-text.js';
import type {FormatTime} from './format-time.js';
import type {PaintRow} from './paint-row.js';
import {rowWidth, run} from './row-builder.js';
import {startOfCell, type TimeFrame} from './time-cells.js';

const TIME_CELLS = 8;

/**
 * When the first and the newest cell begin, under their own cells, and a note between them: the first
 * of `notes` that fits. `indent`: cells left of the picture.
 */
export function buildTimeAxis(
  frame: TimeFrame,
  indent: number,
  notes: readonly PaintRow[],
  formatTime: FormatTime,
): PaintRow {
  const margin = run(' '.repeat(indent));
  const cells = frame.cells / frame.group;
  const newest = formatTime(startOfCell(frame, frame.cells - frame.group) * 1000);
  if (cells < 2 * TIME_CELLS + 1) {
    return [margin, run(padStart(newest, cells).slice(-cells), 'dim')];
  }

  const room = cells - 2 * TIME_CELLS - 2;
  const shown = notes.find((note) => rowWidth(note) <= room) ?? [];
  const rest = ' '.repeat(Math.max(0, room - rowWidth(shown)));
  const oldest = formatTime(startOfCell(frame, 0) * 1000);
  return [margin, run(`${oldest} `, 'dim'), ...shown, run(`${rest} ${newest}`, 'dim')];
}
