import {toShares} from '../domain/size.js';
import {toNumber} from './clob-replies.js';
import type {TradePrint} from './encode-frame.js';
import type {ListedMarket} from './listing.js';
import type {PublicExchange} from './public-exchange.js';
import {integerOf, ok, type RestReply, type RestRequest} from './rest-reply.js';

const MAX_TRADES = 500;
const MAX_OFFSET = 1000;
const DEFAULT_TRADES = 100;
const NOBODY = `0x${'0'.repeat(40)}`;

/** The reply to a request for trades; undefined for any other path. */
export function answerData(
  exchange: PublicExchange,
  {method, path, query}: RestRequest,
): RestReply | undefined {
  if (method !== 'GET' || path !== '/trades') return undefined;
  const conditions = query.get('market')?.split(',');
  const trades = exchange.catalogue.markets
    .filter(({conditionId}) => conditions?.includes(conditionId) ?? true)
    .flatMap((market) => exchange.tradesOf(market.conditionId).map((trade) => ({market, trade})))
    .sort((a, b) => b.trade.timestampMs - a.trade.timestampMs);
  const offset = integerOf(query, 'offset', 0, MAX_OFFSET);
  const limit = integerOf(query, 'limit', DEFAULT_TRADES, MAX_TRADES);
  return ok(trades.slice(offset, offset + limit).map(tradeReply));
}

/** Unlike on the market channel, price and size are numbers here, and the time is in seconds. */
function tradeReply({market, trade}: {market: ListedMarket; trade: TradePrint}): unknown {
  return {
    proxyWallet: NOBODY,
    side: trade.side,
    asset: trade.assetId,
    conditionId: trade.market,
    size: toShares(trade.size),
    price: toNumber(trade.price),
    timestamp: Math.floor(trade.timestampMs / 1000),
    title: market.question,
    slug: market.slug,
    icon: '',
    eventSlug: market.eventSlug,
    outcome: market.outcomes[trade.outcomeIndex],
    outcomeIndex: trade.outcomeIndex,
    name: '',
    pseudonym: '',
    transactionHash: trade.transactionHash,
  };
}
