// What the picker asks for: a search while one types, a lookup of what is typed, a market to open.

import {systemTimers} from './domain/clock.js';
import {problemText} from './lookup-words.js';
import type {Feed} from './feed.js';
import {MarketSearch} from './market-search.js';
import type {OutcomeIndex} from './markets/find-outcome.js';
import {resolveMarkets} from './markets/resolve-market.js';
import type {ProgramContext} from './program-context.js';
import type {Picker} from './view/picker-state.js';
import type {UiAction} from './view/ui-state.js';
import type {ViewerMarkets} from './viewer-markets.js';

export type PickerDeskOptions = Pick<ProgramContext, 'clock' | 'shutdown'> & {
  readonly feed: Pick<Feed, 'source' | 'client'>;
  readonly markets: ViewerMarkets;
  readonly picker: () => Picker | undefined;
  readonly onAction: (action: UiAction) => void;
  readonly onNotice: (text: string) => void;
  /** A market is watched that was not before. */
  readonly onOpened: () => void;
};

export class PickerDesk {
  readonly #options: PickerDeskOptions;
  /** Undefined where there is nobody to ask. */
  readonly #search: MarketSearch | undefined;

  constructor(options: PickerDeskOptions) {
    const {feed, markets, clock, shutdown, onAction} = options;
    this.#options = options;
    if (feed.source === 'replay') return;
    this.#search = new MarketSearch({
      client: feed.client,
      clock,
      timers: systemTimers,
      pinned: () => markets.pinned,
      onTold: onAction,
    });
    shutdown.add(() => {
      this.#search?.follow(undefined);
    });
  }

  /** To be told of the picker after each change; undefined where it is closed. */
  follow(picker: Picker | undefined): void {
    if (!this.#options.shutdown.isEnding) this.#search?.follow(picker);
  }

  /** Takes what the command line takes: a slug, a URL, an id, or words. What is one market opens. */
  async lookUp(query: string): Promise<void> {
    const {feed, picker, onAction, onNotice} = this.#options;
    if (feed.source === 'replay') {
      const message = 'a recording holds no other markets than those it shows';
      onAction({type: 'lookup_failed', query, message, atUs: this.#nowUs()});
      return;
    }

    try {
      const resolution = await resolveMarkets(query, await feed.client);
      const {markets, kind} = resolution;
      const first = kind === 'markets' ? resolution.startIndex : 0;
      const choices = [...markets.slice(first), ...markets.slice(0, first)];
      const isAwaited = picker()?.phase === 'looking_up' && picker()?.query === query;
      onAction({type: 'lookup_found', query, choices, atUs: this.#nowUs()});
      if (kind !== 'markets' || !isAwaited) return;
      for (const notice of resolution.notices) onNotice(notice);
      onAction({type: 'open_started', atUs: this.#nowUs()});
      await this.open(0, resolution.startOutcome === 0 ? undefined : resolution.startOutcome);
    } catch (error) {
      onAction({type: 'lookup_failed', query, message: problemText(error), atUs: this.#nowUs()});
    }
  }

  async open(choiceIndex: number, wished?: OutcomeIndex): Promise<void> {
    const {markets, picker, onAction, onOpened} = this.#options;
    const choice = picker()?.choices[choiceIndex];
    if (choice === undefined) return;
    try {
      const place = await markets.open(choice, wished);
      onOpened();
      // The user may have gone back meanwhile: then it is watched until another is shown.
      if (picker()?.phase !== 'opening') return;
      onAction({type: 'market_opened', ...place, atUs: this.#nowUs()});
    } catch (error) {
      onAction({type: 'open_failed', message: problemText(error), atUs: this.#nowUs()});
    }
  }

  #nowUs(): number {
    return this.#options.clock.nowUs();
  }
}
