// A record as rows of its table: cells in the order of its columns.

import type {BookRecord, TradeRecord} from '../domain/record.js';
import type {BookSide} from '../domain/feed-event.js';
import type {LevelColumns} from '../domain/snapshot.js';
import type {Cell, TableName} from './columns.js';
import type {TableNames, TableRecord} from './table-record.js';

/** Rows of one record: what they all begin with, and how each goes on. */
export type RowBlock = {
  readonly head: readonly Cell[];
  readonly tails: readonly (readonly Cell[])[];
};

const NO_LEVEL: readonly Cell[] = [undefined, undefined, undefined, undefined];

/** Of a trade there are no books, and of a book no trades: no rows then. `recvUs` is undefined where unknown. */
export function buildRows(
  table: TableName,
  record: TableRecord,
  recvUs: number | undefined,
  names: TableNames,
): RowBlock | undefined {
  const isTrade = record.type === 'trade';
  if (isTrade !== (table === 'trades')) return undefined;
  const place: readonly Cell[] = [
    recvUs,
    record.timestampMs,
    record.assetId,
    record.market,
    names.slugOf(record.market),
    names.outcomeOf(record.assetId),
  ];
  if (isTrade) return {head: place, tails: [tradeCells(record)]};
  return table === 'bbo'
    ? {head: place, tails: [bestPriceCells(record)]}
    : {head: [...place, ...bookCells(record)], tails: levelCells(record)};
}

function tradeCells({price, size, side, transactionHash}: TradeRecord): readonly Cell[] {
  return [price, size, side === 'buy' ? 'BUY' : 'SELL', transactionHash];
}

function trustCells({trust, reason}: BookRecord): readonly Cell[] {
  return [trust, reason === 'none' ? undefined : reason];
}

function bestPriceCells(record: BookRecord): readonly Cell[] {
  const {bids, asks} = record;
  return [...trustCells(record), ...bestOf(bids), ...bestOf(asks)];
}

function bestOf({length, prices, sizes}: LevelColumns): readonly Cell[] {
  return length === 0 ? [undefined, undefined] : [prices[0], sizes[0]];
}

function bookCells(record: BookRecord): readonly Cell[] {
  return [record.revision, ...trustCells(record), record.hash, record.hashOk];
}

function levelCells({bids, asks}: BookRecord): readonly (readonly Cell[])[] {
  if (bids.length + asks.length === 0) return [NO_LEVEL];
  const tails: (readonly Cell[])[] = [];
  addLevels(tails, 'bid', bids);
  addLevels(tails, 'ask', asks);
  return tails;
}

function addLevels(
  tails: (readonly Cell[])[],
  side: BookSide,
  {length, prices, sizes}: LevelColumns,
): void {
  for (let i = 0; i < length; i++) tails.push([side, i, prices[i], sizes[i]]);
}
