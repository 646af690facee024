// The last line: the keys that matter now.

import {fitSegments} from './fit-segments.js';
import {formatKeyLabel, KEY_TABLE, type KeyAction, type KeyMode} from './key-table.js';
import type {Glyphs} from './glyphs.js';
import type {PaintRow} from './paint-row.js';
import {isRemarkShown, type Remark} from './remark.js';
import {clipRow, run} from './row-builder.js';

export type FooterInput = {
  readonly mode: KeyMode;
  readonly marketCount: number;
  readonly remark?: Remark | undefined;
  readonly nowUs: number;
  readonly width: number;
  readonly glyphs: Glyphs;
};

export function buildFooterRow(input: FooterInput): PaintRow {
  const {mode, marketCount, remark, nowUs, width, glyphs} = input;
  if (isRemarkShown(remark, nowUs)) {
    return clipRow([run(' '), run(remark.text)], width, glyphs.ellipsis);
  }

  const segments = KEY_TABLE.flatMap((entry) => {
    const word = entry.footer?.words[mode];
    if (entry.footer === undefined || word === undefined) return [];
    if (!isUseful(entry.action, marketCount)) return [];
    const label = formatKeyLabel(entry, glyphs.isAscii);
    return [{row: [run(label, 'key'), run(` ${word}`, 'dim')], rank: entry.footer.rank}];
  });
  const row = fitSegments(segments, width - 2, '   ');
  return clipRow([run(' '), ...row], width, glyphs.ellipsis);
}

/** With one market there is none to change to; without any there is nothing to look at. */
function isUseful(action: KeyAction, marketCount: number): boolean {
  switch (action) {
    case 'select_market':
      return marketCount > 1;
    case 'next_outcome':
    case 'centre':
    case 'toggle_freeze':
    case 'toggle_watch':
      return marketCount > 0;
    default:
      return true;
  }
}
