// What a client says on the market channel: four messages, all of them text frames.

import type {AssetId} from '../domain/market.js';

/** Heartbeat of the client; a protocol-level ping is no substitute. */
export const PING_TEXT = 'PING';

/** The exchange's answer to `PING_TEXT`. */
export const PONG_TEXT = 'PONG';

/** The exchange's answer to a subscription that adds nothing to the connection. */
export const NO_NEW_ASSETS_TEXT = 'NO NEW ASSETS';

/**
 * Encodes the first message of a connection. `initial_dump` is the documented default, but first
 * books have been missing where it was left out (nautechsystems/nautilus_trader#3963). Level 2 is
 * the one that sends every change. The custom features include `market_resolved`.
 */
export function encodeSubscription(assetIds: readonly AssetId[]): string {
  return JSON.stringify({
    assets_ids: assetIds,
    type: 'market',
    initial_dump: true,
    level: 2,
    custom_feature_enabled: true,
  });
}

/** Encodes the wish for more assets on a connection that is already subscribed. */
export function encodeSubscribe(assetIds: readonly AssetId[]): string {
  return JSON.stringify({
    operation: 'subscribe',
    assets_ids: assetIds,
    custom_feature_enabled: true,
  });
}

export function encodeUnsubscribe(assetIds: readonly AssetId[]): string {
  return JSON.stringify({operation: 'unsubscribe', assets_ids: assetIds});
}
