import type {ConditionId} from '../domain/market.js';
import type {PastTrade} from '../domain/past-trade.js';
import {PRICE_ONE, type Price} from '../domain/price.js';
import {PolybookError} from '../domain/problem.js';
import {SIZE_SCALE, type SizeMicros} from '../domain/size.js';
import {isAssetId} from './listed-market.js';
import type {RestClient} from './rest-client.js';
import {dataTradeSchema, parseReply} from './schemas.js';

/** Trades that are asked for, and looked at whatever comes. */
export const MAX_PAST_TRADES = 200;

/**
 * The newest trades of a market, newest first, one for each order that took from the book. One that
 * can't be read costs only itself.
 * https://docs.polymarket.com/api-reference/core/get-trades-for-a-user-or-markets
 */
export async function fetchPastTrades(
  client: RestClient,
  market: ConditionId,
): Promise<readonly PastTrade[]> {
  const query = {market, limit: MAX_PAST_TRADES, takerOnly: true};
  const reply = await client.get('data', '/trades', query);
  if (!Array.isArray(reply)) {
    throw new PolybookError('BAD_REPLY', 'The reply to /trades is no list of trades');
  }

  return (reply as readonly unknown[])
    .slice(0, MAX_PAST_TRADES)
    .flatMap((entry) => toPastTrade(entry, market) ?? [])
    .sort((a, b) => b.timestampMs - a.timestampMs);
}

function toPastTrade(entry: unknown, market: ConditionId): PastTrade | undefined {
  const wire = parseReply(dataTradeSchema, entry);
  // A server that ignores the filter must not put other markets on the tape.
  if (wire?.conditionId.toLowerCase() !== market.toLowerCase()) return undefined;
  const price = Math.round(wire.price * PRICE_ONE);
  const size = Math.round(wire.size * 10 ** SIZE_SCALE);
  if (price < 0 || price > PRICE_ONE || size <= 0 || !Number.isSafeInteger(size)) return undefined;
  if (!isAssetId(wire.asset)) return undefined;
  return {
    assetId: wire.asset,
    timestampMs: Math.floor(wire.timestamp) * 1000,
    price: price as Price,
    size: size as SizeMicros,
    side: wire.side === 'BUY' ? 'buy' : 'sell',
  };
}
