import {BRIGHT_THEME} from './bright-theme.js';
import {COLOUR_BLIND_THEME} from './colour-blind-theme.js';
import {DEFAULT_THEME} from './default-theme.js';
import type {Looks} from './look.js';
import {MONO_THEME} from './mono-theme.js';

/** In the order in which the key goes through them. */
export const THEME_NAMES = ['default', 'colour-blind', 'mono', 'bright'] as const;

export type ThemeName = (typeof THEME_NAMES)[number];

export const THEMES: Readonly<Record<ThemeName, Looks>> = {
  default: DEFAULT_THEME,
  'colour-blind': COLOUR_BLIND_THEME,
  mono: MONO_THEME,
  bright: BRIGHT_THEME,
};

export function nextTheme(name: ThemeName): ThemeName {
  return THEME_NAMES[(THEME_NAMES.indexOf(name) + 1) % THEME_NAMES.length]!;
}
