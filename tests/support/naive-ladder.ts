// One asset's book as text in two Maps, and its hash by `JSON.stringify`: slow, and made of
// nothing that the program itself uses.

import {createHash} from 'node:crypto';

export type LevelText = {readonly price: string; readonly size: string};

export type LadderTerms = {
  readonly market: string;
  readonly assetId: string;
  readonly minOrderSize: string;
  readonly tickSize: string;
  readonly negRisk: boolean;
};

export class NaiveLadder {
  readonly #bids = new Map<string, string>();
  readonly #asks = new Map<string, string>();

  replace(bids: readonly LevelText[], asks: readonly LevelText[]): void {
    this.#bids.clear();
    this.#asks.clear();
    for (const {price, size} of bids) this.#bids.set(price, size);
    for (const {price, size} of asks) this.#asks.set(price, size);
  }

  set(side: 'BUY' | 'SELL', price: string, size: string): void {
    const levels = side === 'BUY' ? this.#bids : this.#asks;
    if (size === '0') levels.delete(price);
    else levels.set(price, size);
  }

  /** Ascending, the best one last. */
  get bids(): LevelText[] {
    return sorted(this.#bids, 1);
  }

  /** Descending, the best one last. */
  get asks(): LevelText[] {
    return sorted(this.#asks, -1);
  }

  hash(terms: LadderTerms, timestamp: string, lastTradePrice: string): string {
    const text = JSON.stringify({
      market: terms.market,
      asset_id: terms.assetId,
      timestamp,
      hash: '',
      bids: this.bids,
      asks: this.asks,
      min_order_size: terms.minOrderSize,
      tick_size: terms.tickSize,
      neg_risk: terms.negRisk,
      last_trade_price: lastTradePrice,
    });
    return createHash('sha1').update(text).digest('hex');
  }
}

function sorted(levels: ReadonlyMap<string, string>, sign: 1 | -1): LevelText[] {
  return [...levels]
    .map(([price, size]) => ({price, size}))
    .sort((a, b) => sign * (Number(a.price) - Number(b.price)));
}
