import {ExchangeServer, type ExchangeServerOptions} from '../../src/exchange/exchange-server.js';
import {subscription} from './channel-frames.js';
import {eventually} from './eventually.js';
import {FeedClient} from './feed-client.js';
import {marketOf} from './listed-market.js';

export function startFaulty(options: Partial<ExchangeServerOptions> = {}): Promise<ExchangeServer> {
  return ExchangeServer.start({seed: 17, rate: 600, ...options});
}

/** All assets that have a book. */
export function allAssetIds(server: ExchangeServer): string[] {
  return server.markets
    .filter(({temper}) => temper !== undefined)
    .flatMap(({assetIds}) => [...assetIds]);
}

/** A raw client that has its first books, and asked for custom features; default: the busiest market. */
export async function openSubscribed(
  server: ExchangeServer,
  assetIds: readonly string[] = marketOf(server).outcomes.map(({assetId}) => assetId),
): Promise<FeedClient> {
  const client = await FeedClient.open(server.wsUrl);
  client.send(subscription(assetIds, {custom_feature_enabled: true}));
  await client.until((frame) => frame.startsWith('['));
  return client;
}

/** The exchange itself goes on for so many frames. */
export async function generates(server: ExchangeServer, frames: number): Promise<void> {
  const before = server.counters.framesGenerated;
  await eventually(
    () => server.counters.framesGenerated >= before + frames,
    `${frames} more frames of the exchange`,
  );
}
