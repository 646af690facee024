// Asks REST for the trades of before, once for each market that comes into focus.

import type {ConditionId} from './domain/market.js';
import type {PastTrade, PastTrades} from './domain/past-trade.js';
import {PolybookError} from './domain/problem.js';
import type {Log} from './log-file.js';
import {fetchPastTrades} from './markets/past-trades.js';
import type {RestClient} from './markets/rest-client.js';

/** Markets whose trades are kept; the one that was answered for longest ago leaves first. */
const MAX_MARKETS = 64;

export type PastTradeDeskOptions = {
  /** Undefined in a replay, whose trades are in the recording. */
  readonly client: Promise<RestClient> | undefined;
  readonly log: Log;
  /** An answer has come. */
  readonly onChange: () => void;
};

/**
 * One question at a time, and only the newest wish waits: whoever walks through a hundred markets asks
 * for those that are looked at.
 */
export class PastTradeDesk {
  readonly #options: PastTradeDeskOptions;
  #answers: PastTrades = new Map();
  #asked: ConditionId | undefined;
  #next: ConditionId | undefined;

  constructor(options: PastTradeDeskOptions) {
    this.#options = options;
  }

  /** Another map after each answer. */
  get answers(): PastTrades {
    return this.#answers;
  }

  /** The market is in focus: asks for its trades if nobody has. What fails is not tried again. */
  want(market: ConditionId): void {
    if (this.#options.client === undefined || this.#answers.has(market)) this.#next = undefined;
    else if (this.#asked === undefined) void this.#askAll(market);
    else this.#next = market === this.#asked ? undefined : market;
  }

  /** What the worker received, of these markets or of all, is lost: REST has to tell of that as well. */
  forget(markets: readonly ConditionId[] = [...this.#answers.keys()]): void {
    this.#answers = new Map([...this.#answers].filter(([market]) => !markets.includes(market)));
  }

  async #askAll(first: ConditionId): Promise<void> {
    this.#asked = first;
    while (this.#asked !== undefined) {
      const market: ConditionId = this.#asked;
      const trades = await this.#ask(market);
      const kept = [...this.#answers].slice(-(MAX_MARKETS - 1));
      this.#answers = new Map([...kept, [market, trades]]);
      this.#asked = this.#next;
      this.#next = undefined;
      this.#options.onChange();
    }
  }

  async #ask(market: ConditionId): Promise<readonly PastTrade[]> {
    const {client, log} = this.#options;
    try {
      const answering = await client;
      return answering === undefined ? [] : await fetchPastTrades(answering, market);
    } catch (error) {
      // The tape begins with what the socket brings, then.
      if (!(error instanceof PolybookError)) throw error;
      log.write('warn', 'The trades of before cannot be had', {market, reason: error.message});
      return [];
    }
  }
}
