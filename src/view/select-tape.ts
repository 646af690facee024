// Which trades are on the tape: those that were received, those of before that REST told of, and none twice.

import {LARGE_TRADE_DOLLARS, notionalOf} from '../domain/notional.js';
import type {PastTrade} from '../domain/past-trade.js';
import {TAPE_LENGTH, type Snapshot} from '../domain/snapshot.js';
import {seeTrade, selectTrades, type SeenTrade, type Selection} from './selection.js';
import type {TapeMinimum} from './tape-choice.js';

/** All newest first. */
export type Tape = {
  readonly received: readonly SeenTrade[];
  readonly past: readonly SeenTrade[];
  /** Trades of this memory that are too small to be shown. */
  readonly smaller: number;
};

export type TapeSource = Pick<Snapshot, 'trades' | 'largeTrades'>;

const NOTHING: TapeSource = {trades: [], largeTrades: []};

/**
 * What `minimum` is measured by is what the taker paid, whichever outcome is shown. Small trades are
 * forgotten before large ones, so those are asked for only where they alone are shown.
 */
export function selectTape(
  source: TapeSource = NOTHING,
  past: readonly PastTrade[],
  selection: Selection,
  minimum: TapeMinimum,
): Tape {
  const isOfLarge = minimum >= LARGE_TRADE_DOLLARS;
  const newest = selectTrades(source.trades, selection);
  const received = isOfLarge ? [...newest, ...selectTrades(source.largeTrades, selection)] : newest;
  const isCut = (isOfLarge ? source.largeTrades : source.trades).length >= TAPE_LENGTH;
  const earlier = isCut ? [] : selectPast(past, selection, received.at(-1)?.trade.timestampMs);
  const isShown = ({trade}: SeenTrade): boolean => notionalOf(trade) >= minimum;
  const tape = {received: received.filter(isShown), past: earlier.filter(isShown)};
  const smaller = received.length + earlier.length - tape.received.length - tape.past.length;
  return {...tape, smaller};
}

/**
 * Those of a second before that of the oldest received one. A trade is settled after it was told, and
 * at the average price of its levels, so nothing but its time tells whether REST's was received, too.
 */
function selectPast(
  past: readonly PastTrade[],
  {market, outcomeIndex}: Selection,
  oldestMs = Infinity,
): SeenTrade[] {
  const beforeMs = Math.floor(oldestMs / 1000) * 1000;
  return past.flatMap((trade): SeenTrade | [] => {
    if (trade.timestampMs >= beforeMs) return [];
    const of = market.outcomes.findIndex(({assetId}) => assetId === trade.assetId);
    return of === -1 ? [] : seeTrade(trade, of !== outcomeIndex);
  });
}
