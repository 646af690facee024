// The whole simulated exchange without a socket and without a clock: time is handed in.

import type {AssetId, ConditionId} from '../domain/market.js';
import type {Price} from '../domain/price.js';
import {invariant} from '../domain/problem.js';
import {Catalogue} from './catalogue.js';
import {encodeTickSizeChange} from './encode-notice.js';
import type {ListedMarket} from './listing.js';
import type {BookState} from './market-book.js';
import {MarketProcess, type ExchangeFrame, type ProcessOptions} from './market-process.js';
import type {TradePrint} from './encode-frame.js';

/** The rate goes from 1 to 20,000; `startMs` is when it opens. */
export type SimulatedExchangeOptions = ProcessOptions;

/**
 * The same options give byte-identical frames, in whatever steps the time is advanced. All
 * frames of one transaction come together, so that the books are whole between two calls.
 */
export class SimulatedExchange {
  readonly catalogue: Catalogue;
  readonly seed: number;
  readonly #options: SimulatedExchangeOptions;
  readonly #processes: MarketProcess[];
  #nowMs: number;

  constructor(options: SimulatedExchangeOptions) {
    invariant(options.rate > 0, `rate ${options.rate} is positive`);
    this.#options = options;
    this.seed = options.seed;
    this.catalogue = new Catalogue(options.startMs);
    this.#nowMs = options.startMs;
    this.#processes = this.catalogue.markets.flatMap((market) =>
      market.temper === undefined ? [] : [new MarketProcess(market, market.temper, options)],
    );
  }

  /** The exchange's clock, in ms. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** Everything that happens up to this time, in order of time. */
  advance(untilMs: number): ExchangeFrame[] {
    const frames: ExchangeFrame[] = [];
    for (;;) {
      const process = this.#earliest();
      if (process === undefined || process.nextMs > untilMs) break;
      process.step(frames);
    }

    this.#nowMs = Math.max(this.#nowMs, untilMs);
    return frames;
  }

  /**
   * Moves the clock, on or back, without anything happening: what was to come is as far away as
   * before.
   */
  skip(byMs: number): void {
    const wholeMs = Math.round(byMs); // Timestamps stay whole.
    this.#nowMs += wholeMs;
    for (const process of this.#processes) process.delay(wholeMs);
  }

  /** Gives a market another tick size, not coarser than the listed one; returns what tells of it. */
  changeTick(market: ConditionId, tickSize: Price): ExchangeFrame[] {
    const process = this.#processOf(market);
    if (process === undefined) return [];
    const {book, listing} = process;
    const oldTickSize = book.tickSize;
    book.changeTick(tickSize);
    const timestampMs = Math.floor(this.#nowMs);
    const sendMs = this.#nowMs;
    return listing.assetIds.map((assetId) => {
      const text = encodeTickSizeChange(market, assetId, oldTickSize, tickSize, timestampMs);
      return {kind: 'tick_size_change', market, assetId, timestampMs, sendMs, text};
    });
  }

  /**
   * Lets some markets, or all of them, stand still, while the clock goes on.
   * @returns What lets them go on from where they stopped, to be called once.
   */
  hold(markets: readonly ListedMarket[] | undefined): () => void {
    const held = this.#processes.filter(
      ({listing}) => markets?.some(({conditionId}) => conditionId === listing.conditionId) ?? true,
    );
    for (const process of held) process.hold(this.#nowMs);
    return () => {
      for (const process of held) process.release(this.#nowMs);
    };
  }

  /** Lets a market make so many frames within a time, beginning now. */
  rush(market: ConditionId, frames: number, spanMs: number): void {
    this.#processOf(market)?.rush(frames, spanMs, this.#nowMs);
  }

  /** Lists and trades the window that comes after this one, if the market is of a series. */
  openNextWindow(market: ListedMarket): void {
    const next = this.catalogue.openNextWindow(market, this.#nowMs);
    if (next?.temper === undefined) return;
    const options = {...this.#options, startMs: this.#nowMs};
    this.#processes.push(new MarketProcess(next, next.temper, options));
  }

  /** The book of an asset now, or undefined where it has none. Read it before advancing. */
  bookState(assetId: AssetId): BookState | undefined {
    const market = this.catalogue.marketOfAsset(assetId);
    if (market === undefined) return undefined;
    const process = this.#processOf(market.conditionId);
    return process?.book.state(market.assetIds[0] === assetId ? 0 : 1);
  }

  /** Reported trades of a market, newest first. */
  tradesOf(market: ConditionId): readonly TradePrint[] {
    return this.#processOf(market)?.trades ?? [];
  }

  #processOf(market: ConditionId): MarketProcess | undefined {
    return this.#processes.find((process) => process.listing.conditionId === market);
  }

  #earliest(): MarketProcess | undefined {
    let earliest: MarketProcess | undefined;
    let earliestMs = Infinity;
    for (const process of this.#processes) {
      const {nextMs} = process;
      if (nextMs < earliestMs) {
        earliest = process;
        earliestMs = nextMs;
      }
    }

    return earliest;
  }
}
