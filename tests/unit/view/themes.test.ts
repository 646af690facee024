import {describe, expect, test} from 'vitest';
import {HEAT_STEPS, type StyleName} from '../../../src/view/paint-row.js';
import {createPalette, type ColorDepth} from '../../../src/view/palette.js';
import type {Ground} from '../../../src/domain/color-depth.js';
import {nextTheme, THEME_NAMES, THEMES} from '../../../src/view/themes/themes.js';
import {
  BLACK,
  colourOf,
  contrast,
  distance,
  luminanceOf,
  seenWith,
  VISIONS,
  WHITE,
  type LinearRgb,
} from '../../support/colours.js';

const DEPTHS = ['none', '16', '256', 'truecolor'] as const satisfies readonly ColorDepth[];
const COLOURED = ['256', 'truecolor'] as const;
const GROUNDS = ['dark', 'light'] as const satisfies readonly Ground[];
const STYLES = Object.keys(THEMES.default) as StyleName[];

/** Read as text; the bars beside them and the dots over a heatmap are shapes. */
const TEXTS = [
  ...(['plain', 'dim', 'strong', 'bid', 'ask', 'price', 'mark'] as const),
  ...(['good', 'warn', 'bad', 'title', 'key'] as const),
];
const BARS = ['bid_bar', 'ask_bar'] as const;
const PAIRS = [
  ['bid', 'ask'],
  ['bid_bar', 'ask_bar'],
  ['good', 'bad'],
  ['trade_buy', 'trade_sell'],
] as const;

function inkOf(sgr: string): LinearRgb | undefined {
  return colourOf(sgr, 'ink');
}

describe('colours of text', () => {
  const cases = COLOURED.flatMap((depth) =>
    (['default', 'colour-blind'] as const).map((theme) => ({depth, theme})),
  );

  test.each(cases)('$theme at $depth: 3 : 1 against black and against white', (it) => {
    const {sgr} = createPalette(it.depth, it);
    for (const style of [...TEXTS, ...BARS]) {
      const ink = inkOf(sgr(style));
      if (ink === undefined) continue; // The terminal's own.
      expect(contrast(ink, BLACK), `${style} on black`).toBeGreaterThanOrEqual(3);
      expect(contrast(ink, WHITE), `${style} on white`).toBeGreaterThanOrEqual(3);
    }
  });

  test.each(GROUNDS)('bright at every depth: 6.5 : 1 against a background that is %s', (ground) => {
    for (const depth of COLOURED) {
      const {sgr} = createPalette(depth, {theme: 'bright', ground});
      for (const style of [...TEXTS, ...BARS]) {
        const ink = inkOf(sgr(style));
        if (ink === undefined) continue;
        const ratio = contrast(ink, ground === 'dark' ? BLACK : WHITE);
        expect(ratio, `${style} at ${depth}`).toBeGreaterThanOrEqual(6.5);
      }
    }
  });

  test.each(THEME_NAMES)('%s: what lies on a tint is read as well as without it', (theme) => {
    for (const depth of COLOURED) {
      for (const ground of GROUNDS) {
        const {sgr, hasTints} = createPalette(depth, {theme, ground});
        if (!hasTints) continue;
        for (const under of ['cursor', 'band'] as const) {
          for (const style of TEXTS) {
            const params = sgr(style, under);
            const ratio = contrast(inkOf(params)!, colourOf(params, 'ground')!);
            expect(ratio, `${style} on ${under}, ${depth}, ${ground}`).toBeGreaterThanOrEqual(3);
          }
        }
      }
    }
  });
});

