/** How a list of the exchange's markets is ordered: most first, or what ends soonest. */
export type MarketOrder = 'volume' | 'liquidity' | 'end';

export const MARKET_ORDERS: readonly MarketOrder[] = ['volume', 'liquidity', 'end'];
