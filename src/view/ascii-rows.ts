// Rows for terminals that show ASCII only: questions, names and reasons come from outside.

import {splitGlyphs} from './cell-width.js';
import type {Chrome} from './chrome.js';
import type {PaintRow} from './paint-row.js';
import {fillPanels, type Panels} from './panels.js';

const BEYOND_ASCII = /[^\u0020-\u007e]/;

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '‘': "'",
  '’': "'",
  '–': '-',
  '—': '-',
  '…': '~',
  '·': '.',
};

/** As many cells as before: letters lose their marks, and what has no ASCII look is a `?`. */
export function toAsciiText(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text;
  return splitGlyphs(text)
    .map((glyph) => {
      const plain = LOOK_ALIKES[glyph.text] ?? glyph.text.normalize('NFD').replace(/\p{M}/gu, '');
      const isOneCell = glyph.width === 1 && plain.length === 1 && !BEYOND_ASCII.test(plain);
      return isOneCell ? plain : '?'.repeat(glyph.width);
    })
    .join('');
}

export function toAsciiChrome(chrome: Chrome): Chrome {
  if (chrome.kind === 'too_small') return {...chrome, rows: toAsciiRows(chrome.rows)};
  const {title, banner, footer, overlay} = chrome;
  return {
    ...chrome,
    title: toAsciiRow(title),
    banner: banner && toAsciiRow(banner),
    footer: toAsciiRow(footer),
    overlay: overlay && {...overlay, rows: toAsciiRows(overlay.rows)},
  };
}

export function toAsciiPanels(panels: Panels): Panels {
  return fillPanels((panel) => toAsciiRows(panels[panel]));
}

function toAsciiRows(rows: readonly PaintRow[]): readonly PaintRow[] {
  return rows.map(toAsciiRow);
}

function toAsciiRow(row: PaintRow): PaintRow {
  return row.map((part) => ({...part, text: toAsciiText(part.text)}));
}
