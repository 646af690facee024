// The styles of a screen as text: below the screen a second one, which has a letter of its style in
// each cell, and what the letters mean.

import type {MaskedLine} from './mask-screen.js';
import type {TerminalCell} from './terminal.js';

const PLAIN = '.';
const HIDDEN = '~';
const LETTERS = Array.from(
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789αβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΞΠΣΦΨΩ',
);

/** Letters go by what styles are called, so that they stay while no style comes or goes. */
export function formatStyles(
  cells: readonly (readonly TerminalCell[])[],
  masked: readonly MaskedLine[],
): string {
  const names = cells.map((row, y) =>
    row.map((cell, x) => {
      const isHidden = masked[y]!.hidden.some(([from, to]) => x >= from && x < to);
      return isHidden ? undefined : nameOf(cell);
    }),
  );
  const used = new Set(names.flat().filter((name) => name !== undefined && name !== ''));
  const sorted = [...used].sort() as string[];
  if (sorted.length > LETTERS.length) throw new Error(`${sorted.length} styles need more letters`);
  const letterOf = new Map(sorted.map((name, i) => [name, LETTERS[i]!]));
  const grid = names.map((row) =>
    row
      .map((name) => (name === undefined ? HIDDEN : (letterOf.get(name) ?? PLAIN)))
      .join('')
      .replace(/[.~]+$/, ''),
  );
  return [...grid, '', ...sorted.map((name) => `${letterOf.get(name)} ${name}`)].join('\n');
}

/** Empty where the cell looks as an untouched one does. */
function nameOf(cell: TerminalCell): string {
  const {text, foreground, background, isBold, isDim, isUnderlined, isInverse} = cell;
  const hasInk = text !== ' ' || isInverse || isUnderlined;
  return [
    hasInk ? foreground : undefined,
    background === undefined ? undefined : `on ${background}`,
    isBold && hasInk ? 'bold' : undefined,
    isDim && hasInk ? 'dim' : undefined,
    isUnderlined ? 'underlined' : undefined,
    isInverse ? 'inverse' : undefined,
  ]
    .filter((word) => word !== undefined)
    .join(' ');
}
