// Mouse reports in SGR form, mode 1006: `CSI < button ; column ; row M`, or `m` for a release.
// https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h2-Mouse-Tracking

import type {Modifier, MouseAction} from '../domain/mouse-action.js';

/** Presses, releases and the wheel (1000) as SGR reports (1006); no movement. */
export const MOUSE_ON = '\u001b[?1000h\u001b[?1006h';

/** The terminal's own selection works again. */
export const MOUSE_OFF = '\u001b[?1006l\u001b[?1000l';

const REPORT = /^\u001b\[<(\d{1,3});(\d{1,5});(\d{1,5})M$/;

/** Bits of the button's number. */
const MODIFIER_BITS: Readonly<Record<Modifier, number>> = {shift: 4, alt: 8, ctrl: 16};
const ALL_MODIFIERS = 4 + 8 + 16;

const FIRST_BUTTON = 0;
const WHEEL_UP = 64;
const WHEEL_DOWN = 65;

/** Undefined for releases, other buttons, movement, and what is no report. */
export function parseMouseReport(sequence: string): MouseAction | undefined {
  const match = REPORT.exec(sequence);
  if (match === null) return undefined;
  const [bits, column, row] = match.slice(1).map(Number) as [number, number, number];
  if (column === 0 || row === 0) return undefined;

  const modifiers = (['shift', 'alt', 'ctrl'] as const).filter(
    (modifier) => (bits & MODIFIER_BITS[modifier]) !== 0,
  );
  const at = {x: column - 1, y: row - 1, modifiers};
  switch (bits & ~ALL_MODIFIERS) {
    case FIRST_BUTTON:
      return {kind: 'click', ...at};
    case WHEEL_UP:
      return {kind: 'wheel', direction: 'up', ...at};
    case WHEEL_DOWN:
      return {kind: 'wheel', direction: 'down', ...at};
    default:
      return undefined;
  }
}
