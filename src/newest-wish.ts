// One question to REST at a time, once for each market.

import type {ConditionId} from './domain/market.js';

/**
 * Only the newest wish waits: whoever walks through a hundred markets asks for those that are looked
 * at. An answer is not asked for again, whatever it says.
 */
export class NewestWish<Answer> {
  readonly #maxAnswers: number;
  readonly #onAnswer: () => void;
  #answers: ReadonlyMap<ConditionId, Answer> = new Map();
  #asked: ConditionId | undefined;
  #next: {readonly market: ConditionId; readonly ask: () => Promise<Answer>} | undefined;

  /** `maxAnswers`: how many are kept; the oldest leaves first. */
  constructor(maxAnswers: number, onAnswer: () => void) {
    this.#maxAnswers = maxAnswers;
    this.#onAnswer = onAnswer;
  }

  /** Another map after each change. */
  get answers(): ReadonlyMap<ConditionId, Answer> {
    return this.#answers;
  }

  isAsking(market: ConditionId): boolean {
    return this.#asked === market;
  }

  /** The market is in focus; `ask` never rejects but for a fault of the program. */
  want(market: ConditionId, ask: () => Promise<Answer>): void {
    this.#next = this.#answers.has(market) || this.isAsking(market) ? undefined : {market, ask};
    if (this.#asked === undefined) void this.#askAll();
  }

  forget(markets: readonly ConditionId[] = [...this.#answers.keys()]): void {
    this.#answers = new Map([...this.#answers].filter(([market]) => !markets.includes(market)));
  }

  async #askAll(): Promise<void> {
    while (this.#next !== undefined) {
      const {market, ask} = this.#next;
      this.#next = undefined;
      this.#asked = market;
      const answer = await ask();
      const kept = [...this.#answers].slice(-(this.#maxAnswers - 1));
      this.#answers = new Map([...kept, [market, answer]]);
      this.#asked = undefined;
      this.#onAnswer();
    }
  }
}
