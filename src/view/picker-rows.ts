// The picker: a text field, what became of the search, and the choices.

import type {Market} from '../domain/market.js';
import {clipText, clipTextStart} from './fit-text.js';
import {formatAmount} from './format-number.js';
import {formatWholeSpan} from './format-time.js';
import type {Glyphs} from './glyphs.js';
import type {PaintRow, Region} from './paint-row.js';
import {clipRow, run, spreadRow, targetRow} from './row-builder.js';
import type {Picker} from './picker-state.js';

/** Rows above the choices: the field and what became of the search. */
const HEAD_ROWS = 2;

/** Volume or status beside the question, where there is room for it. */
const DETAIL_CELLS = 18;
const DETAIL_FROM_COLUMNS = 60;

export function buildPickerRows(
  picker: Picker,
  region: Region,
  nowUs: number,
  glyphs: Glyphs,
): PaintRow[] {
  const {width, height} = region;
  const rows = [buildField(picker, width, glyphs), buildPhase(picker, nowUs, glyphs)];
  const visible = Math.max(0, height - HEAD_ROWS);
  const last = Math.max(0, picker.choices.length - visible);
  const first = Math.min(last, Math.max(0, picker.choiceIndex - Math.floor(visible / 2)));
  for (let i = first; i < Math.min(picker.choices.length, first + visible); i++) {
    rows.push(buildChoice(picker, i, width, glyphs));
  }

  return rows.slice(0, height).map((row) => clipRow(row, width, glyphs.ellipsis));
}

/** The end of the query is what is being typed, so a long one loses its beginning. */
function buildField({phase, query}: Picker, width: number, glyphs: Glyphs): PaintRow {
  const shown = clipTextStart(query, width - 5, glyphs.ellipsis);
  const cursor = phase === 'typing' ? [run(' ', 'selected')] : [];
  return [run(' / ', 'key'), run(shown, 'strong'), ...cursor];
}

function buildPhase(picker: Picker, nowUs: number, glyphs: Glyphs): PaintRow {
  const age = formatWholeSpan(nowUs - picker.sinceUs);
  const count = picker.choices.length;
  if (picker.message !== undefined) return [run(`   ${picker.message}`, 'warn')];
  switch (picker.phase) {
    case 'typing':
      return [run('   words of the question, a slug or a link', 'dim')];
    case 'searching':
      return [run(`   searching${glyphs.ellipsis} ${age}`)];
    case 'choosing':
      return [run(`   ${count} ${count === 1 ? 'market' : 'markets'}`, 'dim')];
    case 'opening': {
      const name = picker.choices[picker.choiceIndex]?.question ?? picker.query;
      return [run(`   opening "${name}"${glyphs.ellipsis} ${age}`)];
    }
  }
}

/** `▸ Will the Fed cut rates in September?            $1.2M in 24 h` */
function buildChoice(picker: Picker, index: number, width: number, glyphs: Glyphs): PaintRow {
  const market = picker.choices[index]!;
  const isSelected = index === picker.choiceIndex && picker.phase !== 'typing';
  const hasDetail = width >= DETAIL_FROM_COLUMNS;
  const room = width - 4 - (hasDetail ? DETAIL_CELLS : 0);
  const left: PaintRow = [
    run(isSelected ? ` ${glyphs.pointer} ` : '   ', 'mark'),
    run(clipText(market.question, room, glyphs.ellipsis), isSelected ? 'strong' : 'plain'),
  ];
  const detail = hasDetail ? [run(`${describeChoice(market)} `, 'dim')] : [];
  return targetRow(spreadRow(left, detail, width), {kind: 'choice', index});
}

function describeChoice({status, volume24h}: Market): string {
  if (status !== 'open') return status;
  return volume24h === undefined ? '' : `$${formatAmount(volume24h)} in 24 h`;
}
