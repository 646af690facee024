// Bids blue, asks orange: the pair that stays apart where red and green do not. With 16 colours it
// is cyan and yellow, since their blue can't be read on black and none of them is orange.

import {BLUE_YELLOW_HEAT} from './heat.js';
import {colour, type Looks} from './look.js';
import {DEFAULT_THEME} from './default-theme.js';

const BLUE = colour(6, 32, '#2f84d2');
const ORANGE = colour(3, 166, '#c8701c');

export const COLOUR_BLIND_THEME: Looks = {
  ...DEFAULT_THEME,
  bid: {ink: BLUE},
  ask: {ink: ORANGE},
  bid_bar: {ink: colour(6, 67, '#3a6ca0')},
  ask_bar: {ink: colour(3, 130, '#9a6224')},
  // The last trade and warnings by weight: a third hue would be close to one of the two.
  mark: {attributes: ['bold']},
  good: {ink: BLUE},
  warn: {attributes: ['bold']},
  bad: {ink: ORANGE, attributes: ['bold', 'underline']},
  key: {attributes: ['bold']},
  trade_buy: {ink: colour(6, 117, '#9ad2ff'), attributes: ['bold']},
  trade_sell: {ink: colour(3, 215, '#ffba68'), attributes: ['bold']},
  ...BLUE_YELLOW_HEAT,
};
