// The markets that the viewer watches, and the names behind the numbers of its snapshots.

import type {AssetId, ConditionId, Market, Outcome} from './domain/market.js';
import type {Catalog} from './domain/session.js';
import type {NamedAsset} from './ingest/messages.js';

export class WatchList {
  readonly #recorded = new Map<ConditionId, AssetId[]>();
  readonly #named = new Set<ConditionId>();
  /** On the user's list: first in the catalogue, in its order. */
  #listed: readonly ConditionId[] = [];
  /** Stay for as long as the program runs. */
  readonly #pinned = new Set<ConditionId>();
  #catalog: Catalog = {markets: [], assetIds: []};

  get catalog(): Catalog {
    return this.#catalog;
  }

  /** Returns those that are new. */
  add(markets: readonly Market[]): readonly Market[] {
    const added = markets.filter(({conditionId}) => this.indexOf(conditionId) === -1);
    this.#arrange([...this.#catalog.markets, ...added]);
    return added;
  }

  /** The user's list as it is now; what is on it and in the catalogue comes first there. */
  list(conditionIds: readonly ConditionId[]): void {
    this.#listed = conditionIds;
    this.#arrange(this.#catalog.markets);
  }

  pin(markets: readonly Market[]): void {
    for (const {conditionId} of markets) this.#pinned.add(conditionId);
  }

  unpin(conditionId: ConditionId): void {
    this.#pinned.delete(conditionId);
  }

  /**
   * Lets go of what nobody needs while this market is shown: neither on the list, nor pinned, nor of
   * its event. Returns what is no longer to be watched.
   */
  keepFor(shown: Market): readonly ConditionId[] {
    const isKept = ({conditionId, eventSlug}: Market): boolean =>
      conditionId === shown.conditionId ||
      this.#listed.includes(conditionId) ||
      this.#pinned.has(conditionId) ||
      (eventSlug !== undefined && eventSlug === shown.eventSlug);
    const gone = this.#catalog.markets.filter((market) => !isKept(market));
    if (gone.length === 0) return [];
    // Their numbers go to other assets, whose names come from the worker.
    const assets = new Set(gone.flatMap(({outcomes}) => outcomes.map(({assetId}) => assetId)));
    const assetIds = this.#catalog.assetIds.map((assetId) => (assets.has(assetId) ? '' : assetId));
    this.#catalog = {markets: this.#catalog.markets.filter(isKept), assetIds};
    return gone.map(({conditionId}) => conditionId);
  }

  /** Another market takes the place of one, which is let go of. Returns whether it is new. */
  succeed(before: Market, next: Market): boolean {
    if (this.#pinned.delete(before.conditionId)) this.#pinned.add(next.conditionId);
    if (this.indexOf(next.conditionId) !== -1) return false;
    const {markets} = this.#catalog;
    const index = this.indexOf(before.conditionId);
    this.#arrange([...markets.slice(0, index), next, ...markets.slice(index)]);
    return true;
  }

  #arrange(markets: readonly Market[]): void {
    const rankOf = ({conditionId}: Market): number => {
      const index = this.#listed.indexOf(conditionId);
      return index === -1 ? this.#listed.length : index;
    };
    const arranged = markets.toSorted((a, b) => rankOf(a) - rankOf(b));
    this.#catalog = {...this.#catalog, markets: arranged};
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

  /** A recording may say what its markets are called, also of one that was seen before. */
  addNamed(named: readonly Market[]): void {
    const markets = [...this.#catalog.markets];
    for (const market of named) {
      this.#named.add(market.conditionId);
      const index = this.indexOf(market.conditionId);
      if (index === -1) markets.push(market);
      else markets[index] = market;
    }

    this.#catalog = {...this.#catalog, markets};
  }

  /** Raw frames name no market: each is known by the assets that were seen of it. */
  addRecorded(assets: readonly NamedAsset[]): void {
    const markets = [...this.#catalog.markets];
    for (const {assetId, market: conditionId} of assets) {
      const known = this.#recorded.get(conditionId) ?? [];
      if (known.includes(assetId) || this.#named.has(conditionId)) continue;
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
    listedPrice: undefined,
    volume24h: undefined,
    liquidity: undefined,
    endDateMs: undefined,
    rewards: undefined,
  };
}

function shorten(id: string): string {
  return id.length <= 14 ? id : `${id.slice(0, 6)}…${id.slice(-4)}`;
}
