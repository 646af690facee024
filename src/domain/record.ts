// The data stream for programs: everything that `--json` and `--once` print, before it is text.

import type {AssetId, ConditionId} from './market.js';
import type {TakerSide} from './feed-event.js';
import type {Price} from './price.js';
import type {SizeMicros} from './size.js';
import type {LevelColumns} from './snapshot.js';
import type {TrustReason, TrustState} from './trust.js';

export type BookRecord = {
  readonly type: 'book';
  readonly assetId: AssetId;
  readonly market: ConditionId;
  readonly timestampMs: number;
  readonly revision: number;
  readonly trust: TrustState;
  readonly reason: TrustReason;
  readonly hash: string | undefined;
  /** Undefined where it can't be known. */
  readonly hashOk: boolean | undefined;
  readonly bids: LevelColumns;
  readonly asks: LevelColumns;
  /** The exchange's own text; undefined while unknown, empty if the market never traded. */
  readonly lastTradePrice: string | undefined;
};

export type TradeRecord = {
  readonly type: 'trade';
  readonly assetId: AssetId;
  readonly market: ConditionId;
  readonly timestampMs: number;
  readonly price: Price;
  readonly size: SizeMicros;
  readonly side: TakerSide;
  readonly transactionHash: string | undefined;
};

export type StatusRecord = {
  readonly type: 'status';
  readonly scope: 'connection' | 'book' | 'market';
  /** The socket's address, an asset id or a condition id, after `scope`. */
  readonly id: string;
  readonly state: string;
  readonly reason: string | undefined;
};

/** Once a second. Numbers that are not known are NaN. */
export type StatsRecord = {
  readonly type: 'stats';
  readonly frames: number;
  readonly bytes: number;
  readonly events: number;
  readonly framesPerS: number;
  /** As the two clocks show it, and corrected by the clock offset. */
  readonly feedP50Ms: number;
  readonly feedP95Ms: number;
  readonly feedP99Ms: number;
  readonly correctedP50Ms: number;
  readonly correctedP95Ms: number;
  readonly correctedP99Ms: number;
  readonly clockOffsetMs: number;
  readonly clockUncertaintyMs: number;
  readonly pingMs: number;
  readonly pipelineP50Us: number;
  readonly pipelineP99Us: number;
  readonly verifyP99Us: number;
  readonly eventLoopP99Ms: number;
  readonly reconnects: number;
  readonly issues: number;
};

export type SummaryRecord = {
  readonly type: 'summary';
  readonly frames: number;
  readonly events: number;
  readonly books: number;
  readonly batches: number;
  readonly verified: number;
  readonly hashFailed: number;
  readonly bboFailed: number;
  readonly crossed: number;
  readonly ignored: number;
  readonly issues: number;
  /** Trade and status records that a reader was too slow for. */
  readonly dropped: number;
  readonly reconnects: number;
};

export type StreamRecord = BookRecord | TradeRecord | StatusRecord | StatsRecord | SummaryRecord;
