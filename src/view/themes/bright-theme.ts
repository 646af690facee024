// For bright rooms and tired eyes: vivid on a dark background, deep on a light one, nothing dim.

import {DEFAULT_THEME} from './default-theme.js';
import {colour, type Looks, type Shade} from './look.js';

const GREEN: Shade = {dark: colour(10, 48, '#2dff8e'), light: colour(2, 22, '#00531f')};
const RED: Shade = {dark: colour(9, 210, '#ff8a80'), light: colour(1, 88, '#8c0d0d')};
const YELLOW: Shade = {dark: colour(11, 226, '#ffe84a'), light: colour(3, 58, '#5c4400')};
const BLUE: Shade = {dark: colour(14, 87, '#67e8ff'), light: colour(4, 24, '#00466e')};

export const BRIGHT_THEME: Looks = {
  ...DEFAULT_THEME,
  dim: {},
  bid: {ink: GREEN},
  ask: {ink: RED},
  bid_bar: {ink: GREEN},
  ask_bar: {ink: RED},
  price: {attributes: ['bold']},
  mark: {ink: YELLOW, attributes: ['bold']},
  good: {ink: GREEN, attributes: ['bold']},
  warn: {ink: YELLOW, attributes: ['bold']},
  bad: {ink: RED, attributes: ['bold']},
  key: {ink: BLUE, attributes: ['bold']},
};
