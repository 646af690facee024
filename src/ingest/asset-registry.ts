import type {AssetId, ConditionId} from '../domain/market.js';
import type {NamedAsset} from './messages.js';

/** Gives each asset a small number, which stands for its id in shared memory. */
export class AssetRegistry {
  readonly #assets: NamedAsset[] = [];
  readonly #indexes = new Map<AssetId, number>();

  get assets(): readonly NamedAsset[] {
    return this.#assets;
  }

  indexOf(assetId: AssetId): number | undefined {
    return this.#indexes.get(assetId);
  }

  /** Returns the asset if it is new here, else undefined. */
  add(assetId: AssetId, market: ConditionId): NamedAsset | undefined {
    if (this.#indexes.has(assetId)) return undefined;
    const asset = {assetIndex: this.#assets.length, assetId, market};
    this.#indexes.set(assetId, asset.assetIndex);
    this.#assets.push(asset);
    return asset;
  }
}
