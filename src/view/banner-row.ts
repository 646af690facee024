// One line for what overrides everything else. It changes at most once a second.

import type {Session, SessionStage} from '../domain/session.js';
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
  session: Session,
  noticesSeen: number,
  width: number,
  nowUs: number,
  glyphs: Glyphs,
): PaintRow | undefined {
  const {stage, notices} = session;
  if (stage.kind === 'worker_down') return describeWorkerDown(stage, nowUs, glyphs);

  // Also over the end of a recording: it answers to a key that was pressed just now.
  const newest = notices.length > noticesSeen ? notices.at(-1) : undefined;
  if (newest !== undefined) {
    // Whatever is cut, it stays visible how to dismiss it.
    const [mark, key] = [run('NOTE ', 'warn'), run(' (esc)', 'dim')];
    const room = width - 1 - rowWidth([mark, key]);
    return [mark, run(clipText(newest, room, glyphs.ellipsis)), key];
  }

  if (stage.kind !== 'replay_ended') return undefined;
  return [run('END OF RECORDING', 'warn'), run(' the books stay as they ended')];
}

function describeWorkerDown(
  {reason, sinceUs, retryAtUs}: Extract<SessionStage, {kind: 'worker_down'}>,
  nowUs: number,
  glyphs: Glyphs,
): PaintRow {
  // Rounded up: a countdown that says 0 and goes on looks stuck.
  const seconds = Math.max(0, Math.ceil((retryAtUs - nowUs) / 1_000_000));
  const again = seconds > 0 ? `restarts in ${seconds} s` : 'restarts now';
  const since = `down for ${formatWholeSpan(nowUs - sinceUs)}`;
  return [
    run('FEED STOPPED', 'bad'),
    run(` ${reason}${glyphs.separator}${again}${glyphs.separator}${since}`),
  ];
}
