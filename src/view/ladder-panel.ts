// The ladder's region: headings, then the book or a sentence that says what is awaited.

import type {BookImage} from '../domain/snapshot.js';
import {formatSpan} from './format-time.js';
import type {Glyphs} from './glyphs.js';
import {buildLadderLines, type LadderLine} from './ladder-lines.js';
import {buildLadderHeading, buildLadderRows} from './ladder-rows.js';
import {selectWindow, type LadderAnchor, type LadderWindow} from './ladder-window.js';
import type {PaintRow, Region} from './paint-row.js';
import {centreRow, clipRow, run} from './row-builder.js';

/** Lower ladders have no row to spare for headings. */
const HEADING_FROM_ROWS = 8;

/** What the ladder panel shows. */
export type LadderContent =
  | {
      readonly kind: 'book';
      readonly book: BookImage;
      readonly isDimmed: boolean;
      /** Price of the last trade as the shown outcome sees it. */
      readonly lastTrade: number | undefined;
    }
  | {readonly kind: 'waiting'; readonly what: string; readonly sinceUs: number};

/** Where the ladder stands: needed to scroll it, and to hold it still at the next paint. */
export type LadderView = {
  readonly assetIndex: number;
  readonly centreCount: number;
  readonly lines: readonly LadderLine[];
  readonly height: number;
  readonly window: LadderWindow;
};

export type LadderPanelInput = {
  readonly content: LadderContent;
  readonly region: Region;
  readonly held: LadderAnchor | undefined;
  readonly centreCount: number;
  /** The ladder of the last paint, whatever it showed. */
  readonly previous: LadderView | undefined;
  readonly nowUs: number;
  readonly glyphs: Glyphs;
};

export type LadderPanel = {
  readonly rows: readonly PaintRow[];
  /** Undefined while there is no book. */
  readonly view: LadderView | undefined;
};

export function buildLadderPanel(input: LadderPanelInput): LadderPanel {
  const {content, region, glyphs} = input;
  if (content.kind === 'waiting') return {rows: buildWaiting(content, input), view: undefined};

  const {book} = content;
  const hasHeading = region.height >= HEADING_FROM_ROWS;
  const height = hasHeading ? region.height - 1 : region.height;
  const lines = buildLadderLines(book);
  const window = selectWindow({
    lines,
    height,
    held: input.held,
    previous: keepAnchor(input, book.assetIndex, height),
  });
  const rows = buildLadderRows({
    book,
    lines,
    top: window.top,
    width: region.width,
    height,
    lastTrade: content.lastTrade,
    isDimmed: content.isDimmed,
    glyphs,
  });
  const heading = hasHeading ? [buildHeading(book, input)] : [];
  const view = {
    assetIndex: book.assetIndex,
    centreCount: input.centreCount,
    lines,
    height,
    window,
  };
  return {rows: [...heading, ...rows], view};
}

/** Another book, another height or the wish to centre makes the ladder let go of its place. */
function keepAnchor(
  {previous, centreCount}: LadderPanelInput,
  assetIndex: number,
  height: number,
): LadderAnchor | undefined {
  const isSame =
    previous?.assetIndex === assetIndex &&
    previous.height === height &&
    previous.centreCount === centreCount;
  return isSame ? previous.window.anchor : undefined;
}

function buildHeading(book: BookImage, {held, region, glyphs}: LadderPanelInput): PaintRow {
  const heading = buildLadderHeading(book, region.width, glyphs);
  if (held === undefined) return heading;

  // Says why the ladder does not follow, in the margin that the headings leave free.
  const mark = `${glyphs.scrolled} c`;
  const text = heading.map((part) => part.text).join('');
  const blank = text.length - text.trimStart().length;
  if (blank < mark.length + 1) return heading;
  return [run(mark, 'mark'), run(text.slice(mark.length), 'dim')];
}

function buildWaiting(
  content: Extract<LadderContent, {kind: 'waiting'}>,
  {region, nowUs, glyphs}: LadderPanelInput,
): PaintRow[] {
  const age = formatSpan(nowUs - content.sinceUs);
  const row = clipRow(
    [run(content.what), run(`${glyphs.separator}${age}`, 'dim')],
    region.width,
    glyphs.ellipsis,
  );
  const above = Math.max(0, Math.floor((region.height - 1) / 2));
  return [...Array.from({length: above}, () => []), centreRow(row, region.width)];
}
