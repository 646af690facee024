// The prompt for a time of the recording, in the footer's place.

import {clipTextStart} from './fit-text.js';
import {fitSegments, type Segment} from './fit-segments.js';
import type {Glyphs} from './glyphs.js';
import type {PaintRow} from './paint-row.js';
import type {GoTo} from './play-choice.js';
import {clipRow, rowWidth, run} from './row-builder.js';

/** What is typed keeps this much beside what is said of it. */
const MIN_TEXT_CELLS = 16;

/** ` go to 12:03:1_   12:03:15, +90s, -5m, 45%   enter go   esc back` */
export function buildGoToRow(
  {text, answer}: Extract<GoTo, {kind: 'moment'}>,
  width: number,
  glyphs: Glyphs,
): PaintRow {
  const lead = run(' go to ', 'key');
  const shown = clipTextStart(
    text,
    Math.max(MIN_TEXT_CELLS, Math.floor(width / 3)),
    glyphs.ellipsis,
  );
  const field = [lead, run(shown, 'strong'), run(' ', 'selected')];
  const room = width - rowWidth(field) - 3;
  const said =
    answer === undefined ? selectHints() : [{row: [run(answer, 'warn')], rank: 0, isKept: true}];
  const row = [...field, run('  '), ...fitSegments(said, room, '   ')];
  return clipRow(row, width, glyphs.ellipsis);
}

function selectHints(): Segment[] {
  const key = (label: string, word: string, rank: number): Segment => ({
    row: [run(label, 'key'), run(` ${word}`, 'dim')],
    rank,
  });
  const forms = ['12:03:15', '+90s', '-5m', '45%'];
  return [
    {
      row: [run(forms.join(', '), 'dim')],
      rank: 1,
      shorter: [{row: [run(forms.slice(0, 2).join(', '), 'dim')], rank: 3}],
    },
    key('enter', 'go', 2),
    key('esc', 'back', 0),
  ];
}
