// What a market's hashes contain beside levels, and where it may come from.

import {complement, parsePrice, type Price} from '../domain/price.js';
import {formatLastTradePrice, type OrderTerms} from './book-hash.js';

/** Minimum order sizes that the exchange uses, the usual one first. */
const USUAL_MIN_ORDER_SIZES = ['5', '1', '10', '15', '50', '100'] as const;

/** A batch has at most about 30 frames; beyond that the older prices are not tried. */
const MAX_CHANGED_PRICES = 32;

const MAX_RECENT_TRADES = 16;

/** Tick sizes that the exchange uses, in units of 0.0001, the coarsest first. */
const USUAL_TICK_SIZES: readonly Price[] = [1000, 100, 50, 25, 10, 1].map(
  (units) => units as Price,
);

/** The terms that books on the socket leave out. */
type UnsaidTerms = Pick<OrderTerms, 'minOrderSize' | 'negRisk'>;

const USUAL_TERMS: readonly UnsaidTerms[] = USUAL_MIN_ORDER_SIZES.flatMap((minOrderSize) => [
  {minOrderSize, negRisk: false},
  {minOrderSize, negRisk: true},
]);

/** Facts as lookups, books and tick changes state them; undefined where one says nothing. */
export type StatedFacts = {
  readonly tickSize?: Price | undefined;
  readonly minOrderSize?: string | undefined;
  readonly negRisk?: boolean | undefined;
  readonly lastTradePrice?: string | undefined;
};

/**
 * The socket tells the minimum order size and the neg-risk flag of no market, and the last trade
 * price 80 ms after hashes already contain it. So there are values to try, and a matching hash
 * says which of them was right.
 */
export class MarketFacts {
  #tickSize: Price | undefined;
  #minOrderSize: string | undefined;
  #negRisk: boolean | undefined;
  #lastTradePrice: string | undefined;
  #isLastTradeKnown = false;
  #hasMatched = false;
  #isProving = false;
  #revision = 0;
  /** Prices of the levels changed in the market's current batch, oldest first. */
  readonly #changedPrices = new Set<Price>();
  /** Last trade prices that were told or held before, newest last. */
  readonly #recentTrades = new Set<string>();

  get tickSize(): Price | undefined {
    return this.#tickSize;
  }

