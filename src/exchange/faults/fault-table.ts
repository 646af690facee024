// Every way in which the simulated exchange can be told to misbehave, after what has been seen of
// the real one or is written in its documentation. Durations leave a watchdog the time to notice.

import {encodeBareMarketResolved, encodeMarketResolved} from '../encode-notice.js';
import type {Fault} from './fault.js';
import {createDrop, Reordering, repeatFrames} from './frame-shapes.js';
import {dropBookEventType, GARBAGE_TEXTS, spellBareDecimals, spellNumbers} from './frame-texts.js';
import {
  freezeBusiest,
  loseMarkets,
  pauseMarkets,
  resolveMarkets,
  restartExchange,
} from './life-faults.js';
import {crossMarkets, floodWithNewMarkets, refineTicks, rushBusiest} from './market-faults.js';

const CLOCK_ERROR_MS = 5000;
const SLOW_REST_MS = 5000;

const TOO_MANY_REQUESTS =
  '<!DOCTYPE html><html><head><title>429 Too Many Requests</title></head>' +
  '<body><h1>You are being rate limited</h1></body></html>';

export const FAULTS = {
  /** The socket stays and PONG comes, but nothing else. A new connection is well. */
  freeze: {
    durationMs: 90_000,
    begin: () => ({silence: {of: 'data', reachesNew: false}}),
  },
  /** The same, for new connections too. */
  'freeze-new': {
    durationMs: 90_000,
    begin: () => ({silence: {of: 'data', reachesNew: true}}),
  },
  /** The busiest of the watched markets is silent although it trades on; all else flows. */
  'freeze-market': {
    durationMs: 90_000,
    begin: freezeBusiest,
  },
  /** Who subscribes gets changes, but not the books that they change. */
  'no-initial-book': {
    durationMs: 30_000,
    begin: () => ({withholdsFirstBooks: true}),
  },
  /** Ten changes of each market are lost, with every second one in between: hashes stop to match. */
  drop: {
    durationMs: 30_000,
    begin: () => ({shape: createDrop()}),
  },
  /** Every frame comes twice. */
  duplicate: {
    durationMs: 10_000,
    begin: () => ({shape: repeatFrames}),
  },
  /** Changes come after the next transaction of their market has begun. */
  reorder: {
    durationMs: 10_000,
    begin: (stage) => {
      const reordering = new Reordering();
      return {
        shape: (frames) => reordering.shape(frames),
        end: () => {
          stage.deliver(reordering.release());
        },
      };
    },
  },
  /** A bid above every ask, until the next book, which does not come before the end. */
  crossed: {
    durationMs: 15_000,
    begin: crossMarkets,
  },
  /** `[]`, which has been seen instead of first books. */
  'empty-array': {
    durationMs: 0,
    begin: (stage) => {
      stage.broadcast('[]');
      return {};
    },
  },
  garbage: {
    durationMs: 0,
    begin: (stage) => {
      for (const text of GARBAGE_TEXTS) stage.broadcast(text);
      return {};
    },
  },
  /** As after a lost route: nothing comes, nothing is read, and nobody says good-bye. */
  'half-open': {
    durationMs: 90_000,
    begin: () => ({silence: {of: 'all', reachesNew: false}}),
  },
  /** Every connection is ended, with a good-bye or (1006) without. */
  'close-1000': closing(1000),
  'close-1001': closing(1001),
  'close-1006': closing(1006),
  'close-1011': closing(1011),
  'book-404': {
    durationMs: 30_000,
    begin: () => ({
      rest: {
        '/book': {
          status: 404,
          body: '{"error":"No orderbook exists for the requested token id"}',
        },
        '/books': {body: '[]'}, // Tokens without a book are left out.
      },
    }),
  },
  'rest-429': {
    durationMs: 30_000,
    begin: () => ({rest: {'*': {status: 429, body: TOO_MANY_REQUESTS}}}),
  },
  'rest-slow': {
    durationMs: 30_000,
    begin: () => ({rest: {'*': {delayMs: SLOW_REST_MS}}}),
  },
  /** A tick ten times as fine is told and hashed, and at the end the old one. */
  'tick-change': {
    durationMs: 10_000,
    begin: refineTicks,
  },
  /** `/book` and `/books` answer 0.01 and 0.99 for every token, new and rightly hashed. */
  'ghost-book': {
    durationMs: 30_000,
    begin: (stage) => ({end: stage.rest.showGhostBooks()}),
  },
  /** What is watched is resolved, and quiet from then on. REST knows who won, and has no book. */
  resolved: {
    durationMs: 60_000,
    begin: (stage) => resolveMarkets(stage, encodeMarketResolved),
  },
  /** The same, with as little as such a frame has been seen to hold. */
  'resolved-bare': {
    durationMs: 60_000,
    begin: (stage) => resolveMarkets(stage, encodeBareMarketResolved),
  },
  /** The same, but REST alone says so: a socket that has nothing to say just says nothing. */
  'resolved-untold': {
    durationMs: 60_000,
    begin: (stage) => resolveMarkets(stage, undefined),
  },
  /** What is watched takes no orders, so that its books really stand still; REST has them. */
  paused: {
    durationMs: 60_000,
    begin: pauseMarkets,
  },
  /** What is watched is gone: silence on the socket, and REST has never heard of it. */
  vanished: {
    durationMs: 60_000,
    begin: loseMarkets,
  },
  /** As every Tuesday, 07:00 in New York: no book moves, none is to be had, and then a burst. */
  restart: {
    durationMs: 90_000,
    begin: restartExchange,
  },
  /** A hundred other markets a second. */
  'new-market-flood': {
    durationMs: 10_000,
    begin: floodWithNewMarkets,
  },
  numbers: {
    durationMs: 10_000,
    begin: () => ({rewrite: spellNumbers}),
  },
  'bare-decimals': {
    durationMs: 10_000,
    begin: () => ({rewrite: spellBareDecimals}),
  },
  /** Books only, as reported: what has bids and asks is known without. */
  'no-event-type': {
    durationMs: 10_000,
    begin: () => ({rewrite: dropBookEventType}),
  },
  /** Timestamps, with hashes that are right for them. */
  'clock-ahead': turningClock(CLOCK_ERROR_MS),
  'clock-behind': turningClock(-CLOCK_ERROR_MS),
  /** As recorded of a market that is quiet otherwise. */
  'burst-39': {
    durationMs: 0,
    begin: (stage) => rushBusiest(stage, 39),
  },
  'burst-10k': {
    durationMs: 0,
    begin: (stage) => rushBusiest(stage, 10_000),
  },
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof FAULTS;

export const FAULT_NAMES = Object.keys(FAULTS) as readonly FaultName[];

/** A fault and when it begins, in ms since the exchange opened. */
export type FaultPlan = {
  readonly name: FaultName;
  readonly atMs: number;
  /** Default: that of the fault's row. */
  readonly durationMs?: number;
};

function closing(code: number): Fault {
  return {
    durationMs: 0,
    begin: (stage) => {
      stage.disconnect(code);
      return {};
    },
  };
}

function turningClock(byMs: number): Fault {
  return {
    durationMs: 30_000,
    begin: (stage) => {
      stage.turnClock(byMs);
      return {
        end: () => {
          stage.turnClock(-byMs);
        },
      };
    },
  };
}
