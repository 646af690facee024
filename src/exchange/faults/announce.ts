import type {ConditionId} from '../../domain/market.js';
import type {ListedMarket} from '../listing.js';
import type {ExchangeFrame} from '../market-process.js';

/** What is told to all who asked for custom features. */
export function announce(market: ConditionId, timestampMs: number, text: string): ExchangeFrame {
  const sendMs = timestampMs;
  return {kind: 'announcement', market, assetId: undefined, timestampMs, sendMs, text};
}

export function conditionsOf(markets: readonly ListedMarket[]): Set<ConditionId> {
  return new Set(markets.map(({conditionId}) => conditionId));
}
