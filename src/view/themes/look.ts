// What a look is made of. Themes are tables of looks; the palette turns them into sequences.

import type {Ground} from '../../domain/color-depth.js';
import type {StyleName} from '../paint-row.js';

/** One colour at each depth. Undefined at 16: none of those will do, and `fallback` stands for it. */
export type Colour = {
  readonly sixteen: number | undefined;
  readonly indexed: number;
  /** `#rrggbb` */
  readonly direct: `#${string}`;
};

/** A colour that may depend on what it is seen against. */
export type Shade = Colour | {readonly dark: Colour; readonly light: Colour};

export type Attribute = 'bold' | 'dim' | 'underline' | 'reverse';

export type Look = {
  /** At every depth. */
  readonly attributes?: readonly Attribute[];
  /** Where the depth has no colour for the ink or the tint. */
  readonly fallback?: readonly Attribute[];
  /** Colour of the text; the terminal's own where it is missing. */
  readonly ink?: Shade;
  /** Background, and the ink of text on it that brings none of its own. */
  readonly tint?: {readonly ground: Shade; readonly ink: Shade};
};

export type Looks = Readonly<Record<StyleName, Look>>;

export function colour(sixteen: number | undefined, indexed: number, direct: `#${string}`): Colour {
  return {sixteen, indexed, direct};
}

/** The colour of a shade against this background. */
export function pickColour(shade: Shade, ground: Ground): Colour {
  return 'direct' in shade ? shade : shade[ground];
}
