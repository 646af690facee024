import type {AssetId} from '../domain/market.js';
import type {BookRecord} from '../domain/record.js';

type Best = {
  readonly bid: number | undefined;
  readonly bidSize: number | undefined;
  readonly ask: number | undefined;
  readonly askSize: number | undefined;
};

/** Knows the best prices of each asset, and their sizes, as they were told last. */
export class BestPrices {
  readonly #told = new Map<AssetId, Best>();

  /** Whether a book has others than those that were told; from then on they are. */
  hasChanged({assetId, bids, asks}: Pick<BookRecord, 'assetId' | 'bids' | 'asks'>): boolean {
    const told = this.#told.get(assetId);
    const best: Best = {
      bid: bids.prices[0],
      bidSize: bids.sizes[0],
      ask: asks.prices[0],
      askSize: asks.sizes[0],
    };
    this.#told.set(assetId, best);
    return (
      told === undefined ||
      told.bid !== best.bid ||
      told.bidSize !== best.bidSize ||
      told.ask !== best.ask ||
      told.askSize !== best.askSize
    );
  }
}