  /** What is known so far, for another book of the same market. */
  clone(): MarketFacts {
    const copy = new MarketFacts();
    copy.#tickSize = this.#tickSize;
    copy.#minOrderSize = this.#minOrderSize;
    copy.#negRisk = this.#negRisk;
    copy.#lastTradePrice = this.#lastTradePrice;
    copy.#isLastTradeKnown = this.#isLastTradeKnown;
    copy.#hasMatched = this.#hasMatched;
    copy.#isProving = this.#isProving;
    for (const text of this.#recentTrades) copy.#recentTrades.add(text);
    return copy;
  }

  /** The exchange's own text (`0.620`, empty if the market never traded). */
  get lastTradePrice(): string | undefined {
    return this.#lastTradePrice;
  }

  /** False where a trade may have been missed, so that a hash that does not match proves nothing. */
  get isLastTradeKnown(): boolean {
    return this.#isLastTradeKnown;
  }

  /** Whether any hash of this market ever matched. */
  get hasMatched(): boolean {
    return this.#hasMatched;
  }

  /** Moves with everything here that could turn a hash which did not match into one that does. */
  get revision(): number {
    return this.#revision;
  }

  /** Takes over what is stated; order terms only while nothing proves that the ones held are right. */
  learn(stated: StatedFacts): void {
    this.#revision++;
    this.#tickSize = stated.tickSize ?? this.#tickSize;
    if (!this.#isProving) {
      this.#minOrderSize = stated.minOrderSize ?? this.#minOrderSize;
      this.#negRisk = stated.negRisk ?? this.#negRisk;
    }

    if (stated.lastTradePrice !== undefined) {
      this.#setLastTrade(stated.lastTradePrice);
      this.#isLastTradeKnown = true;
    }
  }

  /**
   * Notes a fill that was told. While hashes match, they are newer than it: they contained this
   * fill before it was told, and perhaps the next one as well.
   */
  noteTrade(price: Price): void {
    this.#revision++;
    this.#remember(formatLastTradePrice(complement(price)));
    this.#remember(formatLastTradePrice(price));
    if (!this.#isProving) this.#setLastTrade(formatLastTradePrice(price));
  }

  /** Notes a changed level of either token: the change may be a fill. */
  noteChangedPrice(price: Price): void {
    this.#revision++;
    this.#changedPrices.delete(price);
    this.#changedPrices.add(price);
    deleteOldest(this.#changedPrices, MAX_CHANGED_PRICES);
  }

  forgetChangedPrices(): void {
    this.#changedPrices.clear();
  }

  /** Trades may be missed from here until a book tells the last one or a hash matches. */
  doubtLastTrade(): void {
    this.#isLastTradeKnown = false;
  }

  /** The order terms to try: the ones held, and where hashes don't match all usual ones if asked. */
  termsToTry(mayGuess: boolean): readonly UnsaidTerms[] {
    const minOrderSize = this.#minOrderSize;
    const negRisk = this.#negRisk;
    const isHeld = minOrderSize !== undefined && negRisk !== undefined;
    const held = isHeld ? [{minOrderSize, negRisk}] : [];
    return mayGuess && !this.#isProving ? [...held, ...USUAL_TERMS] : held;
  }

  /**
   * The tick sizes to try: the one held, and where levels lie between its ticks, the finer ones that
   * they fit. The message that told of it may have been lost.
   */
  ticksToTry(isOnTick: (tickSize: Price) => boolean): readonly Price[] {
    const held = this.#tickSize;
    if (held === undefined) return [];
    return isOnTick(held) ? [held] : [held, ...USUAL_TICK_SIZES.filter(isOnTick)];
  }

  /** The last trade prices to try, likeliest first, each once. */
  *lastTradesToTry(): Generator<string, void> {
    const tried = new Set<string>();
    for (const text of this.#lastTradeGuesses()) {
      if (tried.has(text)) continue;
      tried.add(text);
      yield text;
    }
  }

  /** Keeps what a matching hash has proven. */
  adopt(terms: UnsaidTerms, tickSize: Price, lastTradePrice: string): void {
    this.#revision++;
    this.#tickSize = tickSize;
    this.#minOrderSize = terms.minOrderSize;
    this.#negRisk = terms.negRisk;
    this.#setLastTrade(lastTradePrice);
    this.#isLastTradeKnown = true;
    this.#hasMatched = true;
    this.#isProving = true;
  }

  /** The newest hash did not match, or could not be tried. */
  noteUnproven(): void {
    this.#isProving = false;
  }

  *#lastTradeGuesses(): Generator<string, void> {
    const current = this.#lastTradePrice;
    if (current !== undefined) yield current;

    for (const price of [...this.#changedPrices].reverse()) {
      yield formatLastTradePrice(price);
      yield formatLastTradePrice(complement(price));
    }

    // A price that came as a JSON number has lost its trailing zeros.
    const parsed = current === undefined ? undefined : parsePrice(current);
    if (parsed !== undefined) yield formatLastTradePrice(parsed);

    yield* [...this.#recentTrades].reverse();
    if (!this.#isLastTradeKnown) yield '';
  }

  #setLastTrade(text: string): void {
    if (text === this.#lastTradePrice) return;
    if (this.#lastTradePrice !== undefined) this.#remember(this.#lastTradePrice);
    this.#lastTradePrice = text;
  }

  #remember(text: string): void {
    this.#recentTrades.delete(text);
    this.#recentTrades.add(text);
    deleteOldest(this.#recentTrades, MAX_RECENT_TRADES);
  }
}

function deleteOldest<T>(set: Set<T>, keep: number): void {
  for (const oldest of set) {
    if (set.size <= keep) return;
    set.delete(oldest);
  }
}
