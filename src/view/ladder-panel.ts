// The ladder's region: headings, then the book or a sentence that says what is awaited.

import type {Rewards} from '../domain/market.js';
import type {BookImage, FlowImage} from '../domain/snapshot.js';
import {buildCursorRows, CURSOR_ROWS} from './cursor-rows.js';
import {fitSegments} from './fit-segments.js';
import {flowSeconds} from './flow-words.js';
import {formatSpan} from './format-time.js';
import type {Glyphs} from './glyphs.js';
import type {Group, LadderChoice} from './ladder-choice.js';
import {buildLadderLines, rowStep, type LadderLine} from './ladder-lines.js';
import {buildLadderHeading, buildLadderRows} from './ladder-rows.js';
import {cursorLine, selectWindow, type LadderAnchor, type LadderWindow} from './ladder-window.js';
import {aggregateFlows} from './level-flows.js';
import type {PaintRow} from './paint-row.js';
import {centreRow, clipRow, rowWidth, run} from './row-builder.js';
import type {PanelSize} from './view-input.js';

/** Lower ladders have no row to spare for headings. */
const HEADING_FROM_ROWS = 8;

/** Nor for what the cursor stands on. */
const CURSOR_FROM_ROWS = 6;

/** What the ladder panel shows. */
export type LadderContent =
  | {
      readonly kind: 'book';
      readonly book: BookImage;
      readonly isDimmed: boolean;
      /** Price of the last trade as the shown outcome sees it. */
      readonly lastTrade: number | undefined;
      readonly flow: FlowImage | undefined;
      /** What an order has to be like to earn; undefined where the market pays nothing. */
      readonly rewards: Rewards | undefined;
      /** When all of it was so: of the snapshot that it is from. */
      readonly atUs: number;
    }
  | {readonly kind: 'waiting'; readonly what: string; readonly sinceUs: number};

/** Where the ladder stands: needed to move its cursor, and to hold it still at the next paint. */
export type LadderView = {
  readonly assetIndex: number;
  readonly group: Group;
  readonly centreCount: number;
  readonly lines: readonly LadderLine[];
  /** Rows of the book itself, and those above them. */
  readonly height: number;
  readonly headingRows: number;
  readonly window: LadderWindow;
};

export type LadderPanelInput = PanelSize & {
  readonly content: LadderContent;
  readonly choice: LadderChoice;
  /** Names of the shown outcome and of the other one. */
  readonly names: readonly [string, string];
  /** What the middle says besides, where there is room. */
  readonly aside: string | undefined;
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
  const {content, choice, width, glyphs} = input;
  if (content.kind === 'waiting') return {rows: buildWaiting(content, input), view: undefined};

  const {book} = content;
  const {group, cursor, centreCount} = choice;
  const headingRows = input.height >= HEADING_FROM_ROWS ? 1 : 0;
  const hasCursorRows = cursor !== undefined && input.height >= CURSOR_FROM_ROWS;
  const flows = content.flow?.levels ?? [];
  const height = input.height - headingRows - (hasCursorRows ? CURSOR_ROWS : 0);
  const lines = buildLadderLines(book, group);
  const window = selectWindow({
    lines,
    height,
    held: cursor,
    previous: keepAnchor(input, book.assetIndex, height),
  });
  const cursorIndex = cursor && cursorLine(lines, cursor);
  const rows = buildLadderRows({
    book,
    lines,
    group,
    top: window.top,
    cursorIndex,
    width,
    height,
    lastTrade: content.lastTrade,
    rewards: content.rewards,
    flows,
    hasMirror: choice.hasMirror,
    aside: input.aside,
    isDimmed: content.isDimmed,
    glyphs,
  });
  const heading = headingRows > 0 ? [buildHeading(content, input)] : [];
  const facts =
    hasCursorRows && cursorIndex !== undefined
      ? buildCursorRows(
          lines[cursorIndex],
          book,
          aggregateFlows(flows, rowStep(book, group)),
          input,
        )
      : [];
  const {assetIndex} = book;
  const view = {assetIndex, group, centreCount, lines, height, headingRows, window};
  return {rows: [...heading, ...rows, ...facts], view};
}

/** Another book, rows of another size or number, or the wish to centre: it lets go of its place. */
function keepAnchor(
  {previous, choice}: LadderPanelInput,
  assetIndex: number,
  height: number,
): LadderAnchor | undefined {
  const isSame =
    previous?.assetIndex === assetIndex &&
    previous.height === height &&
    previous.group === choice.group &&
    previous.centreCount === choice.centreCount;
  return isSame ? previous.window.anchor : undefined;
}

function buildHeading(
  {book, flow, atUs}: Extract<LadderContent, {kind: 'book'}>,
  {choice, names, width, glyphs}: LadderPanelInput,
): PaintRow {
  const seconds = flowSeconds(flow, atUs);
  const heading = buildLadderHeading(book, choice.group, seconds, {
    width,
    glyphs,
    names: choice.hasMirror ? names : undefined,
  });
  // Says what a row is, and why the ladder does not follow, in a gap of the headings: in the margin where it
  // is wide enough, else above the bars.
  const marks = [
    ...(choice.cursor === undefined ? [] : [`${glyphs.scrolled} c`]),
    ...(choice.group === 1 ? [] : [`x${choice.group}`]),
  ];
  const text = heading.map((part) => part.text).join('');
  const gap = findGap(text, marks.join(' ').length + 2);
  const mark = fitSegments(
    marks.map((word, rank) => ({row: [run(word, 'mark')], rank})),
    gap.cells - 2,
    ' ',
  );
  const at = gap.start === 0 ? 0 : gap.start + 1;
  return [run(text.slice(0, at), 'dim'), ...mark, run(text.slice(at + rowWidth(mark)), 'dim')];
}

/** The first gap of so many cells, or else the widest. */
function findGap(text: string, cells: number): {readonly start: number; readonly cells: number} {
  let widest = {start: 0, cells: 0};
  for (const {index, 0: blanks} of text.matchAll(/ +/g)) {
    if (blanks.length > widest.cells) widest = {start: index, cells: blanks.length};
    if (widest.cells >= cells) break;
  }

  return widest;
}

function buildWaiting(
  content: Extract<LadderContent, {kind: 'waiting'}>,
  {width, height, nowUs, glyphs}: LadderPanelInput,
): PaintRow[] {
  const age = formatSpan(nowUs - content.sinceUs);
  const row = clipRow(
    [run(content.what), run(`${glyphs.separator}${age}`, 'dim')],
    width,
    glyphs.ellipsis,
  );
  const above = Math.max(0, Math.floor((height - 1) / 2));
  return [...Array.from({length: above}, () => []), centreRow(row, width)];
}
