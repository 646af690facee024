// What was before the session began: prices and trades, from REST, and what the worker has kept since.

import type {ConditionId} from './domain/market.js';
import type {Source} from './domain/session.js';
import type {Snapshot} from './domain/snapshot.js';
import type {Log} from './log-file.js';
import {MarketPasts} from './market-pasts.js';
import type {RestClient} from './markets/rest-client.js';
import {PastTradeDesk} from './past-trade-desk.js';
import {selectFocus} from './view/select-content.js';
import type {Selection} from './view/selection.js';

export type LookBackOptions = {
  readonly source: Source;
  readonly client: Promise<RestClient>;
  readonly log: Log;
  /** An answer has come. */
  readonly onChange: () => void;
};

export class LookBack {
  readonly pasts: MarketPasts;
  readonly trades: PastTradeDesk;

  constructor({source, client, log, onChange}: LookBackOptions) {
    // A recording's hour is long past.
    const asked = source === 'replay' ? undefined : client;
    this.pasts = new MarketPasts({client: asked, onChange});
    this.trades = new PastTradeDesk({client: asked, log, onChange});
  }

  /** To be told at each paint what is shown: nothing is asked for before the book itself is there. */
  follow(selection: Selection | undefined, snapshot: Snapshot | undefined): void {
    const book = selection && selectFocus(snapshot, selection);
    if (selection === undefined || book === undefined || book.revision === 0) return;
    this.pasts.seed(selection.market);
    this.trades.want(selection.market.conditionId);
  }

  /** Nobody watches these any more. */
  forget(markets: readonly ConditionId[]): void {
    this.pasts.forget(markets);
    this.trades.forget(markets);
  }
}