describe('kinds of colour vision', () => {
  const smallest = (theme: 'default' | 'colour-blind', depth: ColorDepth): number => {
    const {sgr} = createPalette(depth, {theme});
    const distances = PAIRS.flatMap(([a, b]) =>
      VISIONS.map((vision) =>
        distance(seenWith(vision, inkOf(sgr(a))!), seenWith(vision, inkOf(sgr(b))!)),
      ),
    );
    return Math.min(...distances);
  };

  test.each(['16', '256', 'truecolor'] as const)(
    'the colour-blind theme keeps sides and verdicts apart for each of them, at %s',
    (depth) => {
      expect(smallest('colour-blind', depth)).toBeGreaterThan(0.12);
    },
  );

  test('the simulation knows why there is that theme: red and green come together', () => {
    expect(smallest('default', 'truecolor')).toBeLessThan(0.08);
  });

  test.each(['default', 'colour-blind', 'bright'] as const)(
    'the heat of %s becomes lighter with each step, whoever looks',
    (theme) => {
      for (const depth of COLOURED) {
        const {sgr} = createPalette(depth, {theme});
        for (const vision of VISIONS) {
          const seen = HEAT_STEPS.map((step) => seenWith(vision, inkOf(sgr(`heat_${step}`))!));
          for (let i = 1; i < seen.length; i++) {
            const what = `step ${i}, ${depth}, ${vision}`;
            expect(luminanceOf(seen[i]!), what).toBeGreaterThan(luminanceOf(seen[i - 1]!));
            expect(distance(seen[i]!, seen[i - 1]!), what).toBeGreaterThan(0.035);
          }
        }
      }
    },
  );

  test.each(['default', 'colour-blind', 'bright'] as const)(
    'the dots of trades stand out from the quieter half of the heat of %s',
    (theme) => {
      for (const depth of COLOURED) {
        const {sgr} = createPalette(depth, {theme});
        for (const dot of ['trade_buy', 'trade_sell'] as const) {
          for (const step of HEAT_STEPS.slice(0, 4)) {
            const params = sgr(dot, `heat_${step}`);
            const ratio = contrast(inkOf(params)!, colourOf(params, 'ground')!);
            expect(ratio, `${dot} on heat_${step}, ${depth}`).toBeGreaterThanOrEqual(3);
          }
        }
      }
    },
  );
});

describe('depths', () => {
  test('without colour no theme sets one, for no style and no pair of them', () => {
    for (const theme of THEME_NAMES) {
      const {sgr, hasTints} = createPalette('none', {theme});
      expect(hasTints).toBe(false);
      for (const style of STYLES) {
        expect(sgr(style)).toMatch(/^([1247](;[1247])*)?$/);
        for (const under of STYLES) expect(sgr(style, under)).toMatch(/^([1247](;[1247])*)?$/);
      }
    }
  });

  test('mono sets none at any depth', () => {
    for (const depth of DEPTHS) {
      const {sgr} = createPalette(depth, {theme: 'mono'});
      for (const style of STYLES) {
        expect(sgr(style)).toBe(createPalette('none', {theme: 'mono'}).sgr(style));
        expect(sgr(style)).toMatch(/^([1247](;[1247])*)?$/);
      }
    }
  });

  test('16 colours are named by the sequences that every terminal knows', () => {
    for (const theme of THEME_NAMES) {
      const {sgr} = createPalette('16', {theme});
      for (const style of STYLES) expect(sgr(style)).toMatch(/^([1247];)*([1247]|[39][0-7])?$/);
    }
  });

  test('tints and pairs of heat are for 256 colours and more, where the theme has hues', () => {
    const tinted = DEPTHS.flatMap((depth) =>
      THEME_NAMES.filter((theme) => createPalette(depth, {theme}).hasTints).map(
        (theme) => `${theme} ${depth}`,
      ),
    );
    expect(tinted).toEqual([
      ...['default 256', 'colour-blind 256', 'bright 256'],
      ...['default truecolor', 'colour-blind truecolor', 'bright truecolor'],
    ]);
  });
});

describe('what lies under a run', () => {
  test('keeps the run its colour, and gives it a background', () => {
    const {sgr} = createPalette('256');
    expect(sgr('bid', 'band')).toBe('38;5;29;48;5;233');
    expect(sgr('bid', 'cursor')).toBe('4;38;5;29;48;5;235');
    expect(sgr('strong', 'cursor')).toBe('1;4;38;5;252;48;5;235');
    expect(sgr('heat_5', 'heat_2')).toBe('38;5;131;48;5;53');
  });

  test('shows at every depth where the cursor is, and the side of its row', () => {
    for (const theme of THEME_NAMES) {
      for (const depth of DEPTHS) {
        const {sgr} = createPalette(depth, {theme});
        for (const style of ['bid', 'ask', 'plain', 'dim', 'strong', 'price'] as const) {
          expect(sgr(style, 'cursor'), `${style}, ${theme}, ${depth}`).not.toBe(sgr(style));
        }

        const ink = inkOf(sgr('bid'));
        if (ink !== undefined) expect(inkOf(sgr('bid', 'cursor'))).toEqual(ink);
      }
    }
  });
});

test('the key goes through all themes and comes back', () => {
  const seen = THEME_NAMES.map((_, i) => {
    let name: (typeof THEME_NAMES)[number] = 'default';
    for (let step = 0; step <= i; step++) name = nextTheme(name);
    return name;
  });
  expect(new Set(seen).size).toBe(THEME_NAMES.length);
  expect(seen.at(-1)).toBe('default');
});
