// The main thread's knowledge of the past: what the worker has told of each market that was in focus,
// and what the exchange tells of the hour before.

import type {HistorySource, PastSource, PriceSeed} from './domain/history.js';
import type {ConditionId, Market} from './domain/market.js';
import {PolybookError} from './domain/problem.js';
import {KeptHistories, MAX_HISTORIES} from './history/kept-histories.js';
import type {HistoryBlock} from './history/market-history.js';
import {fetchPriceHistory} from './markets/price-history.js';
import type {RestClient} from './markets/rest-client.js';
import {NewestWish} from './newest-wish.js';

const NONE: PriceSeed = {kind: 'none'};
const ASKED: PriceSeed = {kind: 'asked'};

/** As many as can be watched, with 61 points each. */
const MAX_SEEDS = MAX_HISTORIES;

export type MarketPastsOptions = {
  /** Whom to ask for the hour before; undefined in a replay, whose hour is long past. */
  readonly client: Promise<RestClient> | undefined;
  /** An answer has come. */
  readonly onChange: () => void;
};

export class MarketPasts implements PastSource {
  readonly #options: MarketPastsOptions;
  /** In depth for those that were in focus last. */
  readonly #kept = new KeptHistories({maxFirst: 0});
  readonly #seeds: NewestWish<PriceSeed>;

  constructor(options: MarketPastsOptions) {
    this.#options = options;
    this.#seeds = new NewestWish(MAX_SEEDS, options.onChange);
  }

  historyOf(market: ConditionId): HistorySource | undefined {
    return this.#kept.of(market);
  }

  seedOf(market: ConditionId): PriceSeed {
    return this.#seeds.answers.get(market) ?? (this.#seeds.isAsking(market) ? ASKED : NONE);
  }

  take(market: ConditionId, block: HistoryBlock): void {
    this.#kept.focus(market)?.absorb(block);
  }

  /** Nobody watches these any more: they are asked for anew if somebody does. */
  forget(markets: readonly ConditionId[]): void {
    for (const market of markets) this.#kept.forget(market);
    this.#seeds.forget(markets);
  }

  /** The market is in focus: asks for its past if nobody has. What fails is not tried again. */
  seed({conditionId, outcomes}: Market): void {
    const {client} = this.#options;
    if (client === undefined) return;
    this.#seeds.want(conditionId, async () => fetchSeed(await client, outcomes[0].assetId));
  }
}

async function fetchSeed(client: RestClient, assetId: string): Promise<PriceSeed> {
  try {
    return {kind: 'loaded', points: await fetchPriceHistory(client, assetId)};
  } catch (error) {
    if (!(error instanceof PolybookError)) throw error;
    return {kind: 'failed', reason: error.message};
  }
}
