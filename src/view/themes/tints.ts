// Quiet backgrounds. Each brings the ink for text that has none of its own, so that it can be read
// where the terminal's background was taken for the other kind.

import {colour, type Look, type Shade} from './look.js';

const INK: Shade = {
  dark: colour(undefined, 252, '#ccd2d8'),
  light: colour(undefined, 235, '#20262c'),
};

export const CURSOR: Look = {
  attributes: ['underline'],
  fallback: ['bold'],
  tint: {
    ground: {dark: colour(undefined, 235, '#263442'), light: colour(undefined, 195, '#edfaff')},
    ink: INK,
  },
};

export const BAND: Look = {
  tint: {
    ground: {dark: colour(undefined, 233, '#151d25'), light: colour(undefined, 230, '#fbf8ea')},
    ink: INK,
  },
};
