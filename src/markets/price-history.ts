import type {SeedPoint} from '../domain/history.js';
import type {AssetId} from '../domain/market.js';
import {PRICE_ONE} from '../domain/price.js';
import {PolybookError} from '../domain/problem.js';
import type {RestClient} from './rest-client.js';
import {parseReply, pricePointSchema, priceHistorySchema} from './schemas.js';

/** An hour of minutes are 61; what comes beyond this is not looked at. */
const MAX_POINTS = 1_000;

/**
 * The prices of an outcome's last hour, a point a minute, oldest first. A point that can't be read
 * costs only itself. The parameter is called `market`, but wants a token
 * (https://docs.polymarket.com/developers/CLOB/timeseries).
 */
export async function fetchPriceHistory(
  client: RestClient,
  assetId: AssetId,
): Promise<readonly SeedPoint[]> {
  const query = {market: assetId, interval: '1h', fidelity: 1};
  const reply = parseReply(priceHistorySchema, await client.get('clob', '/prices-history', query));
  if (reply?.history === undefined) {
    throw new PolybookError('BAD_REPLY', 'The reply to /prices-history holds no prices');
  }

  return reply.history
    .slice(-MAX_POINTS)
    .flatMap((point) => parseReply(pricePointSchema, point) ?? [])
    .filter(({p}) => p >= 0 && p <= 1)
    .map(({t, p}) => ({second: Math.floor(t), price: p * PRICE_ONE}))
    .sort((a, b) => a.second - b.second);
}
