import type {AssetId} from '../domain/market.js';

/** A market has two assets; a message that names more than these would say so for as long as it likes. */
const MAX_ASSETS_PER_BATCH = 16;

/**
 * Where a market's messages stand: a batch is its consecutive `price_change` and `book` messages
 * with one timestamp and, per asset, one hash.
 */
export class MarketBatch {
  #timestampMs: number | undefined;
  readonly #hashes = new Map<AssetId, string>();
  #hasChange = false;

  /** Undefined before the first message. */
  get timestampMs(): number | undefined {
    return this.#timestampMs;
  }

  begin(timestampMs: number | undefined): void {
    this.#timestampMs = timestampMs;
    this.#hashes.clear();
    this.#hasChange = false;
  }

  /** Adds what a message says of one asset; true if that begins the next batch of this timestamp. */
  join(assetId: AssetId, hash: string | undefined): boolean {
    if (hash === undefined) return false;
    const known = this.#hashes.get(assetId);
    const isNext = known !== undefined && known !== hash;
    if (isNext) this.begin(this.#timestampMs);
    if (known !== undefined || this.#hashes.size < MAX_ASSETS_PER_BATCH) {
      this.#hashes.set(assetId, hash);
    }

    return isNext;
  }

  /** True the first time that a change is noted in this batch. */
  noteChange(): boolean {
    const isFirst = !this.#hasChange;
    this.#hasChange = true;
    return isFirst;
  }
}
