// No colour at all, whatever the terminal can show: weight, underlines and reversal.

import {NO_HEAT} from './heat.js';
import type {Looks} from './look.js';

export const MONO_THEME: Looks = {
  plain: {},
  dim: {attributes: ['dim']},
  strong: {attributes: ['bold']},
  bid: {},
  ask: {},
  bid_bar: {},
  ask_bar: {},
  price: {},
  mark: {attributes: ['bold']},
  good: {},
  warn: {attributes: ['bold']},
  bad: {attributes: ['bold', 'underline']},
  title: {attributes: ['bold']},
  key: {attributes: ['bold']},
  selected: {attributes: ['reverse']},
  cursor: {attributes: ['bold', 'underline']},
  band: {},
  trade_buy: {attributes: ['bold']},
  trade_sell: {attributes: ['bold']},
  ...NO_HEAT,
};
