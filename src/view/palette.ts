// What each style name looks like at the colour depth of the terminal.

import type {ColorDepth} from '../domain/color-depth.js';
import type {PaintRow, StyleName} from './paint-row.js';

export type {ColorDepth} from '../domain/color-depth.js';

export type Palette = {
  readonly depth: ColorDepth;
  /** Parameters of the SGR sequence (`1;32`), empty for the terminal's own look. */
  readonly sgr: (style: StyleName) => string;
  /** The row as text with SGR sequences; control characters in it are left out. */
  readonly toAnsi: (row: PaintRow) => string;
};

/** SGR parameters: without colour, 16 colours, 256 colours, truecolor. */
type Look = readonly [none: string, sixteen: string, indexed: string, direct: string];

// Colours of medium luminance, since nobody says whether the background is dark or light. Bars
// are quieter than the numbers beside them. With 16 colours `dim` is the attribute, because
// bright black equals the background in some themes.
const LOOKS: Readonly<Record<StyleName, Look>> = {
  plain: ['', '', '', ''],
  dim: ['2', '2', '38;5;244', '38;2;128;128;128'],
  strong: ['1', '1', '1', '1'],
  bid: ['', '32', '38;5;29', '38;2;38;152;98'],
  ask: ['', '31', '38;5;167', '38;2;214;88;80'],
  bid_bar: ['', '32', '38;5;65', '38;2;62;118;88'],
  ask_bar: ['', '31', '38;5;131', '38;2;162;84;80'],
  price: ['', '', '', ''],
  mark: ['1', '1;33', '1;38;5;136', '1;38;2;184;134;30'],
  good: ['', '32', '38;5;29', '38;2;38;152;98'],
  warn: ['1', '33', '38;5;136', '38;2;184;134;30'],
  bad: ['1', '1;31', '1;38;5;167', '1;38;2;214;88;80'],
  title: ['1', '1', '1', '1'],
  key: ['1', '36', '38;5;31', '38;2;48;138;178'],
  selected: ['7', '7', '7', '7'],
};

const COLUMN: Readonly<Record<ColorDepth, 0 | 1 | 2 | 3>> = {
  none: 0,
  '16': 1,
  '256': 2,
  truecolor: 3,
};

// Titles come from outside: an escape sequence in one must not reach the terminal.
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/g;

export function createPalette(depth: ColorDepth): Palette {
  const column = COLUMN[depth];
  const sgr = (style: StyleName): string => LOOKS[style][column];
  const toAnsi = (row: PaintRow): string => {
    let text = '';
    for (const run of row) {
      const params = sgr(run.style);
      const shown = run.text.replace(CONTROLS, '');
      text += params === '' ? shown : `\u001b[${params}m${shown}\u001b[0m`;
    }

    return text;
  };

  return {depth, sgr, toAnsi};
}
