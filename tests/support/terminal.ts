import {Unicode11Addon} from '@xterm/addon-unicode11';
import xterm from '@xterm/headless';

export type Terminal = xterm.Terminal;

/** One cell as the emulator holds it; a colour is undefined where it is the terminal's own. */
export type TerminalCell = {
  /** `' '` where nothing was written, `''` for the right half of a wide glyph. */
  readonly text: string;
  readonly width: number;
  readonly foreground: string | undefined;
  readonly background: string | undefined;
  readonly isBold: boolean;
  readonly isDim: boolean;
  readonly isUnderlined: boolean;
  readonly isInverse: boolean;
};

/** A terminal emulator without a window, with the glyph widths of current terminals. */
export function createTerminal(columns: number, rows: number): Terminal {
  const terminal = new xterm.Terminal({
    cols: columns,
    rows,
    allowProposedApi: true,
    scrollback: 1000,
    convertEol: true,
  });
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  return terminal;
}

/** Resolves when the emulator has taken in the bytes. */
export function writeToTerminal(terminal: Terminal, bytes: string): Promise<void> {
  return new Promise((resolve) => {
    terminal.write(bytes, resolve);
  });
}

/** The visible lines without trailing blanks. */
export function screenLines(terminal: Terminal): string[] {
  const {active} = terminal.buffer;
  return Array.from(
    {length: terminal.rows},
    (_, y) =>
      active
        .getLine(active.baseY + y)
        ?.translateToString(true)
        .trimEnd() ?? '',
  );
}

export function cellAt(terminal: Terminal, x: number, y: number): TerminalCell {
  const {active} = terminal.buffer;
  const cell = active.getLine(active.baseY + y)?.getCell(x);
  if (cell === undefined) throw new Error(`No cell at ${x}, ${y}`);
  return {
    text: cell.getWidth() === 0 ? '' : cell.getChars() || ' ',
    width: cell.getWidth(),
    foreground: cell.isFgDefault() ? undefined : colorName(cell.isFgRGB(), cell.getFgColor()),
    background: cell.isBgDefault() ? undefined : colorName(cell.isBgRGB(), cell.getBgColor()),
    isBold: cell.isBold() !== 0,
    isDim: cell.isDim() !== 0,
    isUnderlined: cell.isUnderline() !== 0,
    isInverse: cell.isInverse() !== 0,
  };
}

/** All cells of the screen, row by row. */
export function screenCells(terminal: Terminal): TerminalCell[][] {
  return Array.from({length: terminal.rows}, (_, y) =>
    Array.from({length: terminal.cols}, (_, x) => cellAt(terminal, x, y)),
  );
}

function colorName(isDirect: boolean, value: number): string {
  return isDirect ? `#${value.toString(16).padStart(6, '0')}` : `color ${value}`;
}
