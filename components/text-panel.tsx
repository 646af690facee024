import {Box, Text} from 'ink';
import {useContext} from 'react';
import {fitRow} from '../src/view/fit-row.js';
import type {PaintRow, Region} from '../src/view/paint-row.js';
import {PaletteContext} from './screen-context.js';

export type TextPanelProps = {
  readonly region: Region;
  readonly rows: readonly PaintRow[];
};

/** Rows that change at human speed, as Ink text. Colours come from the palette alone. */
export function TextPanel({region, rows}: TextPanelProps) {
  const palette = useContext(PaletteContext);
  return (
    <Box width={region.width} height={region.height} flexShrink={0} flexDirection="column">
      {rows.slice(0, region.height).map((row, index) => (
        <Text key={index}>{palette.toAnsi(fitRow(row, region.width))}</Text>
      ))}
    </Box>
  );
}
