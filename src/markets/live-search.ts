// A search that goes on while the user types, and is polite about it: it waits for a pause in the
// typing, asks one question at a time, gives up the one that is no longer of interest, remembers
// answers for a minute, and leaves an exchange alone for a while that refuses or does not answer.

import type {Clock, Timers} from '../domain/clock.js';
import type {Market} from '../domain/market.js';
import type {MarketOrder} from '../domain/market-order.js';
import {PolybookError} from '../domain/problem.js';

/** The typing pauses where no key comes for so long. */
const TYPING_PAUSE_US = 250_000;

/** Between two questions, so that there are no more than three in a second. */
const LEAST_INTERVAL_US = 334_000;

/** Below it every market would match. */
const LEAST_LETTERS = 2;

const REMEMBERED_US = 60_000_000;
const MAX_REMEMBERED = 50;

/** After a failure nothing is asked for so long; twice as long after each that follows. */
const FIRST_REST_US = 2_000_000;
const LONGEST_REST_US = 60_000_000;

export type SearchQuestion = {
  /** Empty for the list of the exchange's top markets. */
  readonly words: string;
  /** Of the top markets; matches come best first whatever it says. */
  readonly order: MarketOrder;
};

export type SearchState = {
  readonly question: SearchQuestion;
  /** `waiting`: for a pause in the typing, or for the end of a rest. */
  readonly phase: 'too_short' | 'waiting' | 'asking' | 'found' | 'failed';
  /** Undefined unless found. */
  readonly markets: readonly Market[] | undefined;
  /** Why nothing was found, as a sentence without a full stop. */
  readonly message: string | undefined;
  /** Monotonic time at which it is asked again by itself; undefined where it need not be. */
  readonly retryAtUs: number | undefined;
};

export type LiveSearchOptions = {
  /** Rejects with a `PolybookError`, or as the signal says; one try, without a retry of its own. */
  readonly ask: (question: SearchQuestion, signal: AbortSignal) => Promise<readonly Market[]>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly onChange: (state: SearchState) => void;
};

type Remembered = {readonly markets: readonly Market[]; readonly atUs: number};

export class LiveSearch {
  readonly #options: LiveSearchOptions;
  readonly #remembered = new Map<string, Remembered>();
  #wanted: SearchQuestion | undefined;
  #asking: {readonly key: string; readonly abort: AbortController} | undefined;
  #cancelTimer: (() => void) | undefined;
  #askedUs = Number.NEGATIVE_INFINITY;
  #restUntilUs = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #message: string | undefined;

  constructor(options: LiveSearchOptions) {
    this.#options = options;
  }

  /** To be told of each letter. What was wanted before is given up. */
  seek(question: SearchQuestion): void {
    const key = keyOf(question);
    this.#wanted = question;
    this.#forgetTimer();
    if (this.#asking?.key !== key) this.#asking?.abort.abort();

    const known = this.#recall(key);
    if (known !== undefined) this.#tell('found', {markets: known});
    else if (!isAskable(question)) this.#tell('too_short');
    else if (this.#asking?.key === key && !this.#asking.abort.signal.aborted) this.#tell('asking');
    else this.#askIn(wordsOf(question) === '' ? 0 : TYPING_PAUSE_US);
  }

  /** Nobody looks any more. */
  stop(): void {
    this.#wanted = undefined;
    this.#forgetTimer();
    this.#asking?.abort.abort();
  }

  #askIn(delayUs: number): void {
    const {clock, timers} = this.#options;
    const nowUs = clock.nowUs();
    const atUs = Math.max(nowUs + delayUs, this.#askedUs + LEAST_INTERVAL_US, this.#restUntilUs);
    this.#forgetTimer();
    this.#cancelTimer = timers.after(atUs - nowUs, () => {
      this.#cancelTimer = undefined;
      // What is given up is over in a moment; that asks for what is wanted by then.
      if (this.#asking === undefined && this.#wanted !== undefined) void this.#ask(this.#wanted);
    });
    const isResting = nowUs < this.#restUntilUs;
    this.#tell(isResting ? 'failed' : 'waiting', {
      message: isResting ? this.#message : undefined,
      retryAtUs: isResting ? this.#restUntilUs : undefined,
    });
  }

  async #ask(question: SearchQuestion): Promise<void> {
    const {ask, clock} = this.#options;
    const key = keyOf(question);
    const abort = new AbortController();
    this.#asking = {key, abort};
    this.#askedUs = clock.nowUs();
    this.#tell('asking');
    try {
      const markets = await ask({...question, words: wordsOf(question)}, abort.signal);
      this.#failures = 0;
      this.#remember(key, markets);
    } catch (error) {
      if (!abort.signal.aborted) this.#rest(error);
    }

    this.#asking = undefined;
    this.#conclude();
  }

  /** Something is over: the answer to what is wanted is there, or is asked for. */
  #conclude(): void {
    if (this.#wanted === undefined || !isAskable(this.#wanted)) return;
    const markets = this.#recall(keyOf(this.#wanted));
    if (markets !== undefined) this.#tell('found', {markets});
    else if (this.#cancelTimer === undefined) this.#askIn(0);
  }

  #forgetTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #rest(error: unknown): void {
    if (!(error instanceof PolybookError)) throw error;
    const restUs = Math.max(
      FIRST_REST_US * 2 ** this.#failures++,
      (error.retryAfterMs ?? 0) * 1000,
    );
    this.#restUntilUs = this.#options.clock.nowUs() + Math.min(restUs, LONGEST_REST_US);
    this.#message = error.message;
  }

  #remember(key: string, markets: readonly Market[]): void {
    this.#remembered.delete(key);
    this.#remembered.set(key, {markets, atUs: this.#options.clock.nowUs()});
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > MAX_REMEMBERED) this.#remembered.delete(oldest!);
  }

  #recall(key: string): readonly Market[] | undefined {
    const known = this.#remembered.get(key);
    if (known === undefined) return undefined;
    if (this.#options.clock.nowUs() - known.atUs < REMEMBERED_US) return known.markets;
    this.#remembered.delete(key);
    return undefined;
  }

  #tell(
    phase: SearchState['phase'],
    more: Partial<Pick<SearchState, 'markets' | 'message' | 'retryAtUs'>> = {},
  ): void {
    if (this.#wanted === undefined) return;
    this.#options.onChange({
      question: this.#wanted,
      phase,
      markets: more.markets,
      message: more.message,
      retryAtUs: more.retryAtUs,
    });
  }
}

/** As they are asked for. */
function wordsOf({words}: SearchQuestion): string {
  return words.trim().replace(/\s+/g, ' ');
}

function isAskable(question: SearchQuestion): boolean {
  const words = wordsOf(question);
  return words === '' || Array.from(words).length >= LEAST_LETTERS;
}

function keyOf(question: SearchQuestion): string {
  const words = wordsOf(question).toLowerCase();
  return words === '' ? `top ${question.order}` : `words ${words}`;
}
