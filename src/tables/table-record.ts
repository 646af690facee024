// What becomes rows: a record of the books or the trades, with when it was received.

import type {AssetId, ConditionId} from '../domain/market.js';
import type {BookRecord, TradeRecord} from '../domain/record.js';

export type TableRecord = BookRecord | TradeRecord;

/** What is known beside the records. */
export type TableNames = {
  readonly slugOf: (market: ConditionId) => string | undefined;
  readonly outcomeOf: (assetId: AssetId) => string | undefined;
};
