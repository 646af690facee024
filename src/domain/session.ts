// What the main thread knows beside the snapshot: names, where the data come from, what is awaited.

import type {AssetId, ConditionId, Market} from './market.js';
import type {PastTrades} from './past-trade.js';
import type {Playback} from './playback.js';
import type {RecordingState} from './recording.js';

/** Where the data come from: a label beside the trust word, not a state. */
export type Source = 'live' | 'demo' | 'replay';

/** Strings for the numbers of a `Snapshot`. */
export type Catalog = {
  /** Watched markets in the order of their keys `1`-`9`. */
  readonly markets: readonly Market[];
  /** Asset ids by asset index. */
  readonly assetIds: readonly AssetId[];
};

/** What the session as a whole is doing. */
export type SessionStage =
  | {readonly kind: 'looking_up'; readonly what: string; readonly sinceUs: number}
  | {readonly kind: 'picking'}
  | {readonly kind: 'running'}
  | {
      readonly kind: 'worker_down';
      readonly reason: string;
      readonly sinceUs: number;
      readonly retryAtUs: number;
    }
  | {readonly kind: 'replay_ended'; readonly sinceUs: number};

export type Session = {
  readonly source: Source;
  readonly stage: SessionStage;
  readonly catalog: Catalog;
  /** Those of them, and others, that are on the watchlist. */
  readonly watchedIds: ReadonlySet<ConditionId>;
  /** Why the connection is down, as a sentence without a full stop; undefined while it is up. */
  readonly connectionReason: string | undefined;
  /** What REST told of the trades of before. */
  readonly pastTrades: PastTrades;
  /** How the recording fares that is being written; undefined while none is. */
  readonly recording: RecordingState | undefined;
  /** Undefined unless a recording is played. */
  readonly playback: Playback | undefined;
  /** Said once to the user, newest last (`that slug is closed since …, showing …`). */
  readonly notices: readonly string[];
};
