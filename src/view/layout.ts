// Where everything is, from the size of the terminal alone. As the width shrinks the market list
// leaves first, then the feed panel, then the tape; inside the ladder then sums and bars.

import type {Region} from './paint-row.js';

export const MIN_COLUMNS = 40;
export const MIN_ROWS = 8;

/** From this width on there is a column right of the ladder, at first with the tape alone. */
const TAPE_FROM_COLUMNS = 72;
const TAPE_CELLS = 28;

/** From this width on, and this many body rows, the feed panel stands above the tape. */
const FEED_FROM_COLUMNS = 100;
const FEED_FROM_ROWS = 22;
export const FEED_ROWS = 14;

/** From this width on the watched markets are a list at the left; below, one line at the top. */
const LIST_FROM_COLUMNS = 116;
const STRIP_FROM_ROWS = 16;

/** Below this many rows the footer leaves its row to the ladder. */
const FOOTER_FROM_ROWS = 10;

export type Screen = {
  readonly kind: 'screen';
  readonly columns: number;
  readonly rows: number;
  readonly title: Region;
  readonly status: Region;
  readonly banner: Region | undefined;
  /** Everything between status and footer; overlays take all of it. */
  readonly body: Region;
  /** One row high where it is a line above the ladder, else a list at its left. */
  readonly markets: Region | undefined;
  readonly ladder: Region;
  readonly feed: Region | undefined;
  readonly tape: Region | undefined;
  readonly footer: Region | undefined;
};

export type TooSmall = {
  readonly kind: 'too_small';
  readonly columns: number;
  readonly rows: number;
};

export type Layout = Screen | TooSmall;

export type LayoutNeeds = {
  readonly marketCount: number;
  readonly hasBanner: boolean;
};

/**
 *  80x24                                  120x40 and larger
 *
 *  title                                  title
 *  status                                 status
 *  (banner)                               (banner)
 *  (markets, one line)                    markets │ ladder               │ feed
 *  ladder               │ tape            1       │                      │
 *                       │                 2       │                      │ tape
 *                       │                 3       │                      │
 *  footer                                 footer
 */
export function computeLayout(columns: number, rows: number, needs: LayoutNeeds): Layout {
  if (columns < MIN_COLUMNS || rows < MIN_ROWS) return {kind: 'too_small', columns, rows};

  const line = (y: number): Region => ({x: 0, y, width: columns, height: 1});
  const footer = rows >= FOOTER_FROM_ROWS ? line(rows - 1) : undefined;
  const banner = needs.hasBanner ? line(2) : undefined;
  const bodyY = banner === undefined ? 2 : 3;
  const bodyRows = rows - bodyY - (footer === undefined ? 0 : 1);
  const body: Region = {x: 0, y: bodyY, width: columns, height: bodyRows};

  const hasMarkets = needs.marketCount > 1;
  const hasList = hasMarkets && columns >= LIST_FROM_COLUMNS;
  const hasStrip = hasMarkets && !hasList && rows >= STRIP_FROM_ROWS;
  const listCells = hasList ? selectListCells(columns) : 0;
  const sideCells = selectSideCells(columns);
  const panelY = hasStrip ? bodyY + 1 : bodyY;
  const panelRows = hasStrip ? bodyRows - 1 : bodyRows;

  const hasFeed = columns >= FEED_FROM_COLUMNS && panelRows >= FEED_FROM_ROWS;
  const feedRows = hasFeed ? FEED_ROWS : 0;
  const column = (x: number, width: number, fromRow: number, height: number): Region => ({
    x,
    y: panelY + fromRow,
    width,
    height,
  });

  return {
    kind: 'screen',
    columns,
    rows,
    title: line(0),
    status: line(1),
    banner,
    body,
    markets: hasStrip ? line(bodyY) : hasList ? column(0, listCells, 0, panelRows) : undefined,
    ladder: column(listCells, columns - listCells - sideCells, 0, panelRows),
    feed: hasFeed ? column(columns - sideCells, sideCells, 0, feedRows) : undefined,
    tape:
      sideCells > 0
        ? column(columns - sideCells, sideCells, feedRows, panelRows - feedRows)
        : undefined,
    footer,
  };
}

/** Cells of the market list, its wall included. */
function selectListCells(columns: number): number {
  return Math.min(44, Math.max(32, Math.floor(columns * 0.24)));
}

/** Cells of the column right of the ladder, its wall included. */
function selectSideCells(columns: number): number {
  if (columns < TAPE_FROM_COLUMNS) return 0;
  if (columns < FEED_FROM_COLUMNS) return TAPE_CELLS;
  return Math.min(48, Math.max(34, Math.floor(columns * 0.26)));
}
