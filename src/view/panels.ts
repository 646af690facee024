// The parts of the screen that are painted at the paint rate, by name.

import type {PaintRow, Region} from './paint-row.js';

/** Names as `<Canvas panel>` has them. */
export const PANEL_NAMES = [
  'status',
  'timeline',
  'markets',
  'ladder',
  'fill',
  'flow',
  'feed',
  'tape',
  'depth',
  'line',
  'latency',
  'events',
  'inspector',
  'history',
  'siblings',
  'pair',
] as const;

export type PanelName = (typeof PANEL_NAMES)[number];

/** Panels that may take the whole body; each is a mode of the keys then, too. */
export const FULL_PANELS = [
  'latency',
  'history',
  'events',
  'inspector',
] as const satisfies readonly PanelName[];

export type FullPanelName = (typeof FULL_PANELS)[number];

/** What is painted; a panel without a place on the screen has no rows. */
export type Panels = Readonly<Record<PanelName, readonly PaintRow[]>>;

export function fillPanels(rowsOf: (panel: PanelName) => readonly PaintRow[]): Panels {
  const rows = PANEL_NAMES.map((panel) => [panel, rowsOf(panel)]);
  return Object.fromEntries(rows) as Panels;
}

export const NO_PANELS: Panels = fillPanels(() => []);

/** A panel and its place. Its wall and its rule are inside of the region, its rows beside them. */
export type Placed = {
  readonly panel: PanelName;
  readonly region: Region;
  /** The side on which a wall parts it from its neighbour. */
  readonly wall?: 'left' | 'right';
  /** Whether a rule parts it from the panel below. */
  readonly hasRule?: boolean;
};

/** Cells of a wall with the blank beside it. */
const WALL_CELLS = 2;

/** What is left of a place for the rows of its panel. */
export function innerSize({region, wall, hasRule}: Placed): {
  readonly width: number;
  readonly height: number;
} {
  return {
    width: region.width - (wall === undefined ? 0 : WALL_CELLS),
    height: region.height - (hasRule === true ? 1 : 0),
  };
}
