import type {AssetId, ConditionId} from '../domain/market.js';
import type {NamedAsset} from './messages.js';

/**
 * Gives each asset a small number, which stands for its id in shared memory. It is the same for as long
 * as the asset is watched; after that another asset may get it.
 */
export class AssetRegistry {
  readonly #assets = new Map<AssetId, NamedAsset>();
  /** By their number. */
  readonly #byIndex: (NamedAsset | undefined)[] = [];
  /** Numbers that nobody has, the one that has been free for longest first. */
  readonly #free: number[] = [];

  /** In the order in which they were added. */
  get assets(): Iterable<NamedAsset> {
    return this.#assets.values();
  }

  indexOf(assetId: AssetId): number | undefined {
    return this.#assets.get(assetId)?.assetIndex;
  }

  at(assetIndex: number): NamedAsset | undefined {
    return this.#byIndex[assetIndex];
  }

  /** Returns the asset if it is new here, else undefined. */
  add(assetId: AssetId, market: ConditionId): NamedAsset | undefined {
    if (this.#assets.has(assetId)) return undefined;
    const assetIndex = this.#free.shift() ?? this.#byIndex.length;
    const asset = {assetIndex, assetId, market};
    this.#assets.set(assetId, asset);
    this.#byIndex[assetIndex] = asset;
    return asset;
  }

  /** Returns the number that is free now; undefined where there is no such asset. */
  remove(assetId: AssetId): number | undefined {
    const asset = this.#assets.get(assetId);
    if (asset === undefined) return undefined;
    this.#assets.delete(assetId);
    this.#byIndex[asset.assetIndex] = undefined;
    this.#free.push(asset.assetIndex);
    return asset.assetIndex;
  }
}
