// Where everything is, from the size of the terminal alone. As the width shrinks the market list
// leaves first, then the feed panel, then the tape; inside the ladder then sums and bars.

import type {PanelName, Placed} from './panels.js';
import type {Region} from './paint-row.js';
import {stackPanels, type Wish} from './stack-panels.js';

export const MIN_COLUMNS = 40;
export const MIN_ROWS = 8;

/** From this width on there is a column right of the ladder, at first without the feed panel. */
const SIDE_FROM_COLUMNS = 72;
const FEED_FROM_COLUMNS = 100;

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
  /** Everything between status and footer; overlays and full panels take all of it. */
  readonly body: Region;
  /** Lines over the whole width, at the top of the body. */
  readonly strips: readonly Placed[];
  /** Below them, from left to right: panels on top of each other. */
  readonly stacks: readonly (readonly Placed[])[];
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
 *  ladder               │ tape            1       │                      ├──────
 *                       │                 2       │                      │ tape
 *                       ├──────           ────────┤                      ├──────
 *                       │ fill            events  │                      │ fill
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

  const stripNames = selectStrips(columns, rows, needs);
  const strips = stripNames.map((panel, i) => ({panel, region: line(bodyY + i)}));
  const below = {
    ...body,
    y: bodyY + strips.length,
    height: bodyRows - strips.length,
  };
  return {
    kind: 'screen',
    columns,
    rows,
    title: line(0),
    status: line(1),
    banner,
    body,
    strips,
    stacks: placeStacks(below, needs),
    footer,
  };
}

/** Every panel that has a place, from the top left. */
export function placedPanels({strips, stacks}: Screen): readonly Placed[] {
  return [...strips, ...stacks.flat()];
}

/** Undefined where the panel has no place at this size. */
export function placeOf(screen: Screen, panel: PanelName): Placed | undefined {
  return placedPanels(screen).find((placed) => placed.panel === panel);
}

function selectStrips(columns: number, rows: number, {marketCount}: LayoutNeeds): PanelName[] {
  const hasMarkets = marketCount > 1 && columns < LIST_FROM_COLUMNS && rows >= STRIP_FROM_ROWS;
  return hasMarkets ? ['markets'] : [];
}

function placeStacks(body: Region, {marketCount}: LayoutNeeds): readonly (readonly Placed[])[] {
  const {x, width} = body;
  const listCells = marketCount > 1 ? selectListCells(width) : 0;
  const sideCells = selectSideCells(width);
  const ladderCells = width - listCells - sideCells;
  const columns: readonly {
    readonly cells: number;
    readonly wishes: readonly Wish[];
    readonly wall?: 'left' | 'right';
  }[] = [
    {cells: listCells, wishes: listWishes(marketCount, body.height), wall: 'right'},
    {cells: ladderCells, wishes: LADDER_WISHES},
    {cells: sideCells, wishes: sideWishes(width), wall: 'left'},
  ];
  let left = x;
  return columns.flatMap(({cells, wishes, wall}) => {
    if (cells === 0) return [];
    const region = {...body, x: left, width: cells};
    left += cells;
    return [stackPanels(region, wishes, wall)];
  });
}

const LADDER_WISHES: readonly Wish[] = [{panel: 'ladder', rows: 1, rank: 0, grows: true}];

/** All markets if they take no more than half, and the rest for what happens in them. */
function listWishes(marketCount: number, rows: number): readonly Wish[] {
  const most = Math.max(1, Math.floor(rows / 2));
  return [
    {panel: 'markets', rows: Math.min(marketCount + 1, most), rank: 0},
    {panel: 'events', rows: 4, rank: 1, grows: true},
  ];
}

/** The tape stays longest: it is what happens. */
function sideWishes(columns: number): readonly Wish[] {
  const tape: Wish = {panel: 'tape', rows: 4, rank: 0, grows: true};
  const feed: Wish = {panel: 'feed', rows: 13, rank: 2};
  const fill: Wish = {panel: 'fill', rows: 4, rank: 1};
  return columns >= FEED_FROM_COLUMNS ? [feed, tape, fill] : [tape, fill];
}

/** Cells of the market list, its wall included. */
function selectListCells(columns: number): number {
  if (columns < LIST_FROM_COLUMNS) return 0;
  return Math.min(44, Math.max(32, Math.floor(columns * 0.24)));
}

/** Cells of the column right of the ladder, its wall included. */
function selectSideCells(columns: number): number {
  if (columns < SIDE_FROM_COLUMNS) return 0;
  if (columns < FEED_FROM_COLUMNS) return 28;
  return Math.min(48, Math.max(34, Math.floor(columns * 0.26)));
}
