// From where on something is worth an event, and why there.

/** Markets are looked at no more often than this: what is over sooner nobody would have seen either. */
export const EXAMINE_EVERY_MS = 100;

/** A price moves by ticks all the time; three of them at once are seldom noise. */
export const JUMP_TICKS = 3;

/** Where the tick is fine three of them are nothing: a jump is at least this, in units of `Price`. */
export const JUMP_UNITS = 100;

/** A move that takes longer is a trend, and the mid of the line tells it. */
export const JUMP_WINDOW_MS = 5_000;

/** A jump is told when it has gone no further for so long, so that one move is one event. */
export const JUMP_SETTLED_MS = 1_000;

/** A jump that has lost this share of its way again is over: what follows is another one. */
export const JUMP_RETREAT = 0.5;

/** Levels further away than this from the best price are not what the next trades meet. */
export const NEAR_TICKS = 10;

/** A median of fewer levels says nothing of what is usual. */
export const WALL_MIN_LEVELS = 4;

/** Sizes of neighbours differ by a factor of two or three; five stands out in any ladder. */
export const WALL_TIMES_MEDIAN = 5;

/** In dollars: a wall that a pocket can pay for stops nobody. */
export const WALL_MIN_DOLLARS = 1_000;

/** Quotes that are replaced have a moment of double size; what rests longer is meant. */
export const WALL_REST_MS = 2_000;

/** A wall that loses half is no longer one; one that is nibbled at still is. */
export const WALL_GONE_SHARE = 0.5;

/** Trades are told 70-85 ms after the change that they cause, and a replaced order comes back sooner. */
export const WALL_VERDICT_MS = 1_000;

/** Walls that are followed on a side; more than there are levels near the price. */
export const MAX_WALLS = 16;

/** Spreads double and halve with every quote; three times the usual one is another market. */
export const SPREAD_TIMES_USUAL = 3;

/** Below three ticks there is nothing to be wide. */
export const SPREAD_MIN_TICKS = 3;

/** It ends lower than it begins, so that one at the edge is told once. */
export const SPREAD_END_TIMES_USUAL = 2;

/** The usual spread is the median of a minute, a sample a second. */
export const SPREAD_SAMPLE_MS = 1_000;
export const SPREAD_SAMPLES = 60;

/** Nothing is usual before so many samples. */
export const SPREAD_MIN_SAMPLES = 15;

/** What does not last so long is a quote being replaced: for spreads, empty sides and regained trust. */
export const DWELL_MS = 2_000;

/** In dollars: what is large in any market. */
export const TRADE_DOLLARS = 1_000;

/** What is large in a small market: so many times its median, and no small change either. */
export const TRADE_TIMES_MEDIAN = 10;
export const TRADE_MIN_DOLLARS = 100;

/** Trades that the median is of, and how many make one. */
export const TRADE_SAMPLES = 64;
export const TRADE_MIN_SAMPLES = 20;

/** Events that a market may have in a minute, `more` included: what one can still read. */
export const MAX_PER_MINUTE = 10;

/** Of these, what prices, walls, spreads and trades may take; the end of a market is told all the same. */
export const MAX_CHATTER_PER_MINUTE = 5;

/** `more` is said no more often, so that it leaves room for what it counts. */
export const MORE_EVERY_MS = 30_000;

/** Events that wait to be posted; the log of the main thread keeps no more. */
export const MAX_WAITING = 500;
