import type {TakerSide} from './feed-event.js';
import type {AssetId, ConditionId} from './market.js';
import type {Price} from './price.js';
import type {SizeMicros} from './size.js';

/** A trade of before the viewer listened, as REST tells of it. */
export type PastTrade = {
  readonly assetId: AssetId;
  /** Whole seconds, when the trade was settled: that may be seconds after it was told on the socket. */
  readonly timestampMs: number;
  /** An order that took several levels is one trade at its average price, which is rounded. */
  readonly price: Price;
  readonly size: SizeMicros;
  readonly side: TakerSide;
};

/** Newest first, of each market that was asked for. */
export type PastTrades = ReadonlyMap<ConditionId, readonly PastTrade[]>;
