// Frames of the market channel as a raw client sends and reads them.

import type {FeedClient} from './feed-client.js';
import type {LevelText} from './naive-ladder.js';

/** Fields that a kind of message does not have are undefined, whatever the type says. */
export type ChannelMessage = {
  readonly event_type: string;
  readonly market: string;
  readonly asset_id: string;
  readonly timestamp: string;
  readonly bids: readonly LevelText[];
  readonly asks: readonly LevelText[];
  readonly price_changes: readonly {
    readonly asset_id: string;
    readonly side: 'BUY' | 'SELL';
    readonly price: string;
    readonly size: string;
  }[];
};

export function subscription(assetIds: readonly string[], more = {}): object {
  return {assets_ids: assetIds, type: 'market', initial_dump: true, ...more};
}

export function parse(frame: string): ChannelMessage {
  return JSON.parse(frame) as ChannelMessage;
}

/** Frames of the feed are objects; the first books are an array, and the rest is plain text. */
export function isEvent(type: string, market?: string): (frame: string) => boolean {
  return (frame) =>
    frame.startsWith('{') &&
    parse(frame).event_type === type &&
    (market === undefined || parse(frame).market === market);
}

export function isArray(frame: string): boolean {
  return frame.startsWith('[');
}

/** Asks for something that is answered at once, so that all before it must have arrived. */
export async function roundTrip(client: FeedClient): Promise<void> {
  const sentAt = client.frames.length;
  client.send('PING');
  await client.until((frame) => frame === 'PONG', sentAt);
}
