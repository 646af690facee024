import type {PaintRow, Region} from '../view/paint-row.js';

/** A rectangle that is painted over Ink's frame; its rows are asked for at each paint. */
export type Surface = {
  readonly region: Region;
  /** Rows beyond the region are not shown, missing ones are blank. */
  readonly rows: () => readonly PaintRow[];
};

/** Whoever paints surfaces; returns how to take one away again. */
export type SurfaceHost = {
  readonly addSurface: (surface: Surface) => () => void;
};

/** The part of a view model that canvases read: rows by panel name. */
export type PanelRows = {
  readonly panels: Readonly<Record<string, readonly PaintRow[] | undefined>>;
};
