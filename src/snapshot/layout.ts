// Every offset of a slot, in doubles; both threads import it. NaN stands for "undefined", since
// shared memory holds numbers only.

import type {ConnectionPhase} from '../domain/connection-state.js';
import {TAPE_LENGTH, type Counters} from '../domain/snapshot.js';
import type {TrustReason, TrustState} from '../domain/trust.js';

/** Levels a side that a slot has room for; the best ones are published, the rest is counted. */
export const MAX_LEVELS = 1_024;

/** Watched assets whose best prices a slot has room for. */
export const MAX_ASSETS = 1_024;

/** Newest trades that a slot has room for, and large ones beyond them. */
export const MAX_TRADES = TAPE_LENGTH;

/** Levels and prices of the flow that a slot has room for, the nearest to the inside market. */
export const MAX_FLOW_LEVELS = 512;
export const MAX_VOLUME_PRICES = 512;

/** Seconds of a series of the flow that a slot has room for, the newest. */
export const MAX_FLOW_SECONDS = 60;

/** Offsets of `names`, one double each, from `start`. */
function fields<const Name extends string>(
  start: number,
  names: readonly Name[],
): Readonly<Record<Name, number>> & {readonly end: number} {
  const offsets = Object.fromEntries(names.map((name, i) => [name, start + i]));
  return {...offsets, end: start + names.length} as Readonly<Record<Name, number>> & {
    readonly end: number;
  };
}

export const HEAD = fields(0, [
  'sequence',
  'publishedUs',
  'phase',
  'attempt',
  'phaseSinceUs',
  'retryAtUs',
  'lastDataUs',
  'pingMs',
  'clockOffsetMs',
  'framesPerS',
  'assetCount',
  'tradeCount',
  'hasFocus',
  'epoch',
  'lines',
  'linesUp',
  'clockUncertaintyMs',
  'bytesPerS',
  'ingestHeapBytes',
  'largeTradeCount',
  'feedUs',
  'feedRate',
]);

export const COUNTER_NAMES = [
  'frames',
  'bytes',
  'events',
  'issues',
  'ignored',
  'books',
  'trades',
  'batches',
  'verified',
  'hashFailed',
  'bboFailed',
  'crossed',
  'reconnects',
] as const satisfies readonly (keyof Counters)[];

export const COUNTERS = fields(HEAD.end, COUNTER_NAMES);

export const FOCUS = fields(COUNTERS.end, [
  'assetIndex',
  'revision',
  'trustState',
  'trustReason',
  'trustSinceUs',
  'tickSize',
  'lastTradePrice',
  'timestampMs',
  'updatedUs',
  'verified',
  'failed',
  'bidLength',
  'bidTotal',
  'askLength',
  'askTotal',
]);

export const BID_PRICES = FOCUS.end;
export const BID_SIZES = BID_PRICES + MAX_LEVELS;
export const ASK_PRICES = BID_SIZES + MAX_LEVELS;
export const ASK_SIZES = ASK_PRICES + MAX_LEVELS;

/** Each row: best bid, its size, best ask, its size, trust state, reason, since, updated. */
export const TOP_LENGTH = 8;
export const TOPS = ASK_SIZES + MAX_LEVELS;

/** Each row: sequence, asset index, timestamp, price, size, side (0 buy, 1 sell). */
export const TRADE_LENGTH = 6;
export const TRADES = TOPS + MAX_ASSETS * TOP_LENGTH;

/** Rows like those of `TRADES`. */
export const LARGE_TRADES = TRADES + MAX_TRADES * TRADE_LENGTH;

export const FLOW = fields(LARGE_TRADES + MAX_TRADES * TRADE_LENGTH, [
  'hasFlow',
  'sinceUs',
  'levelCount',
  'volumeCount',
  'trades',
  'volume',
  'notional',
  'vwap',
  'high',
  'low',
  'cumulativeDelta',
  'imbalanceCount',
  'cumulativeDeltaCount',
]);

/** Each row: side (0 bid, 1 ask), price, added, pulled, traded. */
export const FLOW_LEVEL_LENGTH = 5;
export const FLOW_LEVELS = FLOW.end;

/** Each row: price, bought, sold. */
export const VOLUME_LENGTH = 3;
export const VOLUMES = FLOW_LEVELS + MAX_FLOW_LEVELS * FLOW_LEVEL_LENGTH;

export const IMBALANCES = VOLUMES + MAX_VOLUME_PRICES * VOLUME_LENGTH;
export const CUMULATIVE_DELTAS = IMBALANCES + MAX_FLOW_SECONDS;

export const SLOT_LENGTH = CUMULATIVE_DELTAS + MAX_FLOW_SECONDS;

// Words as numbers: the place in these lists. Append only at their ends.

export const PHASES: readonly ConnectionPhase[] = [
  'idle',
  'connecting',
  'awaiting_snapshot',
  'live',
  'backing_off',
  'closed',
  'quiet',
  'stale',
];

export const TRUST_STATES: readonly TrustState[] = [
  'WAITING',
  'LIVE',
  'QUIET',
  'STALE',
  'RESYNC',
  'SUSPECT',
  'UNPROVEN',
  'RESOLVED',
];

export const TRUST_REASONS: readonly TrustReason[] = [
  'none',
  'subscribed',
  'reconnecting',
  'worker_restarting',
  'hash_mismatch',
  'best_price_mismatch',
  'crossed',
  'hash_never_matched',
  'hash_unknown',
  'batch_pending',
  'market_resolved',
  'changes_before_book',
  'no_book',
  'tick_misfit',
  'from_rest',
  'polled',
  'contradicted',
  'unconfirmed',
  'woke_up',
  'market_paused',
  'market_closed',
  'market_vanished',
  'weekly_restart',
  'requested',
];
