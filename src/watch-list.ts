// The markets that the viewer watches, and the names behind the numbers of its snapshots.

import type {AssetId, ConditionId, Market, Outcome} from './domain/market.js';
import type {Catalog} from './domain/session.js';
import type {NamedAsset} from './ingest/messages.js';

export class WatchList {
  readonly #recorded = new Map<ConditionId, AssetId[]>();
  #catalog: Catalog = {markets: [], assetIds: []};

  get catalog(): Catalog {
    return this.#catalog;
  }

  /** Returns those that are new. */
  add(markets: readonly Market[]): readonly Market[] {
    const added = markets.filter(({conditionId}) => this.indexOf(conditionId) === -1);
    this.#catalog = {...this.#catalog, markets: [...this.#catalog.markets, ...added]};
    return added;
  }

  indexOf(conditionId: ConditionId): number {
    return this.#catalog.markets.findIndex((market) => market.conditionId === conditionId);
  }

  /** Takes over the worker's numbers of the assets. */
  nameAssets(assets: readonly NamedAsset[]): void {
    const assetIds = [...this.#catalog.assetIds];
    for (const {assetIndex, assetId} of assets) assetIds[assetIndex] = assetId;
    this.#catalog = {...this.#catalog, assetIds};
  }

  /** A new worker counts its assets anew. */
  forgetAssets(): void {
    this.#catalog = {...this.#catalog, assetIds: []};
  }

  /** A recording names no market: each is known by the assets that were seen of it. */
  addRecorded(assets: readonly NamedAsset[]): void {
    const markets = [...this.#catalog.markets];
    for (const {assetId, market: conditionId} of assets) {
      const known = this.#recorded.get(conditionId) ?? [];
      if (known.includes(assetId)) continue;
      const assetIds = [...known, assetId];
      this.#recorded.set(conditionId, assetIds);
      const index = markets.findIndex((market) => market.conditionId === conditionId);
      const market = marketOfAssets(conditionId, assetIds);
      if (index === -1) markets.push(market);
      else markets[index] = market;
    }

    this.#catalog = {...this.#catalog, markets};
  }
}

/** Stands in until the second asset of a market was seen. */
const UNSEEN: Outcome = {name: 'not recorded', assetId: ''};

/** A market as a recording shows it: ids without names, shortened to what can be told apart. */
function marketOfAssets(conditionId: ConditionId, assetIds: readonly AssetId[]): Market {
  const [first = UNSEEN, second = UNSEEN] = assetIds.map((assetId) => ({
    name: `token ${shorten(assetId)}`,
    assetId,
  }));
  return {
    conditionId,
    slug: undefined,
    question: `Market ${shorten(conditionId)}`,
    label: shorten(conditionId),
    eventSlug: undefined,
    eventTitle: undefined,
    eventLegs: undefined,
    outcomes: [first, second],
    tickSize: undefined,
    minOrderSize: undefined,
    negRisk: undefined,
    status: 'open',
    volume24h: undefined,
    liquidity: undefined,
    endDateMs: undefined,
    rewards: undefined,
  };
}

function shorten(id: string): string {
  return id.length <= 14 ? id : `${id.slice(0, 6)}…${id.slice(-4)}`;
}
