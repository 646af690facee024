// Whether the terminal's background is dark or light: asked by OSC 11, guessed from the environment
// until an answer comes. Terminals that do not know the question say nothing.
// https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h3-Operating-System-Commands

import type {Ground} from '../domain/color-depth.js';

export const BACKGROUND_QUESTION = '\u001b]11;?\u0007';

/** Each channel has one to four hexadecimal digits. */
const ANSWER = /^\u001b\]11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})/i;

/** The luminance that is as far from black as from white, by the contrast of WCAG 2. */
const MIDDLE = 0.18;

/** Undefined where the sequence is no answer. */
export function parseBackground(sequence: string): Ground | undefined {
  const match = ANSWER.exec(sequence);
  if (match === null) return undefined;
  const [red, green, blue] = match
    .slice(1)
    .map((digits) => (Number.parseInt(digits, 16) / (16 ** digits.length - 1)) ** 2.2) as [
    number,
    number,
    number,
  ];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > MIDDLE ? 'light' : 'dark';
}

/** COLORFGBG (`15;0`, `0;default;15`) is what rxvt, Konsole and their kin leave behind. */
export function guessBackground(env: Readonly<Record<string, string | undefined>>): Ground {
  const background = /;(\d+)$/.exec(env.COLORFGBG ?? '')?.[1];
  if (background === undefined) return 'dark';
  const index = Number(background);
  return index === 7 || (index > 8 && index < 16) ? 'light' : 'dark';
}

/** The kernel's console would print the question. */
export function canAskBackground(env: Readonly<Record<string, string | undefined>>): boolean {
  return env.TERM !== 'linux' && env.TERM !== 'dumb' && (env.TERM ?? '') !== '';
}
