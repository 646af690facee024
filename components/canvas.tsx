import {Box, Text} from 'ink';
import {useContext, useLayoutEffect, useSyncExternalStore} from 'react';
import {fitRow} from '../src/view/fit-row.js';
import type {PaintRow, Region} from '../src/view/paint-row.js';
import type {SurfaceHost} from '../src/paint/surface.js';
import {PaletteContext, ScreenContext, ViewStoreContext} from './screen-context.js';

export type CanvasProps = {
  /** Where the box lies on the screen: layout and region must agree. */
  readonly region: Region;
  /** Name of the rows in the view model. */
  readonly panel: string;
};

const NO_ROWS: readonly PaintRow[] = [];
const neverChanges = (): (() => void) => () => undefined;

/**
 * Rows of the view model that change at the paint rate. With a screen in context they are painted
 * into its cells and React renders nothing but the reserved box, once; without one the same rows
 * are ordinary text.
 */
export function Canvas(props: CanvasProps) {
  const screen = useContext(ScreenContext);
  return screen === undefined ? (
    <TextRows {...props} />
  ) : (
    <PaintedRows {...props} screen={screen} />
  );
}

function PaintedRows({region, panel, screen}: CanvasProps & {readonly screen: SurfaceHost}) {
  const store = useContext(ViewStoreContext);
  const {x, y, width, height} = region;
  useLayoutEffect(
    () =>
      screen.addSurface({
        region: {x, y, width, height},
        rows: () => store?.get()?.panels[panel] ?? NO_ROWS,
      }),
    [screen, store, panel, x, y, width, height],
  );

  return <Box width={width} height={height} flexShrink={0} />;
}

function TextRows({region, panel}: CanvasProps) {
  const store = useContext(ViewStoreContext);
  const palette = useContext(PaletteContext);
  const rows = useSyncExternalStore(
    store?.subscribe ?? neverChanges,
    () => store?.get()?.panels[panel] ?? NO_ROWS,
  );

  return (
    <Box width={region.width} height={region.height} flexShrink={0} flexDirection="column">
      {Array.from({length: region.height}, (_, index) => (
        <Text key={index}>{palette.toAnsi(fitRow(rows[index] ?? [], region.width))}</Text>
      ))}
    </Box>
  );
}
