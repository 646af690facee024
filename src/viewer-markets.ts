// The markets of the viewer: which are watched and why, in which order, and what of that outlives
// the session.

import {PolybookError} from './domain/problem.js';
import type {ConditionId, Market} from './domain/market.js';
import type {Catalog} from './domain/session.js';
import type {Feed} from './feed.js';
import {findMarkets, MAX_MARKETS} from './find-markets.js';
import type {NamedAsset} from './ingest/messages.js';
import {isWatched, MAX_WATCHED} from './keeping/kept-state.js';
import type {KeptMarket} from './keeping/kept-state.js';
import type {StateKeeper} from './keeping/state-keeper.js';
import {joinMarkets} from './market-search.js';
import {findKeptMarkets} from './markets/find-kept.js';
import {tryOutcome} from './markets/find-outcome.js';
import type {OutcomeIndex} from './markets/find-outcome.js';
import {resolveMarkets} from './markets/resolve-market.js';
import type {RestClient} from './markets/rest-client.js';
import type {ProgramContext} from './program-context.js';
import {WatchList} from './watch-list.js';

export type ViewerMarketsOptions = Pick<ProgramContext, 'options'> & {
  readonly feed: Pick<Feed, 'supervisor' | 'source' | 'client'>;
  readonly keeper: StateKeeper;
  readonly onNotice: (text: string) => void;
  /** Nothing more comes of these. */
  readonly onGone: (markets: readonly ConditionId[]) => void;
};

/** What the viewer begins with. */
export type Beginning = {
  readonly marketIndex: number;
  readonly outcomeIndex: OutcomeIndex;
  /** Undefined where there is nothing to choose. */
  readonly picker:
    | {
        readonly query: string;
        readonly choices: readonly Market[];
        readonly choiceIndex: number;
      }
    | undefined;
};

/** A market and its outcome, by their places. */
export type Place = {readonly marketIndex: number; readonly outcomeIndex: OutcomeIndex};

export class ViewerMarkets {
  readonly #options: ViewerMarketsOptions;
  readonly #watched = new WatchList();
  /** The market that was shown when the one before was started, where it can still be watched. */
  #last: Market | undefined;
  #shown: Market | undefined;

  constructor(options: ViewerMarketsOptions) {
    this.#options = options;
  }

  get catalog(): Catalog {
    return this.#watched.catalog;
  }

