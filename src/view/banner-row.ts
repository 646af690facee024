// One line for what overrides everything else. It changes at most once a second.

import type {Session} from '../domain/session.js';
import {clipText} from './fit-text.js';
import {formatWholeSpan} from './format-time.js';
import type {Glyphs} from './glyphs.js';
import type {PaintRow} from './paint-row.js';
import {clipRow, rowWidth, run} from './row-builder.js';

/** Undefined where there is nothing to say. */
export function buildBannerRow(
  session: Session,
  noticesSeen: number,
  width: number,
  nowUs: number,
  glyphs: Glyphs,
): PaintRow | undefined {
  const row = selectBanner(session, noticesSeen, width, nowUs, glyphs);
  return row === undefined ? undefined : clipRow([run(' '), ...row], width, glyphs.ellipsis);
}

function selectBanner(
  {stage, notices}: Session,
  noticesSeen: number,
  width: number,
  nowUs: number,
  glyphs: Glyphs,
): PaintRow | undefined {
  switch (stage.kind) {
    case 'worker_down': {
      // Rounded up: a countdown that says 0 and goes on looks stuck.
      const seconds = Math.max(0, Math.ceil((stage.retryAtUs - nowUs) / 1_000_000));
      const again = seconds > 0 ? `restarts in ${seconds} s` : 'restarts now';
      const since = `down for ${formatWholeSpan(nowUs - stage.sinceUs)}`;
      return [
        run('FEED STOPPED', 'bad'),
        run(` ${stage.reason}${glyphs.separator}${again}${glyphs.separator}${since}`),
      ];
    }
    case 'replay_ended':
      return [run('END OF RECORDING', 'warn'), run(' the books stay as they ended')];
    case 'looking_up':
    case 'picking':
    case 'running': {
      const newest = notices.length > noticesSeen ? notices.at(-1) : undefined;
      if (newest === undefined) return undefined;
      // Whatever is cut, it stays visible how to dismiss it.
      const [mark, key] = [run('NOTE ', 'warn'), run(' (esc)', 'dim')];
      const room = width - 1 - rowWidth([mark, key]);
      return [mark, run(clipText(newest, room, glyphs.ellipsis)), key];
    }
  }
}
