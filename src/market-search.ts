// The picker's search: what stands in its field is asked for while it is typed, unless it is an
// address or an id, which means nothing before it is all there.

import type {Clock, Timers} from './domain/clock.js';
import type {Market} from './domain/market.js';
import {answerSearch} from './markets/browse-markets.js';
import {LiveSearch, type SearchState} from './markets/live-search.js';
import {parseReference} from './markets/parse-reference.js';
import type {RestClient} from './markets/rest-client.js';
import {isAnswered, isSameQuestion} from './view/picker-state.js';
import type {Picker, PickerAction, PickerQuestion, PickerSearch} from './view/picker-state.js';

export type MarketSearchOptions = {
  readonly client: Promise<RestClient>;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Those that come before the top markets. */
  readonly pinned: () => readonly Market[];
  readonly onTold: (action: PickerAction) => void;
};

export class MarketSearch {
  readonly #options: MarketSearchOptions;
  readonly #search: LiveSearch;
  #question: PickerQuestion | undefined;

  constructor(options: MarketSearchOptions) {
    const {client, clock, timers} = options;
    this.#options = options;
    this.#search = new LiveSearch({
      clock,
      timers,
      ask: async (question, signal) =>
        answerSearch(await client, question, {wallMs: clock.wallMs(), signal}),
      onChange: (state) => {
        this.#tell(state);
      },
    });
  }

  /** To be told of the picker after each key; undefined where it is closed. */
  follow(picker: Picker | undefined): void {
    if (picker?.phase !== 'typing') {
      if (this.#question !== undefined) this.#search.stop();
      this.#question = undefined;
      return;
    }

    const {query, order} = picker;
    if (this.#question !== undefined && isSameQuestion(this.#question, picker)) return;
    this.#question = {query, order};
    if (isAnswered(picker)) return;
    if (isSearchable(query)) {
      this.#search.seek({words: query, order});
      return;
    }

    this.#search.stop();
    const search: PickerSearch = {...NOTHING_YET, phase: 'on_enter'};
    this.#options.onTold({type: 'search_told', question: {query, order}, search});
  }

  #tell({question, phase, markets, message, retryAtUs}: SearchState): void {
    const {words: query, order} = question;
    this.#options.onTold({
      type: 'search_told',
      question: {query, order},
      search: {phase, mayBeName: isName(query), message, retryAtUs},
      choices: query.trim() === '' ? markets && this.#withPinned(markets) : markets,
    });
  }

  #withPinned(top: readonly Market[]): readonly Market[] {
    return joinMarkets(this.#options.pinned(), top);
  }
}

const NOTHING_YET = {mayBeName: false, message: undefined, retryAtUs: undefined} as const;

/** Each market once, where it comes first. */
export function joinMarkets(
  first: readonly Market[],
  second: readonly Market[],
): readonly Market[] {
  const known = new Set(first.map(({conditionId}) => conditionId));
  return [...first, ...second.filter(({conditionId}) => !known.has(conditionId))];
}

function isSearchable(query: string): boolean {
  if (query.trim() === '') return true;
  const {kind} = parseReference(query);
  return kind === 'words' || kind === 'slug';
}

/** `fed-decision-in-june`: as words it would match more than what has that name. */
function isName(query: string): boolean {
  return parseReference(query).kind === 'slug' && query.includes('-');
}
