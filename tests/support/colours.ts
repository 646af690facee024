// Colours as people see them: contrast (WCAG 2), distance (OKLab), and colour vision deficiencies
// (Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB).

/** Linear RGB, each from 0 to 1. */
export type LinearRgb = readonly [red: number, green: number, blue: number];

export type Vision = 'normal' | 'deuteranopia' | 'protanopia' | 'tritanopia';

export const VISIONS = ['normal', 'deuteranopia', 'protanopia', 'tritanopia'] as const;

type Matrix = readonly [LinearRgb, LinearRgb, LinearRgb];

const MATRICES: Readonly<Record<Vision, Matrix>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** The 16 colours as xterm has them. */
const XTERM_16 = [
  ...['000000', 'cd0000', '00cd00', 'cdcd00', '0000ee', 'cd00cd', '00cdcd', 'e5e5e5'],
  ...['7f7f7f', 'ff0000', '00ff00', 'ffff00', '5c5cff', 'ff00ff', '00ffff', 'ffffff'],
];

const CUBE_STEPS = [0, 95, 135, 175, 215, 255];

/** Ink (`38;5;29`, `31`) or ground (`48;…`, `41`) in SGR parameters; undefined where there is none. */
export function colourOf(sgr: string, what: 'ink' | 'ground'): LinearRgb | undefined {
  const base = what === 'ink' ? 3 : 4;
  const high = what === 'ink' ? 9 : 10;
  const direct = new RegExp(`(?:^|;)${base}8;2;(\\d+);(\\d+);(\\d+)`).exec(sgr);
  if (direct !== null) return linear(direct.slice(1).map(Number));
  const indexed = new RegExp(`(?:^|;)${base}8;5;(\\d+)`).exec(sgr);
  if (indexed !== null) return linear(channelsOfIndex(Number(indexed[1])));
  const plain = new RegExp(`(?:^|;)(${base}|${high})([0-7])(?:;|$)`).exec(sgr);
  if (plain === null) return undefined;
  return linear(channelsOfIndex(Number(plain[2]) + (plain[1] === String(high) ? 8 : 0)));
}

export function luminanceOf([red, green, blue]: LinearRgb): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(a: LinearRgb, b: LinearRgb): number {
  const [dark, light] = [luminanceOf(a), luminanceOf(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

export function seenWith(vision: Vision, colour: LinearRgb): LinearRgb {
  const seen = MATRICES[vision].map((row) =>
    row.reduce((sum, weight, i) => sum + weight * colour[i]!, 0),
  );
  return seen.map((channel) => Math.min(1, Math.max(0, channel))) as unknown as LinearRgb;
}

/** Euclidean in OKLab: about 0.02 is just noticeable, black to white is 1. */
export function distance(a: LinearRgb, b: LinearRgb): number {
  const [left, right] = [oklab(a), oklab(b)];
  return Math.hypot(...left.map((value, i) => value - right[i]!));
}

export const BLACK: LinearRgb = [0, 0, 0];
export const WHITE: LinearRgb = [1, 1, 1];

/** https://bottosson.github.io/posts/oklab/ */
function oklab([red, green, blue]: LinearRgb): readonly number[] {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function channelsOfIndex(index: number): readonly number[] {
  if (index < 16) {
    const hex = XTERM_16[index]!;
    return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  }

  if (index >= 232) return [0, 0, 0].map(() => 8 + 10 * (index - 232));
  const cell = index - 16;
  return [Math.floor(cell / 36), Math.floor(cell / 6) % 6, cell % 6].map((i) => CUBE_STEPS[i]!);
}

function linear(channels: readonly number[]): LinearRgb {
  return channels.map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as LinearRgb;
}
