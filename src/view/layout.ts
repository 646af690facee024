// Where everything is, from the size of the terminal alone. As the width shrinks the market list
// leaves first, then the feed panel, then the tape; inside the ladder then sums and bars.

import {clamp} from './clamp.js';
import {pairRowCount} from './pair-rows.js';
import type {PanelName, Placed} from './panels.js';
import type {Region} from './paint-row.js';
import {stackPanels, type Wish} from './stack-panels.js';

export const MIN_COLUMNS = 40;
export const MIN_ROWS = 8;

/** From this width on there is a column right of the ladder, at first without the feed panel. */
const SIDE_FROM_COLUMNS = 72;
const FEED_FROM_COLUMNS = 100;

/** From this width on depth and price over time have a column of their own, if they are wanted. */
export const HISTORY_FROM_COLUMNS = 160;

/** From this width on the watched markets are a list at the left; below, one line at the top. */
const LIST_FROM_COLUMNS = 116;
const STRIP_FROM_ROWS = 16;

/** The sums of the flow panel, and from which height of the body on there are prices below them. */
const FLOW_ROWS = 6;
const FLOW_PRICES_FROM_ROWS = 36;
const MAX_FLOW_PRICES = 12;

/** Below this many rows the footer leaves its row to the ladder. */
const FOOTER_FROM_ROWS = 10;

/** Below this many rows a replay leaves its line to the ladder; the status line says what it does. */
const TIMELINE_FROM_ROWS = 12;

/** From this width on the markets of an event have a line. */
const SIBLINGS_FROM_COLUMNS = 100;

/** In lists as wide as this, and beside no list in bodies as high as this, sums of an event are a table. */
const TABLE_FROM_CELLS = 34;
const TABLE_FROM_ROWS = 42;

/** Lower lists have no row to spare for sums. */
const PAIR_BELOW_LIST_FROM_ROWS = 20;

/** Two rows for a market, two for its event. */
const SHORT_PAIR_ROWS = 4;

/** A ladder of this width has room for everything that became of a level. */
const FULL_LADDER_CELLS = 81;
const MIN_HISTORY_CELLS = 33;

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
  /** Where a replay stands. */
  readonly timeline: Region | undefined;
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
  /** Watched markets of the event that is shown; left out where the market stands alone. */
  readonly siblingCount?: number;
  readonly isNegRisk?: boolean;
  /** Whether its orders can earn rewards. */
  readonly hasRewards?: boolean;
  readonly hasBanner: boolean;
  /** Whether a recording is played. */
  readonly isReplay?: boolean;
  /** Whether something is typed in the footer's place, which is there then at any size. */
  readonly hasPrompt?: boolean;
  /** Whether the user wants the past beside the book, where there is room. */
  readonly hasHistory?: boolean;
};

/**
 *  80x24                                  120x40 and larger
 *
 *  title                                  title
 *  status                                 status
 *  (banner)                               (banner)
 *  (markets, one line)                    (siblings, one line)
 *  ladder               │ tape            markets │ ladder               │ feed
 *                       │                 1       │                      ├──────
 *                       ├──────           2       │                      │ tape
 *                       │ fill            ────────│                      ├──────
 *                       ├──────           events  │                      │ flow
 *                       │ pair            ────────│                      ├──────
 *                       │                 pair    │                      │ fill
 *  (replay)                               (replay)
 *  footer                                 footer
 */
