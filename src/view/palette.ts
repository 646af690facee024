// What each style name looks like at the colour depth of the terminal: the theme's look as SGR.

import type {ColorDepth, Ground} from '../domain/color-depth.js';
import type {PaintRow, StyleName} from './paint-row.js';
import {pickColour, type Attribute, type Colour, type Look, type Shade} from './themes/look.js';
import {THEMES, type ThemeName} from './themes/themes.js';

export type {ColorDepth} from '../domain/color-depth.js';

export type PaletteOptions = {
  /** `default` where it is missing. */
  readonly theme?: ThemeName;
  /** Of the terminal; `dark` where it is missing. */
  readonly ground?: Ground;
};

export type Palette = {
  readonly depth: ColorDepth;
  readonly theme: ThemeName;
  readonly ground: Ground;
  /** False where no look has a background, and steps of a heatmap have to be told by glyphs. */
  readonly hasTints: boolean;
  /** Parameters of the SGR sequence (`1;32`), empty for the terminal's own look. */
  readonly sgr: (style: StyleName, under?: StyleName) => string;
  /** The row as text with SGR sequences; control characters in it are left out. */
  readonly toAnsi: (row: PaintRow) => string;
};

/** In the order in which sequences name them. */
const ATTRIBUTE_CODES: Readonly<Record<Attribute, number>> = {
  bold: 1,
  dim: 2,
  underline: 4,
  reverse: 7,
};

// Titles come from outside: an escape sequence in one must not reach the terminal.
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/g;

export function createPalette(
  depth: ColorDepth,
  {theme = 'default', ground = 'dark'}: PaletteOptions = {},
): Palette {
  const looks = THEMES[theme];
  const encoder = new LookEncoder(depth, ground);
  const known = new Map<string, string>();
  const sgr = (style: StyleName, under?: StyleName): string => {
    const name = under === undefined ? style : `${style} ${under}`;
    let params = known.get(name);
    if (params === undefined) {
      params = encoder.encode(looks[style], under === undefined ? undefined : looks[under]);
      known.set(name, params);
    }

    return params;
  };
  const toAnsi = (row: PaintRow): string => {
    let text = '';
    for (const run of row) {
      const params = sgr(run.style, run.under);
      const shown = run.text.replace(CONTROLS, '');
      text += params === '' ? shown : `\u001b[${params}m${shown}\u001b[0m`;
    }

    return text;
  };

  const hasTints = sgr('plain', 'heat_0') !== '';
  return {depth, theme, ground, hasTints, sgr, toAnsi};
}

/** Looks as SGR parameters: attributes, the ink, the ground. */
class LookEncoder {
  readonly #depth: ColorDepth;
  readonly #ground: Ground;

  constructor(depth: ColorDepth, ground: Ground) {
    this.#depth = depth;
    this.#ground = ground;
  }

  encode(look: Look, under: Look | undefined): string {
    const attributes = new Set([...this.#attributesOf(look), ...this.#attributesOf(under)]);
    const ground = look.tint?.ground ?? under?.tint?.ground ?? under?.ink;
    const ink = look.ink ?? look.tint?.ink ?? under?.tint?.ink;
    const codes = Object.entries(ATTRIBUTE_CODES)
      .filter(([attribute]) => attributes.has(attribute as Attribute))
      .map(([, code]) => String(code));
    return [...codes, this.#colourCode(ink, 30), this.#colourCode(ground, 40)]
      .filter((code) => code !== undefined)
      .join(';');
  }

  #attributesOf(look: Look | undefined): readonly Attribute[] {
    if (look === undefined) return [];
    const {attributes = [], fallback = [], ink, tint} = look;
    const main = ink ?? tint?.ground;
    const isShown = this.#colourCode(main, 30) !== undefined;
    return isShown ? attributes : [...attributes, ...fallback];
  }

  /** `base` is 30 for the ink and 40 for the ground. */
  #colourCode(shade: Shade | undefined, base: 30 | 40): string | undefined {
    if (shade === undefined || this.#depth === 'none') return undefined;
    const colour = pickColour(shade, this.#ground);
    if (this.#depth === '16') return sixteenCode(colour, base);
    return this.#depth === '256'
      ? `${base + 8};5;${colour.indexed}`
      : `${base + 8};2;${channelsOf(colour).join(';')}`;
  }
}

function sixteenCode({sixteen}: Colour, base: 30 | 40): string | undefined {
  if (sixteen === undefined) return undefined;
  return String(sixteen < 8 ? base + sixteen : base + 60 + sixteen - 8);
}

function channelsOf({direct}: Colour): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(direct.slice(at, at + 2), 16));
}
