// What the watchdogs ask REST, and what comes of it. Never rejects: that nobody could say is an answer.

import type {BookSnapshotEvent} from '../domain/feed-event.js';
import type {AssetId, ConditionId} from '../domain/market.js';

export type RestBook =
  | {readonly kind: 'book'; readonly event: BookSnapshotEvent}
  /** The exchange says that there is none. */
  | {readonly kind: 'none'}
  | {readonly kind: 'unavailable'; readonly reason: string};

/** What has become of a market, by the exchange's listing. */
export type MarketFate =
  | {readonly kind: 'open' | 'paused'}
  | {readonly kind: 'closed'; readonly winner: string | undefined}
  /** Nobody knows it. */
  | {readonly kind: 'unknown'}
  | {readonly kind: 'unavailable'};

export type RestSource = {
  /** An answer for each of the assets. */
  readonly fetchBooks: (assetIds: readonly AssetId[]) => Promise<ReadonlyMap<AssetId, RestBook>>;
  readonly fetchFate: (market: ConditionId) => Promise<MarketFate>;
};