export function computeLayout(columns: number, rows: number, needs: LayoutNeeds): Layout {
  if (columns < MIN_COLUMNS || rows < MIN_ROWS) return {kind: 'too_small', columns, rows};

  const line = (y: number): Region => ({x: 0, y, width: columns, height: 1});
  const hasFooter = rows >= FOOTER_FROM_ROWS || needs.hasPrompt === true;
  const footer = hasFooter ? line(rows - 1) : undefined;
  const hasTimeline = needs.isReplay === true && rows >= TIMELINE_FROM_ROWS;
  const timeline = hasTimeline ? line(rows - 2) : undefined;
  const banner = needs.hasBanner ? line(2) : undefined;
  const bodyY = banner === undefined ? 2 : 3;
  const rowsBelow = [timeline, footer].filter((region) => region !== undefined).length;
  const bodyRows = rows - bodyY - rowsBelow;
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
    timeline,
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

function selectStrips(
  columns: number,
  rows: number,
  {marketCount, siblingCount = 1}: LayoutNeeds,
): PanelName[] {
  if (rows < STRIP_FROM_ROWS) return [];
  const strips: PanelName[] = [];
  if (siblingCount > 1 && columns >= SIBLINGS_FROM_COLUMNS) strips.push('siblings');
  if (marketCount > 1 && columns < LIST_FROM_COLUMNS) strips.push('markets');
  return strips;
}

function placeStacks(body: Region, needs: LayoutNeeds): readonly (readonly Placed[])[] {
  const {marketCount, hasHistory = false} = needs;
  const {x, width} = body;
  const isCrowded = hasHistory && width >= HISTORY_FROM_COLUMNS;
  const listCells = marketCount > 1 ? selectListCells(width, isCrowded) : 0;
  const list = {...body, width: listCells};
  const sideCells = selectSideCells(width, isCrowded);
  const free = width - listCells - sideCells;
  const historyCells = isCrowded ? selectHistoryCells(free) : 0;
  const ladderCells = free - historyCells;
  const columns: readonly {
    readonly cells: number;
    readonly wishes: readonly Wish[];
    readonly wall?: 'left' | 'right';
  }[] = [
    {cells: listCells, wishes: listWishes(list, needs), wall: 'right'},
    {cells: ladderCells, wishes: LADDER_WISHES},
    {cells: historyCells, wishes: historyWishes(body.height), wall: 'left'},
    {cells: sideCells, wishes: sideWishes(body, needs, listCells > 0), wall: 'left'},
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

/** The line has less than a third: it needs few rows, and in the lowest screens it is alone. */
function historyWishes(height: number): readonly Wish[] {
  const rows = clamp(Math.floor(height * 0.3), 4, 16);
  return [
    {panel: 'depth', rows: 8, rank: 1, grows: true},
    {panel: 'line', rows, rank: 0},
  ];
}

/** All markets if they take no more than half; below them what happens, then sums. */
function listWishes(list: Region, needs: LayoutNeeds): readonly Wish[] {
  const most = Math.max(1, Math.floor(list.height / 2));
  const markets: Wish = {panel: 'markets', rows: Math.min(needs.marketCount + 1, most), rank: 0};
  const events: Wish = {panel: 'events', rows: 4, rank: 1, grows: true};
  if (list.height < PAIR_BELOW_LIST_FROM_ROWS) return [markets, events];
  return [markets, events, pairWish(list.width >= TABLE_FROM_CELLS, needs)];
}

/** The tape stays longest: it is what happens. */
function sideWishes(
  {width: columns, height}: Region,
  needs: LayoutNeeds,
  hasList: boolean,
): readonly Wish[] {
  const tape: Wish = {panel: 'tape', rows: 4, rank: 0, grows: true};
  const feed: Wish = {panel: 'feed', rows: 13, rank: 2};
  const fill: Wish = {panel: 'fill', rows: 4, rank: 1};
  // Higher screens have prices with their volume below the sums.
  const prices = Math.max(0, Math.floor((height - FLOW_PRICES_FROM_ROWS) / 2));
  const flow: Wish = {panel: 'flow', rows: FLOW_ROWS + Math.min(MAX_FLOW_PRICES, prices), rank: 3};
  if (columns < FEED_FROM_COLUMNS) return [tape, fill, {panel: 'pair', rows: 2, rank: 4}];
  const panels = [feed, tape, flow, fill];
  return hasList ? panels : [...panels, pairWish(height >= TABLE_FROM_ROWS, needs)];
}

/** What it has to say of a market that stands alone is a table of three rows anyway. */
function pairWish(
  isTable: boolean,
  {siblingCount = 1, isNegRisk = false, hasRewards = false}: LayoutNeeds,
): Wish {
  const isAlone = siblingCount < 2;
  const rows = isAlone || isTable ? pairRowCount({isAlone, isNegRisk}) : SHORT_PAIR_ROWS;
  return {panel: 'pair', rows: rows + (hasRewards ? 1 : 0), rank: 4};
}

// Cells of the columns, their walls included; with the past beside them they leave more to the ladder,
// so that it keeps what becomes of its levels.

function selectListCells(columns: number, isCrowded: boolean): number {
  if (columns < LIST_FROM_COLUMNS) return 0;
  return clamp(Math.floor(columns * (isCrowded ? 0.16 : 0.24)), isCrowded ? 34 : 32, 44);
}

function selectSideCells(columns: number, isCrowded: boolean): number {
  if (columns < SIDE_FROM_COLUMNS) return 0;
  if (columns < FEED_FROM_COLUMNS) return 28;
  return clamp(Math.floor(columns * (isCrowded ? 0.225 : 0.26)), 34, 48);
}

function selectHistoryCells(free: number): number {
  return clamp(free - FULL_LADDER_CELLS, MIN_HISTORY_CELLS, Math.floor(free * 0.46));
}