  get watchedIds(): ReadonlySet<ConditionId> {
    return new Set(this.#options.keeper.state.watched.map(({conditionId}) => conditionId));
  }

  /** What the picker lists before the top markets: the watchlist and the last session's market. */
  get pinned(): readonly Market[] {
    const {watchedIds} = this;
    const listed = this.catalog.markets.filter(({conditionId}) => watchedIds.has(conditionId));
    return joinMarkets(listed, this.#last === undefined ? [] : [this.#last]);
  }

  /** Takes over the worker's numbers of the assets; in a replay they are all there is of the markets. */
  nameAssets(assets: readonly NamedAsset[]): void {
    this.#watched.nameAssets(assets);
    if (this.#options.feed.source === 'replay') this.#watched.addRecorded(assets);
  }

  /** What a recording says of its markets. */
  nameMarkets(markets: readonly Market[]): void {
    this.#watched.addNamed(markets);
  }

  /** Whether what still comes of a market is of interest: what was under way may be late. */
  isKept(market: ConditionId): boolean {
    return this.#options.feed.source === 'replay' || this.#watched.indexOf(market) !== -1;
  }

  forgetAssets(): void {
    this.#watched.forgetAssets();
  }

  /** Rejects with a `PolybookError` where what was named cannot be found. */
  async begin(): Promise<Beginning> {
    const {options, keeper, feed, onNotice} = this.#options;
    const client = await feed.client;
    const [found, kept] = await Promise.all([findMarkets(options, client), this.#findKept(client)]);
    for (const notice of found.notices) onNotice(notice);
    this.#watched.list(keeper.state.watched.map(({conditionId}) => conditionId));
    this.#watched.pin(found.markets);
    const last = keeper.state.last?.conditionId;
    this.#last = kept.find(({conditionId}) => conditionId === last);
    // Behind the picker, and only there: who names a market does not go on with the last one.
    const isBehind = ({conditionId}: Market): boolean =>
      conditionId !== last || isWatched(keeper.state, last) || found.markets.length === 0;
    this.#watch([...kept.filter(isBehind), ...found.markets]);

    const named = found.markets[found.startIndex];
    const start = named ?? this.#last ?? this.catalog.markets[0];
    const outcomeIndex =
      named === undefined && start !== undefined ? this.outcomeOf(start) : found.startOutcome;
    const marketIndex = Math.max(0, start === undefined ? 0 : this.#indexOf(start));
    const {choices} = found;
    if (choices === undefined) return {marketIndex, outcomeIndex, picker: undefined};
    const {query, markets} = choices;
    const listed = query === '' ? joinMarkets(this.pinned, markets) : markets;
    const lastIndex = listed.findIndex(({conditionId}) => conditionId === last);
    const choiceIndex = query === '' ? Math.max(0, lastIndex) : 0;
    return {marketIndex, outcomeIndex, picker: {query, choices: listed, choiceIndex}};
  }

  /** Watches a market with the others of its event; one that is watched already is just shown. */
  async open(choice: Market, wished?: OutcomeIndex): Promise<Place> {
    if (this.#indexOf(choice) === -1) await this.#addWithSiblings(choice);
    else void this.#addSiblings(choice);
    return {
      marketIndex: this.#indexOf(choice),
      outcomeIndex: wished ?? this.outcomeOf(choice),
    };
  }

  /** Watches a market alone, in the place of another one, on the watchlist as well. */
  succeed(before: Market, next: Market, outcomeIndex: OutcomeIndex): Place {
    const {keeper, feed} = this.#options;
    const {name} = before.outcomes[outcomeIndex];
    const alike = tryOutcome(next, name) ?? outcomeIndex;
    const {conditionId} = before;
    keeper.apply({type: 'succeeded', conditionId, market: toKept(next, alike)});
    if (this.#watched.succeed(before, next)) feed.supervisor.watch([next]);
    this.#relist();
    return {marketIndex: this.#indexOf(next), outcomeIndex: alike};
  }

  /**
   * Puts the market on the list or takes it off, and says so. The catalogue may be in another order
   * after it.
   */
  toggleWatch(market: Market, outcomeIndex: OutcomeIndex): string {
    const {keeper, feed} = this.#options;
    const {conditionId} = market;
    if (feed.source === 'replay') return 'the markets of a recording cannot be watched on';
    if (isWatched(keeper.state, conditionId)) {
      keeper.apply({type: 'unwatched', conditionId});
      this.#watched.unpin(conditionId);
      this.#relist();
      return 'off the watchlist: let go of when another is shown';
    }

    if (keeper.state.watched.length >= MAX_WATCHED) {
      return `the watchlist is full: it holds ${MAX_WATCHED} markets`;
    }

    keeper.apply({type: 'watched', market: toKept(market, outcomeIndex)});
    this.#relist();
    return `on the watchlist, as number ${keeper.state.watched.length}`;
  }

  /** The market is on the screen: others may be let go of. */
  show(market: Market, outcomeIndex: OutcomeIndex): void {
    const {keeper} = this.#options;
    keeper.apply({type: 'shown', market: toKept(market, outcomeIndex)});
    this.#shown = market;
    this.#letGo(market);
  }

  /** The outcome to show first: the one that was chosen last time, or the usual one. */
  outcomeOf(market: Market): OutcomeIndex {
    const {keeper, options} = this.#options;
    const {watched, last} = keeper.state;
    const kept = [...watched, last].find((known) => known?.conditionId === market.conditionId);
    const name = kept?.outcome ?? options.usualOutcome;
    return name === undefined ? 0 : (tryOutcome(market, name) ?? 0);
  }

  #letGo(shown: Market): void {
    const gone = this.#watched.keepFor(shown);
    if (gone.length === 0) return;
    this.#options.feed.supervisor.unwatch(gone);
    this.#options.onGone(gone);
  }

  #relist(): void {
    this.#watched.list(this.#options.keeper.state.watched.map(({conditionId}) => conditionId));
  }

  #indexOf({conditionId}: Market): number {
    return this.#watched.indexOf(conditionId);
  }

  #watch(markets: readonly Market[]): void {
    const added = this.#watched.add(markets);
    if (added.length > 0) this.#options.feed.supervisor.watch(added);
  }

  /** Those of the watchlist and the last one, as they are now. What is over is taken off the list. */
  async #findKept(client: RestClient): Promise<readonly Market[]> {
    const {keeper, onNotice} = this.#options;
    const {watched, last} = keeper.state;
    const wanted = [...watched, ...(last === undefined ? [] : [last])];
    const ids = [...new Set(wanted.map(({conditionId}) => conditionId))];
    if (ids.length === 0) return [];
    try {
      const {open, closed} = await findKeptMarkets(client, ids);
      for (const {conditionId, question} of closed) {
        if (!isWatched(keeper.state, conditionId)) continue;
        keeper.apply({type: 'unwatched', conditionId});
        onNotice(`"${question}" has closed, and is off the watchlist`);
      }

      return open.slice(0, MAX_MARKETS / 2);
    } catch (error) {
      if (!(error instanceof PolybookError)) throw error;
      onNotice(`The watchlist is not shown: ${error.message}`);
      return [];
    }
  }

  /** Of a market that was watched alone; it is shown meanwhile, and does without where need be. */
  async #addSiblings(market: Market): Promise<void> {
    const {eventSlug} = market;
    const isAlone =
      this.catalog.markets.filter((other) => other.eventSlug === eventSlug).length < 2;
    if (eventSlug === undefined || !isAlone) return;
    try {
      await this.#addWithSiblings(market);
    } catch (error) {
      if (!(error instanceof PolybookError)) throw error;
    }

    if (this.#shown !== undefined) this.#letGo(this.#shown);
  }

  async #addWithSiblings(choice: Market): Promise<void> {
    const resolution = await resolveMarkets(choice.conditionId, await this.#options.feed.client);
    const found = resolution.kind === 'markets' ? resolution.markets : [choice];
    const group = found.some(({conditionId}) => conditionId === choice.conditionId)
      ? found
      : [choice];
    const room = MAX_MARKETS - this.catalog.markets.length;
    if (room < 1) {
      throw new PolybookError(
        'TOO_MANY_MARKETS',
        `${MAX_MARKETS} markets are watched already, as many as can be watched at a time`,
      );
    }

    this.#watch(group.length <= room ? group : [choice]);
  }
}

function toKept({conditionId, slug, question, outcomes}: Market, index: OutcomeIndex): KeptMarket {
  return {conditionId, slug, question, outcome: outcomes[index].name};
}
