// The main thread's knowledge of the past: what the worker has told of each market that was in focus,
// and what the exchange tells of the hour before.

import type {HistorySource, PastSource, PriceSeed} from './domain/history.js';
import type {ConditionId, Market} from './domain/market.js';
import {PolybookError} from './domain/problem.js';
import {KeptHistories} from './history/kept-histories.js';
import type {HistoryBlock} from './history/market-history.js';
import {fetchPriceHistory} from './markets/price-history.js';
import type {RestClient} from './markets/rest-client.js';

const NONE: PriceSeed = {kind: 'none'};

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
  /** As many as can be watched, with 61 points each. */
  readonly #seeds = new Map<ConditionId, PriceSeed>();

  constructor(options: MarketPastsOptions) {
    this.#options = options;
  }

  historyOf(market: ConditionId): HistorySource | undefined {
    return this.#kept.of(market);
  }

  seedOf(market: ConditionId): PriceSeed {
    return this.#seeds.get(market) ?? NONE;
  }

  take(market: ConditionId, block: HistoryBlock): void {
    this.#kept.focus(market)?.absorb(block);
  }

  /** Nobody watches these any more: they are asked for anew if somebody does. */
  forget(markets: readonly ConditionId[]): void {
    for (const market of markets) {
      this.#kept.forget(market);
      this.#seeds.delete(market);
    }
  }

  /** The market is in focus: asks for its past if nobody has. What fails is not tried again. */
  async seed({conditionId, outcomes}: Market): Promise<void> {
    const {client, onChange} = this.#options;
    if (client === undefined || this.#seeds.has(conditionId)) return;
    this.#seeds.set(conditionId, {kind: 'asked'});
    this.#seeds.set(conditionId, await fetchSeed(await client, outcomes[0].assetId));
    onChange();
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
