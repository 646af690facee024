// Asks REST for the trades of before, once for each market that comes into focus.

import type {ConditionId} from './domain/market.js';
import type {PastTrade, PastTrades} from './domain/past-trade.js';
import {PolybookError} from './domain/problem.js';
import type {Log} from './log-file.js';
import {fetchPastTrades} from './markets/past-trades.js';
import type {RestClient} from './markets/rest-client.js';
import {NewestWish} from './newest-wish.js';

/** Markets whose trades are kept. */
const MAX_MARKETS = 64;

export type PastTradeDeskOptions = {
  /** Undefined in a replay, whose trades are in the recording. */
  readonly client: Promise<RestClient> | undefined;
  readonly log: Log;
  /** An answer has come. */
  readonly onChange: () => void;
};

export class PastTradeDesk {
  readonly #options: PastTradeDeskOptions;
  readonly #wish: NewestWish<readonly PastTrade[]>;

  constructor(options: PastTradeDeskOptions) {
    this.#options = options;
    this.#wish = new NewestWish(MAX_MARKETS, options.onChange);
  }

  /** Another map after each answer. */
  get answers(): PastTrades {
    return this.#wish.answers;
  }

  /** The market is in focus: asks for its trades if nobody has. What fails is not tried again. */
  want(market: ConditionId): void {
    const {client} = this.#options;
    if (client !== undefined) this.#wish.want(market, async () => this.#ask(await client, market));
  }

  /** What the worker received, of these markets or of all, is lost: REST has to tell of that as well. */
  forget(markets?: readonly ConditionId[]): void {
    this.#wish.forget(markets);
  }

  async #ask(client: RestClient, market: ConditionId): Promise<readonly PastTrade[]> {
    try {
      return await fetchPastTrades(client, market);
    } catch (error) {
      // The tape begins with what the socket brings, then.
      if (!(error instanceof PolybookError)) throw error;
      const {log} = this.#options;
      log.write('warn', 'The trades of before cannot be had', {market, reason: error.message});
      return [];
    }
  }
}
