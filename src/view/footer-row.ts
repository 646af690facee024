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
  /** Whether a recording is played; default: it is not. */
  readonly isReplay?: boolean;
  readonly remark?: Remark | undefined;
  readonly nowUs: number;
  readonly width: number;
  readonly glyphs: Glyphs;
};

/** What the keys of a mode are for, where the screen does not say it. */
const LEADS: Partial<Record<KeyMode, string>> = {tenth: 'go to:  '};

export function buildFooterRow(input: FooterInput): PaintRow {
  const {mode, marketCount, isReplay = false, remark, nowUs, width, glyphs} = input;
  // A key that is waited for matters more than what the one before has done.
  if (mode !== 'tenth' && isRemarkShown(remark, nowUs)) {
    return clipRow([run(' '), run(remark.text)], width, glyphs.ellipsis);
  }

  const segments = KEY_TABLE.flatMap((entry) => {
    const word = entry.footer?.words[mode];
    if (entry.footer === undefined || word === undefined) return [];
    if (entry.isForReplay === true && !isReplay) return [];
    if (!isUseful(entry.action, marketCount, isReplay)) return [];
    const label = formatKeyLabel(entry, glyphs.isAscii);
    return [{row: [run(label, 'key'), run(` ${word}`, 'dim')], rank: entry.footer.rank}];
  });
  const lead = LEADS[mode] ?? '';
  const row = fitSegments(segments, width - 2 - lead.length, '   ');
  return clipRow([run(` ${lead}`), ...row], width, glyphs.ellipsis);
}

/**
 * With one market there is none to change to; without any there is nothing to look at; and what is
 * played is recorded already.
 */
function isUseful(action: KeyAction, marketCount: number, isReplay: boolean): boolean {
  switch (action) {
    case 'toggle_recording':
      return !isReplay;
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
