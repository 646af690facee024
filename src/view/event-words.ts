// The words for what happened, in one place. Direction is told by sign and arrow, state by a word.

import type {LoggedEvent, MarketEvent} from '../domain/market-event.js';
import {notionalOf} from '../domain/notional.js';
import {clipText} from './fit-text.js';
import {formatAmount, formatDollars, formatShares, formatTicks} from './format-number.js';
import {centDecimals, formatCents} from './format-price.js';
import {formatSpan} from './format-time.js';
import type {Glyphs} from './glyphs.js';
import type {StyleName} from './paint-row.js';
import {TRUST_REASONS, TRUST_WORDS} from './trust-words.js';

export type EventWords = {
  readonly text: string;
  /** The same for a narrow panel, where it differs. */
  readonly short?: string;
  readonly style: StyleName;
};

/** Names of a market's outcomes; undefined where there is no room for them, or none is known. */
export type OutcomeNames = readonly [string, string] | undefined;

const NAME_CELLS = 12;

export function describeEvent(
  event: MarketEvent | LoggedEvent,
  names: OutcomeNames,
  glyphs: Glyphs,
): EventWords {
  const first = formatName(names?.[0], glyphs);
  switch (event.kind) {
    case 'price_jump': {
      const {change, when} = describeJump(event, glyphs);
      return {text: `${first}${change} ${when}`, short: change, style: 'mark'};
    }
    case 'wall_appeared': {
      const times = `${event.timesMedian.toFixed(0)}x median`;
      const wall = formatWall(event, ' at ', glyphs);
      const short = `wall ${formatWall(event, '@', glyphs)}`;
      return {text: `${first}wall ${wall}, ${times}`, short, style: event.side};
    }
    case 'wall_gone': {
      const isPulled = event.cause === 'pulled';
      const wall = formatWall(event, ' at ', glyphs);
      const how = `${isPulled ? 'pulled' : 'traded away'} after ${formatMs(event.stoodMs)}`;
      const short = `${isPulled ? 'pulled' : 'traded'} ${formatWall(event, '@', glyphs)}`;
      return {text: `${first}wall ${wall} ${how}`, short, style: 'plain'};
    }
    case 'spread_wide': {
      const {spreadTicks, usualTicks} = event;
      const text = `spread ${formatTicks(spreadTicks)}, usually ${formatTicks(usualTicks)}`;
      return {text, style: 'warn'};
    }
    case 'spread_usual': {
      const text = `spread ${formatTicks(event.spreadTicks)} again after ${formatMs(event.lastedMs)}`;
      return {text, style: 'plain'};
    }
    case 'side_empty':
      return {text: SIDES[event.side], style: 'warn'};
    case 'sides_back':
      return {text: `bids and asks again after ${formatMs(event.lastedMs)}`, style: 'plain'};
    case 'large_trade': {
      const {side, price, size, outcomeIndex} = event;
      const name = formatName(names?.[outcomeIndex], glyphs);
      const cents = formatLevelPrice(price, glyphs);
      const dollars = notionalOf(event);
      const text = `${name}${side} ${formatShares(size)} at ${cents}, ${formatDollars(dollars)}`;
      const short = `${side} ${formatShares(size)}@${cents} $${formatAmount(dollars)}`;
      return {text, short, style: side === 'buy' ? 'bid' : 'ask'};
    }
    case 'tick_changed': {
      const {fromTick, toTick} = event;
      const from = fromTick === undefined ? '' : `${formatLevelPrice(fromTick, glyphs)} `;
      return {
        text: `tick ${from}${glyphs.arrow} ${formatLevelPrice(toTick, glyphs)}`,
        style: 'mark',
      };
    }
    case 'trust_lost': {
      const reason = TRUST_REASONS[event.reason];
      const text = reason === '' ? event.state : `${event.state} ${reason}`;
      return {text, style: TRUST_WORDS[event.state].style};
    }
    case 'trust_back':
      return {text: `${event.state} again after ${formatMs(event.lastedMs)}`, style: 'good'};
    case 'market_state': {
      const winner = event.winner === undefined ? '' : `, ${event.winner} won`;
      return {text: `${STATES[event.state]}${winner}`, style: 'mark'};
    }
    case 'connection_lost':
      return {text: `${formatLine(event.line)}${event.how}: ${event.reason}`, style: 'bad'};
    case 'connection_back': {
      const after = formatMs(event.lastedMs);
      const short = `${formatLine(event.line)}back after ${after}`;
      return {text: `${short}: ${event.reason}`, short, style: 'good'};
    }
    case 'more':
      return {text: `${event.count} more`, style: 'dim'};
  }
}

const SIDES = {bid: 'no bids', ask: 'no asks', both: 'no bids and no asks'} as const;

const STATES = {
  open: 'open again',
  paused: 'paused, no orders are taken',
  closed: 'closed',
  vanished: 'no longer listed',
  resolved: 'resolved',
} as const;

/** `46.5¢ → 48.0¢, +1.5¢` and `in 0.4 s`, or over a gap in which nothing was seen. */
function describeJump(
  {fromMid, toMid, spanMs, gapMs}: Extract<MarketEvent, {kind: 'price_jump'}>,
  glyphs: Glyphs,
): {readonly change: string; readonly when: string} {
  const decimals = Math.max(centDecimals(fromMid), centDecimals(toMid));
  const cents = (units: number): string => formatCents(units, decimals, glyphs.cent);
  const sign = toMid < fromMid ? '-' : '+';
  const by = `${sign}${cents(Math.abs(toMid - fromMid))}`;
  const when = gapMs === undefined ? `in ${formatMs(spanMs)}` : `over a gap of ${formatMs(gapMs)}`;
  return {change: `${cents(fromMid)} ${glyphs.arrow} ${cents(toMid)}, ${by}`, when};
}

function formatWall(
  {side, price, size}: Extract<MarketEvent, {kind: 'wall_appeared' | 'wall_gone'}>,
  at: string,
  glyphs: Glyphs,
): string {
  return `${side} ${formatShares(size)}${at}${formatLevelPrice(price, glyphs)}`;
}

function formatLevelPrice(price: number, {cent}: Glyphs): string {
  return formatCents(price, centDecimals(price), cent);
}

function formatName(name: string | undefined, {ellipsis}: Glyphs): string {
  return name === undefined ? '' : `${clipText(name, NAME_CELLS, ellipsis)} `;
}

/** With one line there is no need to say which. */
function formatLine(line: number): string {
  return line === 1 ? '' : `socket ${line} `;
}

function formatMs(ms: number): string {
  return formatSpan(ms * 1000);
}
