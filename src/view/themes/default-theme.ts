// Bids green, asks red. Colours of medium luminance, since nobody says for sure whether the
// background is dark or light; bars are quieter than the numbers beside them. With 16 colours `dim`
// is the attribute, because bright black equals the background in some terminals' themes.

import {WARM_HEAT} from './heat.js';
import {colour, type Looks} from './look.js';
import {BAND, CURSOR} from './tints.js';

const GREEN = colour(2, 29, '#269862');
const RED = colour(1, 167, '#d65850');
const AMBER = colour(3, 136, '#b8861e');

export const DEFAULT_THEME: Looks = {
  plain: {},
  dim: {ink: colour(undefined, 244, '#808080'), fallback: ['dim']},
  strong: {attributes: ['bold']},
  bid: {ink: GREEN},
  ask: {ink: RED},
  bid_bar: {ink: colour(2, 65, '#3e7658')},
  ask_bar: {ink: colour(1, 131, '#a25450')},
  price: {},
  mark: {ink: AMBER, attributes: ['bold']},
  good: {ink: GREEN},
  warn: {ink: AMBER, fallback: ['bold']},
  bad: {ink: RED, attributes: ['bold']},
  title: {attributes: ['bold']},
  key: {ink: colour(6, 31, '#308ab2'), fallback: ['bold']},
  selected: {attributes: ['reverse']},
  cursor: CURSOR,
  band: BAND,
  trade_buy: {ink: colour(2, 121, '#7dffb0'), attributes: ['bold']},
  trade_sell: {ink: colour(1, 217, '#ffb0a0'), attributes: ['bold']},
  ...WARM_HEAT,
};
